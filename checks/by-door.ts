import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { toolName } from '#doors/mcp-tools.ts'
import type { Operation } from '#doors/operations-of.ts'

/** Whoever calls: at which server, with which key. */
export interface Caller {
  url: string
  key: string
}

/** What a door refused with. */
export interface Refused {
  status: number
  sentence: string
}

export async function byRest(
  { url, key }: Caller,
  operation: Operation,
  input: Record<string, unknown>,
): Promise<Refused> {
  const rest = { ...input }
  const path = operation.restPath.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest[name])
    delete rest[name]
    return encodeURIComponent(value)
  })
  const isGet = operation.method === 'GET'
  const plain = Object.entries(rest).filter(([, value]) => typeof value !== 'object')
  const query = isGet ? `?${new URLSearchParams(plain.map(([name, value]) => [name, String(value)]))}` : ''
  const answer = await fetch(`${url}/api${path}${query}`, {
    method: operation.method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(isGet ? {} : { body: JSON.stringify(rest) }),
  })
  const { detail } = (await answer.json()) as { detail: string }
  return { status: answer.status, sentence: detail }
}

export async function byMcp({ url, key }: Caller, operation: Operation, input: object): Promise<Refused> {
  const { result } = await callTool({ url, key }, operation, input)
  const [sentence, problem] = result!.content
  return { status: JSON.parse(problem!.text).status, sentence: sentence!.text }
}

export async function callTool({ url, key }: Caller, operation: Operation, input: object) {
  const params = { name: toolName(operation), arguments: input }
  const answer = await fetch(`${url}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
  })
  return (await answer.json()) as { result?: { content: { text: string }[] }; error?: { message: string } }
}

export async function byCli(
  { url, key }: Caller,
  { path }: Operation,
  input: object,
): Promise<{ code: number; sentence: string }> {
  const main = join(import.meta.dirname, '../src/main.ts')
  const env = { ...process.env, TALKA_URL: url, TALKA_API_KEY: key, NODE_TEST_CONTEXT: undefined }
  const child = spawn(process.execPath, [...process.execArgv, main, ...path, JSON.stringify(input)], { env })
  const [sentence, [code]] = await Promise.all([textOf(child.stderr), once(child, 'close')])
  return { code: Number(code), sentence: sentence.trim() }
}

export async function byRpc({ url, key }: Caller, { path }: Operation, input: object): Promise<Refused> {
  const answer = await fetch(`${url}/rpc/${path.join('/')}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ json: input }),
  })
  const { json } = (await answer.json()) as { json: { status: number; message: string } }
  return { status: json.status, sentence: json.message }
}
