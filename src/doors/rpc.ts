import { ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/fetch'
import type { StandardHandlerOptions } from '@orpc/server/standard'
import type { Call } from '#core/call.ts'
import type { Log } from '#core/log.ts'
import type { OperationMeta } from '#core/rights.ts'
import { told } from '#core/translate-errors.ts'
import { translate } from '#core/words.ts'
import { withBugsLogged } from './bugs.ts'
import type { Guard } from './guard.ts'
import type { House } from './house.ts'
import { doorProblem, problemAnswer } from './problem.ts'

/** The web app's own door: typed calls under `/rpc`. */
export function openRpc(house: House, guard: Guard) {
  const handler = new RPCHandler<Call>(house.duties, behind(house.log, guard))
  return async (request: Request, call: Call): Promise<Response | null> => {
    // Whatever its method, a call runs: those that are not asked for their page must not reach it.
    const { requestId: instance, language } = call
    const allow = 'POST'
    if (request.method !== 'POST')
      return problemAnswer(doorProblem(405, 'core.otherMethod', { instance, language, params: { allow } }), { allow })
    const { matched, response } = await handler.handle(request, { prefix: '/rpc', context: call })
    return matched ? withHeaders(response, call.answerHeaders) : null
  }
}

/**
 * The guard as the protocol library wants it. What fails outside it is a bug of the door, logged and told as such; only a
 * request that could not be read is its caller's fault, and told in our words.
 */
export function behind(
  log: Log,
  guard: Guard,
): Pick<StandardHandlerOptions<Call>, 'interceptors' | 'clientInterceptors'> {
  const asked = new WeakMap<Call, string>()
  return {
    interceptors: [
      (options) =>
        options.next().catch((error: unknown) => {
          const operation = asked.get(options.context)
          if (error instanceof ORPCError) throw error
          if (operation === undefined && !(error instanceof RangeError)) throw unreadable(options.context, error)
          return withBugsLogged(log, options.context, operation ?? options.request.url.pathname, () =>
            Promise.reject(error),
          )
        }),
    ],
    clientInterceptors: [
      (options) => {
        const { context, path, procedure, next } = options
        const meta = procedure['~orpc'].meta as OperationMeta
        const name = path.join('.')
        asked.set(context, name)
        // A request without a body gives no input: nothing was said, which is what an operation without fields wants.
        const input = options.input ?? {}
        return guard({ call: context, name, meta, input }, () => next({ ...options, input }))
      },
    ],
  }
}

function unreadable({ language, requestId: reference }: Call, cause: unknown): ORPCError<string, unknown> {
  const says = 'core.unreadableRequest'
  const data = { ...told(language, { says }), reference }
  return new ORPCError('BAD_REQUEST', { status: 400, message: translate(language, says), data, cause })
}

/** The answer with what the operation put into its headers, cookies among them. */
export function withHeaders(response: Response, headers: Headers): Response {
  const answer = new Response(response.body, response)
  for (const [name, value] of headers) {
    if (name === 'set-cookie') answer.headers.append(name, value)
    else answer.headers.set(name, value)
  }
  return answer
}
