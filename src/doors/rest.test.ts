import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import * as z from 'zod'
import { heardLog } from '#checks/heard-log.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { newId } from '#core/ids.ts'
import { change, read } from '#core/operation.ts'
import { refuse, refuseIfAny } from '#core/refusal.ts'

const told = { record: ['note', newId()] as const, says: 'desk.said.jobRetried' as const }

const notes = {
  list: read({
    right: 'member',
    summary: 'Notes by their text.',
    rest: 'GET /notes',
    input: z.object({
      text: z.string().optional(),
      marks: z.array(z.string()).optional(),
      from: z.int().positive().optional(),
    }),
    output: z.object({ text: z.string() }),
    do: async ({ input }) => ({ text: `${input.text}${input.marks?.join('') ?? ''}` }),
  }),
  close: change({
    right: 'member',
    summary: 'Close all notes.',
    rest: 'POST /notes/close',
    input: z.object({}),
    output: z.object({}),
    do: async ({ tell }) => {
      tell(told)
      return {}
    },
  }),
  write: change({
    right: 'member',
    summary: 'Write a note.',
    rest: 'PUT /notes/all',
    input: z.object({ marks: z.array(z.string()), looks: z.record(z.string(), z.int()), of: z.object({ n: z.int() }) }),
    output: z.object({}),
    do: async ({ tell }) => {
      tell(told)
      return {}
    },
  }),
  remove: change({
    right: 'member',
    summary: 'Remove a note.',
    rest: 'DELETE /notes/{id}',
    input: z.object({ id: z.string(), why: z.string().default('none') }),
    output: z.object({ why: z.string() }),
    do: async ({ input, tell }) => {
      tell(told)
      return { why: input.why }
    },
  }),
}

const line = { says: 'core.alreadyThere', lineId: '0198c0de-0000-7000-8000-00000000000a', constraint: 'one' }
const refusing = {
  one: change({
    right: 'member',
    summary: 'Refused for one reason.',
    rest: 'POST /refusing/{noteId}/one',
    input: z.object({ noteId: z.string() }),
    output: z.object({}),
    do: async () => refuse({ says: 'core.busy' }),
  }),
  two: change({
    right: 'member',
    summary: 'Refused for two reasons, one of them about a line.',
    rest: 'POST /refusing/{noteId}/two',
    input: z.object({ noteId: z.string() }),
    output: z.object({}),
    do: async () => {
      refuseIfAny([{ says: 'core.busy' }, line])
      return {}
    },
  }),
}

const { log, heard, until } = heardLog()
let server: TestServer
let key: Record<string, string>
let rasa: string
before(async () => {
  server = await openTestServer({ notes, refusing }, {}, { log })
  rasa = await server.keyOf(server.people.rasa)
  key = { authorization: `Bearer ${rasa}` }
})
after(() => server.close())

const ask = (method: string, path: string, init: RequestInit = {}) =>
  fetch(server.url + path, { method, ...init, headers: { ...key, ...(init.headers as Record<string, string>) } })
const api = (method: string, path: string, init: RequestInit = {}) => ask(method, `/api${path}`, init)
const problem = async (answer: Response) => (await answer.json()) as Record<string, unknown>

test('a change without a body is a change without fields', async () => {
  assert.equal((await api('POST', '/notes/close')).status, 200)
  assert.equal((await api('POST', '/notes/close', { headers: { 'content-type': 'application/json' } })).status, 200)
  assert.deepEqual(await (await api('DELETE', '/notes/1')).json(), { why: 'none' })
})

test('a list or an object that was left out, or null, is not taken for an empty one', async () => {
  const whole = { marks: ['a'], looks: { size: 1 }, of: { n: '2' } }
  const headers = { 'content-type': 'application/json' }
  const write = (note: object) => api('PUT', '/notes/all', { headers, body: JSON.stringify(note) })
  assert.equal((await write(whole)).status, 200)
  for (const name of ['marks', 'looks', 'of'])
    for (const rest of [
      { ...whole, [name]: undefined },
      { ...whole, [name]: null },
    ]) {
      const answer = await write(rest)
      assert.equal(answer.status, 400)
      assert.match(((await answer.json()) as { detail: string }).detail, new RegExp(name))
    }
})

test('a body whose length is not told beforehand is read', async () => {
  const body = new Blob(['{"why":"late"}']).stream()
  const init = { body, duplex: 'half', headers: { 'content-type': 'application/json' } }
  assert.deepEqual(await (await api('DELETE', '/notes/1', init)).json(), { why: 'late' })
})

test('a body of a kind that is not read is told as such, and its kind may be written in capitals', async () => {
  const body = '{"why":"late"}'
  const sent = (headers: Record<string, string>) => api('DELETE', '/notes/1', { body, headers })
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/xml', 'image/png', 'nonsense']) {
    const refused = await sent({ 'content-type': type, 'accept-language': 'en' })
    assert.equal(refused.status, 415, type)
    const { says, detail } = await problem(refused)
    assert.deepEqual([says, String(detail).includes(type)], ['core.otherContent', true])
  }
  const guessed = { 'content-type': 'application/x-www-form-urlencoded' }
  assert.equal((await api('DELETE', '/notes/1?wyh=late', { body, headers: guessed })).status, 415)
  const named = { 'content-type': 'application/json', 'content-disposition': 'attachment; filename="why.json"' }
  assert.deepEqual(await (await sent(named)).json(), { why: 'late' })
  const packed = await sent({ 'content-type': 'application/json', 'content-encoding': 'gzip' })
  assert.deepEqual([packed.status, (await problem(packed)).params], [415, { type: 'gzip' }])
  for (const type of ['APPLICATION/JSON', 'Application/Json ; Charset=UTF-8'])
    assert.deepEqual(await (await sent({ 'content-type': type })).json(), { why: 'late' }, type)
  const empty = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '0' }
  assert.equal((await api('POST', '/notes/close', { body: '', headers: empty })).status, 200)
})

test('a caller who hangs up in the middle of a body is no fault of ours', async () => {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  const head = ['DELETE /api/notes/1 HTTP/1.1', 'host: localhost', `authorization: Bearer ${rasa}`]
  const more = [
    'x-request-id: hung-up-here',
    'expect: 100-continue',
    'content-type: application/json',
    'transfer-encoding: chunked',
  ]
  socket.write(`${[...head, ...more].join('\r\n')}\r\n\r\n`)
  await once(socket, 'data')
  socket.write('6\r\n{"why"\r\n', () => socket.destroy())
  const { level } = await until(({ requestId }) => requestId === 'hung-up-here')
  assert.ok(level <= 30, `${level}`)
  assert.ok(!heard.some((entry) => entry.level >= 50))
})

test('what is no id, or empty, is named as a wrong header on whose behalf', async () => {
  for (const behalf of ['', 'x']) {
    const refused = await api('POST', '/notes/close', { headers: { 'x-talka-behalf': behalf } })
    const { says, detail } = await problem(refused)
    assert.deepEqual([refused.status, says], [400, 'office.behalfNoId'], behalf)
    assert.match(detail as string, /X-Talka-Behalf/)
  }
})

test('a number that must be above zero is told so', async () => {
  const { fields } = await problem(await api('GET', '/notes?from=0', { headers: { 'accept-language': 'en' } }))
  assert.deepEqual(fields, [{ field: 'from', message: 'must be above zero' }])
})

test('a request with a key is not asked for its page, and rests on nothing but the key', async () => {
  const foreign = { origin: 'https://elsewhere.example', cookie: 'talka.session_token=x' }
  assert.equal((await api('POST', '/notes/close', { headers: foreign })).status, 200)
  const wrong = await api('POST', '/notes/close', { headers: { ...foreign, authorization: 'Bearer no-key-of-ours' } })
  assert.equal(wrong.status, 401)
  const basic = await api('POST', '/notes/close', { headers: { ...foreign, authorization: 'Basic eDp5' } })
  assert.equal(basic.status, 403)
})

test('names that nothing reads are refused by name, in the address and in the body', async () => {
  const mistyped = await api('GET', '/notes?txet=a&marks[0]=b')
  assert.equal(mistyped.status, 400)
  const { says, fields } = await problem(mistyped)
  assert.deepEqual([says, (fields as { field: string }[])[0]!.field], ['core.invalidInput', 'txet'])
  assert.equal((await api('POST', '/notes/close?force=1')).status, 400)
  assert.equal((await api('DELETE', '/notes/1?id=2')).status, 400)
  const body = JSON.stringify({ why: 'a', wyh: 'b' })
  const inBody = await api('DELETE', '/notes/1', { body, headers: { 'content-type': 'application/json' } })
  assert.equal(inBody.status, 400)
  assert.deepEqual((await problem(inBody)).fields, [{ field: 'wyh', message: 'nežinoma: wyh' }])
  assert.equal((await api('GET', '/notes?text=a&marks[0]=b')).status, 200)
})

test('another method is told which ones there are, at every address', async () => {
  const expected = {
    '/api/notes': 'GET, HEAD, OPTIONS',
    '/api/notes/7': 'DELETE, OPTIONS',
    '/api/openapi.json': 'GET, HEAD, OPTIONS',
    '/live': 'GET, HEAD, OPTIONS',
    '/healthz': 'GET, HEAD, OPTIONS',
    '/uploads': 'POST, OPTIONS',
  }
  for (const [path, allow] of Object.entries(expected)) {
    const refused = await ask('PUT', path)
    assert.deepEqual([refused.status, refused.headers.get('allow')], [405, allow], path)
    assert.equal((await problem(refused)).says, 'core.otherMethod')
    const asked = await ask('OPTIONS', path)
    assert.deepEqual([asked.status, asked.headers.get('allow')], [204, allow], path)
    assert.equal(asked.headers.get('access-control-allow-origin'), null)
  }
  for (const method of ['GET', 'HEAD', 'PUT', 'OPTIONS'])
    assert.deepEqual(
      await ask(method, '/rpc/notes/close').then(({ status, headers }) => [status, headers.get('allow')]),
      [405, 'POST'],
    )
})

test('HEAD is answered as GET without a body', async () => {
  for (const path of ['/api/notes?text=a', '/api', '/api/openapi.json', '/healthz', '/api/nowhere', '/api/notes?x=1']) {
    const [head, get] = [await ask('HEAD', path), await ask('GET', path)]
    assert.equal(head.status, get.status, path)
    assert.equal(head.headers.get('content-type'), get.headers.get('content-type'), path)
    assert.equal(await head.text(), '', path)
    await get.body?.cancel()
  }
  assert.equal((await ask('HEAD', '/live')).status, 200)
})

test('a stranger’s 401 names what is wanted and where to read about it, at every door', async () => {
  for (const path of ['/api/notes', '/live', '/uploads', '/mcp']) {
    const answer = await fetch(server.url + path, { method: path === '/uploads' || path === '/mcp' ? 'POST' : 'GET' })
    assert.equal(answer.status, 401, path)
    const named = /^Bearer realm="Talka", resource_metadata="([^"]+)"$/.exec(answer.headers.get('www-authenticate')!)
    const document = (await (await fetch(named![1]!)).json()) as { resource: string }
    assert.equal(document.resource, server.url + (path === '/mcp' ? '/mcp' : '/api'))
  }
  const wrong = await fetch(`${server.url}/api/notes`, { headers: { authorization: 'Bearer wrong' } })
  assert.match(wrong.headers.get('www-authenticate')!, /error="invalid_token"/)
})

test('a program with a key is answered in the language it asks for', async () => {
  const said = async (language: string) => {
    const answer = await api('GET', '/notes?x=1', { headers: { 'accept-language': language } })
    return String((await problem(answer)).detail)
  }
  assert.equal(await said('en-GB,en;q=0.9'), 'x: is not known: x')
  assert.equal(await said('lt;q=0.4, de, en;q=0.2'), 'x: nežinoma: x')
  assert.equal(await said('*'), 'x: nežinoma: x')
})

test('an address under /api where nothing is answers with problem details', async () => {
  for (const path of ['/nowhere', '/notes/1/2/3', '/', '/notes//'])
    for (const method of ['GET', 'POST']) {
      const answer = await api(method, path)
      assert.equal(answer.status, 404, path)
      assert.equal((await problem(answer)).says, 'core.noSuchAddress')
    }
})

test('a refusal names each reason with its key, parts and record, also when there is one', async () => {
  const asked = { headers: { 'accept-language': 'en' } }
  const busy = { says: 'core.busy', params: {}, record: 'n1' }
  const one = await problem(await api('POST', '/refusing/n1/one', asked))
  const { message, ...first } = (one.reasons as { message: string }[])[0]!
  assert.deepEqual([one.record, first, message], ['n1', busy, one.detail])
  const two = await problem(await api('POST', '/refusing/n1/two', asked))
  const { says, lineId, constraint } = line
  assert.deepEqual(
    (two.reasons as Record<string, unknown>[]).map(({ message: _, ...reason }) => reason),
    [busy, { says, params: { lineId, constraint }, record: lineId }],
  )
})
