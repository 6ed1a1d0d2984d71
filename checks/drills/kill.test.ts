import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { askDatabase, type Home, makeHome, type Product, startProduct, stopProduct, until } from '../product.ts'
import { aim, seeded, standing, type Victim } from './kills.ts'
import { type SmallOffice, setUpOffice } from './small-office.ts'
import { bringOne, invoice, type Ledger, photograph, sha256, takeUpAgain } from './uploads.ts'

let home: Home
let product: Product
let people: SmallOffice
before(async () => {
  home = await makeHome()
  product = await startProduct(home)
  people = await setUpOffice(home.url)
})
after(async () => {
  await stopProduct(product)
  await home.remove()
})

const ledger: Ledger = { receipts: new Map(), begun: [] }
const atOnce = 4
const mostEach = 8
let made = 0

const rounds: Victim[] = ['program', 'postmaster', 'connection']
for (const [round, victim] of rounds.entries())
  test(`of receipts on their way in nothing acknowledged is lost when they kill: ${victim}, ${round + 1}`, async () => {
    const random = seeded(round)
    const strike = await aim(home, product, victim, random())
    const before = ledger.receipts.size
    const enough = before + 3 + Math.floor(random() * 12)
    let isStruck = false
    let fault: unknown
    const load = Array.from({ length: atOnce }, async (_, worker) => {
      for (let n = 0; n < mostEach && !isStruck; n++) {
        made += 1
        const file = victim === 'program' && worker === 0 && n === 1 ? await photograph(made) : invoice(made)
        await bringOne(people.assistant, ledger, file, people.salespeople[worker % 2]!).catch((error) => {
          // What fails before the blow is a fault; what fails after it was not acknowledged.
          if (!isStruck) fault = error
        })
      }
    })
    await until(async () => {
      if (fault) throw fault
      return ledger.receipts.size >= enough
    })
    await new Promise((done) => setTimeout(done, random() * 40))
    isStruck = true
    await strike()
    await Promise.all(load)
    product = await standing(home, product, victim)
    assert.ok(ledger.receipts.size >= enough)
    await allIsThere()
    await takeUpAgain(people.assistant, ledger, people.salespeople[0], hasReceipt)
    assert.deepEqual(ledger.begun, [])
    await allIsThere()
  })

test('what was still to be read after every kill is read, and the history is whole', async () => {
  await until(async () => (await count(`job where state in ('waiting', 'running')`)) === 0)
  assert.equal(await count(`expense_receipt where reading_state in ('waiting', 'reading')`), 0)
  assert.equal(await count(`job where state = 'failed'`), 0)
  type Verdict = { isWhole: boolean; seals: number }
  const verdict = () => people.administrator.get<Verdict>('/office/history/verify')
  await until(async () => (await verdict()).seals > 0)
  assert.equal((await verdict()).isWhole, true)
})

async function allIsThere(): Promise<void> {
  for (const [id, sha] of ledger.receipts) {
    const bytes = await people.assistant.bytes(`/expenses/receipts/${id}/original`)
    assert.equal(sha256(bytes), sha)
  }
}

const hasReceipt = async (sha: string) => (await count(`expense_receipt where sha256 = '${sha}'`)) > 0

async function count(what: string): Promise<number> {
  const [row] = await askDatabase<{ n: number }>(home, `select count(*)::int as n from ${what}`)
  return row!.n
}
