import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js'
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv'
import { ORPCError, ValidationError } from '@orpc/server'
import * as z from 'zod'
import type { Call } from '#core/call.ts'
import { type Damaged, damagedIn } from '#core/fitting-answer.ts'
import { isOpenTo } from '#core/may-call.ts'
import { inWords } from '#core/translate-errors.ts'
import { translate } from '#core/words.ts'
import { withBugsLogged } from './bugs.ts'
import type { Guard } from './guard.ts'
import type { House } from './house.ts'
import { findTools, listedTools, noSuchTool, runInput, runnerOf, runners, wordsInput } from './mcp-find.ts'
import { comesByOwnName } from './mcp-hosts.ts'
import { refusingOddRequests } from './mcp-requests.ts'
import { Behalf, sentFiles, toolName, withFiles } from './mcp-tools.ts'
import { type Operation, operationsOf } from './operations-of.ts'
import { doorProblem, problemAnswer, problemOf } from './problem.ts'

const instructions =
  'Talka is the desk of a sales department’s assistants. Find a tool with talka_find, then run it with the tool it names. ' +
  'You have the rights of the key’s member; `behalf` acts for somebody else. A refusal is a sentence that says what is ' +
  'wrong and what to do, followed by its key, parts and record as JSON.'

/** The door for agents: stateless Streamable HTTP, the same rights and refusals as everywhere. */
export function openMcp(house: House, guard: Guard) {
  const all = operationsOf(house.duties)
  // Each server would make one of its own, and is never asked to use it.
  const jsonSchemaValidator = new AjvJsonSchemaValidator()
  return async (request: Request, call: Call): Promise<Response> => {
    const at = { instance: call.requestId, language: call.language }
    if (!comesByOwnName(house, request, call)) return problemAnswer(doorProblem(403, 'core.foreignPage', at))
    if (!call.actor) return problemAnswer(doorProblem(401, 'core.notSignedIn', at))
    // A session holds nothing, so there is no stream to open and none to end.
    const allow = 'POST, OPTIONS'
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } })
    if (request.method !== 'POST')
      return problemAnswer(doorProblem(405, 'core.otherMethod', { ...at, params: { allow } }), { allow })
    const server = new Server(
      { name: 'talka', version: '1' },
      { capabilities: { tools: {} }, instructions, jsonSchemaValidator },
    )
    server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listedTools(openIn(call)) }))
    server.setRequestHandler(CallToolRequestSchema, ({ params }) => callTool(params.name, params.arguments ?? {}, call))
    const transport = new WebStandardStreamableHTTPServerTransport({
      enableJsonResponse: true,
      maxRequestBodySize: 40 * 1024 ** 2,
    })
    await server.connect(transport as Parameters<Server['connect']>[0])
    refusingOddRequests(transport, call.language)
    return transport.handleRequest(request)
  }

  function openIn({ actor }: Call): Operation[] {
    return all.filter((operation) => isOpenTo(actor!, operation))
  }

  /** Finds tools, or runs one: by its own name, or by the tools that are listed. All as the one in whose name it is asked. */
  async function callTool(name: string, args: Input, call: Call): Promise<CallToolResult> {
    try {
      const own = await inNameOf(args, call)
      const open = openIn(own)
      if (name === 'talka_find') return structured(findTools(open, fitting(wordsInput(open), args, own)))
      const isRunner = Object.hasOwn(runners, name)
      const { tool, input } = isRunner ? fitting(runInput, args, own) : { tool: name, input: withoutBehalf(args) }
      const operation = open.find((one) => toolName(one) === tool)
      if (!operation && !isRunner) throw new McpError(ErrorCode.InvalidParams, noSuchTool(tool, open, all))
      if (!operation) return wrong(noSuchTool(tool, open, all))
      const runner = runnerOf(operation)
      return isRunner && runner !== name ? wrong(`Run ${tool} with ${runner}.`) : await run(operation, input, own)
    } catch (error) {
      if (!(error instanceof ORPCError)) throw error
      return refusalOf(error, call)
    }
  }

  async function run(operation: Operation, input: Input, call: Call): Promise<CallToolResult> {
    const { name, changes, right } = operation
    fitting(sentFiles(operation), input, call)
    const work = async () => resultOf(await operation.run(withFiles(operation, input), call), name)
    const result = await guard({ call, name, meta: { right, changes }, input }, work)
    const damaged = damagedIn(call.answerHeaders)
    if (damaged.length > 0) result.content.push({ type: 'text', text: damagedText(call, damaged) })
    return result
  }

  /** The call in the name of the one whom it names, where the duty chart lets its caller. */
  async function inNameOf({ behalf }: Input, call: Call): Promise<Call> {
    if (behalf === undefined) return call
    const headers = new Headers(call.headers)
    headers.set('x-talka-behalf', fitting(z.object({ behalf: Behalf }), { behalf }, call).behalf)
    const identify = () =>
      house.identify(call.office, headers).catch((error) => Promise.reject(inWords(error, call.language)))
    return { ...call, headers, ...(await withBugsLogged(house.log, call, 'behalf', identify)) }
  }
}

type Input = Record<string, unknown>

const withoutBehalf = ({ behalf: _, ...input }: Input): Input => input

/** Arguments in their tool's shape; others are refused as an operation refuses its input, field by field. */
function fitting<Shape extends z.ZodType>(shape: Shape, args: Input, { language }: Call): z.output<Shape> {
  const read = shape.safeParse(args)
  if (read.success) return read.data
  const cause = new ValidationError({ message: 'wrong arguments', issues: read.error.issues, data: args })
  throw inWords(new ORPCError('BAD_REQUEST', { cause }), language)
}

function wrong(text: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text }] }
}

/** The sentence for a person, then the problem as REST answers it for the program. */
function refusalOf(error: ORPCError<string, unknown>, { requestId, language }: Call): CallToolResult {
  const problem = problemOf(error, requestId, language)
  return {
    isError: true,
    content: [
      { type: 'text', text: problem.detail },
      { type: 'text', text: JSON.stringify(problem) },
    ],
  }
}

function damagedText({ language, requestId }: Call, damaged: readonly Damaged[]): string {
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
