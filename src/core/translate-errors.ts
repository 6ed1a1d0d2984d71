import { ORPCError, os, ValidationError } from '@orpc/server'
import type { Call } from './call.ts'
import { mostListed, type Param, type RefusalData, type Says } from './refusal.ts'
import { SpokenError } from './spoken-error.ts'
import { translate } from './words.ts'

interface FieldFault {
  field: string
  message: string
}

/** Outermost middleware of every operation: whatever is refused below is said in the caller's language, for all doors alike. */
export const inWordsOf = os.$context<Call>().middleware(async ({ context, next, procedure }, input) => {
  try {
    return await next()
  } catch (error) {
    throw inWords(error, context.language, calledRecord(procedure['~orpc'].route.path, input))
  }
})

/** Id of the record that was called: the last one in the operation's address; where none is, the only one that was named. */
function calledRecord(path: string | undefined, input: unknown): string | null {
  const given = Object.entries(typeof input === 'object' && input !== null ? input : {})
  const name = [...(path ?? '').matchAll(/\{(id|\w+Id)\}/g)].at(-1)?.[1]
  const named = given.filter(([field]) => (name ? field === name : /Id$/.test(field)))
  const [id] = named.length === 1 ? named[0]!.slice(1) : []
  return typeof id === 'string' ? id.slice(0, 100) : null
}

/** What every refusal carries, at every door: its key and parts, its reasons, also when there is one, and the record or null. */
export interface Told {
  says: string
  params: Record<string, unknown>
  reasons: { says: string; message: string; params: Record<string, unknown>; record: string | null }[]
  record: string | null
}

/** The only maker of it. A reason's own record counts before the one given; without reasons the refusal is its own. */
export function told(
  language: string,
  {
    says,
    params = {},
    reasons,
    record = null,
  }: Pick<RefusalData, 'says'> & { params?: Told['params'] } & Partial<Pick<RefusalData, 'reasons' | 'record'>>,
): Told {
  const each = reasons ?? [{ ...(params as Record<string, Param>), says }]
  const said = each.map((reason) => reasonIn(language, reason, record))
  return { says, params, reasons: said, record: said[0]?.record ?? record }
}

/** The sentence of a refusal; undefined for a bug. */
export function sentenceOfRefusal(error: unknown, language: string): string | undefined {
  const said = inWords(error, language)
  return said instanceof ORPCError ? said.message : undefined
}

/** The same error with its sentence in the language; what is no refusal stays as it is. */
export function inWords(error: unknown, language: string, record: string | null = null): unknown {
  if (error instanceof SpokenError) return spoken(error, language, record)
  if (!(error instanceof ORPCError)) return error
  if (error.cause instanceof ValidationError && error.code === 'BAD_REQUEST')
    return invalidInput(error.cause, language, record)
  const data = error.data as RefusalData | undefined
  if (!data?.says) return error
  return new ORPCError(error.code, {
    status: error.status,
    message: sentenceOf(data, language),
    data: { ...data, ...told(language, { ...data, record }) },
    cause: error,
  })
}

/** The first reason, and how many more there are. */
function sentenceOf({ says, params, reasons = [], moreReasons = 0 }: RefusalData, language: string): string {
  const first = translate(language, says, params)
  const more = reasons.length - 1 + moreReasons
  return more > 0 ? translate(language, 'core.refusedMore', { first, more }) : first
}

/** One reason as programs get it: its key, its sentence, its parts, and the record it is about. */
function reasonIn(language: string, { says, ...params }: Says, record: string | null): Told['reasons'][number] {
  const own = [params.record, params.lineId, params.receiptId].find((id): id is string => typeof id === 'string')
  return { says, message: translate(language, says, params), params, record: own ?? record }
}

function spoken(error: SpokenError, language: string, record: string | null) {
  const { says, params } = error
  const [code, status] = error.isOutage ? (['SERVICE_UNAVAILABLE', 503] as const) : (['CONFLICT', 409] as const)
  const message = translate(language, says, params)
  return new ORPCError(code, { status, message, data: told(language, { says, params, record }), cause: error })
}

function invalidInput(cause: ValidationError, language: string, record: string | null) {
  const issues = cause.issues as readonly Issue[]
  const listed = issues.slice(0, mostListed).flatMap(apart).slice(0, mostListed)
  const fields = listed.map((issue) => fieldFault(issue, cause.data, language))
  const [first] = fields
  const more = issues.reduce((sum, { keys }) => sum + (keys?.length ?? 1), -fields.length)
  const says = more > 0 ? 'core.invalidInputMore' : 'core.invalidInput'
  const params = { field: first?.field || 'input', why: first?.message ?? '', ...(more > 0 ? { more } : {}) }
  return new ORPCError('BAD_REQUEST', {
    status: 400,
    message: translate(language, says, params),
    data: { ...told(language, { says, params, record }), fields },
    cause,
  })
}

/** The parts of a zod 4 issue that say what is wrong. */
interface Issue {
  code?: string
  message: string
  path?: readonly (PropertyKey | { key: PropertyKey })[]
  minimum?: number
  maximum?: number
  inclusive?: boolean
  format?: string
  origin?: string
  values?: unknown[]
  keys?: string[]
}

const longestName = 200

/** Each name that is not known is a fault of its own, under that name. */
function apart(issue: Issue): Issue[] {
  if (issue.code !== 'unrecognized_keys') return [issue]
  return (issue.keys ?? [])
    .slice(0, mostListed)
    .map((key) => ({ ...issue, path: [...(issue.path ?? []), key], keys: [key] }))
}

function fieldFault(issue: Issue, input: unknown, language: string): FieldFault {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.')
  const field = shortened(path)
  const say = (key: string, params = {}) => translate(language, `core.field.${key}`, params)
  const isText = issue.origin === 'string' || issue.origin === 'array'
  if (issue.code === 'too_small' && isText && issue.minimum === 1) return { field, message: say('empty') }
  if (issue.code === 'too_small' && issue.inclusive === false && issue.minimum === 0)
    return { field, message: say('aboveZero') }
  if (issue.code === 'too_small')
    return { field, message: say(isText ? 'tooShort' : 'tooSmall', { least: issue.minimum }) }
  if (issue.code === 'too_big') return { field, message: say(isText ? 'tooLong' : 'tooBig', { most: issue.maximum }) }
  // One value was wanted: in an address or a form its name stood more than once.
  const isOfKind = issue.code === 'invalid_type' || issue.code === 'invalid_value'
  if (isOfKind && !issue.message.startsWith('core.field.') && Array.isArray(valueAt(input, issue.path)))
    return { field, message: say('oneValue') }
  if (issue.code === 'invalid_value')
    return { field, message: say('choice', { choices: (issue.values ?? []).join(', ') }) }
  if (issue.code === 'unrecognized_keys')
    return { field, message: say('unknown', { keys: shortened((issue.keys ?? []).join(', ')) }) }
  if (issue.code === 'invalid_type' && !issue.message.startsWith('core.field.'))
    return { field, message: say('missing') }
  // Our own words of a schema are keys; what has no text comes back as it is.
  return { field, message: translate(language, saysOfFormat(issue) ?? issue.message) }
}

function valueAt(input: unknown, path: Issue['path'] = []): unknown {
  const keys = path.map((part) => (typeof part === 'object' ? part.key : part))
  return keys.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], input)
}

function shortened(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName)}…` : name
}

/** How a known format is told; a pattern of our own brings its own words, as its schema's `error`. */
function saysOfFormat({ code, format }: Issue): string | undefined {
  if (code !== 'invalid_format') return undefined
  if (format === 'date') return 'core.field.day'
  if (format === 'datetime') return 'core.field.instant'
  if (format === 'email') return 'core.field.email'
  return format === 'uuid' ? 'core.field.id' : undefined
}
