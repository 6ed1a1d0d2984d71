import assert from 'node:assert/strict'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ORPCError } from '@orpc/server'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { dropStagedUpload, ownerKeyOf, sweepStaging, takeStagedUpload } from '#core/staging.ts'

let server: TestServer
let rasa: string
let daiva: string
before(async () => {
  const mayUpload = async (_: unknown, headers: Headers) =>
    headers.get('x-talka-link') === 'good' ? { ownerKey: 'link:1' } : null
  server = await openTestServer({}, { mayUpload })
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

function send(path: string, offset: number, body: string, headers: Record<string, string>) {
  const all = {
    ...tus,
    ...headers,
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
  }
  return fetch(server.url + path, { method: 'PATCH', headers: all, body })
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
  assert.equal(await readFile(taken.path, 'utf8'), 'firstagain')
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
  await assert.rejects(stat(join(server.office.staging, first)))
  assert.equal(await sweepStaging(server.office.staging), 0)
  assert.ok((await sweepStaging(server.office.staging, -1)) > 0)
})
