import { ORPCError } from '@orpc/server'
import type { Call } from '#core/call.ts'
import type { OperationMeta } from '#core/rights.ts'
import { told } from '#core/translate-errors.ts'
import { translate } from '#core/words.ts'
import { refuseBeyondBounds } from './bounds.ts'
import { logDamaged, withBugsLogged } from './bugs.ts'
import type { House } from './house.ts'
import type { Metrics } from './metrics.ts'
import { RateLimit } from './rate-limit.ts'

/** Stands before every call of an operation, whichever door it came by. */
export type Guard = <Result>(
  at: { call: Call; name: string; meta: OperationMeta; input: unknown },
  work: () => Promise<Result>,
) => Promise<Result>

/**
 * Makes the guard: slows down strangers who change things (sign-in, links), refuses what is beyond all bounds, logs bugs,
 * counts outcomes.
 */
export function makeGuard(house: House, metrics: Metrics): Guard {
  const strangers = new RateLimit(60)
  return async ({ call, name, meta, input }, work) => {
    if (!call.actor && meta.changes) {
      const seconds = strangers.secondsToWait(`${call.address} ${name}`)
      if (seconds > 0) throw tooMany(call, seconds)
    }
    let outcome = 'ok'
    try {
      refuseBeyondBounds(input, call.language)
      const answer = await withBugsLogged(house.log, call, name, work)
      logDamaged(house.log, call, name)
      return answer
    } catch (error) {
      outcome = error instanceof ORPCError ? error.code.toLowerCase() : 'bug'
      throw error
    } finally {
      metrics.operations.inc({ operation: name, outcome })
    }
  }
}

function tooMany(call: Call, seconds: number): ORPCError<string, unknown> {
  call.answerHeaders.set('retry-after', String(seconds))
  const params = { seconds }
  const message = translate(call.language, 'core.tooManyRequests', params)
  return new ORPCError('TOO_MANY_REQUESTS', {
    status: 429,
    message,
    data: told(call.language, { says: 'core.tooManyRequests', params }),
  })
}
