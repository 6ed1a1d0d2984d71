import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type CutLine, openCutLine } from '#checks/cut-line.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { duties } from '#duties/index.ts'

let line: CutLine
let server: TestServer
let authorization: string
before(async () => {
  line = await openCutLine()
  server = await openTestServer(duties, {}, { line: line.to })
  authorization = `Bearer ${await server.keyOf(server.people.rasa)}`
})
after(async () => {
  line.mend()
  await server.close()
  await line.close()
})

const json = { 'content-type': 'application/json' }
const post = (body: object) => ({ method: 'POST', headers: { ...json, authorization }, body: JSON.stringify(body) })
const stranger = (body: object) => ({ method: 'POST', headers: json, body: JSON.stringify(body) })
const tus = { 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream' }
const piece = new Uint8Array(300_000)

/** One request at each door: reading, changing, signing in, uploading, listening. */
const requests: Record<string, () => Promise<Response>> = {
  'REST, reading': () => fetch(`${server.url}/api/desk/waiting`, { headers: { authorization } }),
  'REST, changing': () => fetch(`${server.url}/api/office/views`, post({ page: 'people', name: 'Mine', settings: {} })),
  'REST, a stranger': () =>
    fetch(`${server.url}/api/office/sign-in`, stranger({ email: 'a@b.example', password: 'x' })),
  RPC: () => fetch(`${server.url}/rpc/office/me`, post({ json: {} })),
  MCP: () =>
    fetch(`${server.url}/mcp`, {
      ...post({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'office_me', arguments: {} } }),
      headers: { ...json, authorization, accept: 'application/json, text/event-stream' },
    }),
  live: () => fetch(`${server.url}/live`, { headers: { authorization } }),
  'an upload begun': () =>
    fetch(`${server.url}/uploads`, { method: 'POST', headers: { ...tus, authorization, 'upload-length': '9' } }),
  'ready or not': () => fetch(`${server.url}/readyz`),
}

test('while the database is away every door answers 503, when to ask again, and a sentence without its address', async () => {
  line.cut()
  for (const [door, ask] of Object.entries(requests)) {
    for (let times = 0; times < 3; times++) {
      const answer = await ask()
      const text = await answer.text()
      assert.equal(answer.status, 503, `${door}: ${text}`)
      assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/, door)
      assert.match(text, /database/, door)
      assert.doesNotMatch(text, /127\.0\.0\.1|ECONN|terminated|\bat /, door)
    }
  }
  line.mend()
  await beginUpload()
  assert.equal((await requests['REST, reading']!()).status, 200)
})

test('requests and uploads under way when the connections end are answered 503 or not at all, never 500', async () => {
  const statuses = new Set<number>()
  for (let round = 0; round < 12; round++) {
    const path = await beginUpload()
    const headers = { ...tus, authorization, 'upload-offset': '0' }
    const sent = fetch(server.url + path, { method: 'PATCH', headers, body: piece })
    const asked = [
      sent,
      ...Object.values(requests)
        .slice(0, 4)
        .map((ask) => ask()),
    ]
    for (let turns = 0; turns < round * 4; turns++) await new Promise(setImmediate)
    line.cut()
    for (const answer of await Promise.all(asked)) {
      const text = await answer.text()
      statuses.add(answer.status)
      assert.ok(answer.status < 500 || answer.status === 503, `${answer.url}: ${text}`)
    }
    line.mend()
  }
  assert.ok(statuses.has(503), 'some were under way')
})

/** The path of a new upload; asked again as long as the pool still gives a connection that was cut. */
async function beginUpload(): Promise<string> {
  const headers = { ...tus, authorization, 'upload-length': String(piece.length) }
  for (;;) {
    const { status, headers: told } = await fetch(`${server.url}/uploads`, { method: 'POST', headers })
    if (status === 201) return told.get('location')!
    assert.equal(status, 503)
  }
}
