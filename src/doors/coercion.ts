import type { StandardHandlerOptions } from '@orpc/server/standard'
import { experimental_ZodSmartCoercionPlugin as SmartCoercion } from '@orpc/zod/zod4'
import type { Call } from '#core/call.ts'

/**
 * Numbers, days and lists out of texts, as the schema wants them; what was not given, or null, is never made up. It comes
 * after the guard, which knows what is too deep to walk through and logs what fails.
 */
export class Coercion extends SmartCoercion<Call> {
  override init(options: StandardHandlerOptions<Call>): void {
    super.init(options)
    const [coerce, ...rest] = options.clientInterceptors ?? []
    if (!coerce) return
    options.clientInterceptors = [
      ...rest,
      (asked) =>
        coerce({
          ...asked,
          next: (made = asked) => asked.next({ ...made, input: madeOf(asked.input ?? {}, made.input) }),
        }),
    ]
  }
}

/** The coerced value without what stands in it for nothing that was given. */
function madeOf(given: unknown, made: unknown): unknown {
  if (given === undefined || given === null) return given
  if (Array.isArray(given) && Array.isArray(made)) return made.map((one, at) => madeOf(given[at], one))
  if (!isPlain(given) || !isPlain(made)) return made
  return Object.fromEntries(
    Object.entries(made)
      .filter(([name]) => Object.hasOwn(given, name))
      .map(([name, one]) => [name, madeOf(given[name], one)]),
  )
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]'
}
