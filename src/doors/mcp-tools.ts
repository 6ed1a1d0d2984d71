import type { Tool } from '@modelcontextprotocol/sdk/types.js'
import * as z from 'zod'
import { isFileField } from './field-kinds.ts'
import { type FieldSchema, jsonSchemaOf } from './json-schema.ts'
import type { Operation } from './operations-of.ts'

/** `expenses.openRound` as a tool's name. */
export function toolName({ path }: Pick<Operation, 'path'>): string {
  return path.join('_')
}

/** Whom a call is made for, as every tool takes it. */
export const Behalf = z.uuid().describe('Act on behalf of this member, where the duty chart lets you.')
const behalfField = jsonSchemaOf(Behalf, 'input')

/** An operation as a tool of its own, with the schemas of what it takes and gives. */
export function toolOf(operation: Operation): Tool {
  const { input, summary, path } = operation
  const fields = Object.entries(input.properties ?? {}).map(([name, schema]) => [name, asText(schema)])
  return {
    name: toolName(operation),
    title: titleOf(path.at(-1)!),
    description: summary,
    inputSchema: {
      ...input,
      type: 'object',
      properties: { ...Object.fromEntries(fields), behalf: behalfField },
    } as Tool['inputSchema'],
    outputSchema: answerSchema(operation.output()) as Tool['outputSchema'],
    annotations: annotationsOf(operation),
  }
}

/** What a program may rely on, as the operation declares it. */
export function annotationsOf(operation: Pick<Operation, 'changes' | 'destructive' | 'idempotent'>) {
  const { changes, destructive, idempotent } = operation
  return { readOnlyHint: !changes, destructiveHint: destructive, idempotentHint: idempotent, openWorldHint: false }
}

/** Files among a tool's arguments, as their operation takes them. */
export function withFiles(operation: Operation, args: Record<string, unknown>): Record<string, unknown> {
  const given = Object.entries(args).map(([name, value]) => {
    const schema = operation.input.properties?.[name]
    const file = schema && isFileField(schema) ? SentFile.safeParse(value) : undefined
    return [name, file?.success ? fileFrom(file.data) : value] as const
  })
  return Object.fromEntries(given)
}

const SentFile = z.strictObject({
  name: z.string(),
  mime: z.string().optional(),
  base64: z.string().refine(isBase64, { error: 'core.field.base64' }),
})
type SentFile = z.infer<typeof SentFile>

/** The files among an operation's fields, as a tool takes them. */
export function sentFiles({ input }: Operation) {
  const files = Object.entries(input.properties ?? {}).filter(([, schema]) => isFileField(schema))
  return z.looseObject(Object.fromEntries(files.map(([name]) => [name, SentFile.optional()])))
}

/** RFC 4648, its web alphabet and broken lines too. What it is not, Node would read as another file. */
function isBase64(text: string): boolean {
  const letters = text.replace(/\s/g, '')
  const [data] = letters.split('=', 1) as [string]
  return /^[\w+/-]*$/.test(data) && data.length % 4 !== 1 && /^={0,2}$/.test(letters.slice(data.length))
}

function fileFrom({ name, mime, base64 }: SentFile): File {
  return new File([Buffer.from(base64, 'base64')], name, { type: mime ?? '' })
}

function asText(schema: FieldSchema): FieldSchema {
  if (!isFileField(schema)) return schema
  return {
    type: 'object',
    description: schema.description ?? 'A file.',
    properties: {
      name: { type: 'string', description: 'Its name with its ending.' },
      mime: { type: 'string', description: 'Its media type, such as image/jpeg.' },
      base64: { type: 'string', contentEncoding: 'base64', description: 'Its content.' },
    },
    required: ['name', 'base64'],
  }
}

/** Structured content is an object: a list or a single value stands in its `result`, a file is told beside its content. */
function answerSchema(output: FieldSchema): FieldSchema {
  if (output.type === 'object') return output
  if (!isFileField(output)) return { type: 'object', properties: { result: output }, required: ['result'] }
  const text = { type: 'string' }
  const properties = { name: text, mime: text, size: { type: 'integer', description: 'Bytes.' } }
  return { type: 'object', properties, required: ['name', 'mime', 'size'] }
}

function titleOf(name: string): string {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
