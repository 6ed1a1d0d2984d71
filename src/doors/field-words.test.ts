import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ORPCError, traverseContractProcedures, ValidationError } from '@orpc/server'
import type * as z from 'zod'
import { inWords } from '#core/translate-errors.ts'
import { duties } from '#duties/index.ts'

/** What hardly any field takes: of the wrong kind, no sense, outside every bound. */
const wrong = [
  null,
  true,
  -1.5,
  1e15,
  {},
  [],
  '',
  '\0',
  'x'.repeat(100_000),
  '1800-01-01',
  '2026-02-30',
  '2026-03-12',
  '0',
]
/** Days, and instants of them, whose arithmetic would end outside what the database or a page knows. */
const beyond = ['0001-01-01', '1899-12-31', '2201-01-01', '9999-12-01', '9999-12-31'].flatMap((day) => [day, `${day}T12:00:00Z`]) // biome-ignore format: one list
const patterned = new Set<string>()

test('whatever a field refuses is told in a sentence of either language, a pattern in words of its own', () => {
  const faults = new Set<string>()
  let tried = 0
  traverseContractProcedures({ router: duties, path: [] }, ({ contract, path }) => {
    const { inputSchema } = contract['~orpc'] as { inputSchema?: z.ZodType }
    for (const [field, schema] of partsOf(inputSchema!, '')) {
      const told = wrong.flatMap((value) => messagesOf(schema, value))
      tried += told.length
      for (const { en, lt } of told) if (en === lt) faults.add(`${path.join('.')} ${field}: ${en}`)
      if (isDayOrInstant(schema) && beyond.some((day) => schema.safeParse(day).success))
        faults.add(`${path.join('.')} ${field}: takes days beyond bounds`)
      if (!hasPattern(schema)) continue
      patterned.add(`${path.join('.')} ${field}`)
      if (!told.some(({ code }) => code === 'invalid_format')) faults.add(`${path.join('.')} ${field}: untried`)
    }
  })
  assert.deepEqual([...faults], [])
  assert.ok(tried > 5_000, `${tried} refusals`)
  assert.ok(patterned.size > 200, `${patterned.size} fields with a pattern or format`)
})

function messagesOf(schema: z.ZodType, value: unknown) {
  const { issues = [] } = schema.safeParse(value).error ?? {}
  return issues.map((issue) => {
    const cause = new ValidationError({ message: '', issues: [issue], data: value })
    const [en, lt] = ['en', 'lt'].map((language) => {
      const said = inWords(new ORPCError('BAD_REQUEST', { cause }), language) as ORPCError<string, Faults>
      return said.data.fields[0]!.message
    })
    return { code: issue.code, en, lt }
  })
}

interface Faults {
  fields: { message: string }[]
}

/** The schema itself and all that lies in it, by the names of the fields. */
function partsOf(schema: z.ZodType, at: string): [string, z.ZodType][] {
  const def = schema._zod.def as unknown as Record<string, unknown>
  const shape = Object.entries((def.shape ?? {}) as Record<string, z.ZodType>)
  const inside = [def.innerType, def.element, def.in, def.valueType, def.options, def.items].flat().filter(Boolean)
  return [
    [at, schema],
    ...shape.flatMap(([name, one]) => partsOf(one, at ? `${at}.${name}` : name)),
    ...inside.flatMap((one) => partsOf(one as z.ZodType, at)),
  ]
}

function isDayOrInstant({ _zod: { def } }: z.ZodType): boolean {
  return /^date/.test((def as { format?: string }).format ?? '')
}

function hasPattern({ _zod: { def } }: z.ZodType): boolean {
  const checks = [def, ...((def.checks ?? []) as { _zod: { def: object } }[]).map(({ _zod }) => _zod.def)]
  return checks.some((check) => (check as { check?: string }).check === 'string_format')
}
