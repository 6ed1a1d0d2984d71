import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import * as z from 'zod'
import { heardLog } from '#checks/heard-log.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { newId } from '#core/ids.ts'
import { read } from '#core/operation.ts'
import { duties } from '#duties/index.ts'
import type { Problem } from './problem.ts'

const unsendable = read({
  right: 'anyone',
  summary: 'An answer that cannot be written.',
  rest: 'GET /unsendable',
  input: z.object({}),
  output: z.unknown(),
  do: async () => {
    const round: { itself?: unknown } = {}
    round.itself = round
    return round
  },
})

const { log, heard, until } = heardLog()
const token = 'office-metrics-token'
let server: TestServer
let daiva: Record<string, string>
before(async () => {
  server = await openTestServer({ ...duties, odd: { unsendable } }, { metricsToken: token }, { log })
  daiva = { authorization: `Bearer ${await server.keyOf(server.people.daiva)}`, 'accept-language': 'en' }
})
after(() => server.close())
beforeEach(() => heard.splice(0))

const json = { 'content-type': 'application/json', 'accept-language': 'en' }
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const named = (count: number) => Array.from({ length: count }, (_, at) => `"unknown${at}":1`).join()

interface Answered {
  status: number
  problem: Problem
  size: number
  /** Of the processor, for both ends. */
  ms: number
}

async function answered(path: string, init: RequestInit): Promise<Answered> {
  const since = process.cpuUsage()
  const answer = await fetch(server.url + path, { method: 'POST', ...init })
  const text = await answer.text()
  const { user, system } = process.cpuUsage(since)
  const ms = (user + system) / 1000
  const told = JSON.parse(text) as {
    json?: { message: string; data: Problem }
    result?: { content: { text: string }[] }
  }
  const byMcp = told.result && (JSON.parse(told.result.content[1]!.text) as Problem)
  const problem = told.json ? { ...told.json.data, detail: told.json.message } : (byMcp ?? (told as Problem))
  return { status: byMcp?.status ?? answer.status, problem, size: text.length, ms }
}

const tool = (name: string, args: string) =>
  answered('/mcp', {
    headers: { ...json, ...daiva, accept: 'application/json, text/event-stream' },
    body: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${name}","arguments":${args}}}`,
  })

const form = (fields: [string, string][]) => {
  const body = new FormData()
  for (const [name, value] of fields) body.append(name, value)
  return body
}

test('what is nested too deep is refused in a sentence, by every door, and nothing fails inside', async () => {
  for (const depth of [40, 6_000]) {
    const email = `{"email":${nested(depth)},"password":"x"}`
    const view = `{"page":"receipts","name":"a","settings":{"a":${nested(depth)}}}`
    const asked = [
      answered('/api/office/sign-in', { headers: json, body: email }),
      answered('/api/expenses/reports', { headers: { ...json, ...daiva }, body: `{"memberId":${nested(depth)}}` }),
      answered('/api/office/views', { method: 'PUT', headers: { ...json, ...daiva }, body: view }),
      answered(`/api/expenses/by-link/${'x'.repeat(43)}/missing`, {
        headers: json,
        body: `{"reason":${nested(depth)}}`,
      }),
      answered(`/api/expenses/by-link/${'x'.repeat(43)}/receipts`, {
        headers: { 'accept-language': 'en' },
        body: form([[`fileName${'[0]'.repeat(depth)}`, 'a']]),
      }),
      answered('/rpc/office/signIn', { headers: json, body: `{"json":${email}}` }),
      answered('/rpc/office/saveView', { headers: { ...json, ...daiva }, body: `{"json":${view}}` }),
      tool('office_saveView', view),
      tool('talka_change', `{"tool":"office_saveView","input":${view}}`),
    ]
    for (const { status, problem } of await Promise.all(asked))
      assert.deepEqual(
        [status, problem.says, problem.detail],
        [
          400,
          'core.inputTooDeep',
          'What was sent is nested deeper than 20 levels. Nothing here takes that: send it flatter.',
        ],
        `${depth} ${JSON.stringify(problem).slice(0, 300)}`,
      )
  }
  assert.deepEqual(
    heard.filter(({ level }) => level >= 40),
    [],
  )
})

test('a megabyte of unknown names is refused at once and in few words, by every door', async () => {
  const many = `{${named(60_000)}}`
  const fields = Array.from({ length: 9_000 }, (_, at): [string, string] => [`u${at}`, '1'])
  const asked = [
    () => answered('/api/office/sign-in', { headers: json, body: many }),
    () => answered('/rpc/office/signIn', { headers: json, body: `{"json":${many}}` }),
    () => tool('office_saveView', many),
    () => tool('talka_change', `{"tool":"office_saveView","input":${many}}`),
    () => tool('talka_find', many),
    () => answered('/api/office/sign-in', { headers: { 'accept-language': 'en' }, body: form(fields) }),
    () =>
      answered(
        `/api/office/members?${fields
          .slice(0, 1_500)
          .map(([name]) => name)
          .join('&')}`,
        { method: 'GET', headers: daiva },
      ),
    () =>
      answered('/api/office/sign-in', { headers: json, body: `{"email":[${'1,'.repeat(400_000)}1],"password":"x"}` }),
    () => answered('/api/office/sign-in', { headers: json, body: `{"${'n'.repeat(1_000_000)}":1}` }),
  ]
  await asked[0]!()
  for (const ask of asked) {
    const { status, problem, size, ms } = await ask()
    assert.equal(status, 400, JSON.stringify(problem).slice(0, 200))
    assert.ok(size < 20_000, `${size} letters: ${problem.detail.slice(0, 200)}`)
    assert.ok(ms < 2_000, `${ms} ms: ${problem.detail}`)
  }
})

test('the first of many faults are named, and how many more there are', async () => {
  const body = `{${named(100)},"email":"","password":""}`
  const { problem } = await answered('/api/office/sign-in', { headers: json, body })
  assert.equal(problem.fields!.length, 20)
  const total = problem.params.more as number
  assert.equal(problem.says, 'core.invalidInputMore')
  assert.ok(total >= 80, `${total}`)
  assert.match(problem.detail, new RegExp(`^\\w+: .+\\. ${total} more faults are not listed\\.$`))
  const items = Array.from({ length: 200 }, () => '{"id":1,"odd":2}').join()
  const list = await answered('/api/expenses/reminders', {
    headers: { ...json, ...daiva },
    body: `{"memberIds":[${items}]}`,
  })
  assert.ok(list.size < 20_000, `${list.size}`)
})

test('what fails outside an operation is logged with its stack and told as what it is', async () => {
  for (const path of ['/api/unsendable', '/rpc/odd/unsendable']) {
    heard.splice(0)
    const answer = await fetch(server.url + path, {
      method: path.startsWith('/rpc') ? 'POST' : 'GET',
      headers: { 'accept-language': 'en' },
    })
    const told = (await answer.json()) as Problem & { json?: { data: Problem } }
    const { says } = told.json?.data ?? told
    assert.deepEqual([answer.status, says], [500, 'core.bug'], path)
    const bugs = heard.filter(({ level }) => level >= 50)
    assert.equal(bugs.length, 1, path)
    assert.equal(bugs[0]!.operation, 'odd.unsendable')
    assert.match((bugs[0]!.err as unknown as { stack: string }).stack, /at /)
    assert.equal(bugs[0]!.requestId, answer.headers.get('x-request-id'))
  }
})

test('a body in broken pieces, or cut off, is its sender’s fault, in the answer, the log and the figures', async () => {
  const { authorization } = daiva
  const pieces = ['transfer-encoding: chunked', 'expect: 100-continue']
  const cut = ['content-length: 5000', 'expect: 100-continue']
  const kinds = {
    '/api/office/sign-in': 'json',
    '/rpc/office/signIn': 'json',
    '/mcp': 'json',
    '/api/expenses/receipts': 'pdf',
  }
  for (const [path, kind] of Object.entries(kinds))
    for (const how of [pieces, cut]) {
      const requestId = newId()
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
      const head = [
        `POST ${path} HTTP/1.1`,
        'host: localhost',
        `authorization: ${authorization}`,
        `x-request-id: ${requestId}`,
      ]
      const accept = 'accept: application/json, text/event-stream'
      socket.write(`${[...head, accept, `content-type: application/${kind}`, ...how].join('\r\n')}\r\n\r\n`)
      await once(socket, 'data')
      socket.on('error', () => {}).write('6\r\n{"emai\r\nzz\r\n', () => how === cut && socket.destroy())
      const { msg } = await until((entry) => entry.requestId === requestId && /^POST /.test(entry.msg))
      socket.destroy()
      assert.match(msg, / 400 /, `${path} ${how[0]}`)
    }
  assert.deepEqual(
    heard.filter(({ level }) => level >= 40),
    [],
  )
  const figures = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
  const counted = (await figures.text())
    .split('\n')
    .filter((line) => /^talka_request_seconds_count.*status="503"/.test(line))
  assert.deepEqual(counted, [])
})
