// npm run fuzz [CALLS]: nonsense and harm by HTTP to every operation, as everybody who may call it. Demands that none fails inside;
// prints what was answered, how often, and the memory of the process that serves and asks.
import fc from 'fast-check'
import { type Operation, operationsOf } from '#doors/operations-of.ts'
import { duties } from '#duties/index.ts'
import { actorOf } from '#office/public.ts'
import { hostileInputs } from './inputs.ts'
import { openTestServer, type TestServer } from './test-server.ts'
import { southernRecords } from './walk-records.ts'

const atOnce = 8
const perRound = 20
const calls = Number(process.argv[2] ?? 100_000)
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)

const server = await openTestServer(duties)
const { ids } = await southernRecords(server.office, server.people)
const operations = operationsOf(duties)
const keys = await keysByRight(server)
const answered = new Map<number, number>()
const failed: string[] = []
let made = 0
console.log(`${calls} calls of ${operations.length} operations, seed ${seed}; ${memory()}`)

for (let round = 0; made < calls; round += 1) {
  const asked = operations.flatMap((operation, at) =>
    fc
      .sample(hostileInputs(operation.input, ids), { numRuns: perRound, seed: seed + round * 1000 + at })
      .map((input) => ({ operation, input })),
  )
  await Promise.all(Array.from({ length: atOnce }, (_, first) => askEach(asked, first)))
  console.log(
    `${made} calls: ${[...answered]
      .sort()
      .map(([status, n]) => `${status} × ${n}`)
      .join(', ')}; ${memory()}`,
  )
}
for (const one of failed.slice(0, 20)) console.log(one)
await server.close()
process.exitCode = failed.length > 0 ? 1 : 0

async function askEach(asked: readonly { operation: Operation; input: unknown }[], first: number): Promise<void> {
  for (let at = first; at < asked.length && made < calls; at += atOnce) {
    made += 1
    const { operation, input } = asked[at]!
    const { status, text } = await ask(operation, input)
    answered.set(status, (answered.get(status) ?? 0) + 1)
    if (status >= 500)
      failed.push(`${status} ${operation.name} ${JSON.stringify(input)?.slice(0, 400)}\n  ${text.slice(0, 400)}`)
  }
}

async function ask({ method, restPath, right }: Operation, input: unknown): Promise<{ status: number; text: string }> {
  const rest =
    typeof input === 'object' && input !== null && !Array.isArray(input)
      ? ({ ...input } as Record<string, unknown>)
      : { input }
  const path = restPath.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = textOf(rest[name])
    delete rest[name]
    return encodeURIComponent(value) || 'nothing'
  })
  const isGet = method === 'GET'
  const query = isGet
    ? `?${new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, textOf(value)]))}`
    : ''
  const answer = await fetch(`${server.url}/api${path}${query}`, {
    method,
    headers: { authorization: `Bearer ${keys.get([right].flat()[0]!) ?? ''}`, 'content-type': 'application/json' },
    ...(isGet ? {} : { body: JSON.stringify(typeof input === 'object' ? rest : input) ?? '' }),
  })
  return { status: answer.status, text: await answer.text() }
}

function textOf(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed().slice(0, 8000)
}

/** One API key of somebody who has the right, for each right. */
async function keysByRight({ office, people, keyOf }: TestServer): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const member of [people.daiva, people.vytautas, people.lina, people.tomasz, people.administrator]) {
    const key = await keyOf(member)
    for (const right of ['member', ...((await actorOf(office, member.id))?.rights ?? [])])
      if (!found.has(right)) found.set(right, key)
  }
  return found
}

function memory(): string {
  const { rss, heapUsed } = process.memoryUsage()
  return `${Math.round(rss / 1024 ** 2)} MB, ${Math.round(heapUsed / 1024 ** 2)} MB of it live`
}
