import assert from 'node:assert/strict'
import { test } from 'node:test'
import { traverseContractProcedures } from '@orpc/server'
import * as z from 'zod'
import { duties } from '#duties/index.ts'
import { exampleInput } from './field-kinds.ts'
import { type FieldSchema, isDescribed, jsonSchemaOf } from './json-schema.ts'
import { openApiDocument } from './openapi.ts'
import { operationsOf } from './operations-of.ts'

type Answer = { content?: Record<string, { schema: FieldSchema }> }

test('every field that an operation takes says what it is', async () => {
  const operations = operationsOf(duties)
  assert.deepEqual(
    operations.flatMap(({ name, input }) => undescribed(input, name)),
    [],
  )
  const { changeLine } = Object.fromEntries(operations.map(({ path, input }) => [path.at(-1), input.properties!]))
  assert.equal(changeLine!.lineId!.description, 'Id of the line.')
})

test('every field of what the document answers says what it is, by its own name', async () => {
  const { paths, components } = JSON.parse(JSON.stringify(await openApiDocument(duties)))
  const shapes = Object.entries(components.schemas as Record<string, FieldSchema>)
  assert.ok(shapes.length > 50)
  const answers = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.values(methods).flatMap(({ responses = {} }: { responses?: Record<string, Answer> }) =>
      Object.values(responses).flatMap(({ content = {} }) =>
        Object.values(content).map(({ schema }): [string, FieldSchema] => [path, schema]),
      ),
    ),
  )
  assert.deepEqual(
    [...shapes, ...answers].flatMap(([name, schema]) => undescribed(schema, name)),
    [],
  )
})

test('of one schema that stands for several fields each has its own words', () => {
  const id = z.uuid()
  for (const io of ['input', 'output'] as const) {
    const { memberId, roundId } = jsonSchemaOf(z.object({ roundId: id, memberId: id }), io).properties!
    assert.deepEqual([memberId!.description, roundId!.description], ['Id of the member.', 'Id of the round.'])
  }
})

test('every parameter of the document says what it is', async () => {
  const { paths } = await openApiDocument(duties)
  type Parameter = { $ref?: string; name: string; description?: string; schema: FieldSchema }
  const asked = Object.entries(paths!).flatMap(([path, methods]) =>
    Object.values(methods as Record<string, { parameters?: Parameter[] }>).flatMap(({ parameters = [] }) =>
      parameters.map((one) => ({ path, ...one })),
    ),
  )
  const silent = asked.filter((one) => !one.$ref && !one.description && !isDescribed(one.schema))
  assert.ok(asked.length > 200, `${asked.length} parameters`)
  assert.deepEqual(
    silent.map(({ path, name }) => `${path} ${name}`),
    [],
  )
})

/** A shape that stands under its own name says itself what it is. */
function isNamed({ $ref, anyOf = [] }: FieldSchema): boolean {
  return $ref !== undefined || anyOf.some(isNamed)
}

function undescribed(schema: FieldSchema, at: string): string[] {
  const inside = [schema.items ?? [], schema.anyOf ?? [], schema.oneOf ?? [], schema.allOf ?? []].flat()
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
      ...(isDescribed(field) || isNamed(field) ? [] : [`${at}.${name}`]),
      ...undescribed(field, `${at}.${name}`),
    ]),
    ...inside.flatMap((one) => undescribed(one, at)),
  ]
}

test('the example of every operation is one that it takes', () => {
  const refused: string[] = []
  let tried = 0
  traverseContractProcedures({ router: duties, path: [] }, ({ contract, path }) => {
    const { inputSchema } = contract['~orpc'] as { inputSchema?: z.ZodType }
    tried += 1
    const { error } = inputSchema!.safeParse(exampleInput(jsonSchemaOf(inputSchema!, 'input')))
    for (const { path: field, message } of error?.issues ?? [])
      refused.push(`${[...path, ...field].join('.')}: ${message}`)
  })
  assert.deepEqual(refused, [])
  assert.ok(tried > 100)
})
