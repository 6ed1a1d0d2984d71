import { RPCHandler } from '@orpc/server/fetch'
import type { Call, OperationMeta } from '#core/operation.ts'
import type { Guard } from './guard.ts'
import type { House } from './house.ts'
import { doorProblem, problemAnswer } from './problem.ts'

/** The web app's own door: typed calls under `/rpc`. */
export function openRpc(house: House, guard: Guard) {
  const handler = new RPCHandler<Call>(house.duties, { clientInterceptors: [guarded(guard)] })
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

interface Guarded<Result, Options> {
  context: Call
  input: unknown
  path: readonly string[]
  procedure: { '~orpc': { meta: unknown } }
  next(options?: Options): Promise<Result>
}

/** The guard as the protocol library wants it. */
export function guarded(guard: Guard) {
  return <Result, Options extends Guarded<Result, Options>>(options: Options): Promise<Result> => {
    const { context, path, procedure, next } = options
    const meta = procedure['~orpc'].meta as OperationMeta
    // A request without a body gives no input: nothing was said, which is what an operation without fields wants.
    const given = { ...options, input: options.input ?? {} }
    return guard({ call: context, name: path.join('.'), meta }, () => next(given))
  }
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
