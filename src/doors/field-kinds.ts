import { fieldExamples } from './field-examples.ts'
import type { FieldSchema } from './json-schema.ts'

/** Whether a field takes a file. */
export function isFileField(schema: FieldSchema): boolean {
  return schema.format === 'binary'
}

/** What a field takes, in a few words. */
export function kindOf(schema: FieldSchema): string {
  if (isFileField(schema)) return 'file'
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map(kindOf).join(' or ')
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.type === 'array') return `list of ${kindOf(schema.items ?? {})}`
  if (schema.type === 'object' && schema.properties) return `{ ${Object.keys(schema.properties).join(', ')} }`
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'anything')
  return schema.format ? `${type} (${schema.format})` : type
}

function exampleOf(schema: FieldSchema, name = ''): unknown {
  if (hasExample(name, schema)) return fieldExamples[name]
  const [first] = schema.anyOf ?? schema.oneOf ?? []
  if (first) return exampleOf(first, name)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [type] = [schema.type].flat()
  if (type === 'array') return [exampleOf(schema.items ?? {}, name.replace(/s$/, ''))]
  if (type === 'integer' || type === 'number') return Math.max(1, Number(schema.minimum ?? 1))
  if (type === 'boolean') return true
  if (type === 'object') return exampleInput(schema)
  return byFormat[schema.format ?? ''] ?? 'text'
}

/** Whether an example is known by its name, of the kind that the field takes. */
function hasExample(name: string, { type, anyOf }: FieldSchema): boolean {
  const types = [type, ...(anyOf ?? []).map((one) => one.type)].flat()
  const example = fieldExamples[name]
  return types.includes(typeof example === 'number' ? 'integer' : Array.isArray(example) ? 'array' : typeof example)
}

const byFormat: Record<string, string> = {
  uuid: '0198c0de-0000-7000-8000-000000000001',
  date: '2026-03-31',
  'date-time': '2026-03-31T09:30:00Z',
}

/** A small input that shows what an operation wants: what it must have, and where that says little one field that it may have. */
export function exampleInput(input: FieldSchema): Record<string, unknown> {
  const fields = Object.entries(input.properties ?? {})
  const needed = fields.filter(([name]) => input.required?.includes(name))
  const telling = fields.find(([name, schema]) => hasExample(name, schema))
  const isTold = !telling || needed.some(([name, schema]) => hasExample(name, schema))
  const wanted = isTold ? needed : [...needed, telling]
  return Object.fromEntries(wanted.map(([name, schema]) => [name, exampleOf(schema, name)]))
}
