// npm run drill:pairs: every two changes of one record at once, 25 times each; `-- KIND…` only those kinds.
import { changesOf } from './changes.ts'
import { misfitOf, openPairs } from './pairs.ts'

const times = 25
const asked = process.argv.slice(2)
const kinds = Object.keys(changesOf).filter((kind) => asked.length === 0 || asked.includes(kind))
const { ground, of, close } = await openPairs()
let [tried, wrong] = [0, 0]
for (const kind of kinds) {
  const pairs = of(kind)
  for (const pair of pairs) {
    const misfit = await misfitOf(ground, pair, { times, from: 0 })
    tried += 1
    if (!misfit) continue
    wrong += 1
    console.log(`✖ ${kind}\n${pair[0].name}\n${pair[1].name}\n${misfit}`)
  }
  console.log(`${kind}: ${pairs.length} pairs`)
}
const deadlocks = await ground.deadlocks()
console.log(`${tried} pairs, ${tried * times} times at once; ${wrong} wrong, ${deadlocks} deadlocks`)
await close()
process.exit(wrong + deadlocks > 0 ? 1 : 0)
