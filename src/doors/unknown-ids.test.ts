import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ORPCError } from '@orpc/server'
import { callAs } from '#checks/as.ts'
import { plausibleInput } from '#checks/inputs.ts'
import { changesOf } from '#checks/pairs/changes.ts'
import { makeWorld, type World } from '#checks/pairs/world.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { newId } from '#core/ids.ts'
import { duties } from '#duties/index.ts'
import type { FieldSchema } from './json-schema.ts'
import { operationsOf } from './operations-of.ts'

let home: TestOffice
let world: World
before(async () => {
  home = await openTestOffice()
  world = await makeWorld(home.office)
})
after(() => home.close())

const operations = new Map(operationsOf(duties).map((operation) => [operation.name, operation]))

test('an id that nothing has is refused in words by every change, whichever of its fields it stands in', async () => {
  const changes = Object.values(changesOf)
    .flatMap((of) => of(world))
    .flatMap(([name, by, input]) => (typeof name === 'string' ? [[name, by, input] as const] : []))
  const named = new Set(changes.map(([name]) => name))
  const others = [...operations.values()].filter(({ name, changes }) => changes && !named.has(name))
  const wrong: string[] = []
  let asked = 0
  for (const [name, by, input] of [
    ...changes,
    ...others.map(({ name, input }) => [name, 'rasa', plausibleInput(input)] as const),
  ]) {
    const operation = operations.get(name)!
    for (const [field, tried] of withUnknown(operation.input, input)) {
      const call = await callAs(home.office, by && (world.people[by] as { id: string }))
      const fault = await faultOf(operation.run(tried, call))
      if (fault) wrong.push(`${name} by ${field}: ${fault}`)
      asked++
    }
  }
  assert.deepEqual([...new Set(wrong)], [])
  assert.ok(asked > 200, `${asked} calls`)
})

/** What is wrong with the answer; null for a refusal in words. */
async function faultOf(answering: Promise<unknown>): Promise<string | null> {
  try {
    await answering
    return 'taken'
  } catch (error) {
    if (!(error instanceof ORPCError)) return String(error)
    const said = JSON.stringify(error.data ?? null)
    return error.status >= 500 || /constraint|noSuchReference|againstTheRules/.test(said) ? said : null
  }
}

type Tried = [field: string, value: unknown]

const anId = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/

/** The input with one of its ids, given or left out, replaced by one that nothing has; once for each. */
function withUnknown(schema: FieldSchema, value: unknown): Tried[] {
  const { format, properties, items } = kindOf(schema)
  if (format === 'uuid') return [['', newId()]]
  if (typeof value === 'string' && anId.test(value)) return [['', value.replace(anId, newId())]]
  if (items) {
    const [first, ...rest] = Array.isArray(value) ? value : []
    if (kindOf(items).format === 'uuid') return [['', [...((value as string[] | undefined) ?? []), newId()]]]
    if (first === undefined) return []
    return withUnknown(items, first).map(([name, one]) => [name, [one, ...rest]])
  }
  if (!properties || value instanceof Blob || (value === undefined && schema.properties === undefined)) return []
  const given = value as Record<string, unknown>
  return Object.entries(properties).flatMap(([name, field]) =>
    withUnknown(field, given[name]).map(
      ([below, one]): Tried => [`${name}${below && `.${below}`}`, { ...given, [name]: one }],
    ),
  )
}

function kindOf(schema: FieldSchema): FieldSchema {
  return (schema.anyOf ?? schema.oneOf)?.find((one) => one.type !== 'null') ?? schema
}
