import * as z from 'zod'
import { countMeanings, fieldMeanings } from './field-meanings.ts'

/** JSON schema of an input or answer, as far as the doors look into it. */
export interface FieldSchema {
  type?: string | string[]
  properties?: Record<string, FieldSchema>
  required?: string[]
  items?: FieldSchema
  enum?: unknown[]
  const?: unknown
  anyOf?: FieldSchema[]
  oneOf?: FieldSchema[]
  allOf?: FieldSchema[]
  format?: string
  description?: string
  default?: unknown
  [keyword: string]: unknown
}

/**
 * What a caller sends (`input`) or gets (`output`) as JSON schema: the one source of OpenAPI, MCP and the command line.
 * Only OpenAPI asks for the titles, by which it tells shapes once.
 */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output', { titles = false } = {}): FieldSchema {
  const { $schema, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'file') beFile(jsonSchema)
      beShort(jsonSchema)
      // Answers may grow: who reads them must not refuse what he does not know yet.
      if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
    },
  })
  tellMeanings(json, io)
  return (titles ? json : withoutTitles(json)) as FieldSchema
}

function withoutTitles(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutTitles)
  if (typeof node !== 'object' || node === null) return node
  const kept = Object.entries(node).filter(([key, value]) => key !== 'title' || typeof value !== 'string')
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutTitles(value)]))
}

/** For OpenAPI a file is known by its media type. */
function beFile(json: z.core.JSONSchema.BaseSchema): void {
  delete json.contentEncoding
  Object.assign(json, { type: 'string', format: 'binary', contentMediaType: '*/*' })
}

/** A field that is not described means what its name says: an id that of the record, a name that of whom or what it names. */
function tellMeanings(node: unknown, io: 'input' | 'output'): void {
  if (Array.isArray(node)) for (const one of node) tellMeanings(one, io)
  if (typeof node !== 'object' || node === null) return
  for (const one of Object.values(node)) tellMeanings(one, io)
  for (const [name, field] of Object.entries((node as FieldSchema).properties ?? {})) {
    const said = isDescribed(field) ? undefined : meaningOf(name, field, io)
    if (said) field.description = said
  }
}

function meaningOf(name: string, { type }: FieldSchema, io: 'input' | 'output'): string | undefined {
  const [, record, kind, many] = /^(\w+)(Id|Name|Number)(s?)$/.exec(name) ?? []
  const words = record?.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  if (kind === 'Id') return many ? `Ids of the ${words}s.` : `Id of the ${words}.`
  if (io === 'input') return undefined
  const counted = type === 'integer' || type === 'number' ? countMeanings[name] : undefined
  return counted ?? fieldMeanings[name] ?? (kind && `${kind} of the ${words}.`)
}

/** Whether a field, or what it may be, says what it is. */
export function isDescribed({ description, anyOf = [] }: FieldSchema): boolean {
  return description !== undefined || anyOf.some(isDescribed)
}

/** Drops what repeats what the format says, and the bounds of the number type itself. */
function beShort(json: z.core.JSONSchema.BaseSchema): void {
  if (json.format && json.format !== 'regex') delete json.pattern
  // A tuple; readers of OpenAPI ask for `items` beside it.
  if (json.prefixItems)
    Object.assign(json, { items: {}, minItems: json.prefixItems.length, maxItems: json.prefixItems.length })
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum
}
