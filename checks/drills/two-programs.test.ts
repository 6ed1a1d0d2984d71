import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, type TestContext, test } from 'node:test'
import pg from 'pg'
import S3rver from 's3rver'
import sharp from 'sharp'
import { addressOf } from '#checks/database.ts'
import { type Postgres, startPostgres } from '#core/postgres.ts'
import {
  type Home,
  killProgram,
  makeHome,
  type Product,
  runTalka,
  startProduct,
  stopProduct,
  until,
} from '../product.ts'
import { callerAt } from './caller.ts'
import { password, type SmallOffice, setUpOffice } from './small-office.ts'
import { photograph, sha256 } from './uploads.ts'

/** Two machines: each has a data folder of its own; database and secret are the same. */
interface Pair {
  one: Home
  two: Home
  first: Product
  second: Product
  people: SmallOffice
  database: Postgres
}

const log = { info() {}, warn() {} }

async function startPair(more: Record<string, string>, isDataShared: boolean): Promise<Pair> {
  const one = await makeHome()
  const database = await startPostgres({ dataDir: join(one.dir, 'outside'), log })
  const shared = {
    DATABASE_URL: addressOf(database.connection),
    TALKA_SECRET: 'the same on both machines, forty letters',
    ...more,
  }
  const two = await makeHome(isDataShared ? { ...shared, TALKA_DATA: one.dataDir } : shared)
  Object.assign(one.env, shared)
  const first = await startProduct(one)
  const people = await setUpOffice(one.url)
  return { one, two, first, second: await startProduct(two), people, database }
}

async function stopPair({ one, two, first, second, database }: Pair): Promise<void> {
  first.signal('SIGTERM')
  await Promise.all([first.ended, stopProduct(second)])
  await database.stop()
  await two.remove()
  await one.remove()
}

async function stateOf({ two, people }: Pair, receiptId: string): Promise<string> {
  const answer = await fetch(`${two.url}/api/expenses/receipts/${receiptId}`, { headers: people.key })
  return ((await answer.json()) as { readingState: string }).readingState
}

test('two programs on one database and object store share live events, jobs and files, and outlive each other', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'talka-s3-'))
  const configureBuckets = [{ name: 'talka', configs: [] }]
  const s3 = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: dir, configureBuckets })
  const S3_ENDPOINT = `http://127.0.0.1:${(await s3.run()).port}`
  const pair = await startPair({ S3_ENDPOINT, S3_BUCKET: 'talka', S3_KEY: 'S3RVER', S3_SECRET: 'S3RVER' }, false)
  const { two, first, people } = pair
  try {
    const { assistant, salespeople, key } = people
    const atTwo = callerAt(two.url, key)
    const listening = new AbortController()
    const heard = collect(`${two.url}/live`, key, listening.signal)
    await until(async () => heard.isOpen)

    const picture = await photograph(7)
    const half = picture.bytes.length >> 1
    const upload = await assistant.beginUpload(picture.name, picture.bytes.length)
    await assistant.sendPiece(upload, 0, picture.bytes.subarray(0, half))
    assert.equal(await atTwo.offsetOf(upload), half)
    await atTwo.sendPiece(upload, half, picture.bytes.subarray(half))
    const added = { uploadId: upload.id, memberId: salespeople[0] }
    const { receipt } = await assistant.post<{ receipt: { id: string } }>('/expenses/receipts', added)
    await until(async () => heard.text.includes('expenses.addReceipt'))
    assert.match(heard.text, new RegExp(receipt.id))
    listening.abort()

    assert.equal(await stopProduct(first), 0)
    assert.equal(sha256(await atTwo.bytes(`/expenses/receipts/${receipt.id}/original`)), sha256(picture.bytes))
    await until(async () => (await stateOf(pair, receipt.id)) === 'read')
    const list = runTalka(two, ['office', 'list'])
    assert.equal(await list.ended, 0)
    assert.match(list.said(), /main/)
  } finally {
    await stopPair(pair)
    await s3.close()
    await rm(dir, { recursive: true, force: true })
  }
})

let pair: Pair
before(async () => {
  pair = await startPair({}, true)
})
after(() => stopPair(pair))

test('who signed in at one program is known at the other', async () => {
  const headers = { 'content-type': 'application/json', origin: pair.one.url }
  const body = JSON.stringify({ email: 'ausra@silo.example', password })
  const answer = await fetch(`${pair.one.url}/api/office/sign-in`, { method: 'POST', headers, body })
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const me = await fetch(`${pair.two.url}/api/office/me`, { headers: { cookie } })
  assert.equal(me.status, 200)
  assert.match(await me.text(), /Aušra Lankė/)
})

test('a third with another secret is refused in one sentence', async () => {
  const third = await makeHome({
    ...pair.one.env,
    TALKA_SECRET: 'another one, and that would never do here',
    TALKA_PORT: '0',
  })
  const refused = runTalka(third)
  assert.equal(await refused.ended, 1)
  assert.match(refused.said(), /set the same TALKA_SECRET on every machine/)
  await third.remove()
})

test('when one is killed in the middle the other goes on with its uploads and its jobs', async (at: TestContext) => {
  const { two, first, people } = pair
  const { assistant, salespeople, key } = people
  const atTwo = callerAt(two.url, key)
  const [memberId] = salespeople

  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const picture = sharp({ create: { width: 900, height: 900, channels: 3, background: '#888', noise } })
  const large = Buffer.from(await picture.png().toBuffer())
  const upload = await assistant.beginUpload('large.png', large.length)
  const sending = new AbortController()
  const slowly = async function* () {
    yield large.subarray(0, 700_000)
    await new Promise((_, fail) => sending.signal.addEventListener('abort', () => fail(new Error('killed'))))
  }
  const cut = assistant.sendPiece(upload, 0, slowly() as unknown as BodyInit).catch(() => undefined)
  await until(async () => (await atTwo.offsetOf(upload)) >= 512 * 1024)

  const receipts: string[] = []
  for (let n = 0; n < 8; n++) {
    const { name, bytes } = await photograph(20 + n)
    const one = await atTwo.beginUpload(name, bytes.length)
    await atTwo.sendPiece(one, 0, bytes)
    const added = { uploadId: one.id, memberId }
    receipts.push((await atTwo.post<{ receipt: { id: string } }>('/expenses/receipts', added)).receipt.id)
  }
  // Each program has two at a time: three are held by both.
  const held = 'select count(*)::int as n from graphile_worker._private_jobs where locked_by is not null'
  await until(async () => (await ask<{ n: number }>(held))[0]!.n >= 3)
  await killProgram(first)
  const killedAt = performance.now()
  sending.abort()
  await cut

  const offset = await atTwo.offsetOf(upload)
  assert.ok(offset >= 512 * 1024 && offset < large.length)
  await atTwo.sendPiece(upload, offset, large.subarray(offset))
  const added = { uploadId: upload.id, memberId }
  const { receipt } = await atTwo.post<{ receipt: { id: string } }>('/expenses/receipts', added)
  assert.equal(sha256(await atTwo.bytes(`/expenses/receipts/${receipt.id}/original`)), sha256(large))

  await until(async () => (await ask<{ n: number }>(`${held} and attempts > 1`))[0]!.n > 0)
  const seconds = Math.round((performance.now() - killedAt) / 1000)
  at.diagnostic(`a job of the killed program was taken over after ${seconds} s`)
  assert.ok(seconds < 60, 'within a minute')
  for (const id of receipts) await until(async () => (await stateOf(pair, id)) === 'read')
})

async function ask<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client(pair.database.connection)
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

/** What a page at that address would hear. */
function collect(url: string, headers: Record<string, string>, signal: AbortSignal) {
  const heard = { isOpen: false, text: '' }
  const listen = async () => {
    const answer = await fetch(url, { headers, signal })
    for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
      heard.isOpen = true
      heard.text += piece
    }
  }
  listen().catch(() => {})
  return heard
}
