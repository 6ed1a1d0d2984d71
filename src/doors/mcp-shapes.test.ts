import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { heardLog } from '#checks/heard-log.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { duties } from '#duties/index.ts'
import { toolName } from './mcp-tools.ts'
import { operationsOf } from './operations-of.ts'

const { log, heard } = heardLog()
let server: TestServer
let authorization: string
before(async () => {
  server = await openTestServer(duties, {}, { log })
  authorization = `Bearer ${await server.keyOf(server.people.daiva)}`
})
after(() => server.close())

interface Reply {
  id?: unknown
  result?: { isError?: boolean; content: { text: string }[] }
  error?: { code: number; message: string }
}

async function send(body: unknown): Promise<{ status: number; reply: Reply }> {
  const answer = await fetch(`${server.url}/mcp`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await answer.text()
  return { status: answer.status, reply: text ? JSON.parse(text) : {} }
}
const ask = (method: unknown, params?: unknown) => send({ jsonrpc: '2.0', id: 1, method, params })
const call = (name: unknown, args?: unknown) => ask('tools/call', { name, arguments: args })

const nested = (depth: number): unknown => Array.from({ length: depth }).reduce((inner) => ({ a: [inner] }), 'x')
const long = 'ą'.repeat(500_000)
const oddities = [null, 5, true, 'text', '', [], ['a'], {}, { a: 1 }, nested(50), nested(2_000), long, 1e308]

/** Neither a fault inside (-32603, 500) nor silence: a clear word to who asked. */
function isClear({ status, reply }: { status: number; reply: Reply }): string | true {
  if (status >= 500) return `${status}`
  if (reply.error)
    return reply.error.code !== -32603 && reply.error.message.length < 500 ? true : JSON.stringify(reply).slice(0, 300)
  const [sentence, problem] = reply.result?.content ?? []
  if (!reply.result?.isError || !problem) return true
  return sentence!.text.length < 500 && JSON.parse(problem.text).status < 500
    ? true
    : JSON.stringify(reply).slice(0, 300)
}

test('a method with parameters of any shape is answered, never by a fault inside', async () => {
  const faults: string[] = []
  const methods = [
    'initialize',
    'ping',
    'tools/list',
    'tools/call',
    'logging/setLevel',
    'notifications/initialized',
    'no/such',
    '',
  ]
  for (const method of methods)
    for (const odd of [
      ...oddities,
      { name: 5 },
      { name: null, arguments: {} },
      { arguments: {} },
      { name: 'office_me', arguments: [] },
      { name: 'office_me', _meta: 5 },
      { name: 'office_me', task: 5 },
      { cursor: 5 },
    ]) {
      const fault = isClear(await ask(method, odd))
      if (fault !== true) faults.push(`${method} ${JSON.stringify(odd).slice(0, 60)}: ${fault}`)
    }
  for (const odd of [...oddities, [[]], [null], { jsonrpc: '1.0', id: 1, method: 'ping' }]) {
    const { status } = await send(odd)
    if (status >= 500) faults.push(`${JSON.stringify(odd).slice(0, 60)}: ${status}`)
  }
  for (const body of ['', '{', '[', 'null', `{"jsonrpc":"2.0","id":1,"method":"ping"`, '['.repeat(100_000)])
    assert.equal((await send(body)).status, 400, body.slice(0, 40))
  assert.deepEqual(faults, [])
})

test('what is wrong with a call is said', async () => {
  const cases: [params: unknown, says: RegExp][] = [
    [undefined, /params/],
    [{}, /name/],
    [{ name: 5 }, /^params\.name: is missing or of the wrong kind$/],
    [{ name: 'office_me', arguments: [] }, /arguments/],
    [{ name: 'desk_waiting', task: { ttl: 1 } }, /task/],
    [{ name: '__proto__' }, /no tool __proto__ for you/],
    [{ name: 'toString' }, /no tool toString for you/],
    [{ name: long }, /no tool ą+… for you/],
  ]
  for (const [params, says] of cases) {
    const { error } = (await ask('tools/call', params)).reply
    assert.deepEqual([error?.code, says.test(error!.message)], [-32602, true], error?.message)
  }
  const { error } = (await ask('tools/list', { cursor: 'x' })).reply
  assert.deepEqual([error?.code, /cursor/.test(error!.message)], [-32602, true])
})

test('a call that is cancelled in the same breath is answered all the same', async () => {
  const cancel = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 7 } }
  const waiting = { jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: 'desk_waiting' } }
  for (const batch of [
    [waiting, cancel],
    [cancel, waiting],
  ]) {
    const { status, reply } = await send(batch)
    assert.deepEqual([status, reply.id, reply.result?.isError], [200, 7, undefined])
  }
  assert.equal((await send(cancel)).status, 202)
})

test('JSON so deep that nobody can walk it is refused where any JSON may stand', async () => {
  const settings = `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`
  const args = `{"page":"people","name":"Deep","settings":${settings}}`
  const params = `{"name":"office_saveView","arguments":${args}}`
  const { reply } = await send(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`)
  assert.equal(JSON.parse(reply.result!.content[1]!.text).says, 'core.inputTooDeep')
})

test('a name inside a file that is not known is refused under that name', async () => {
  const file = { name: 'a.png', base64: 'AA==', mimeType: 'image/png' }
  const { reply } = await call('expenses_addReceipt', { file })
  assert.deepEqual(
    JSON.parse(reply.result!.content[1]!.text).fields?.map(({ field }: { field: string }) => field),
    ['file.mimeType'],
  )
})

test('what is no base64 is no file', async () => {
  for (const base64 of ['data:image/png;base64,iVBORw0KGgo=', '!!!', 'iVBORw0KG', 'čččč', 'AA=A']) {
    const { reply } = await call('expenses_addReceipt', { file: { name: 'a.png', base64 } })
    const [fault] = JSON.parse(reply.result!.content[1]!.text).fields
    assert.equal(fault.field, 'file.base64', base64)
    assert.match(fault.message, /Base64/)
  }
})

test('wrong arguments of a listed tool are refused by their name', async () => {
  const cases: [tool: string, args: Record<string, unknown>, field: string][] = [
    ['talka_find', { words: 5 }, 'words'],
    ['talka_find', { words: long }, 'words'],
    ['talka_find', { words: ['a'] }, 'words'],
    ['talka_find', { limit: 0 }, 'limit'],
    ['talka_find', { words: 'a', limit: '5' }, 'limit'],
    ['talka_find', { duty: 'expanses' }, 'duty'],
    ['talka_find', { wrods: 'a' }, 'wrods'],
    ['talka_find', { behalf: 5 }, 'behalf'],
    ['talka_read', {}, 'tool'],
    ['talka_read', { tool: 5 }, 'tool'],
    ['talka_read', { tool: 'desk_waiting', input: [] }, 'input'],
    ['talka_read', { tool: 'desk_waiting', input: 'x' }, 'input'],
    ['talka_read', { tool: 'desk_waiting', input: null }, 'input'],
    ['talka_read', { tool: 'desk_waiting', inptu: {} }, 'inptu'],
    ['talka_read', { tool: 'desk_waiting', behalf: 'nobody' }, 'behalf'],
    ['talka_read', { tool: 'desk_search', input: { text: 5 } }, 'text'],
    ['desk_waiting', { behalf: 5 }, 'behalf'],
    ['desk_waiting', { behalf: null }, 'behalf'],
    ['desk_search', { text: nested(9) }, 'text'],
    ['desk_search', { text: 'a', behalf: ['a'] }, 'behalf'],
  ]
  for (const [tool, args, field] of cases) {
    const { reply } = await call(tool, args)
    const at = `${tool} ${JSON.stringify(args).slice(0, 60)}: ${JSON.stringify(reply).slice(0, 300)}`
    assert.ok(reply.result?.isError, at)
    const problem = JSON.parse(reply.result.content[1]!.text)
    assert.deepEqual(
      [problem.status, problem.fields[0].field, problem.detail],
      [400, field, reply.result.content[0]!.text],
      at,
    )
  }
})

test('any argument of any tool may be of any shape', async () => {
  const faults: string[] = []
  const own = operationsOf(duties).filter(({ inPerson, onlyChosen }) => !inPerson && !onlyChosen)
  for (const operation of own) {
    const names = Object.keys(operation.input.properties ?? {})
    const inputs = [null, 5, 'text', [], { a: 1 }, nested(2_000), 'ą'.repeat(9_999)].map((odd) =>
      Object.fromEntries(names.map((name) => [name, odd])),
    )
    const answers = await Promise.all(inputs.map((input) => call(toolName(operation), input)))
    for (const [at, answer] of answers.entries()) {
      const fault = isClear(answer)
      if (fault !== true) faults.push(`${operation.name} ${JSON.stringify(inputs[at]).slice(0, 80)}: ${fault}`)
    }
  }
  assert.deepEqual(faults, [])
  assert.deepEqual(
    heard.filter(({ level }) => level >= 50).map(({ msg }) => msg),
    [],
  )
})
