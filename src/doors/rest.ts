import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { ORPCError } from '@orpc/server'
import { experimental_ZodSmartCoercionPlugin as SmartCoercion } from '@orpc/zod/zod4'
import { fileAnswer } from './file-answer.ts'
import type { Guard } from './guard.ts'
import type { House } from './house.ts'
import { problemAnswer, problemOf } from './problem.ts'
import { type Carried, guarded, withHeaders } from './rpc.ts'

/** The operations as REST under `/api`: numbers and days out of the query, problems as RFC 9457, files as files. */
export function openRest(house: House, guard: Guard) {
  const handler = new OpenAPIHandler<Carried>(house.duties, {
    plugins: [new SmartCoercion()],
    clientInterceptors: [guarded(guard)],
  })
  return async (request: Request, call: Carried): Promise<Response | null> => {
    const { matched, response } = await handler.handle(request, { prefix: '/api', context: call })
    if (!matched) return null
    const answer = withHeaders(response, call.answerHeaders)
    if (answer.status >= 400) return problemFrom(answer, call)
    if (answer.headers.has('content-disposition')) return fileAnswer(request, answer)
    if (!answer.headers.has('cache-control')) answer.headers.set('cache-control', 'no-store')
    return answer
  }
}

async function problemFrom(answer: Response, call: Carried): Promise<Response> {
  const { code, status, message, data } = (await answer.json()) as {
    code: string
    status: number
    message: string
    data: unknown
  }
  const error = new ORPCError(code, { status, message, data })
  const wait = answer.headers.get('retry-after')
  return problemAnswer(problemOf(error, call.requestId, call.language), wait ? { 'retry-after': wait } : {})
}
