import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js'
import { ORPCError } from '@orpc/server'
import { type Damaged, damagedIn } from '#core/fitting-answer.ts'
import { isOpenTo } from '#core/operation.ts'
import { inWords } from '#core/translate-errors.ts'
import { translate } from '#core/words.ts'
import type { Guard } from './guard.ts'
import type { House } from './house.ts'
import { findTools, listedTools, noSuchTool, type RunnerName, runnerOf, runners } from './mcp-find.ts'
import { comesByOwnName } from './mcp-hosts.ts'
import { toolName, withFiles } from './mcp-tools.ts'
import { type Operation, operationsOf } from './operations-of.ts'
import { doorProblem, problemAnswer, problemOf } from './problem.ts'
import type { Carried } from './rpc.ts'

const instructions =
  'Talka is the desk of a sales department’s assistants. Find a tool with talka_find, then run it with the tool it names. ' +
  'You have the rights of the key’s member; `behalf` acts for somebody else. A refusal is a sentence that says what is ' +
  'wrong and what to do, followed by its key, parts and record as JSON.'

/** The door for agents: stateless Streamable HTTP, the same rights and refusals as everywhere. */
export function openMcp(house: House, guard: Guard) {
  const all = operationsOf(house.duties)
  return async (request: Request, call: Carried): Promise<Response> => {
    const at = { instance: call.requestId, language: call.language }
    if (!comesByOwnName(house, request, call)) return problemAnswer(doorProblem(403, 'core.foreignPage', at))
    if (!call.actor) return problemAnswer(doorProblem(401, 'core.notSignedIn', at))
    // A session holds nothing, so there is no stream to open and none to end.
    const allow = 'POST, OPTIONS'
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } })
    if (request.method !== 'POST')
      return problemAnswer(doorProblem(405, 'core.otherMethod', { ...at, params: { allow } }), { allow })
    const { actor } = call
    const open = all.filter((operation) => isOpenTo(actor, operation))
    const server = new Server({ name: 'talka', version: '1' }, { capabilities: { tools: {} }, instructions })
    server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listedTools(open) }))
    server.setRequestHandler(CallToolRequestSchema, ({ params }) =>
      callTool(params.name, params.arguments ?? {}, { open, run: (one, input) => runFor(one, input, call) }),
    )
    const transport = new WebStandardStreamableHTTPServerTransport({
      enableJsonResponse: true,
      maxRequestBodySize: 40 * 1024 ** 2,
    })
    await server.connect(transport as Parameters<Server['connect']>[0])
    return transport.handleRequest(request)
  }

  /** Runs an operation for the caller, or on behalf of the one he names. */
  async function runFor(operation: Operation, { behalf, ...input }: Input, call: Carried): Promise<CallToolResult> {
    const { name, changes, right } = operation
    try {
      const own = typeof behalf === 'string' ? await inNameOf(behalf, call) : call
      const work = () => operation.run(withFiles(operation, input), own)
      const output = await guard({ call: own, name, meta: { right, changes }, peer: call.peer }, work)
      const result = await resultOf(output, name)
      const damaged = damagedIn(own.answerHeaders)
      if (damaged.length > 0) result.content.push({ type: 'text', text: damagedText(own, damaged) })
      return result
    } catch (error) {
      if (!(error instanceof ORPCError)) throw error
      return refusalOf(error, call)
    }
  }

  async function inNameOf(behalf: string, call: Carried): Promise<Carried> {
    const headers = new Headers(call.headers)
    headers.set('x-talka-behalf', behalf)
    const { actor, language } = await house.identify(call.office, headers).catch((error) => {
      throw inWords(error, call.language)
    })
    return { ...call, headers, actor, language }
  }
}

type Input = Record<string, unknown>

interface At {
  /** What the caller's rights open. */
  open: readonly Operation[]
  run(operation: Operation, input: Input): Promise<CallToolResult>
}

/** An operation by its own name, or found and run by the tools that are listed. */
async function callTool(name: string, args: Input, { open, run }: At): Promise<CallToolResult> {
  if (name === 'talka_find') return structured(findTools(open, args))
  const isRunner = name in runners
  const wanted = isRunner ? String(args.tool) : name
  const operation = open.find((one) => toolName(one) === wanted)
  if (!operation) {
    if (!isRunner) throw new McpError(ErrorCode.InvalidParams, noSuchTool(wanted, open))
    return { isError: true, content: [{ type: 'text', text: noSuchTool(wanted, open) }] }
  }
  if (!isRunner) return run(operation, args)
  const runner = runnerOf(operation)
  if (runner !== (name as RunnerName))
    return { isError: true, content: [{ type: 'text', text: `Run ${wanted} with ${runner}.` }] }
  return run(operation, { ...(args.input as Input | undefined), ...(args.behalf ? { behalf: args.behalf } : {}) })
}

/** The sentence for a person, then the problem as REST answers it for the program. */
function refusalOf(error: ORPCError<string, unknown>, { requestId, language }: Carried): CallToolResult {
  const problem = problemOf(error, requestId, language)
  return {
    isError: true,
    content: [
      { type: 'text', text: problem.detail },
      { type: 'text', text: JSON.stringify(problem) },
    ],
  }
}

function damagedText({ language, requestId }: Carried, damaged: readonly Damaged[]): string {
  const records = damaged.map(({ number, id }) => number ?? id ?? '?').join(', ')
  return translate(language, 'core.damaged', { records, reference: requestId })
}

async function resultOf(output: unknown, name: string): Promise<CallToolResult> {
  if (output instanceof Blob) return fileResult(output, name)
  const json = JSON.parse(JSON.stringify(output ?? null)) as unknown
  return structured(typeof json === 'object' && json !== null && !Array.isArray(json) ? json : { result: json })
}

function structured(content: object): CallToolResult {
  return {
    content: [{ type: 'text', text: JSON.stringify(content) }],
    structuredContent: content as Record<string, unknown>,
  }
}

async function fileResult(file: Blob, operation: string): Promise<CallToolResult> {
  const name = file instanceof File ? file.name : 'file'
  const blob = Buffer.from(await file.arrayBuffer()).toString('base64')
  const mime = file.type || 'application/octet-stream'
  const uri = `talka://${operation}/${encodeURIComponent(name)}`
  return {
    content: [
      { type: 'text', text: `${name}, ${mime}, ${file.size} bytes` },
      mime.startsWith('image/')
        ? { type: 'image', data: blob, mimeType: mime }
        : { type: 'resource', resource: { uri, mimeType: mime, blob } },
    ],
    structuredContent: { name, mime, size: file.size },
  }
}
