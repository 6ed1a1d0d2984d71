import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Right } from '#core/rights.ts'
import type { FieldSchema } from './json-schema.ts'

/** An operation as the command line knows it. */
export interface Command {
  /** `expenses.submit` */
  name: string
  path: readonly string[]
  summary: string
  right: Right | readonly Right[]
  changes: boolean
  inPerson: boolean
  onlyChosen: boolean
  input: FieldSchema
}

/** As much of an OpenAPI document as commands are made of. */
interface Documented {
  operationId: string
  summary?: string
  'x-talka': Pick<Command, 'right'> & Partial<Pick<Command, 'changes' | 'inPerson' | 'onlyChosen'>>
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: FieldSchema }> }
}
interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  schema: FieldSchema
}
interface CommandsDocument {
  components: { schemas: Record<string, FieldSchema> }
  paths: Record<string, Record<string, Documented>>
}

const committed = join(import.meta.dirname, '../../docs/openapi.json')

/** All operations, read from the committed OpenAPI document: the operations themselves bring the whole program along. */
export function readCommands(): Command[] {
  return commandsOf(JSON.parse(readFileSync(committed, 'utf8')) as CommandsDocument)
}

/** The operations of a document; what the document has beside them is not for the command line. */
function commandsOf({ paths, components }: CommandsDocument): Command[] {
  return Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .filter((documented) => documented['x-talka'])
    .map((documented) => ({
      name: documented.operationId,
      path: documented.operationId.split('.'),
      summary: documented.summary ?? '',
      right: documented['x-talka'].right,
      changes: documented['x-talka'].changes ?? false,
      inPerson: documented['x-talka'].inPerson ?? false,
      onlyChosen: documented['x-talka'].onlyChosen ?? false,
      get input() {
        return shown(inputOf(documented), components.schemas)
      },
    }))
}

function inputOf({ parameters = [], requestBody }: Documented): FieldSchema {
  const named = parameters.filter((one) => one.in === 'path' || one.in === 'query')
  const content = requestBody?.content
  const body = (content?.['multipart/form-data'] ?? content?.['application/json'])?.schema
  return {
    type: 'object',
    properties: { ...Object.fromEntries(named.map(fieldOf)), ...body?.properties },
    required: [...named.filter(({ required }) => required).map(({ name }) => name), ...(body?.required ?? [])],
  }
}

function fieldOf({ name, description, schema }: Parameter): [string, FieldSchema] {
  return [name, description ? { ...schema, description } : schema]
}

/** A schema with the shapes it refers to in place of the references. */
function shown<Part>(part: Part, shapes: Record<string, FieldSchema>): Part {
  if (Array.isArray(part)) return part.map((one) => shown(one, shapes)) as Part
  if (typeof part !== 'object' || part === null) return part
  const { $ref, ...rest } = part as FieldSchema
  const shape = typeof $ref === 'string' ? shapes[$ref.slice('#/components/schemas/'.length)] : undefined
  const whole = { ...shape, ...rest }
  return Object.fromEntries(Object.entries(whole).map(([key, value]) => [key, shown(value, shapes)])) as Part
}
