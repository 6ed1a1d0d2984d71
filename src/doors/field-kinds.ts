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

function exampleOf(schema: FieldSchema): unknown {
  const [first] = schema.anyOf ?? schema.oneOf ?? []
  if (first) return exampleOf(first)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.type === 'array') return [exampleOf(schema.items ?? {})]
  if (schema.type === 'integer' || schema.type === 'number') return 1
  if (schema.type === 'boolean') return true
  if (schema.type === 'object') return exampleInput(schema)
  return schema.format === 'uuid'
    ? '0198c0de-0000-7000-8000-000000000001'
    : schema.format === 'date'
      ? '2026-03-31'
      : 'text'
}

/** A small input that shows what an operation wants. */
export function exampleInput(input: FieldSchema): Record<string, unknown> {
  const wanted = Object.entries(input.properties ?? {}).filter(([name]) => input.required?.includes(name))
  return Object.fromEntries(wanted.map(([name, schema]) => [name, exampleOf(schema)]))
}
