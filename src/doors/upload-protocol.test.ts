import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { uploadTaker } from '#checks/upload-taker.ts'
import { newId } from '#core/ids.ts'
import type { Params } from '#core/message.ts'
import { translate } from '#core/words.ts'
import { doorPaths } from './openapi-doors.ts'

let server: TestServer
let rasa: string
let daiva: string
before(async () => {
  server = await openTestServer(uploadTaker)
  rasa = `Bearer ${await server.keyOf(server.people.rasa)}`
  daiva = `Bearer ${await server.keyOf(server.people.daiva)}`
})
after(() => server.close())

const tus = { 'tus-resumable': '1.0.0' }
const octets = { 'content-type': 'application/offset+octet-stream' }

function ask(method: string, path: string, headers: Record<string, string>, body?: string) {
  const sent = { method, headers: { authorization: rasa, ...headers }, ...(body === undefined ? {} : { body }) }
  return fetch(server.url + path, sent)
}

async function begun(length: number): Promise<string> {
  const answer = await ask('POST', '/uploads', { ...tus, 'upload-length': String(length) })
  return answer.headers.get('location')!
}

test('what the protocol refuses is told in the caller’s language and as every other refusal', async () => {
  const path = await begun(9)
  const gone = path.replace(/[^/]+$/, newId())
  const all = { ...tus, authorization: rasa, 'content-type': 'application/offset+octet-stream' }
  const cases: [status: number, says: string, path: string, headers: Record<string, string>][] = [
    [404, 'core.noSuchUpload', gone, { ...all, 'upload-offset': '0' }],
    [404, 'core.noSuchUpload', path, { ...all, authorization: daiva, 'upload-offset': '0' }],
    [409, 'core.uploadOffset', path, { ...all, 'upload-offset': '5' }],
    [400, 'core.uploadHeaders', path, all],
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

test('a file whose size is not told beforehand is refused', async () => {
  const answer = await ask('POST', '/uploads', { ...tus, 'upload-defer-length': '1' })
  assert.equal(answer.status, 400)
  assert.match(((await answer.json()) as { detail: string }).detail, /Upload-Length/)
})

test('what is not offered is told as the caller’s fault, with what is', async () => {
  const path = await begun(9)
  const cases: [method: string, path: string, named: string, headers: Record<string, string>][] = [
    ['POST', '/uploads', 'Upload-Concat', { 'upload-concat': 'partial', 'upload-length': '5' }],
    ['POST', '/uploads', 'Upload-Concat', { 'upload-concat': `final;${path}` }],
    ['POST', '/uploads', 'Upload-Checksum', { 'upload-checksum': 'sha1 eA==', 'upload-length': '5' }],
    ['POST', '/uploads', 'Upload-Defer-Length', { 'upload-defer-length': '1', 'upload-length': '5' }],
    ['PATCH', path, 'Upload-Checksum', { ...octets, 'upload-offset': '0', 'upload-checksum': 'sha1 eA==' }],
    ['PATCH', path, 'Upload-Length', { ...octets, 'upload-offset': '0', 'upload-length': '9' }],
  ]
  for (const [method, to, named, headers] of cases)
    for (const language of ['en', 'lt'] as const) {
      const answer = await ask(method, to, { ...tus, ...headers, 'accept-language': language }, '')
      const { says, params, detail } = (await answer.json()) as { says: string; params: Params; detail: string }
      assert.deepEqual([answer.status, says, params.headers], [400, 'core.uploadExtension', named])
      assert.equal(detail, translate(language, says, params))
      assert.match(answer.headers.get('tus-extension')!, /^creation,creation-with-upload,/)
      assert.equal(answer.headers.get('tus-resumable'), '1.0.0')
    }
})

test('another version of the protocol is told which one is spoken, and every answer names it', async () => {
  for (const headers of [{}, { 'tus-resumable': '0.2.2' }, { 'tus-resumable': '' }])
    for (const method of ['POST', 'PATCH', 'HEAD', 'DELETE']) {
      const at = method === 'POST' ? '/uploads' : '/uploads/x'
      const answer = await ask(method, at, { 'upload-length': '5', ...headers })
      assert.deepEqual([answer.status, answer.headers.get('tus-version')], [412, '1.0.0'], method)
      assert.equal(answer.headers.get('tus-resumable'), '1.0.0')
    }
  for (const [method, headers] of [
    ['PUT', tus],
    ['POST', tus],
    ['POST', { ...tus, authorization: '' }],
  ] as const)
    assert.equal((await ask(method, '/uploads', headers)).headers.get('tus-resumable'), '1.0.0', method)
  const offered = await ask('OPTIONS', '/uploads', {})
  const [version, extension] = ['tus-version', 'tus-extension'].map((name) => offered.headers.get(name))
  assert.deepEqual(
    [offered.status, version, extension],
    [204, '1.0.0', 'creation,creation-with-upload,termination,expiration'],
  )
})

test('a beginning that brings bytes keeps them, and a proxy’s own headers are none of the protocol', async () => {
  const headers = { ...tus, ...octets, 'upload-length': '9', 'x-forwarded-proto': 'https, http' }
  const answer = await ask('POST', '/uploads', headers, 'first')
  assert.deepEqual([answer.status, answer.headers.get('upload-offset')], [201, '5'])
  const path = answer.headers.get('location')!
  const rest = await ask('PATCH', path, { ...tus, ...octets, 'upload-offset': '5' }, 'last')
  assert.deepEqual([rest.status, rest.headers.get('upload-offset')], [204, '9'])
})

test('where a line lets only POST through, the method stands in a header', async () => {
  const path = await begun(9)
  const as = (method: string) => ({ ...tus, 'x-http-method-override': method })
  const sent = await ask('POST', path, { ...as('PATCH'), ...octets, 'upload-offset': '0' }, 'first')
  assert.deepEqual([sent.status, sent.headers.get('upload-offset')], [204, '5'])
  const asked = await ask('POST', path, as('head'))
  assert.deepEqual([asked.status, asked.headers.get('upload-offset')], [200, '5'])
  assert.equal((await ask('POST', path, as('PUT'))).status, 405)
  assert.equal((await ask('POST', path, as('DELETE'))).status, 204)
  assert.equal((await ask('HEAD', path, tus)).status, 404)
})

test('whatever an upload is answered stands in the document, and what it demands is demanded', async () => {
  const path = await begun(9)
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
      ['patch', path, { ...piece, 'content-type': 'text/plain' }, 415],
      ['patch', path, unplaced, 400],
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
