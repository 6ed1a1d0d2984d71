import assert from 'node:assert/strict'
import { test } from 'node:test'
import { duties } from '#duties/index.ts'
import type { FieldSchema } from './json-schema.ts'
import { operationsOf } from './operations-of.ts'

/** What a text is by the name of its field. */
const formats: readonly [RegExp, string][] = [
  [/^(at|since)$|[a-z]At$/, 'date-time'],
  [/^(day|due|month)$|[a-z](Day|On|Month)$/, 'date'],
  [/^id$|[a-z]Id$/, 'uuid'],
]

test('instants, days and ids have their types in whatever goes in and out, and nothing is left open', () => {
  const faults: string[] = []
  let seen = 0
  for (const { name, input, output } of operationsOf(duties)) {
    for (const [field, schema] of [...fieldsIn(input), ...fieldsIn(output())]) {
      seen++
      const wanted = formats.find(([names]) => names.test(field))?.[1]
      const texts = [schema, ...(schema.anyOf ?? [])].filter(({ type }) => [type ?? []].flat().includes('string'))
      // A word of its own beside the ids is told as that word.
      const isOther = ({ format, const: word }: FieldSchema) => word === undefined && format !== wanted
      if (wanted && texts.some(isOther)) faults.push(`${name} ${field}: no ${wanted}`)
      if (Object.keys(schema).every((key) => key === 'description')) faults.push(`${name} ${field}: anything`)
    }
  }
  assert.deepEqual([...new Set(faults)], [])
  assert.ok(seen > 1000, `${seen} fields`)
})

/** Lists in which two alike are two: parts of one amount, VAT of several receipts on one line. */
const mayRepeat = ['addLine vat', 'changeLine vat', 'changeReceipt vat', 'splitLine parts']

test('every list that goes in takes each thing only once, but where two alike are two', () => {
  const lists = operationsOf(duties).flatMap(({ name, input }) =>
    fieldsIn(input).flatMap(([field, schema]) =>
      [schema, ...(schema.anyOf ?? [])]
        .filter(({ type }) => type === 'array')
        .map((list) => ({ field: `${name} ${field}`, once: list.uniqueItems === true })),
    ),
  )
  const repeating = lists.filter(({ once }) => !once).map(({ field }) => field)
  assert.deepEqual(
    repeating,
    mayRepeat.map((field) => `expenses.${field}`),
  )
  assert.ok(lists.length > 8, `${lists.length} lists`)
})

function fieldsIn(schema: FieldSchema): [string, FieldSchema][] {
  const own = Object.entries(schema.properties ?? {})
  const below = [
    ...own.map(([, one]) => one),
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    ...(schema.allOf ?? []),
  ]
  const { additionalProperties: more } = schema
  if (typeof more === 'object' && more !== null) below.push(more as FieldSchema)
  return [...own, ...[...below, ...(schema.items ? [schema.items] : [])].flatMap(fieldsIn)]
}
