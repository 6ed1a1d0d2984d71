import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { discoverOAuthProtectedResourceMetadata } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { southernRecords, type WalkRecords } from '#checks/walk-records.ts'
import { isOpenTo, mayCall } from '#core/may-call.ts'
import { duties } from '#duties/index.ts'
import { actorOf } from '#office/public.ts'
import { findTools, listedTools, runnerOf } from './mcp-find.ts'
import { toolName, toolOf } from './mcp-tools.ts'
import { operationsOf } from './operations-of.ts'

const operations = operationsOf(duties)

let server: TestServer
let south: WalkRecords
before(async () => {
  server = await openTestServer(duties)
  south = await southernRecords(server.office, server.people)
})
after(() => server.close())

async function agentOf(member: { id: string }, headers: Record<string, string> = {}): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' })
  const requestInit = { headers: { authorization: `Bearer ${await server.keyOf(member)}`, ...headers } }
  await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`), { requestInit }) as never)
  return client
}

interface Answer {
  isError?: boolean
  content: { type: string; text?: string; resource?: { blob: string } }[]
  structuredContent?: Record<string, unknown>
}
async function run(client: Client, name: string, args: Record<string, unknown> = {}): Promise<Answer> {
  return (await client.callTool({ name, arguments: args })) as unknown as Answer
}
const find = async (client: Client, args: Record<string, unknown>) =>
  (await run(client, 'talka_find', args)).structuredContent!.tools as { name: string; runWith: string }[]

const nameOf = ({ name }: { name: string }) => name
const key = { id: 'any', readOnly: false, isChosen: true }

describe('a stranger', () => {
  test('finds the door’s own document by the well-known address', async () => {
    const document = await discoverOAuthProtectedResourceMetadata(`${server.url}/mcp`)
    assert.equal(document.resource, `${server.url}/mcp`)
    assert.deepEqual(document.bearer_methods_supported, ['header'])
  })

  test('is asked for a key before anything else', async () => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await fetch(`${server.url}/mcp`, { method })
      assert.deepEqual([answer.status, /resource_metadata=/.test(answer.headers.get('www-authenticate')!)], [401, true])
    }
  })
})

test('a foreign name that leads here and a page of elsewhere are turned away', async () => {
  const authorization = `Bearer ${await server.keyOf(server.people.rasa)}`
  const from = (headers: Record<string, string>) =>
    new Promise<number | undefined>((done, fail) => {
      const asked = request(
        `${server.url}/mcp`,
        { method: 'POST', headers: { authorization, ...headers } },
        (answer) => {
          answer.resume()
          done(answer.statusCode)
        },
      )
      asked.on('error', fail).end()
    })
  const { host } = new URL(server.url)
  assert.equal(await from({ host: 'rebound.example' }), 403)
  assert.equal(await from({ host, origin: 'https://elsewhere.example' }), 403)
  assert.equal(await from({ host, origin: 'null' }), 403)
  for (const own of [{ host }, { host, origin: server.url }, { host: 'localhost:1' }])
    assert.equal(await from(own), 406, 'only the missing Accept is left to complain about')
})

describe('the tools', () => {
  test('are those that the caller’s rights open', async () => {
    const { rights } = (await actorOf(server.office, server.people.jonas.id))!
    const client = await agentOf(server.people.jonas)
    const names = (await find(client, {})).map(({ name }) => name)
    const byKey = operations.filter(({ inPerson }) => !inPerson)
    const open = byKey.filter(({ right }) => mayCall({ rights }, right))
    assert.deepEqual(names, open.map(toolName))
    assert.ok(!names.includes('office_deactivate') && !names.includes('expenses_approve'))
    const input = { memberId: server.people.jonas.id }
    const refused = await run(client, 'talka_change_for_good', { tool: 'office_deactivate', input })
    assert.deepEqual([refused.isError, /no tool office_deactivate/.test(refused.content[0]!.text!)], [true, true])
    await assert.rejects(run(client, 'office_deactivate', input), /no tool office_deactivate/)
    await client.close()
  })

  test('are found by words, with what they take, what they give and what runs them', async () => {
    const client = await agentOf(server.people.daiva)
    const wanted = {
      'add a receipt': 'expenses_addReceipt',
      'who has which duty': 'office_chart',
      'hand over team report': 'expenses_handOverTeamReport',
      'make a link': 'expenses_makeLink',
      expenses_splitLine: 'expenses_splitLine',
    }
    for (const [words, name] of Object.entries(wanted))
      assert.ok(
        (await find(client, { words })).some((tool) => tool.name === name),
        words,
      )
    const [found] = await find(client, { words: 'desk waiting', limit: 1 })
    const { outputSchema, inputSchema, annotations } = toolOf(operations.find((one) => one.name === 'desk.waiting')!)
    const { description, title, ...shown } = found as unknown as Record<string, unknown>
    assert.deepEqual(shown, { name: 'desk_waiting', outputSchema, inputSchema, annotations, runWith: 'talka_read' })
    await client.close()
  })

  test('are found first by their own name', () => {
    const hidden = operations.filter((one) => {
      const asked = [one.name, toolName(one)].map((words) =>
        findTools(operations, { words, duty: undefined, limit: 5 }),
      )
      return asked.some(({ tools }) => tools[0]?.name !== toolName(one))
    })
    assert.deepEqual(
      hidden.map(({ name }) => name),
      [],
    )
  })

  test('are run apart by what they may do', async () => {
    const client = await agentOf(server.people.daiva)
    const waiting = await run(client, 'talka_read', { tool: 'desk_waiting' })
    assert.deepEqual(waiting.structuredContent, (await run(client, 'desk_waiting')).structuredContent)
    const input = { lineId: south.ids.lineId }
    const wrong = await run(client, 'talka_read', { tool: 'expenses_removeLine', input })
    assert.deepEqual([wrong.isError, wrong.content[0]!.text], [true, 'Run expenses_removeLine with talka_change.'])
    const { tools } = await client.listTools()
    const hints = tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint, annotations?.destructiveHint])
    assert.deepEqual(hints, [
      ['talka_find', true, false],
      ['talka_read', true, false],
      ['talka_change', false, false],
      ['talka_change_for_good', false, true],
    ])
    await client.close()
  })

  test('act on behalf of whom the call names', async () => {
    const { daiva, tomasz, jonas } = server.people
    const client = await agentOf(daiva)
    const own = await run(client, 'office_me')
    assert.equal(own.structuredContent!.behalf ?? null, null)
    const behalf = await run(client, 'talka_read', { tool: 'office_me', behalf: tomasz.id })
    assert.equal((behalf.structuredContent as { behalf: { id: string } }).behalf.id, tomasz.id)
    const refused = await run(client, 'office_me', { behalf: jonas.id })
    assert.equal(refused.isError, true)
    assert.equal(JSON.parse(refused.content[1]!.text!).says, 'office.mayNotActFor')
    await client.close()
  })

  test('are those of the one in whose name the call is, and run so', async () => {
    const { daiva, tomasz } = server.people
    const client = await agentOf(daiva)
    const acting = (await actorOf(server.office, daiva.id, tomasz.id))!
    const open = operations.filter((operation) => isOpenTo({ ...acting, key }, operation)).map(toolName)
    const own = await find(client, {})
    const onBehalf = await find(client, { behalf: tomasz.id })
    assert.deepEqual(onBehalf.map(nameOf), open)
    assert.notDeepEqual(own.map(nameOf), open)
    const claiming = operations.find((one) => one.right === 'expenses.claim' && !one.changes)!
    const publishing = operations.find((one) => one.right === 'expenses.publish')!
    assert.ok(open.includes(toolName(claiming)) && !own.map(nameOf).includes(toolName(claiming)))
    const found = await find(client, { words: toolName(claiming), limit: 1, behalf: tomasz.id })
    assert.deepEqual(found.map(nameOf), [toolName(claiming)])
    const ran = await run(client, 'talka_read', { tool: toolName(claiming), behalf: tomasz.id })
    assert.ok(!ran.isError, ran.content[0]!.text)
    assert.ok(!(await run(client, toolName(claiming), { behalf: tomasz.id })).isError)
    const refused = await run(client, runnerOf(publishing), { tool: toolName(publishing), behalf: tomasz.id })
    assert.match(refused.content[0]!.text!, /no tool expenses_/)
    const stranger = await run(client, 'talka_find', { behalf: server.people.jonas.id })
    assert.equal(JSON.parse(stranger.content[1]!.text!).says, 'office.mayNotActFor')
    await client.close()
    const header = await agentOf(daiva, { 'x-talka-behalf': tomasz.id })
    assert.deepEqual((await find(header, {})).map(nameOf), open)
    await header.close()
  })

  test('of a key that only reads are those that read, and so is what runs them', async () => {
    const { milda } = server.people
    const client = await agentOf(milda)
    await server.office.db.updateTable('apiKey').set({ readOnly: true }).where('memberId', '=', milda.id).execute()
    const { tools } = await client.listTools()
    assert.deepEqual(tools.map(nameOf), ['talka_find', 'talka_read'])
    const found = await find(client, {})
    assert.deepEqual([...new Set(found.map(({ runWith }) => runWith))], ['talka_read'])
    const refused = await run(client, 'talka_change', { tool: 'expenses_openRound' })
    assert.match(refused.content[0]!.text!, /no tool expenses_openRound for you\. Look with talka_find\.$/)
    const mistyped = await run(client, 'talka_read', { tool: 'desk_waitign' })
    assert.match(mistyped.content[0]!.text!, /no tool desk_waitign for you: did you mean desk_waiting\?$/)
    await client.close()
  })

  test('give what their output schema says', async () => {
    const client = await agentOf(server.people.daiva)
    const ajv = new AjvJsonSchemaValidator()
    const reads = operations.filter(({ changes, right }) => !changes && right !== 'anyone')
    let tried = 0
    for (const operation of reads) {
      const wanted = operation.input.required ?? []
      if (!wanted.every((name) => name in south.ids)) continue
      const input = Object.fromEntries(wanted.map((name) => [name, south.ids[name]]))
      const answer = await run(client, toolName(operation), input).catch(() => undefined)
      if (!answer || answer.isError) continue
      const { valid, errorMessage } = ajv.getValidator(toolOf(operation).outputSchema as never)(
        answer.structuredContent,
      )
      assert.ok(valid, `${operation.name}: ${errorMessage}`)
      tried += 1
    }
    assert.ok(tried > 25, `${tried}`)
    await client.close()
  })
})

test('a refusal says its sentence, its key and its parts', async () => {
  const client = await agentOf(server.people.jonas)
  const { isError, content } = await run(client, 'expenses_report', { reportId: south.ids.reportId })
  const problem = JSON.parse(content[1]!.text!)
  assert.deepEqual([isError, problem.status, content[0]!.text], [true, 404, problem.detail])
  await client.close()
})

test('what an assistant is shown costs at most 12,000 tokens, also with ten duties', () => {
  const once = { office: duties.office, desk: duties.desk, expenses: duties.expenses }
  const all = operations.length
  const ten = Object.fromEntries(
    Array.from({ length: 10 }, (_, at) => [`duty${at}`, Object.assign({}, ...Object.values(once))]),
  )
  const tokensOf = (shown: unknown) => Math.ceil(Buffer.byteLength(JSON.stringify(shown)) / 4)
  const tenTimes = operationsOf(ten)
  assert.ok(tenTimes.length >= all * 9, `${tenTimes.length}`)
  assert.ok(tokensOf(listedTools(operations)) <= 12_000)
  assert.ok(tokensOf(listedTools(tenTimes)) <= 12_000)
  assert.ok(tokensOf(findTools(tenTimes, { words: 'receipt', limit: 5 })) <= 12_000 * 2)
  assert.equal(
    findTools(tenTimes, { words: 'add receipt', duty: 'duty7', limit: 1 }).tools[0]!.name,
    'duty7_addReceipt',
  )
  assert.deepEqual(new Set(tenTimes.map(runnerOf)), new Set(operations.map(runnerOf)))
})
