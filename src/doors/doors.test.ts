import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { RouterClient } from '@orpc/server'
import * as z from 'zod'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { newId } from '#core/ids.ts'
import { change, read } from '#core/operation.ts'
import { refuse, refuseIfAny } from '#core/refusal.ts'

const id = z.uuid()

/** A duty of the doors' own: one operation for every way an operation can end. */
const papers = {
  list: read({
    right: 'member',
    summary: 'Numbers given back.',
    rest: 'GET /papers',
    input: z.object({ most: z.int().min(1).max(9).default(3), only: z.boolean().optional() }),
    output: z.object({ most: z.int(), only: z.boolean().nullable(), me: z.string() }),
    do: async ({ input, actor }) => ({ most: input.most, only: input.only ?? null, me: actor.name }),
  }),
  file: read({
    right: 'member',
    summary: 'A file.',
    rest: 'GET /papers/{name}/file',
    input: z.object({ name: z.string() }),
    output: z.file(),
    do: async () => new File(['Ąžuolas'], 'Sąskaita „1“.txt', { type: 'text/plain' }),
  }),
  page: read({
    right: 'member',
    summary: 'A file that could run in a browser.',
    rest: 'GET /papers/page',
    input: z.object({}),
    output: z.file(),
    do: async () => new File(['<script>1</script>'], 'x.html', { type: 'text/html' }),
  }),
  write: change({
    right: 'member',
    summary: 'A change.',
    rest: 'POST /papers/{id}',
    input: z.object({ id, text: z.string().max(10) }),
    output: z.object({ made: z.uuid() }),
    do: async ({ input, tell }) => {
      tell({ record: ['paper', input.id], says: 'desk.said.jobRetried' })
      return { made: newId() }
    },
  }),
  stop: change({
    right: 'office.administer',
    summary: 'A refusal with two reasons.',
    rest: 'POST /papers/stop',
    input: z.object({}),
    output: z.object({}),
    do: async () => {
      refuseIfAny([{ says: 'core.busy' }, { says: 'core.stale' }])
      return refuse({ says: 'core.busy' })
    },
  }),
  crash: read({
    right: 'anyone',
    summary: 'A bug.',
    rest: 'GET /papers/crash',
    input: z.object({}),
    output: z.object({}),
    do: async () => {
      throw new Error('a secret of the inside')
    },
  }),
  knock: change({
    right: 'anyone',
    summary: 'A stranger’s change.',
    rest: 'POST /papers/knock',
    input: z.object({}),
    output: z.object({}),
    do: async ({ tell }) => {
      tell({ record: ['paper', newId()], says: 'desk.said.jobRetried' })
      return {}
    },
  }),
}
const duties = { papers }

let server: TestServer
let rasa: string
let administrator: string
before(async () => {
  server = await openTestServer(duties, { metricsToken: 'the token of the figures' })
  rasa = await server.keyOf(server.people.rasa)
  administrator = await server.keyOf(server.people.administrator)
})
after(() => server.close())

const json = { 'content-type': 'application/json' }
const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const api = (path: string, init: RequestInit = {}) => fetch(`${server.url}/api${path}`, init)

async function mcp(key: string | null, method: string, params: object) {
  const headers = { ...json, accept: 'application/json, text/event-stream', ...(key ? bearer(key) : {}) }
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const answer = await fetch(`${server.url}/mcp`, { method: 'POST', headers, body })
  return { status: answer.status, ...((await answer.json()) as { result: Record<string, unknown> }) }
}

test('REST reads numbers and truth values out of the query', async () => {
  const answer = await api('/papers?most=7&only=true', { headers: bearer(rasa) })
  assert.deepEqual(await answer.json(), { most: 7, only: true, me: 'Rasa Kalnė' })
  assert.match(answer.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
})

test('RPC, REST and MCP give the same answer to the same member', async () => {
  const link = new RPCLink({ url: `${server.url}/rpc`, headers: bearer(rasa) })
  const client: RouterClient<typeof duties> = createORPCClient(link)
  const expected = { most: 3, only: null, me: 'Rasa Kalnė' }
  assert.deepEqual(await client.papers.list({}), expected)
  assert.deepEqual(await (await api('/papers', { headers: bearer(rasa) })).json(), expected)
  const called = await mcp(rasa, 'tools/call', { name: 'papers_list', arguments: {} })
  assert.deepEqual(called.result.structuredContent, expected)
})

test('a stranger is told by every door that he is not signed in', async () => {
  const link = new RPCLink({ url: `${server.url}/rpc` })
  const client: RouterClient<typeof duties> = createORPCClient(link)
  await assert.rejects(client.papers.list({}), (error) => error instanceof ORPCError && error.status === 401)
  assert.equal((await api('/papers')).status, 401)
  assert.equal((await mcp(null, 'tools/call', { name: 'papers_list', arguments: {} })).status, 401)
})

test('a refusal is problem details in the caller’s language with all its reasons', async () => {
  const headers = { ...json, ...bearer(administrator) }
  const answer = await api('/papers/stop', { method: 'POST', headers, body: '{}' })
  assert.equal(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8')
  const problem = (await answer.json()) as Record<string, unknown>
  assert.equal(problem.status, 409)
  assert.equal(problem.says, 'core.busy')
  assert.equal(problem.instance, answer.headers.get('x-request-id'))
  assert.equal((problem.reasons as unknown[]).length, 2)
  assert.match(problem.detail as string, /^Somebody else is changing.*\. There is 1 more reason\.$/)
  const inLithuanian = await api(`/papers/${newId()}`, {
    method: 'POST',
    headers: { ...json, ...bearer(rasa) },
    body: '{}',
  })
  const { detail, fields } = (await inLithuanian.json()) as { detail: string; fields: { field: string }[] }
  assert.match(detail, /^text: /)
  assert.deepEqual(
    fields.map(({ field }) => field),
    ['text'],
  )
})

test('a bug shows a reference and nothing of the inside', async () => {
  const answer = await api('/papers/crash', { headers: { 'x-request-id': 'known-to-the-caller' } })
  assert.equal(answer.status, 500)
  const text = await answer.text()
  assert.match(text, /known-to-the-caller/)
  assert.doesNotMatch(text, /secret/)
})

test('a body that is no JSON and an address that is none are told so', async () => {
  const headers = { ...json, ...bearer(rasa) }
  const broken = await api(`/papers/${newId()}`, { method: 'POST', headers, body: '{"text":' })
  assert.equal(broken.status, 400)
  assert.equal(((await broken.json()) as { says: string }).says, 'core.unreadableRequest')
  for (const body of ['{"json":', '{"json":{},"meta":[[1]]}', '{"json":{},"meta":5}']) {
    const answer = await fetch(`${server.url}/rpc/papers/list`, { method: 'POST', headers, body })
    const { message, data } = ((await answer.json()) as { json: { message: string; data: Record<string, unknown> } })
      .json
    assert.deepEqual([answer.status, data.says], [400, 'core.unreadableRequest'], body)
    assert.deepEqual([(data.reasons as { message: string }[])[0]!.message, data.reference], [message, answer.headers.get('x-request-id')]) // biome-ignore format: one line
  }
  const nowhere = await api('/nowhere', { headers })
  assert.equal(nowhere.status, 404)
  assert.equal(nowhere.headers.get('content-type'), 'application/problem+json; charset=utf-8')
})

test('a file comes with its name, kind and ETag, and not twice', async () => {
  const answer = await api('/papers/x/file', { headers: bearer(rasa) })
  assert.equal(await answer.text(), 'Ąžuolas')
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/)
  const disposition = answer.headers.get('content-disposition') ?? ''
  assert.match(disposition, /^inline; filename="Saskaita 1\.txt"; filename\*=UTF-8''S%C4%85skaita/)
  const etag = answer.headers.get('etag')!
  const again = await api('/papers/x/file', { headers: { ...bearer(rasa), 'if-none-match': etag } })
  assert.equal(again.status, 304)
  const byHash = await api(`/papers/${etag.replaceAll('"', '')}/file`, { headers: bearer(rasa) })
  assert.equal(byHash.headers.get('cache-control'), 'private, max-age=31536000, immutable')
})

test('a file that could run in a browser is only offered for keeping', async () => {
  const answer = await api('/papers/page', { headers: bearer(rasa) })
  assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; /)
  assert.match(answer.headers.get('content-security-policy') ?? '', /^default-src 'none'/)
})

test('a changing request of a foreign page does not rest on the cookie', async () => {
  const from = (origin: string) =>
    api(`/papers/${newId()}`, {
      method: 'POST',
      headers: { ...json, cookie: 'talka.session_token=x', origin },
      body: '{}',
    })
  const foreign = await from('https://elsewhere.example')
  assert.equal(foreign.status, 403)
  assert.equal(((await foreign.json()) as { says: string }).says, 'core.foreignPage')
  assert.equal((await from(server.url)).status, 401)
  const form = { cookie: 'talka.session_token=x', 'content-type': 'text/plain' }
  assert.equal((await api(`/papers/${newId()}`, { method: 'POST', headers: form, body: 'x' })).status, 403)
})

test('a stranger may not send much', async () => {
  const body = JSON.stringify({ text: 'x'.repeat(2 * 1024 ** 2) })
  const answer = await api(`/papers/${newId()}`, { method: 'POST', headers: json, body })
  assert.equal(answer.status, 413)
})

test('a stranger who changes things without end is slowed down', async () => {
  const knock = () => api('/papers/knock', { method: 'POST', headers: json, body: '{}' })
  let last = await knock()
  for (let n = 1; n < 200 && last.status !== 429; n++) last = await knock()
  assert.equal(last.status, 429)
  assert.ok(Number(last.headers.get('retry-after')) >= 1)
})

test('the same Idempotency-Key gets the same answer', async () => {
  const headers = { ...json, ...bearer(rasa), 'idempotency-key': 'once' }
  const paper = newId()
  const write = () => api(`/papers/${paper}`, { method: 'POST', headers, body: '{"text":"a"}' }).then((a) => a.json())
  assert.deepEqual(await write(), await write())
})

test('the document names every operation, its right and its refusals', async () => {
  const { openapi, paths } = (await (await api('/openapi.json')).json()) as {
    openapi: string
    paths: Record<string, Record<string, { operationId: string; responses: object }>>
  }
  assert.match(openapi, /^3\.1\./)
  const stop = paths['/papers/stop']?.post
  assert.equal(stop?.operationId, 'papers.stop')
  assert.ok('409' in stop.responses && '403' in stop.responses)
})

test('the reference page needs nothing from elsewhere and names every operation', async () => {
  const answer = await fetch(`${server.url}/api`)
  const html = await answer.text()
  for (const name of Object.keys(papers)) assert.ok(html.includes(`id="papers.${name}"`), name)
  assert.doesNotMatch(html, /<script|https?:\/\//)
  assert.match(answer.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
})

test('figures of the process are for who knows their token, also on this machine', async () => {
  assert.equal((await fetch(`${server.url}/metrics`)).status, 404)
  const headers = { authorization: 'Bearer the token of the figures' }
  assert.match(await (await fetch(`${server.url}/metrics`, { headers })).text(), /talka_operations_total/)
})
