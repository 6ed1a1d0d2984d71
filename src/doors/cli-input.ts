import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { isFileField } from './field-kinds.ts'
import type { FieldSchema } from './json-schema.ts'
import { nearest } from './nearest.ts'

/** The command line is not as the command wants it; the message is for its writer. */
export class UsageFault extends Error {
  override name = 'UsageFault'
}

/**
 * An operation's input from `key=value` words, one JSON object, or `-` for JSON on stdin. `@file` is a file's text; a
 * field that takes a file gets the file of that path.
 */
export async function inputFrom(schema: FieldSchema, words: readonly string[]): Promise<Record<string, unknown>> {
  const input = await fieldsFrom(schema, words)
  const fields = schema.properties ?? {}
  for (const [name, value] of Object.entries(input)) {
    mustBeField(name, fields)
    if (isFileField(fields[name]!) && typeof value === 'string') input[name] = await fileAt(value.replace(/^@/, ''))
  }
  return input
}

function mustBeField(name: string, fields: Record<string, FieldSchema>): void {
  if (!Object.hasOwn(fields, name))
    throw new UsageFault(`There is no field ${name}${orMeant(name, Object.keys(fields))}`)
}

/** What to try instead of a word that nothing is called by. */
export function orMeant(word: string, choices: Iterable<string>): string {
  const near = nearest(word, choices)
  return near ? `: did you mean ${near}?` : '; try --help.'
}

async function fieldsFrom(schema: FieldSchema, words: readonly string[]): Promise<Record<string, unknown>> {
  const [only] = words
  if (words.length === 1 && only === '-') return asObject(await textOf(process.stdin))
  if (words.length === 1 && only!.trimStart().startsWith('{')) return asObject(only!)
  const input: Record<string, unknown> = {}
  for (const word of words) {
    const at = word.indexOf('=')
    if (at < 1) throw new UsageFault(`“${word}” is not key=value; try --help.`)
    const [key, value] = [word.slice(0, at), word.slice(at + 1)]
    mustBeField(key, schema.properties ?? {})
    if (key in input) throw new UsageFault(`${key} is given twice.`)
    const field = schema.properties?.[key]
    const isContent = value.startsWith('@') && !(field && isFileField(field))
    input[key] = valueFor(field, isContent ? (await bytesAt(value.slice(1))).toString() : value)
  }
  return input
}

/** A word as the value its field takes: numbers, yes and no, lists and objects as JSON, `null` where it may be. */
export function valueFor(schema: FieldSchema | undefined, text: string): unknown {
  if (!schema) return text
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) {
    if (text === 'null' && choices.some(({ type }) => type === 'null')) return null
    const values = choices.filter(({ type }) => type !== 'null').map((choice) => valueFor(choice, text))
    return values.find((value) => typeof value !== 'string') ?? text
  }
  const types = [schema.type ?? []].flat()
  if (text === 'null' && types.includes('null')) return null
  if (types.includes('integer') || types.includes('number')) return text.trim() && Number.isFinite(+text) ? +text : text
  if (types.includes('boolean')) return text === 'true' ? true : text === 'false' ? false : text
  if (types.includes('array')) return text.startsWith('[') ? parsed(text) : listOf(schema, text)
  return types.includes('object') ? parsed(text) : text
}

function listOf(schema: FieldSchema, text: string): unknown[] {
  return text === '' ? [] : text.split(',').map((one) => valueFor(schema.items, one.trim()))
}

async function fileAt(path: string): Promise<File> {
  return new File([await bytesAt(path)], basename(path))
}

async function bytesAt(path: string): Promise<Buffer<ArrayBuffer>> {
  try {
    return await readFile(path)
  } catch {
    throw new UsageFault(`The file ${path} cannot be read.`)
  }
}

function asObject(text: string): Record<string, unknown> {
  const value = parsed(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new UsageFault('The input must be one JSON object.')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageFault(`“${text.slice(0, 80)}” is not JSON.`)
  }
}
