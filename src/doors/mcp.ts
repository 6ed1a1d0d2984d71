import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js'
import { type AnyRouter, ORPCError } from '@orpc/server'
import { type Damaged, damagedIn } from '#core/fitting-answer.ts'
import { translate } from '#core/words.ts'
import { filesFromText } from './files-from-text.ts'
import type { Guard } from './guard.ts'
import type { House } from './house.ts'
import { type Operation, operationsOf } from './operations-of.ts'
import type { Carried } from './rpc.ts'

/** `expenses.openRound` as a tool's name. */
export function toolName(operation: Pick<Operation, 'path'>): string {
  return operation.path.join('_')
}

/** Every operation as an MCP tool. */
export function toolsOf(duties: AnyRouter): Tool[] {
  return operationsOf(duties).map((operation) => ({
    name: toolName(operation),
    title: titleOf(operation.path.at(-1)!),
    description: operation.summary,
    inputSchema: { ...operation.input, type: 'object' } as Tool['inputSchema'],
    annotations: {
      title: operation.summary,
      readOnlyHint: !operation.changes,
      destructiveHint: operation.changes && operation.method === 'DELETE',
      idempotentHint: !operation.changes,
      openWorldHint: false,
    },
  }))
}

/** The door for agents: stateless Streamable HTTP, the same rights and refusals as everywhere. */
export function openMcp(house: House, guard: Guard) {
  const operations = new Map(operationsOf(house.duties).map((operation) => [toolName(operation), operation]))
  const tools = toolsOf(house.duties)
  return async (request: Request, call: Carried): Promise<Response> => {
    // A session holds nothing, so there is no stream to open and none to end.
    if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } })
    const server = new Server({ name: 'talka', version: '1' }, { capabilities: { tools: {} }, instructions })
    server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }))
    server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
      const operation = operations.get(params.name)
      if (!operation) throw new McpError(ErrorCode.InvalidParams, `There is no tool ${params.name}.`)
      return runTool(operation, params.arguments ?? {}, { call, guard })
    })
    const transport = new WebStandardStreamableHTTPServerTransport({
      enableJsonResponse: true,
      maxRequestBodySize: 40 * 1024 ** 2,
    })
    await server.connect(transport as Parameters<Server['connect']>[0])
    return transport.handleRequest(request)
  }
}

const instructions =
  'Talka is the desk of a sales department’s assistants. Every tool is one operation with the rights of the key’s member. ' +
  'A refusal is a sentence that says what is wrong and what to do.'

async function runTool(
  operation: Operation,
  args: Record<string, unknown>,
  { call, guard }: { call: Carried; guard: Guard },
): Promise<CallToolResult> {
  const { name, changes, right } = operation
  try {
    const input = filesFromText(operation.input, args)
    const output = await guard({ call, name, meta: { right, changes }, peer: call.peer }, () =>
      operation.run(input, call),
    )
    const result = await resultOf(output, name)
    const damaged = damagedIn(call.answerHeaders)
    if (damaged.length > 0) result.content.push({ type: 'text', text: damagedText(call, damaged) })
    return result
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error
    const refusal = { code: error.code, status: error.status, message: error.message, data: error.data ?? null }
    return {
      isError: true,
      content: [{ type: 'text', text: error.message }],
      structuredContent: { refusal: JSON.parse(JSON.stringify(refusal)) },
    }
  }
}

function damagedText({ language, requestId }: Carried, damaged: readonly Damaged[]): string {
  const records = damaged.map(({ number, id }) => number ?? id ?? '?').join(', ')
  return translate(language, 'core.damaged', { records, reference: requestId })
}

async function resultOf(output: unknown, name: string): Promise<CallToolResult> {
  if (output instanceof Blob) return fileResult(output, name)
  const json = JSON.parse(JSON.stringify(output ?? null)) as unknown
  const structured = typeof json === 'object' && json !== null && !Array.isArray(json) ? json : { result: json }
  return {
    content: [{ type: 'text', text: JSON.stringify(json) }],
    structuredContent: structured as Record<string, unknown>,
  }
}

async function fileResult(file: Blob, name: string): Promise<CallToolResult> {
  const fileName = file instanceof File ? file.name : 'file'
  const blob = Buffer.from(await file.arrayBuffer()).toString('base64')
  const mimeType = file.type || 'application/octet-stream'
  const uri = `talka://${name}/${encodeURIComponent(fileName)}`
  return {
    content: [
      { type: 'text', text: `${fileName}, ${mimeType}, ${file.size} bytes` },
      mimeType.startsWith('image/')
        ? { type: 'image', data: blob, mimeType }
        : { type: 'resource', resource: { uri, mimeType, blob } },
    ],
  }
}

function titleOf(name: string): string {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
