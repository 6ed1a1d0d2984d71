import type { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import {
  CallToolRequestSchema,
  ErrorCode,
  InitializeRequestSchema,
  isJSONRPCNotification,
  isJSONRPCRequest,
  type JSONRPCRequest,
  ListToolsRequestSchema,
  PingRequestSchema,
} from '@modelcontextprotocol/sdk/types.js'
import { ORPCError, ValidationError } from '@orpc/server'
import type * as z from 'zod'
import { sentenceOfRefusal } from '#core/translate-errors.ts'

const shapes = new Map<string, z.ZodType>([
  ['initialize', InitializeRequestSchema],
  ['ping', PingRequestSchema],
  ['tools/list', ListToolsRequestSchema],
  ['tools/call', CallToolRequestSchema],
])

/**
 * Answers a request whose parameters do not fit its method with what is wrong (-32602) before it gets to the server, which
 * would call it a fault of its own (-32603). To be called when the server is connected.
 */
export function refusingOddRequests(transport: WebStandardStreamableHTTPServerTransport, language: string): void {
  const deliver = transport.onmessage
  transport.onmessage = (message, extra) => {
    // Nobody waits elsewhere for what is under way here: one that was given up would be answered by nothing.
    if (isJSONRPCNotification(message) && message.method === 'notifications/cancelled') return
    const why = isJSONRPCRequest(message) ? oddness(message, language) : undefined
    if (!why || !isJSONRPCRequest(message)) return deliver?.(message, extra)
    void transport.send({ jsonrpc: '2.0', id: message.id, error: { code: ErrorCode.InvalidParams, message: why } })
  }
}

/** What does not fit, with its place; undefined for a request that fits, or of a method that is not ours to check. */
function oddness(request: JSONRPCRequest, language: string): string | undefined {
  const { issues } = shapes.get(request.method)?.safeParse(request).error ?? {}
  if (issues) {
    const cause = new ValidationError({ message: 'an odd request', issues, data: request })
    return sentenceOfRefusal(new ORPCError('BAD_REQUEST', { cause }), language)
  }
  const { method, params } = request
  if (method === 'tools/list' && params?.cursor !== undefined)
    return 'params.cursor: the list has one page only, leave the cursor out'
  if (method === 'tools/call' && params?.task !== undefined)
    return 'params.task: a call is answered at once here, leave the task out'
  return undefined
}
