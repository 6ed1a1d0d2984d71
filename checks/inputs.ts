import fc from 'fast-check'
import { isFileField } from '#doors/field-kinds.ts'
import type { FieldSchema } from '#doors/json-schema.ts'
import { sentFile } from './sent-file.ts'

/** A plausible input that fits the schema, with `known` values where a field of that name wants them. */
export function plausibleInput(schema: FieldSchema, known: Record<string, unknown> = {}): Record<string, unknown> {
  const fields = Object.entries(schema.properties ?? {}).filter(
    ([name, field]) => schema.required?.includes(name) || name in known || isFileField(field),
  )
  return Object.fromEntries(
    fields.map(([name, field]) => [name, known[name] ?? wellKnown[name] ?? plausible(field, known)]),
  )
}

// Days that stand for a month are its first.
const wellKnown: Record<string, unknown> = { month: '2026-03-01' }

const onePoint = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

function plausible(schema: FieldSchema, known: Record<string, unknown>): unknown {
  if (isFileField(schema)) return sentFile(onePoint, 'point.png')
  const [first] = schema.anyOf ?? schema.oneOf ?? []
  if (first) return plausible(first, known)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const type = [schema.type ?? 'string'].flat()[0]
  if (type === 'array') {
    return Array.from({ length: Math.max(1, Number(schema.minItems ?? 1)) }, () => plausible(schema.items ?? {}, known))
  }
  if (type === 'object') return plausibleInput(schema, known)
  if (type === 'integer' || type === 'number') return Math.max(1, Number(schema.minimum ?? 1))
  if (type === 'boolean') return true
  return type === 'null' ? null : plausibleText(schema)
}

function plausibleText({ format, pattern, minLength }: FieldSchema): string {
  if (format === 'uuid') return '01980000-0000-7000-8000-000000000001'
  if (format === 'date') return '2026-03-12'
  if (format === 'date-time') return '2026-03-12T10:00:00Z'
  if (format === 'email') return 'somebody@talka.example'
  const samples = ['2026-03', 'EUR', 'LT', '1.2345', '10:30', 'Europe/Vilnius', 'ab'.repeat(32)]
  const fitting = pattern ? samples.find((sample) => new RegExp(String(pattern), 'u').test(sample)) : undefined
  return fitting ?? 'Some plausible words'.padEnd(Number(minLength ?? 0), '.')
}

const junk = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double(),
  fc.integer({ min: -2147483649, max: 2147483648 }),
  fc.constant(Number.MAX_SAFE_INTEGER),
  fc.constant(-1),
  fc.uuid(),
  fc.constant('\u0000'),
  fc.constant('ą\u0000č'),
  fc.constant('\ud800'),
  fc.constant("'; drop table event; --"),
  fc.constant('%_\\'),
  fc.constant('../../../etc/passwd'),
  fc.constant('9999-99-99'),
  fc.constant('2026-02-30'),
  fc.constant('x'.repeat(100_000)),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.jsonValue(), { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue(), { maxKeys: 3 }),
)

/** Inputs that mean harm or nonsense: some fields plausible, others anything at all, now and then not even an object. */
export function hostileInputs(schema: FieldSchema, known: Record<string, unknown>): fc.Arbitrary<unknown> {
  const fields = Object.entries(schema.properties ?? {})
  const plain = fields.map(([name, field]) => [name, hostileField(field, name, known)] as const)
  const object = fc.record(Object.fromEntries(plain), { requiredKeys: [] })
  return fc.oneof({ weight: 9, arbitrary: object }, { weight: 1, arbitrary: junk })
}

function hostileField(schema: FieldSchema, name: string, known: Record<string, unknown>): fc.Arbitrary<unknown> {
  const good = fc.constant(name in known ? known[name] : plausible(schema, known))
  return fc.oneof(
    { weight: 3, arbitrary: good },
    { weight: 1, arbitrary: junk },
    { weight: 1, arbitrary: edgeOf(schema) },
  )
}

/** Values of the right kind at the edge of what is sensible. */
function edgeOf(schema: FieldSchema): fc.Arbitrary<unknown> {
  const [first] = schema.anyOf ?? schema.oneOf ?? []
  if (first) return edgeOf(first)
  const type = [schema.type ?? 'string'].flat()[0]
  if (type === 'integer')
    return fc.constantFrom(0, -1, 2 ** 31, 2 ** 53 - 1, -(2 ** 53 - 1), schema.minimum, schema.maximum)
  if (type === 'array')
    return fc.constantFrom(
      [],
      Array.from({ length: 200 }, () => plausible(schema.items ?? {}, {})),
    )
  if (type === 'string' && schema.format === 'date') return fc.constantFrom('0001-01-01', '9999-12-31', '2024-02-29')
  if (type === 'string' && schema.format === 'uuid') return fc.uuid()
  if (type === 'string')
    return fc.constantFrom('\u0000', 'a\u0000b', '\udfff', ' ', '\u202e', '🧾'.repeat(20), 'İ'.repeat(20))
  return junk
}
