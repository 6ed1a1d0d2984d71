import { ORPCError, ValidationError } from '@orpc/server'
import type { RefusalData } from '#core/refusal.ts'
import { inWords, type Told, told } from '#core/translate-errors.ts'
import { translate } from '#core/words.ts'

/** RFC 9457 problem details with what Talka adds: what every refusal carries, and faulty fields. */
export interface Problem extends Told {
  type: string
  title: string
  status: number
  detail: string
  /** The request's id: what a person quotes. */
  instance: string
  fields?: { field: string; message: string }[]
  moreReasons?: number
  details?: unknown
}

const titles: Record<number, string> = {
  400: 'Invalid input',
  401: 'Not signed in',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Refused',
  413: 'Too large',
  415: 'Unsupported kind of content',
  423: 'Busy',
  429: 'Too many requests',
  431: 'Too long',
  500: 'Something went wrong',
  503: 'Not ready',
}

/** The problem that an error of an operation means to the outside. */
export function problemOf(error: ORPCError<string, unknown>, instance: string, language: string): Problem {
  const data = (error.data ?? {}) as Partial<Told> &
    Pick<RefusalData, 'details' | 'moreReasons'> & { fields?: Problem['fields'] }
  const { says, params = {}, record = null, reasons } = data
  if (!says) return unsaid(error, instance, language)
  return {
    type: `urn:talka:${says}`,
    title: titles[error.status] ?? error.code,
    status: error.status,
    detail: error.message,
    instance,
    ...(reasons ? { says, params, reasons, record } : told(language, { says, params, record })),
    ...(data.fields ? { fields: data.fields } : {}),
    ...(data.moreReasons ? { moreReasons: data.moreReasons } : {}),
    ...(data.details === undefined ? {} : { details: data.details }),
  }
}

/** A problem of the door itself, before any operation: the sentence is one of the core's. */
export function doorProblem(
  status: number,
  says: string,
  at: { instance: string; language: string; params?: Record<string, unknown>; record?: string | null },
): Problem {
  const { instance, language, params = {}, record = null } = at
  const detail = translate(language, says, params)
  const title = titles[status] ?? 'Refused'
  return { type: `urn:talka:${says}`, title, status, detail, instance, ...told(language, { says, params, record }) }
}

/** The problem of one field that the door itself reads; why is one of the core's sentences about fields. */
export function wrongField(field: string, why: string, at: { requestId: string; language: string }): Problem {
  const { requestId: instance, language } = at
  const message = translate(language, why)
  return {
    ...doorProblem(400, 'core.invalidInput', { instance, language, params: { field, why: message } }),
    fields: [{ field, message }],
  }
}

/** The problem of names that an address or an input does not know. */
export function unknownNames(names: readonly string[], at: { requestId: string; language: string }): Problem {
  const issue = { code: 'unrecognized_keys', keys: names, path: [], message: '' }
  const cause = new ValidationError({ message: 'unknown names', issues: [issue], data: names })
  const error = inWords(new ORPCError('BAD_REQUEST', { cause }), at.language) as ORPCError<string, unknown>
  return problemOf(error, at.requestId, at.language)
}

/** The answer that carries a problem; an error page of a browser shows its sentence too. */
export function problemAnswer(problem: Problem, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...headers, 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
  })
}

// The protocol library's own errors: a body that is no JSON, a method that is not there.
function unsaid(error: ORPCError<string, unknown>, instance: string, language: string): Problem {
  const { status } = error
  const says = status === 400 ? 'core.unreadableRequest' : status < 500 ? 'core.noSuchAddress' : 'core.bug'
  return doorProblem(status, says, { instance, language, params: status < 500 ? {} : { reference: instance } })
}
