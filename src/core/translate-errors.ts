import { ORPCError, os, ValidationError } from '@orpc/server'
import type { Call } from './operation.ts'
import type { RefusalData, Says } from './refusal.ts'
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

/** Id of the record that was called: the last one in the operation's address. */
function calledRecord(path: string | undefined, input: unknown): string | null {
  const name = [...(path ?? '').matchAll(/\{(id|\w+Id)\}/g)].at(-1)?.[1]
  const id = name && typeof input === 'object' && input !== null ? (input as Record<string, unknown>)[name] : null
  return typeof id === 'string' ? id.slice(0, 100) : null
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
  if (error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') return invalidInput(error.cause, language)
  const data = error.data as RefusalData | undefined
  if (!data?.says) return error
  const reasons = (data.reasons ?? [{ ...data.params, says: data.says }]).map((reason) =>
    said(reason, language, record),
  )
  return new ORPCError(error.code, {
    status: error.status,
    message: translate(language, data.says, data.params),
    data: { ...data, reasons, record: reasons[0]?.record ?? record },
    cause: error,
  })
}

/** One reason as programs get it: its key, its sentence, its parts, and the record it is about. */
function said({ says, ...params }: Says, language: string, record: string | null) {
  const own = [params.record, params.lineId, params.receiptId].find((id) => typeof id === 'string')
  return { says, message: translate(language, says, params), params, record: own ?? record }
}

function spoken(error: SpokenError, language: string, record: string | null) {
  const { says, params } = error
  const [code, status] = error.isOutage ? (['SERVICE_UNAVAILABLE', 503] as const) : (['CONFLICT', 409] as const)
  const reason = said({ ...params, says } as Says, language, record)
  const data = { says, params, reasons: [reason], record: reason.record }
  return new ORPCError(code, { status, message: reason.message, data, cause: error })
}

function invalidInput(cause: ValidationError, language: string) {
  const fields = cause.issues.flatMap((issue) => apart(issue as Issue)).map((issue) => fieldFault(issue, language))
  const [first] = fields
  return new ORPCError('BAD_REQUEST', {
    status: 400,
    message: translate(language, 'core.invalidInput', { field: first?.field || 'input', why: first?.message ?? '' }),
    data: { says: 'core.invalidInput', params: { field: first?.field || 'input', why: first?.message ?? '' }, fields },
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

/** Each name that is not known is a fault of its own, under that name. */
function apart(issue: Issue): Issue[] {
  if (issue.code !== 'unrecognized_keys') return [issue]
  return (issue.keys ?? []).map((key) => ({ ...issue, path: [...(issue.path ?? []), key], keys: [key] }))
}

function fieldFault(issue: Issue, language: string): FieldFault {
  const field = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.')
  const say = (key: string, params = {}) => translate(language, `core.field.${key}`, params)
  const isText = issue.origin === 'string' || issue.origin === 'array'
  if (issue.code === 'too_small' && isText && issue.minimum === 1) return { field, message: say('empty') }
  if (issue.code === 'too_small' && issue.inclusive === false && issue.minimum === 0)
    return { field, message: say('aboveZero') }
  if (issue.code === 'too_small')
    return { field, message: say(isText ? 'tooShort' : 'tooSmall', { least: issue.minimum }) }
  if (issue.code === 'too_big') return { field, message: say(isText ? 'tooLong' : 'tooBig', { most: issue.maximum }) }
  if (issue.code === 'invalid_format') return { field, message: say('format', { format: issue.format ?? '' }) }
  if (issue.code === 'invalid_value')
    return { field, message: say('choice', { choices: (issue.values ?? []).join(', ') }) }
  if (issue.code === 'unrecognized_keys')
    return { field, message: say('unknown', { keys: (issue.keys ?? []).join(', ') }) }
  if (issue.code === 'invalid_type') return { field, message: say('missing') }
  // Our own words of a schema are keys; what has no text comes back as it is.
  return { field, message: translate(language, issue.message) }
}
