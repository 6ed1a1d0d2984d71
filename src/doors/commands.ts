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
  'x-talka': Pick<Command, 'right' | 'changes' | 'inPerson' | 'onlyChosen'>
  parameters?: { name: string; in: string; required?: boolean; schema: FieldSchema }[]
  requestBody?: { content: Record<string, { schema: FieldSchema }> }
}
interface CommandsDocument {
  paths: Record<string, Record<string, Documented>>
}

const committed = join(import.meta.dirname, '../../docs/openapi.json')

/** All operations, read from the committed OpenAPI document: the operations themselves bring the whole program along. */
export function readCommands(): Command[] {
  return commandsOf(JSON.parse(readFileSync(committed, 'utf8')) as CommandsDocument)
}

/** The operations of a document; what the document has beside them is not for the command line. */
function commandsOf({ paths }: CommandsDocument): Command[] {
  return Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .filter((documented) => documented['x-talka'])
    .map((documented) => ({
      name: documented.operationId,
      path: documented.operationId.split('.'),
      summary: documented.summary ?? '',
      right: documented['x-talka'].right,
      changes: documented['x-talka'].changes,
      inPerson: documented['x-talka'].inPerson,
      onlyChosen: documented['x-talka'].onlyChosen,
      input: inputOf(documented),
    }))
}

function inputOf({ parameters = [], requestBody }: Documented): FieldSchema {
  const named = parameters.filter((one) => one.in === 'path' || one.in === 'query')
  const content = requestBody?.content
  const body = (content?.['multipart/form-data'] ?? content?.['application/json'])?.schema
  return {
    type: 'object',
    properties: { ...Object.fromEntries(named.map(({ name, schema }) => [name, schema])), ...body?.properties },
    required: [...named.filter(({ required }) => required).map(({ name }) => name), ...(body?.required ?? [])],
  }
}
