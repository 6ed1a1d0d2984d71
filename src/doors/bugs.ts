import { ORPCError } from '@orpc/server'
import type { Call } from '#core/call.ts'
import { isDatabaseAway } from '#core/database-away.ts'
import { damagedIn } from '#core/fitting-answer.ts'
import type { Log } from '#core/log.ts'
import type { RefusalData } from '#core/refusal.ts'
import { type Told, told } from '#core/translate-errors.ts'
import { translate } from '#core/words.ts'

/**
 * Runs one call of an operation. Refusals pass; anything else is a bug: logged with its stack under the request's id,
 * while the caller gets the id to quote and nothing of the inside.
 */
export async function withBugsLogged<Result>(
  log: Log,
  call: Call,
  operation: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ORPCError && error.status < 500) throw error
    const cause = error instanceof ORPCError ? (error.cause ?? error) : error
    const at = { err: cause, requestId: call.requestId, operation, office: call.office.name }
    if (isOutage(error)) {
      log.warn(at, 'something an operation needs is away')
      call.answerHeaders.set('retry-after', String(secondsAway))
      throw error
    }
    log.error(at, 'an operation failed')
    const told = bug(call.language, call.requestId, cause)
    if (told.status === 503) call.answerHeaders.set('retry-after', String(secondsAway))
    throw told
  }
}

/** Writes down which records a call could not show whole: somebody has to mend what is stored of them. */
export function logDamaged(log: Log, call: Call, operation: string): void {
  const damaged = damagedIn(call.answerHeaders)
  if (damaged.length > 0)
    log.error({ damaged, requestId: call.requestId, operation, office: call.office.name }, 'stored records are damaged')
}

/** A refusal in words that something outside is away for a while, such as the object store. */
function isOutage(error: unknown): boolean {
  return error instanceof ORPCError && error.status === 503 && Boolean((error.data as RefusalData | undefined)?.says)
}

/** After so many seconds it is worth asking again. */
export const secondsAway = 5

/** What the caller of a bug sees: a sentence and the reference to quote. A database that is away is told as just that. */
export function bug(
  language: string,
  reference: string,
  cause?: unknown,
): ORPCError<string, Told & { reference: string }> {
  const [code, status, says] = isDatabaseAway(cause)
    ? (['SERVICE_UNAVAILABLE', 503, 'core.databaseAway'] as const)
    : (['INTERNAL_SERVER_ERROR', 500, 'core.bug'] as const)
  const params = { reference }
  const message = translate(language, says, params)
  return new ORPCError(code, { status, message, data: { ...told(language, { says, params }), reference } })
}
