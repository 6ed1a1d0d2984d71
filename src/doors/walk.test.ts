import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ORPCError } from '@orpc/server'
import fc from 'fast-check'
import { callAs } from '#checks/as.ts'
import { byCli, byMcp, byRest, byRpc, type Caller, callTool, type Refused } from '#checks/by-door.ts'
import { hostileInputs, plausibleInput } from '#checks/inputs.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { southernRecords, type WalkRecords } from '#checks/walk-records.ts'
import { givenRights } from '#core/duty.ts'
import { duties } from '#duties/index.ts'
import { actorOf } from '#office/public.ts'
import { paramsOf } from './addresses.ts'
import { listOf } from './cli-help.ts'
import type { FieldSchema } from './json-schema.ts'
import { findTools } from './mcp-find.ts'
import { toolName } from './mcp-tools.ts'
import { openApiDocument } from './openapi.ts'
import { type Operation, operationsOf } from './operations-of.ts'

const operations = operationsOf(duties)

let server: TestServer
let south: WalkRecords
before(async () => {
  server = await openTestServer(duties)
  south = await southernRecords(server.office, server.people)
})
after(() => server.close())

/** What calling it comes to: the status a door would answer with, and all it would say. */
async function outcome(operation: Operation, input: unknown, member: { id: string } | null) {
  const call = await callAs(server.office, member)
  try {
    const output = await operation.run(input, call)
    const text = output instanceof Blob ? await output.text() : JSON.stringify(output ?? null)
    return { status: 200, text }
  } catch (error) {
    if (!(error instanceof ORPCError)) return { status: 500, text: String((error as Error).stack) }
    return { status: error.status, text: JSON.stringify(error.toJSON()) + (error.status >= 500 ? error.cause : '') }
  }
}

describe('every operation', () => {
  test('is an operation and nothing else: what a duty exports is what its doors show', () => {
    for (const [duty, exported] of Object.entries(duties)) {
      for (const [name, value] of Object.entries(exported)) {
        assert.ok(typeof value === 'object' && '~orpc' in value, `${duty}.${name} is exported but no operation`)
      }
    }
  })

  test('has a right that there is, a summary of its own on one line, an input and an output', () => {
    const rights = new Set<string>(['anyone', 'member', ...givenRights()])
    const summaries = new Map<string, string>()
    for (const { name, path, right, summary, input } of operations) {
      assert.ok([right].flat().length > 0, `${name} has no right`)
      for (const one of [right].flat()) assert.ok(rights.has(one), `${name} asks for ${one}, which nobody declares`)
      assert.match(summary, /^\p{Lu}[^\n]{11,199}$/u, `${name}: „${summary}“`)
      assert.ok(!/[_{}<>]|\b[a-z]+[A-Z]/.test(summary), `${name} speaks of code, not of the desk: „${summary}“`)
      assert.equal(summaries.get(summary), undefined, `${name} and ${summaries.get(summary)} have one summary`)
      summaries.set(summary, name)
      assert.equal(input.type, 'object', `${name} takes no object`)
      const [duty, ...rest] = path
      const born = rest.reduce<unknown>((at, part) => (at as never)[part], duties[duty as keyof typeof duties])
      assert.ok((born as { '~orpc': { outputSchema?: unknown } })['~orpc'].outputSchema, `${name} has no output`)
    }
  })

  test('declares what no click undoes and what may be repeated', () => {
    const forGood =
      /approve|publish|deactivate|revoke|paid|pay$|withdraw|dismiss|remove|^end|decide|confirm(Report|Proc)/i
    const undone = ['expenses.removeLine']
    for (const { name, path, method, changes, destructive, idempotent } of operations) {
      const isNamedSo = forGood.test(path.at(-1)!) && !undone.includes(name)
      if (changes && isNamedSo) assert.ok(destructive, `${name} is not declared destructive`)
      if (!changes) assert.deepEqual([destructive, idempotent], [false, true], name)
      if (method === 'PUT' || method === 'DELETE') assert.ok(idempotent, `${name} is a ${method} and not idempotent`)
    }
  })

  test('describes every field whose name does not say it', () => {
    const plain = /^(\w*Ids?|id|email|language|name\w*|password|phone|theme|purpose)$/
    const saysItself = (field: FieldSchema): boolean =>
      field.description !== undefined || (field.anyOf ?? field.oneOf ?? []).some(saysItself)
    const within = (schema: FieldSchema, at: string): string[] => [
      ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
        ...(saysItself(field) || plain.test(name) ? [] : [`${at}.${name}`]),
        ...within(field, `${at}.${name}`),
      ]),
      ...(schema.items ? within(schema.items, at) : []),
    ]
    assert.deepEqual(
      operations.flatMap(({ name, input }) => within(input, name)),
      [],
    )
  })

  test('gives instants and days their types', () => {
    const untyped = (schema: FieldSchema, at: string): string[] => [
      ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
        ...(/(At|On|Day|day|month)$/.test(name) && !isTyped(field) ? [`${at}.${name}`] : []),
        ...untyped(field, `${at}.${name}`),
      ]),
      ...[schema.items ?? [], schema.anyOf ?? []].flat().flatMap((one) => untyped(one, at)),
    ]
    const isTyped = ({ format, type, anyOf }: FieldSchema): boolean =>
      [type].flat().includes('string') ? /^date/.test(format ?? '') : !anyOf?.some((one) => !isTyped(one))
    const found = operations.flatMap(({ name, input, output }) => [...untyped(input, name), ...untyped(output(), name)])
    assert.deepEqual(found, [])
  })

  test('answers a list as its items and where the next page begins, never as bare rows', () => {
    const odd = operations.flatMap(({ name, output }) => {
      const { type, properties } = output()
      return type === 'array' || (properties?.items && !properties.next) ? [name] : []
    })
    assert.deepEqual(odd, [])
  })

  test('has an address of its own that begins with its duty', () => {
    const seen = new Map<string, string>()
    for (const { name, method, restPath, changes } of operations) {
      const address = `${method} ${restPath.replace(/\{\w+\}/g, '{}')}`
      assert.equal(seen.get(address), undefined, `${name} and ${seen.get(address)} share ${address}`)
      seen.set(address, name)
      assert.ok(restPath.startsWith(`/${name.split('.')[0]}`), `${name} lies at ${restPath}`)
      // A reading operation may be a POST when its input must not stand in addresses and logs.
      assert.ok(!(changes && method === 'GET'), `${name} changes something by GET`)
    }
  })

  test('is in the OpenAPI document, among the MCP tools and on the command line', async () => {
    const document = await openApiDocument(duties)
    const tools = new Set(findTools(operations, { words: '', limit: 5 }).tools.map(({ name }) => name))
    const help = listOf(operations, {})
    for (const operation of operations) {
      const method = operation.method.toLowerCase() as 'get'
      assert.equal(document.paths?.[operation.restPath]?.[method]?.operationId, operation.name)
      assert.ok(tools.has(toolName(operation)), `${operation.name} is no tool`)
      assert.ok(help.includes(`talka ${operation.path.join(' ')} `), `${operation.name} is no command`)
    }
  })
})

test('what wants no field beside its address is called without a body', async () => {
  const callers = await callersByRight()
  const bare = operations.filter(({ method, input, restPath }) => {
    const inPath = paramsOf({ restPath })
    return method !== 'GET' && (input.required ?? []).every((name) => inPath.includes(name))
  })
  assert.ok(bare.length >= 29)
  for (const operation of bare) {
    const caller =
      operation.right === 'anyone' ? null : (callers.get([operation.right].flat()[0]!) ?? server.people.rasa)
    const key = caller && (await server.keyOf(caller))
    const plausible = plausibleInput(operation.input)
    const path = operation.restPath.replace(/\{(\w+)\}/g, (_, name: string) => String(plausible[name]))
    const headers = key ? { authorization: `Bearer ${key}` } : {}
    const answer = await fetch(`${server.url}/api${path}`, { method: operation.method, headers })
    const { says = '' } = answer.ok ? {} : ((await answer.json()) as { says?: string })
    assert.ok(answer.status < 500 && !/unreadableRequest|invalidInput/.test(says), `${operation.name}: ${says}`)
  }
})

describe('who may not', () => {
  test('a stranger is told to sign in by every operation that is not for anyone', async () => {
    for (const operation of operations.filter(({ right }) => right !== 'anyone')) {
      const { status } = await outcome(operation, plausibleInput(operation.input, south.ids), null)
      assert.equal(status, 401, operation.name)
    }
  })

  test('a member without rights is told so by every operation that needs one', async () => {
    for (const operation of operations.filter(({ right }) => right !== 'anyone' && right !== 'member')) {
      const { status } = await outcome(operation, plausibleInput(operation.input, south.ids), server.people.milda)
      assert.equal(status, 403, operation.name)
    }
  })

  test('another team’s assistant and another branch’s salesperson get nothing of a team’s records', async () => {
    const { rasa, jonas, paulius } = server.people
    const before = await historyOfSouth()
    for (const operation of operations.filter(takesRecord)) {
      for (const member of [rasa, jonas, paulius]) {
        const { status, text } = await outcome(operation, plausibleInput(operation.input, south.ids), member)
        const where = `${operation.name} for ${member.name}: ${status} ${text.slice(0, 300)}`
        if (operation.changes) assert.ok([403, 404, 409].includes(status), where)
        assert.ok(status < 500, where)
        for (const secret of south.secrets) assert.ok(!text.includes(secret), where)
      }
    }
    assert.equal(await historyOfSouth(), before, 'something of team South was changed')
  })

  test('a member without rights has no tool by MCP for what needs one', async () => {
    const milda = { url: server.url, key: await server.keyOf(server.people.milda) }
    for (const operation of operations.filter(({ right }) => isGiven(right))) {
      const { error } = await callTool(milda, operation, plausibleInput(operation.input, south.ids))
      assert.match(error?.message ?? '', /There is no tool/, operation.name)
    }
  })

  test('a refusal is the same by REST, by MCP, by RPC and on the command line', async () => {
    const callers = await callersByRight()
    const byKey = operations.filter(({ inPerson, onlyChosen }) => !inPerson && !onlyChosen)
    const refusing = byKey.filter(({ right, restPath }) => isGiven(right) && restPath.includes('{'))
    let last: { operation: Operation; input: Record<string, unknown>; caller: Caller; refused: Refused } | undefined
    for (const operation of refusing.slice(0, 24)) {
      const input = plausibleInput(operation.input)
      const caller = { url: server.url, key: await server.keyOf(callers.get([operation.right].flat()[0]!)!) }
      const refused = await byRest(caller, operation, input)
      assert.deepEqual(await byMcp(caller, operation, input), refused, operation.name)
      assert.deepEqual(await byRpc(caller, operation, input), refused, operation.name)
      if (refused.status === 404) last = { operation, input, caller, refused }
    }
    const { operation, input, caller, refused } = last!
    assert.deepEqual(await byCli(caller, operation, input), { code: 4, sentence: refused.sentence })
  })
})

test('no input, however hostile, makes any operation fail inside', { timeout: 300_000 }, async () => {
  const callers = await callersByRight()
  for (const operation of operations) {
    const caller =
      operation.right === 'anyone' ? null : (callers.get([operation.right].flat()[0]!) ?? server.people.rasa)
    await fc.assert(
      fc.asyncProperty(hostileInputs(operation.input, south.ids), async (input) => {
        const { status, text } = await outcome(operation, input, caller)
        assert.ok(status < 500, `${operation.name}: ${text}`)
      }),
      { numRuns: Number(process.env.TALKA_WALK_RUNS ?? 12), endOnFailure: true },
    )
  }
})

/** Whether it is a right that roles give, not what everybody may. */
function isGiven(right: Operation['right']): boolean {
  return [right].flat().every((one) => one.includes('.'))
}

/** Operations one can point at a record of somebody's; the office's own places are everybody's to see. */
function takesRecord({ input, path }: Operation): boolean {
  return path[0] !== 'office' && Object.keys(input.properties ?? {}).some((name) => name in south.ids)
}

async function historyOfSouth(): Promise<number> {
  const { office, people } = server
  const { count } = await office.db
    .selectFrom('event')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where((eb) => eb.or([eb('teamId', '=', people.south), eb('memberId', '=', people.tomasz.id)]))
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function callersByRight(): Promise<Map<string, { id: string }>> {
  const { office, people } = server
  const found = new Map<string, { id: string }>([['member', people.rasa]])
  for (const member of [people.daiva, people.rasa, people.vytautas, people.lina, people.jonas, people.administrator]) {
    for (const right of (await actorOf(office, member.id))?.rights ?? [])
      if (!found.has(right)) found.set(right, member)
  }
  return found
}
