import { ORPCError } from '@orpc/server'

/**
 * What fills a sentence: text, a number, an ISO day (called `day`, `from`, `to`, `due`, `since`, `at` or `receipt`), names, or an amount
 * `{ cents, currency }`; written in the reader's language.
 */
export type Param = string | number | boolean | null | { cents: number; currency: string } | readonly string[]

/** Words with a key: `{ says: 'expenses.lineNeedsReceipt', line: 'Hotel' }`. The door puts them into the caller's language. */
export interface Says {
  says: string
  [param: string]: Param
}

export interface RefusalData {
  says: string
  params: Record<string, Param>
  /** The reasons, also when there is one; the first of them where there are very many. */
  reasons?: Says[]
  /** How many reasons there are besides those. */
  moreReasons?: number
  /** Id of the record it is about: the one that a reason names as `record`, else the one that was called. */
  record?: string | null
  /** Free for the page: the stale field, the record to jump to. */
  details?: unknown
}

/** The caller can act on this: wrong state, missing part, stale edit. Throws; HTTP 409. */
export function refuse(reason: Says, details?: unknown): never {
  throw refusal('CONFLICT', 409, reason, details)
}

/** So many reasons or faults are listed; what refuses a call is bounded, whatever was sent. */
export const mostListed = 20

/** Refuses with the reasons of a rule; does nothing when there is none. */
export function refuseIfAny(reasons: readonly Says[]): void {
  const [first] = reasons
  if (!first) return
  const error = refusal('CONFLICT', 409, first)
  error.data.reasons = reasons.slice(0, mostListed)
  if (reasons.length > mostListed) error.data.moreReasons = reasons.length - mostListed
  throw error
}

/** Not there, or not the caller's to see: outside both look the same. Throws; HTTP 404. */
export function absent(reason: Says): never {
  throw refusal('NOT_FOUND', 404, reason)
}

/** The same for what hangs on another record: whichever of the two is absent, the words are those of the one asked for. */
export async function absentAs<Found>(reason: Says, looking: Promise<Found>): Promise<Found> {
  try {
    return await looking
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'NOT_FOUND') absent(reason)
    throw error
  }
}

/** The caller's own input is at fault in a way the schema cannot say. Throws; HTTP 400. */
export function invalid(field: string, reason: Says): never {
  throw refusal('BAD_REQUEST', 400, reason, { field })
}

/** Nobody is signed in, or not who should be. HTTP 401. */
export function notSignedIn(reason: Says = { says: 'core.notSignedIn' }): never {
  throw refusal('UNAUTHORIZED', 401, reason)
}

/** Signed in, but the right is missing. HTTP 403. */
export function forbidden(right: string): never {
  throw refusal('FORBIDDEN', 403, { says: 'core.forbidden', right })
}

/** Signed in, but not in the way that this needs. HTTP 403. */
export function forbiddenSo(reason: Says): never {
  throw refusal('FORBIDDEN', 403, reason)
}

function refusal(code: string, status: number, reason: Says, details?: unknown): ORPCError<string, RefusalData> {
  const { says, ...params } = reason
  const data = { says, params, reasons: [reason] }
  return new ORPCError(code, { status, message: says, data: details === undefined ? data : { ...data, details } })
}
