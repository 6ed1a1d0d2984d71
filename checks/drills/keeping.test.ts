import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { allRows } from '#checks/all-rows.ts'
import { addressOf } from '#checks/database.ts'
import { connectionFrom } from '#core/database.ts'
import { type Postgres, startPostgres } from '#core/postgres.ts'
import { type Home, makeHome, type Product, runTalka, startProduct, stopProduct, until } from '../product.ts'
import { keyFrom } from './caller.ts'
import { password, type SmallOffice, setUpOffice } from './small-office.ts'
import { bringOne, invoice, type Ledger, sha256 } from './uploads.ts'

const receipts = Number(process.env.TALKA_DRILL_RECEIPTS ?? 8)
const log = { info() {}, warn() {} }
const homes: Home[] = []
const servers: Postgres[] = []
let first: Home
let product: Product
let people: SmallOffice
const ledger: Ledger = { receipts: new Map(), begun: [] }

before(async () => {
  first = await newHome()
  product = await startProduct(first)
  people = await setUpOffice(first.url)
})
after(async () => {
  product.signal('SIGTERM')
  await product.ended
  for (const server of servers) await server.stop()
  for (const home of homes) await home.remove()
})

async function newHome(env: Record<string, string> = {}): Promise<Home> {
  const home = await makeHome(env)
  homes.push(home)
  return home
}

/** A PostgreSQL server of its own that Talka did not start, with an empty database. */
async function newServer(): Promise<string> {
  const server = await startPostgres({ dataDir: join((await newHome()).dir, 'server'), log })
  servers.push(server)
  return addressOf(server.connection)
}

async function bringMore(from: number, count: number): Promise<void> {
  for (let n = from; n < from + count; n++)
    await bringOne(people.assistant, ledger, invoice(n), people.salespeople[n % 2]!)
}

async function run(home: Home, ...words: string[]): Promise<string> {
  const command = runTalka(home, words)
  assert.equal(await command.ended, 0, command.said())
  return command.said()
}

/** Rows of a home whose Talka is stopped. */
async function rowsOf(home: Home): Promise<Map<string, string[]>> {
  if (home.env.DATABASE_URL) return allRows(connectionFrom(home.env.DATABASE_URL))
  const database = await startPostgres({ dataDir: home.dataDir, log })
  try {
    return await allRows(database.connection)
  } finally {
    await database.stop()
  }
}

/** Every kept file of a home, by its path, as its hash. */
function filesOf(home: Home): Map<string, string> {
  const dir = join(home.dataDir, 'files')
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => /[0-9a-f]{64}$/.test(name))
  return new Map(
    names.sort().map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(dir, name)))
        .digest('hex'),
    ]),
  )
}

/** Whether the office lives there: people come in by password and key, pages and files answer, the history goes on whole. */
async function works(home: Home): Promise<void> {
  const running = await startProduct(home)
  try {
    const { caller } = await keyFrom(home.url, '/office/sign-in', { email: 'ausra@silo.example', password })
    type Verdict = { isWhole: boolean; seals: number; events: number }
    const verdict = () => caller.get<Verdict>('/office/history/verify')
    await until(async () => (await verdict()).events > 0)
    const before = await verdict()
    assert.ok(before.isWhole)
    for (const [id, sha] of ledger.receipts) {
      const answer = await fetch(`${home.url}/api/expenses/receipts/${id}/original`, { headers: people.key })
      assert.equal(sha256(Buffer.from(await answer.arrayBuffer())), sha)
    }
    for (const path of ['/', '/api/expenses/receipts', '/api/desk/waiting', '/api/expenses/rounds'])
      assert.ok((await fetch(home.url + path, { headers: people.key })).ok, path)
    await caller.post('/office/teams', {
      name: `Of ${home.url}`,
      departmentId: people.departmentId,
      branchId: people.branchId,
    })
    await until(async () => (await verdict()).events > before.events)
    assert.ok((await verdict()).isWhole)
  } finally {
    await stopProduct(running)
  }
}

test('an archive written while the office works holds everything acknowledged before it', async () => {
  await bringMore(1, receipts)
  const acknowledged = [...ledger.receipts.values()]
  const file = join(first.dir, 'working.tar')
  let isDone = false
  const work = (async () => {
    for (let n = receipts + 1; !isDone; n++) await bringMore(n, 1)
  })()
  await run(first, 'backup', file).finally(() => {
    isDone = true
  })
  await work
  assert.match(await run(await newHome(), 'verify', file), /is whole/)
  const home = await newHome({ DATABASE_URL: await newServer() })
  mkdirSync(home.dataDir)
  writeFileSync(join(home.dataDir, 'seals.log'), `2026-11-28T10:00:00Z main 999999 ${'a'.repeat(64)}\n`)
  const said = await run(home, 'restore', file)
  assert.match(said, /Letters and reminders that waited stand on the desks/)
  assert.match(said, /Later seals of the office main are noted here/)
  const restored = (await rowsOf(home)).get('office_main.expense_receipt')!
  for (const sha of acknowledged) assert.ok(restored.some((row) => row.includes(sha)))
  const held = filesOf(home)
  for (const [name, sha] of held) assert.equal(name.slice(-64), sha)
  for (const sha of acknowledged) assert.ok([...held.values()].includes(sha))
})

test('from our own database to a server and back again nothing is lost or changed', async () => {
  await until(async () => (await openJobs()) === 0)
  const { caller } = await keyFrom(first.url, '/office/sign-in', { email: 'ausra@silo.example', password })
  const { departmentId, branchId } = people
  await caller.post('/office/teams', { name: 'Made last', departmentId, branchId })
  await stopProduct(product)
  const stopped = await rowsOf(first)
  const sealed = stopped.get('office_main.event_seal')!.map((row) => Number(/,(\d+),[0-9a-f]{64}\)$/.exec(row)![1]))
  const events = stopped.get('office_main.event')!.length
  assert.equal(
    sealed.reduce((sum, count) => sum + count, 0),
    events,
    'all that happened is proven',
  )
  const out = join(first.dir, 'out.tar')
  await run(first, 'backup', out)
  const onServer = await newHome({ DATABASE_URL: await newServer() })
  assert.doesNotMatch(await run(onServer, 'restore', '--send-letters', out), /Letters|Later seals/)
  assert.deepEqual(await rowsOf(onServer), await rowsOf(first))
  assert.deepEqual(filesOf(onServer), filesOf(first))
  await works(onServer)

  const back = join(first.dir, 'back.tar')
  await run(onServer, 'backup', back)
  const again = await newHome()
  await run(again, 'restore', back)
  assert.deepEqual(await rowsOf(again), await rowsOf(onServer))
  assert.deepEqual(filesOf(again), filesOf(onServer))
  const secretOf = ({ dataDir }: Home) => readFileSync(join(dataDir, 'secret'), 'utf8')
  assert.equal(secretOf(again), secretOf(first), 'links sent before still open')
  await works(again)
})

test('an office moves to a server with its files left where they are', async () => {
  const before = await rowsOf(first)
  const address = await newServer()
  const said = await run(first, 'move', '--to', address)
  assert.ok(said.includes(`DATABASE_URL=${address}`), said)
  assert.ok(!readdirSync(first.dataDir).some((name) => name.startsWith('moving')))
  const moved = { ...first, env: { ...first.env, DATABASE_URL: address } }
  assert.deepEqual(await rowsOf(moved), before)
  await works(moved)
  assert.deepEqual(await rowsOf(first), before, 'the old one is left as it was')

  const mark = join(first.dataDir, 'moved-to')
  for (const words of [['start'], ['office', 'list'], ['move', '--to', await newServer()]]) {
    const refused = runTalka(first, words)
    assert.equal(await refused.ended, 1)
    assert.ok(
      refused.said().includes(`set DATABASE_URL to it. To go on`) && refused.said().includes(mark),
      refused.said(),
    )
    assert.doesNotMatch(refused.said(), /postgres:\/\/|\n {4}at /)
  }
  rmSync(mark)
})

test('what cannot be done is refused in one sentence', async () => {
  const out = join(first.dir, 'out.tar')
  const home = await newHome()
  product = await startProduct(first)
  const refused: [Home, string[], RegExp][] = [
    [first, ['backup', out], /is there already/],
    [first, ['move', '--to', await newServer()], /already works on/],
    [home, ['backup'], /Name one file/],
    [home, ['backup', join(home.dir, 'empty.tar')], /There is no office here yet/],
  ]
  for (const [at, words, sentence] of refused) {
    const command = runTalka(at, words)
    assert.equal(await command.ended, 1, command.said())
    assert.match(command.said().trim().split('\n').at(-1)!, sentence)
    assert.doesNotMatch(command.said(), /\n {4}at /)
  }
  assert.ok(!existsSync(join(home.dir, 'empty.tar')))
})

async function openJobs(): Promise<number> {
  const rows = await allRows((await import('#core/ground.ts')).runningDatabase(first.dataDir)!)
  return rows.get('office_main.job')!.filter((row) => /,(waiting|running),/.test(row)).length
}
