import { RPCHandler } from '@orpc/server/fetch'
import type { Call, OperationMeta } from '#core/operation.ts'
import type { Guard } from './guard.ts'
import type { House } from './house.ts'

/** A call on its way through the RPC or REST handler. */
export interface Carried extends Call {
  peer: string
}

/** The web app's own door: typed calls under `/rpc`. */
export function openRpc(house: House, guard: Guard) {
  const handler = new RPCHandler<Carried>(house.duties, { clientInterceptors: [guarded(guard)] })
  return async (request: Request, call: Carried): Promise<Response | null> => {
    const { matched, response } = await handler.handle(request, { prefix: '/rpc', context: call })
    return matched ? withHeaders(response, call.answerHeaders) : null
  }
}

/** The guard as the protocol library wants it. */
export function guarded(guard: Guard) {
  return <Result>(options: {
    context: Carried
    path: readonly string[]
    procedure: { '~orpc': { meta: unknown } }
    next(): Promise<Result>
  }): Promise<Result> => {
    const { context, path, procedure, next } = options
    const meta = procedure['~orpc'].meta as OperationMeta
    return guard({ call: context, name: path.join('.'), meta, peer: context.peer }, () => next())
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
