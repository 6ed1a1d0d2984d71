import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate } from '#core/words.ts'
import type { FieldSchema } from '#doors/json-schema.ts'
import { operationsOf } from '#doors/operations-of.ts'
import { duties } from '#duties/index.ts'

/** What only pages and programs fill in, which nobody can be told to mend. */
const unnamed =
  /(^id|Ids?|Hash)$|^(administrator|agreed|all|checked|closed|country|evenWithout|hash|included|insteadOf|isOne|kept|kind|on|page|paidAt|payments|read[oO]nly|receipts|settings|targets|theme|ticked|token|upTo|sameAs|version(Number)?|was(Cents|Source)?)$/

test('every field that somebody fills in has a name in both languages, for refusals that stand at no field', () => {
  const lacking = new Set<string>()
  for (const operation of operationsOf(duties).filter((one) => one.changes)) {
    const [duty] = operation.path
    for (const field of fieldsIn(operation.input)) {
      const key = `${duty}.field.${field}`
      if (unnamed.test(field) && field !== 'memberId') continue
      if (['en', 'lt'].some((language) => translate(language, key) === key)) lacking.add(key)
    }
  }
  assert.deepEqual([...lacking].sort(), [])
})

function fieldsIn(schema: FieldSchema): string[] {
  const own = Object.entries((schema.properties ?? {}) as Record<string, FieldSchema>)
  const parts = [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])] as (FieldSchema | undefined)[]
  return [
    ...own.flatMap(([name, field]) => [name, ...fieldsIn(field)]),
    ...parts.flatMap((part) => (part ? fieldsIn(part) : [])),
  ]
}
