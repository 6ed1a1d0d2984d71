import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { newId } from '#core/ids.ts'
import type { Params } from '#core/message.ts'
import { translate } from '#core/words.ts'
import { doorPaths } from './openapi-doors.ts'

let server: TestServer
let rasa: string
let daiva: string
before(async () => {
  server = await openTestServer({})
  rasa = `Bearer ${await server.keyOf(server.people.rasa)}`
  daiva = `Bearer ${await server.keyOf(server.people.daiva)}`
})
after(() => server.close())

const tus = { 'tus-resumable': '1.0.0' }

/** Where the pieces of a file of nine bytes go. */
async function begun(): Promise<string> {
  const headers = { ...tus, authorization: rasa, 'upload-length': '9' }
  const answer = await fetch(`${server.url}/uploads`, { method: 'POST', headers })
  return answer.headers.get('location')!
}

test('a file whose size is not told beforehand is refused', async () => {
  const headers = { ...tus, authorization: rasa, 'upload-defer-length': '1' }
  const answer = await fetch(`${server.url}/uploads`, { method: 'POST', headers })
  assert.equal(answer.status, 400)
  assert.match(((await answer.json()) as { detail: string }).detail, /Upload-Length/)
})

test('what the protocol refuses is told in the caller’s language and as every other refusal', async () => {
  const path = await begun()
  const gone = path.replace(/[^/]+$/, newId())
  const all = { ...tus, authorization: rasa, 'content-type': 'application/offset+octet-stream' }
  const cases: [status: number, says: string, path: string, headers: Record<string, string>][] = [
    [404, 'core.noSuchUpload', gone, { ...all, 'upload-offset': '0' }],
    [404, 'core.noSuchUpload', path, { ...all, authorization: daiva, 'upload-offset': '0' }],
    [409, 'core.uploadOffset', path, { ...all, 'upload-offset': '5' }],
    [403, 'core.uploadHeaders', path, all],
    [400, 'core.uploadHeaders', path, { ...all, 'upload-offset': 'x' }],
    [412, 'core.uploadHeaders', path, { authorization: rasa, 'upload-offset': '0' }],
  ]
  for (const [status, says, to, headers] of cases)
    for (const language of ['en', 'lt'] as const) {
      const sent = { method: 'PATCH', headers: { ...headers, 'accept-language': language }, body: 'x' }
      const answer = await fetch(server.url + to, sent)
      const problem = (await answer.json()) as { status: number; says: string; detail: string; params: Params }
      assert.deepEqual([answer.status, problem.status, problem.says], [status, status, says])
      assert.match(answer.headers.get('content-type')!, /^application\/problem\+json/)
      assert.equal(problem.detail, translate(language, says, problem.params))
      assert.equal(answer.headers.has('tus-resumable'), true)
    }
})

test('whatever an upload is answered stands in the document, and what it demands is demanded', async () => {
  const path = await begun()
  const gone = path.replace(/[^/]+$/, newId())
  const known = { ...tus, authorization: rasa }
  const piece = { ...known, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }
  const { 'tus-resumable': _, ...unversioned } = piece
  const { 'upload-offset': __, ...unplaced } = piece
  const asked: [method: 'post' | 'patch' | 'head' | 'delete', path: string, Record<string, string>, status: number][] =
    [
      ['post', '/uploads', { ...known, 'upload-length': '5' }, 201],
      ['post', '/uploads', { ...known, 'upload-length': '5', 'upload-metadata': 'filename %%%' }, 400],
      ['post', '/uploads', known, 400],
      ['post', '/uploads', { authorization: rasa, 'upload-length': '5' }, 412],
      ['post', '/uploads', { ...known, 'upload-length': '99999999999' }, 413],
      ['post', '/uploads', { ...tus, 'upload-length': '5' }, 401],
      ['patch', path, { ...piece, 'content-type': 'text/plain' }, 400],
      ['patch', path, unplaced, 403],
      ['patch', gone, piece, 404],
      ['patch', path, { ...piece, 'upload-offset': '4' }, 409],
      ['patch', path, unversioned, 412],
      ['patch', path, piece, 413],
      ['patch', path, tus, 401],
      ['head', path, known, 200],
      ['head', path, tus, 401],
      ['head', gone, known, 404],
      ['head', path, { authorization: rasa }, 412],
      ['delete', path, { authorization: rasa }, 412],
      ['delete', gone, known, 404],
      ['delete', path, tus, 401],
      ['delete', path, known, 204],
    ]
  const described: Record<string, { responses: object }> = {
    ...doorPaths['/uploads/{uploadId}'],
    ...doorPaths['/uploads'],
  } as never
  for (const [method, to, headers, status] of asked) {
    const body = method === 'patch' ? { body: 'x'.repeat(10) } : {}
    const answer = await fetch(server.url + to, { method: method.toUpperCase(), headers, ...body })
    assert.equal(answer.status, status, `${method} ${JSON.stringify(headers)}`)
    const response = described[method]!.responses[String(status) as never] as { $ref?: string } | undefined
    assert.ok(response, `${method} ${status} is not described`)
    const isTold = method === 'head' || status < 400 || response.$ref?.startsWith('#/components/responses/')
    assert.ok(isTold, `${method} ${status} is described without its problem`)
  }
  const demanded = doorPaths['/uploads'].post.parameters.filter(({ required }) => required).map(({ name }) => name)
  assert.deepEqual(demanded, ['Tus-Resumable', 'Upload-Length'])
})
