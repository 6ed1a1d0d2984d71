import { ORPCError } from '@orpc/server'
import { damagedIn } from '#core/fitting-answer.ts'
import type { Log } from '#core/log.ts'
import type { Call } from '#core/operation.ts'
import type { RefusalData } from '#core/refusal.ts'
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
    log.error({ err: cause, requestId: call.requestId, operation, office: call.office.name }, 'an operation failed')
    throw bug(call.language, call.requestId, cause)
  }
}

/** Writes down which records a call could not show whole: somebody has to mend what is stored of them. */
export function logDamaged(log: Log, call: Call, operation: string): void {
  const damaged = damagedIn(call.answerHeaders)
  if (damaged.length > 0)
    log.error({ damaged, requestId: call.requestId, operation, office: call.office.name }, 'stored records are damaged')
}

// PostgreSQL starting, stopping or gone (manual, appendix A, classes 08 and 57), or its socket not there.
const away = /^(08|57P0)|^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE)$/

/** What the caller of a bug sees: a sentence and the reference to quote. A database that is away is told as just that. */
export function bug(
  language: string,
  reference: string,
  cause?: unknown,
): ORPCError<string, RefusalData & { reference: string }> {
  const params = { reference }
  const { code, syscall } = (cause ?? {}) as { code?: string; syscall?: string }
  if (code && away.test(code) && (code !== 'ENOENT' || syscall === 'connect')) {
    const message = translate(language, 'core.databaseAway', params)
    return new ORPCError('SERVICE_UNAVAILABLE', {
      status: 503,
      message,
      data: { says: 'core.databaseAway', params, reference },
    })
  }
  return new ORPCError('INTERNAL_SERVER_ERROR', {
    status: 500,
    message: translate(language, 'core.bug', params),
    data: { says: 'core.bug', params, reference },
  })
}
