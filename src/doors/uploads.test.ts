import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ORPCError } from '@orpc/server'
import { sql } from 'kysely'
import { openTestBucket } from '#checks/test-bucket.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { uploadTaker } from '#checks/upload-taker.ts'
import { openFiles } from '#core/files.ts'
import { newId } from '#core/ids.ts'
import {
  addPiece,
  beginUpload,
  dropStagedBy,
  dropStagedUpload,
  ownerKeyOf,
  stagedBy,
  stagedUpload,
  sweepStaging,
  takeStagedUpload,
} from '#core/staging.ts'
import { fits, roomLeft, roomOfMember } from '#core/upload-room.ts'

let server: TestServer
let rasa: string
let daiva: string
/** What the bearer of the link may still send. */
const room = { files: 3, bytes: 1_000 }
before(async () => {
  const mayUpload = async (_: unknown, headers: Headers) =>
    headers.get('x-talka-link') === 'good' ? { ownerKey: 'link:1', room } : null
  server = await openTestServer(uploadTaker, { mayUpload })
  rasa = `Bearer ${await server.keyOf(server.people.rasa)}`
  daiva = `Bearer ${await server.keyOf(server.people.daiva)}`
})
after(() => server.close())

const tus = { 'tus-resumable': '1.0.0' }
const base64 = (text: string) => Buffer.from(text).toString('base64')

async function begin(length: number, headers: Record<string, string>) {
  const metadata = `filename ${base64('kvitas ąč.jpg')},filetype ${base64('image/jpeg')},owner ${base64('member:forged')}`
  const all = { ...tus, ...headers, 'upload-length': String(length), 'upload-metadata': metadata }
  const answer = await fetch(`${server.url}/uploads`, { method: 'POST', headers: all })
  return { status: answer.status, path: answer.headers.get('location') ?? '' }
}

function send(path: string, offset: number, body: BodyInit, headers: Record<string, string>) {
  const all = {
    ...tus,
    ...headers,
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
  }
  return fetch(server.url + path, { method: 'PATCH', headers: all, body, duplex: 'half' } as RequestInit)
}

const idOf = (path: string) => path.split('/').at(-1)!
const isAbsent = (error: unknown) => error instanceof ORPCError && error.status === 404

test('an upload in two pieces, the line lost in between, arrives whole', async () => {
  const { status, path } = await begin(10, { authorization: rasa })
  assert.equal(status, 201)
  assert.equal((await send(path, 0, 'first', { authorization: rasa })).status, 204)
  const head = await fetch(server.url + path, { method: 'HEAD', headers: { ...tus, authorization: rasa } })
  assert.equal(head.headers.get('upload-offset'), '5')
  await assert.rejects(takeStagedUpload(server.office, idOf(path), ownerKeyOf(server.people.rasa)), /uploadUnfinished/)
  assert.equal((await send(path, 5, 'again', { authorization: rasa })).status, 204)
  const taken = await takeStagedUpload(server.office, idOf(path), ownerKeyOf(server.people.rasa))
  assert.equal((await taken.bytes()).toString(), 'firstagain')
  assert.deepEqual([taken.name, taken.mime, taken.size], ['kvitas ąč.jpg', 'image/jpeg', 10])
})

test('an upload belongs to who began it, whatever its sender writes', async () => {
  const { path } = await begin(3, { authorization: rasa })
  assert.equal((await send(path, 0, 'abc', { authorization: daiva })).status, 404)
  assert.equal((await send(path, 0, 'abc', { authorization: rasa })).status, 204)
  await assert.rejects(takeStagedUpload(server.office, idOf(path), ownerKeyOf(server.people.daiva)), isAbsent)
  await assert.rejects(takeStagedUpload(server.office, idOf(path), 'member:forged'), isAbsent)
  await assert.rejects(takeStagedUpload(server.office, '../../secret', 'member:forged'), isAbsent)
})

test('the bearer of a link may upload, a stranger may not', async () => {
  const { status, path } = await begin(2, { 'x-talka-link': 'good' })
  assert.equal(status, 201)
  assert.equal((await send(path, 0, 'ok', { 'x-talka-link': 'good' })).status, 204)
  assert.equal((await takeStagedUpload(server.office, idOf(path), 'link:1')).size, 2)
  assert.equal((await begin(2, { 'x-talka-link': 'bad' })).status, 401)
})

test('a file larger than 25 MB is told so before it is sent', async () => {
  assert.equal((await begin(26 * 1024 ** 2, { authorization: rasa })).status, 413)
})

test('what was kept can be dropped, and what nobody took up is swept', async () => {
  const first = idOf((await begin(1, { authorization: rasa })).path)
  await dropStagedUpload(server.office, first)
  assert.equal(await stagedUpload(server.office, first), undefined)
  assert.equal(await sweepStaging(server.office), 0)
  await server.office.db
    .updateTable('stagedUpload')
    .set({ touchedAt: sql<string>`clock_timestamp() - interval '73 hours'` })
    .execute()
  assert.ok((await sweepStaging(server.office)) > 0)
})

test('what a link may bring is counted before a byte is taken, also of many that begin at once', async () => {
  const link = { 'x-talka-link': 'good' }
  const begun = await Promise.all(Array.from({ length: 20 }, () => begin(400, link)))
  assert.deepEqual(begun.map(({ status }) => status).sort(), [201, 201, ...Array(18).fill(413)])
  assert.deepEqual(await stagedBy(server.office, 'link:1'), { files: 2, bytes: 800 })
  assert.equal((await begin(201, link)).status, 413)
  assert.equal((await begin(200, link)).status, 201)
  assert.equal((await begin(0, link)).status, 413, 'three files are all that it takes')
  const [first] = begun.filter(({ status }) => status === 201)
  await dropStagedUpload(server.office, idOf(first!.path))
  assert.equal((await begin(400, link)).status, 201)
  await dropStagedBy(server.office, 'link:1')
  assert.deepEqual(await stagedBy(server.office, 'link:1'), { files: 0, bytes: 0 })
})

test('a member may stage a thousand files or three gigabytes at once', () => {
  const gigabyte = 1024 ** 3
  const cases: [files: number, bytes: number, declared: number, isFitting: boolean][] = [
    [0, 0, 25_000_000, true],
    [999, gigabyte, 1, true],
    [1_000, gigabyte, 1, false],
    [3, 3 * gigabyte - 10, 10, true],
    [3, 3 * gigabyte - 10, 11, false],
    [3, 4 * gigabyte, 0, true],
  ]
  for (const [files, bytes, declared, isFitting] of cases)
    assert.equal(fits(declared, roomLeft(roomOfMember, { files, bytes })), isFitting, `${files} ${bytes} ${declared}`)
})

test('what came by a link is swept after a day, what a member sent after three', async () => {
  const [byLink, byMember] = [await begin(5, { 'x-talka-link': 'good' }), await begin(5, { authorization: rasa })]
  await server.office.db
    .updateTable('stagedUpload')
    .set({ touchedAt: sql<string>`clock_timestamp() - interval '25 hours'` })
    .where('id', 'in', [idOf(byLink.path), idOf(byMember.path)])
    .execute()
  assert.equal(await sweepStaging(server.office), 1)
  assert.equal((await stagedBy(server.office, 'link:1')).files, 0)
  assert.ok(await stagedUpload(server.office, idOf(byMember.path)))
})

test('of two that go on with one upload at once, wherever they are, one is told that the other did', async () => {
  const { path } = await begin(9, { authorization: rasa })
  const uploadId = idOf(path)
  const pieces = ['aaa', 'bbbb', 'cc', 'dddd'].map((text) => ({ uploadId, at: 0, bytes: Buffer.from(text) }))
  const arrived = await Promise.all(pieces.map((piece) => addPiece(server.office, piece)))
  const [won] = arrived.filter((offset) => offset !== undefined)
  assert.equal(arrived.filter((offset) => offset === undefined).length, 3)
  assert.equal((await send(path, 0, 'late', { authorization: rasa })).status, 409)
  assert.equal((await send(path, won!, 'x'.repeat(9 - won!), { authorization: rasa })).status, 204)
  const taken = await takeStagedUpload(server.office, uploadId, ownerKeyOf(server.people.rasa))
  assert.match((await taken.bytes()).toString(), /^(aaa|bbbb|cc|dddd)x+$/)
})

test('what came of a piece before its line broke is there, and more than was said is refused', async () => {
  const { path } = await begin(1024 ** 2, { authorization: rasa })
  const broken = new ReadableStream({
    async start(bytes) {
      bytes.enqueue(Buffer.alloc(600_000, 7))
      const isThere = async () => ((await stagedUpload(server.office, idOf(path)))?.arrived ?? 0) > 0
      while (!(await isThere())) await new Promise((next) => setTimeout(next, 20))
      bytes.error(new Error('the line broke'))
    },
  })
  await assert.rejects(send(path, 0, broken, { authorization: rasa }))
  const head = await fetch(server.url + path, { method: 'HEAD', headers: { ...tus, authorization: rasa } })
  const arrived = Number(head.headers.get('upload-offset'))
  assert.ok(arrived >= 256 * 1024 && arrived < 1024 ** 2, String(arrived))
  const rest = new Blob([new Uint8Array(1024 ** 2 - arrived)])
  const tooMuch = await send(path, arrived, new Blob([rest, 'x']), { authorization: rasa, 'accept-language': 'en' })
  assert.deepEqual([tooMuch.status, /More came than Upload-Length/.test(await tooMuch.text())], [413, true])
  assert.equal((await send(path, arrived, rest, { authorization: rasa })).status, 204)
  const { bytes } = await takeStagedUpload(server.office, idOf(path), ownerKeyOf(server.people.rasa))
  assert.equal((await bytes()).length, 1024 ** 2)
})

test('where there is an object store the bytes lie in it, and go with their upload', async () => {
  const bucket = await openTestBucket()
  const office = { db: server.office.db, files: openFiles(bucket.place).forOffice('main') }
  const stored = bucket.keys
  try {
    const upload = { id: newId(), owner: 'member:x', size: 6, fileName: 'a.jpg', mime: undefined }
    assert.equal(await beginUpload(office, upload, roomOfMember), undefined)
    assert.equal(await addPiece(office, { uploadId: upload.id, at: 0, bytes: Buffer.from('abc') }), 3)
    assert.equal(await addPiece(office, { uploadId: upload.id, at: 0, bytes: Buffer.from('xyz') }), undefined)
    assert.equal(await addPiece(office, { uploadId: upload.id, at: 3, bytes: Buffer.from('def') }), 6)
    const { bytes } = await takeStagedUpload(office, upload.id, 'member:x')
    assert.equal((await bytes()).toString(), 'abcdef')
    assert.equal((await stored()).length, 3)
    const inRows = await office.db.selectFrom('stagedPiece').select('bytes').where('uploadId', '=', upload.id).execute()
    assert.deepEqual(inRows, [{ bytes: null }, { bytes: null }])
    await dropStagedUpload(office, upload.id)
    assert.deepEqual(await stored(), [])

    const [kept, deleted] = [
      { ...upload, id: newId() },
      { ...upload, id: newId() },
    ]
    for (const one of [kept, deleted]) await beginUpload(office, one, roomOfMember)
    await addPiece(office, { uploadId: kept.id, at: 0, bytes: Buffer.from('abc') })
    const stage = {
      ...office.files.stage!,
      async put(key: string, bytes: Uint8Array) {
        await dropStagedUpload(office, deleted.id)
        await office.files.stage!.put(key, bytes)
      },
    }
    const slow = { ...office, files: { ...office.files, stage } }
    assert.equal(await addPiece(slow, { uploadId: deleted.id, at: 0, bytes: Buffer.from('abc') }), undefined)
    assert.equal((await stored()).length, 2, 'one of an upload that is gone')
    assert.equal(await sweepStaging(office), 0)
    assert.equal((await stored()).length, 2, 'it may be another Talka’s, on the same bucket')
    assert.equal(await sweepStaging(office, -60_000), 0)
    const left = await stored()
    assert.deepEqual([left.length, left[0]!.includes(kept.id)], [1, true])
    await dropStagedUpload(office, kept.id)
  } finally {
    await bucket.remove()
  }
})

test('a key that only reads stages nothing', async () => {
  const authorization = `Bearer ${await server.keyOf(server.people.ieva)}`
  await server.office.db
    .updateTable('apiKey')
    .set({ readOnly: true })
    .where('memberId', '=', server.people.ieva.id)
    .execute()
  assert.equal((await begin(1, { authorization })).status, 403)
})
