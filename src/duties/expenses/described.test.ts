import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FieldSchema } from '#doors/json-schema.ts'
import { operationsOf } from '#doors/operations-of.ts'
import { duties } from '#duties/index.ts'

/** What says by its name what it is. */
const plain =
  /^(id|\w+Id|number|\w+Number|name|\w+Name|\w+At|receipt|merchant|version|previewState|readingState|cameBy|setAsideWhy|says|text|params|next|items)$/

test('a program is told of every field of a receipt and its reading what it is', () => {
  const named = ['expenses.receipt', 'expenses.receipts', 'expenses.addReceipt', 'expenses.suggestion']
  const shown = operationsOf(duties).filter(({ name }) => named.includes(name))
  assert.equal(shown.length, named.length)
  const faults = shown.flatMap((operation) => undescribed(operation.output(), operation.name))
  assert.deepEqual(faults, [])
  const { reading } = shown.find(({ name }) => name === 'expenses.receipt')!.output().properties!
  const { merchant } = reading!.properties!
  assert.match(merchant!.properties!.alternatives!.description!, /What else it may be/)
})

function undescribed(schema: FieldSchema, at: string): string[] {
  const own = Object.entries(schema.properties ?? {})
  const inside = [schema.items ?? [], schema.anyOf ?? []].flat()
  return [
    ...own.filter(([name, field]) => !plain.test(name) && !isTold(field)).map(([name]) => `${at}.${name}`),
    ...own.flatMap(([name, field]) => undescribed(field, `${at}.${name}`)),
    ...inside.flatMap((one) => undescribed(one, at)),
  ]
}

/** A fact of the reading is told by its value. */
function isTold(field: FieldSchema): boolean {
  const value = field.properties?.confidence && field.properties.value
  return field.description !== undefined || [...(field.anyOf ?? []), ...(value ? [value] : [])].some(isTold)
}
