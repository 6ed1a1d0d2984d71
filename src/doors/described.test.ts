import assert from 'node:assert/strict'
import { test } from 'node:test'
import { duties } from '#duties/index.ts'
import { type FieldSchema, isDescribed } from './json-schema.ts'
import { openApiDocument } from './openapi.ts'
import { operationsOf } from './operations-of.ts'

test('every field that an operation takes says what it is', async () => {
  const operations = operationsOf(duties)
  assert.deepEqual(
    operations.flatMap(({ name, input }) => undescribed(input, name)),
    [],
  )
  const { changeLine } = Object.fromEntries(operations.map(({ path, input }) => [path.at(-1), input.properties!]))
  assert.equal(changeLine!.lineId!.description, 'Id of the line.')
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

function undescribed(schema: FieldSchema, at: string): string[] {
  const inside = [schema.items ?? [], schema.anyOf ?? [], schema.oneOf ?? [], schema.allOf ?? []].flat()
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
      ...(isDescribed(field) ? [] : [`${at}.${name}`]),
      ...undescribed(field, `${at}.${name}`),
    ]),
    ...inside.flatMap((one) => undescribed(one, at)),
  ]
}
