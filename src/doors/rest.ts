import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { ORPCError } from '@orpc/server'
import type { Call } from '#core/call.ts'
import { addressBook, allowed, paramsOf, type Standing } from './addresses.ts'
import { Coercion } from './coercion.ts'
import { fileAnswer } from './file-answer.ts'
import type { Guard } from './guard.ts'
import type { House } from './house.ts'
import type { Operation } from './operations-of.ts'
import { doorProblem, problemAnswer, problemOf, unknownNames } from './problem.ts'
import { formOf, isRawFile, unreadKind, withPlainKind } from './raw-file.ts'
import { behind, withHeaders } from './rpc.ts'

/** The operations as REST under `/api`: numbers and days out of the query, problems as RFC 9457, files as files. */
export function openRest(house: House, guard: Guard) {
  const standingAt = addressBook(house.duties)
  const handler = new OpenAPIHandler<Call>(house.duties, {
    plugins: [new Coercion()],
    ...behind(house.log, guard),
  })
  return async (asked: Request, call: Call): Promise<Response | null> => {
    const standing = standingAt(new URL(asked.url).pathname.slice('/api'.length))
    if (standing.size === 0) return null
    const operation = standing.get(asked.method === 'HEAD' ? 'GET' : asked.method)
    if (!operation) return otherMethod(asked, standing, call)
    const isRaw = isRawFile(asked, operation)
    const kind = isRaw ? undefined : unreadKind(asked)
    if (kind !== undefined) return unread(kind, call)
    const unknown = unknownIn(asked, operation, isRaw)
    if (unknown.length > 0) return problemAnswer(unknownNames(unknown, call))
    const request = isRaw ? await formOf(asked, operation) : withPlainKind(asGet(asked))
    const { matched, response } = await handler.handle(request, { prefix: '/api', context: call })
    if (!matched) return null
    const answer = withHeaders(response, call.answerHeaders)
    if (answer.status >= 400) return problemFrom(answer, call)
    if (answer.headers.has('content-disposition')) return fileAnswer(request, answer)
    if (!answer.headers.has('cache-control')) answer.headers.set('cache-control', 'no-store')
    return answer
  }
}

/** What may be asked here is told; any other method is refused with the same list. */
function otherMethod({ method }: Request, standing: Standing, { requestId, language }: Call): Response {
  const allow = allowed(standing)
  if (method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } })
  const params = { allow }
  return problemAnswer(doorProblem(405, 'core.otherMethod', { instance: requestId, language, params }), { allow })
}

function unread(kind: string, { requestId, language }: Call): Response {
  const params = { type: kind.slice(0, 100) }
  return problemAnswer(doorProblem(415, 'core.otherContent', { instance: requestId, language, params }))
}

/** Names in the address's query that nothing would read: a mistyped filter must not look like an empty one. */
function unknownIn({ url }: Request, operation: Operation, isRaw: boolean): string[] {
  const inPath = paramsOf(operation)
  const known = operation.method === 'GET' || isRaw ? Object.keys(operation.input.properties ?? {}) : []
  const names = [...new URL(url).searchParams.keys()].map((name) => name.replace(/\[.*$/s, ''))
  return [...new Set(names)].filter((name) => !known.includes(name) || inPath.includes(name))
}

// The server drops the body of an answer to HEAD; up to there it is a GET.
function asGet(request: Request): Request {
  return request.method === 'HEAD' ? new Request(request, { method: 'GET' }) : request
}

async function problemFrom(answer: Response, call: Call): Promise<Response> {
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
