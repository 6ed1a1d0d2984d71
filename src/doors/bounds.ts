import { ORPCError } from '@orpc/server'
import { told } from '#core/translate-errors.ts'
import { translate } from '#core/words.ts'

const deepest = 20
/** The longest list of all, two thousand payments, has half as many. */
const mostValues = 20_000

/**
 * Refuses an input that is nested deeper or holds more values than any operation takes. To be asked before anything walks
 * through it: this goes level by level, and no further than the bounds.
 */
export function refuseBeyondBounds(input: unknown, language: string): void {
  let level = [input]
  let count = 0
  for (let depth = 0; level.length > 0; depth++) {
    const next: unknown[] = []
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue
      if (depth === deepest) throw beyond('core.inputTooDeep', deepest, language)
      for (const value of Object.values(one)) {
        if (++count > mostValues) throw beyond('core.inputTooMany', mostValues, language)
        next.push(value)
      }
    }
    level = next
  }
}

function beyond(says: string, most: number, language: string): ORPCError<string, unknown> {
  const params = { most }
  const data = told(language, { says, params })
  return new ORPCError('BAD_REQUEST', { status: 400, message: translate(language, says, params), data })
}
