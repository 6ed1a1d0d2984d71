import type { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import {
  CallToolRequestSchema,
  ErrorCode,
  InitializeRequestSchema,
  isJSONRPCRequest,
  type JSONRPCRequest,
  ListToolsRequestSchema,
  PingRequestSchema,
} from '@modelcontextprotocol/sdk/types.js'
import type * as z from 'zod'

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
export function refusingOddRequests(transport: WebStandardStreamableHTTPServerTransport): void {
  const deliver = transport.onmessage
  transport.onmessage = (message, extra) => {
    const why = isJSONRPCRequest(message) ? oddness(message) : undefined
    if (!why || !isJSONRPCRequest(message)) return deliver?.(message, extra)
    void transport.send({ jsonrpc: '2.0', id: message.id, error: { code: ErrorCode.InvalidParams, message: why } })
  }
}

/** What does not fit, with its place; undefined for a request that fits, or of a method that is not ours to check. */
function oddness(request: JSONRPCRequest): string | undefined {
  const [issue] = shapes.get(request.method)?.safeParse(request).error?.issues ?? []
  if (issue) return `${issue.path.join('.')}: ${issue.message}`.slice(0, 300)
  const isPaged = request.method === 'tools/list' && request.params?.cursor !== undefined
  return isPaged ? 'params.cursor: the list has one page only, leave the cursor out' : undefined
}
