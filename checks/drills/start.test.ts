import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  askDatabase,
  type Home,
  makeHome,
  type Product,
  runTalka,
  startProduct,
  stopProduct,
  until,
} from '../product.ts'
import { type SmallOffice, setUpOffice } from './small-office.ts'
import { invoice, photograph, sha256 } from './uploads.ts'

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

/** Starts it where it cannot start: it must say so in one sentence and end with code 1. */
async function refusedStart(at: Pick<Home, 'dir' | 'env'>): Promise<string> {
  const refused = runTalka(at)
  assert.equal(await refused.ended, 1)
  const sentence = refused.said().trim().split('\n').at(-1)!
  assert.match(sentence, /[.)]$/, refused.said())
  assert.doesNotMatch(refused.said(), /\n {4}at /)
  return sentence
}

test('a second start on the same data names who holds it, and the first goes on', async () => {
  const said = await refusedStart({ dir: home.dir, env: { ...home.env, TALKA_PORT: '0' } })
  assert.ok(said.includes(`process ${product.pid()}, ${home.url}`), said)
  assert.equal((await fetch(`${home.url}/readyz`)).status, 200)
})

test('a port in use is told in one sentence, and the database of that start is stopped again', async () => {
  const other = await makeHome()
  const server = createServer().listen(Number(other.env.TALKA_PORT), '127.0.0.1')
  await once(server, 'listening')
  assert.match(await refusedStart(other), new RegExp(`^Port ${other.env.TALKA_PORT} is in use`))
  server.close()
  assert.ok(!existsSync(join(other.dataDir, 'postgres', 'postmaster.pid')))
  await other.remove()
})

test('a folder that cannot be written and a database out of reach are told in one sentence', async () => {
  const other = await makeHome()
  const file = join(other.dir, 'a-file')
  writeFileSync(file, '')
  assert.match(await refusedStart({ ...other, env: { ...other.env, TALKA_DATA: join(file, 'data') } }), /TALKA_DATA/)
  mkdirSync(other.dataDir)
  const nowhere = { ...other.env, DATABASE_URL: 'postgres://desk:secret@127.0.0.1:9/desk' }
  assert.match(await refusedStart({ ...other, env: nowhere }), /cannot be reached \(.*\): check DATABASE_URL/)
  await other.remove()
})

test('a mail server out of reach is told at the start, which goes on', async () => {
  const other = await makeHome({ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'desk@talka.example' })
  const started = await startProduct(other)
  await until(async () => /^The mail server does not answer/m.test(started.said()))
  assert.equal((await fetch(`${other.url}/readyz`)).status, 200)
  assert.equal(await stopProduct(started), 0)
  await other.remove()
})

test('SIGTERM lets a request and a job under way finish, and nothing is left running', async () => {
  const file = invoice(1)
  const { assistant, salespeople } = people
  const picture = await photograph(2)
  const staged = await assistant.beginUpload(picture.name, picture.bytes.length)
  await assistant.sendPiece(staged, 0, picture.bytes)
  await assistant.post('/expenses/receipts', { uploadId: staged.id, memberId: salespeople[0] })
  await until(async () => (await jobs('running')) === 1)

  const upload = await assistant.beginUpload(file.name, file.bytes.length)
  const gate = Promise.withResolvers<void>()
  const slowly = async function* () {
    yield file.bytes.subarray(0, 100)
    await gate.promise
    yield file.bytes.subarray(100)
  }
  const sent = assistant.sendPiece(upload, 0, slowly() as unknown as BodyInit)
  await new Promise((done) => setTimeout(done, 300))
  product.signal('SIGTERM')
  await until(async () => product.said().includes('Stopping'))
  gate.resolve()
  assert.equal(await sent, file.bytes.length)
  assert.equal(await product.ended, 0)
  await assert.rejects(askDatabase(home, 'select 1'))

  product = await startProduct(home)
  await until(async () => (await jobs('done')) === 1)
  const [read] = await askDatabase<{ reading_state: string }>(home, 'select reading_state from expense_receipt')
  assert.deepEqual(read, { reading_state: 'read' })
  const added = { uploadId: upload.id, memberId: salespeople[1] }
  const { receipt } = await assistant.post<{ receipt: { id: string } }>('/expenses/receipts', added)
  assert.equal(sha256(await assistant.bytes(`/expenses/receipts/${receipt.id}/original`)), sha256(file.bytes))
})

test('a start cut off while its database is being brought up to date ends cleanly and is in nobody’s way', async () => {
  const other = await makeHome({ LOG_LEVEL: 'info' })
  const cut = runTalka(other)
  await until(async () => cut.said().includes('the database is running'))
  cut.signal('SIGINT')
  assert.equal(await cut.ended, 0, cut.said())
  assert.ok(!existsSync(join(other.dataDir, 'postgres', 'postmaster.pid')))
  assert.equal(await stopProduct(await startProduct(other)), 0)
  await other.remove()
})

test('a database that a newer Talka has written is refused in one sentence', async () => {
  await askDatabase(home, `insert into migration (name, hash) values ('29991231-later', 'x')`)
  assert.equal(await stopProduct(product), 0)
  assert.match(await refusedStart(home), /written by a newer Talka/)
  product = await startedWithout()
})

/** Takes the strange migration out again, so that the office can be opened to the end. */
async function startedWithout(): Promise<Product> {
  const { startPostgres } = await import('#core/postgres.ts')
  const database = await startPostgres({ dataDir: home.dataDir, log: { info() {}, warn() {} } })
  await askDatabase(home, `delete from migration where name = '29991231-later'`)
  await database.stop()
  return startProduct(home)
}

async function jobs(state: string): Promise<number> {
  const [row] = await askDatabase<{ n: number }>(home, 'select count(*)::int as n from job where state = $1', [state])
  return row!.n
}
