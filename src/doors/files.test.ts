import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { RouterClient } from '@orpc/server'
import sharp from 'sharp'
import { as } from '#checks/as.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { newId } from '#core/ids.ts'
import { type Duties, duties, mayUpload } from '#duties/index.ts'
import { paramsOf } from './addresses.ts'
import { helpOf } from './cli-help.ts'
import type { FieldSchema } from './json-schema.ts'
import { toolName, toolOf } from './mcp-tools.ts'
import { openApiDocument } from './openapi.ts'
import { type Operation, operationsOf } from './operations-of.ts'
import { fileFieldOf } from './raw-file.ts'

const taking = operationsOf(duties).filter((operation) => fileFieldOf(operation))
const main = join(import.meta.dirname, '../main.ts')

let server: TestServer
let key: string
let dir: string
/** What else each operation that takes a file has to be told. */
const others: Record<string, Record<string, string>> = { 'expenses.addReceipt': {} }
before(async () => {
  server = await openTestServer(duties, { mayUpload })
  key = await server.keyOf(server.people.rasa)
  dir = await mkdtemp(join(tmpdir(), 'talka-files-'))
  const rasa = as(server.office, server.people.rasa).expenses
  const { id: roundId } = await rasa.openRound({ teamId: server.people.north, month: '2026-03-01' })
  const { url } = await rasa.makeLink({ roundId, memberId: server.people.jonas.id })
  others['expenses.addReceiptByLink'] = { token: url!.split('/').at(-1)! }
})
after(async () => {
  await server.close()
  await rm(dir, { recursive: true })
})

/** A small photograph, another each time. */
async function photograph(): Promise<Buffer<ArrayBuffer>> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  const made = await sharp({ create: { width: 900, height: 700, channels: 3, background: 'white', noise } })
    .jpeg({ quality: 60 })
    .toBuffer()
  return Buffer.from(made)
}

type Door = (operation: Operation, bytes: Buffer<ArrayBuffer>, fields: Record<string, string>) => Promise<unknown>

const name = 'pietūs Čiurlionio 5.jpg'
const authorization = () => ({ authorization: `Bearer ${key}` })
const answered = async (answer: Response) => {
  const output = (await answer.json()) as { detail?: string }
  assert.equal(answer.status, 200, output.detail ?? '')
  return output
}
/** Its address with what stands in it, and the fields that are left. */
function addressed({ restPath }: Operation, fields: Record<string, string>) {
  const left = { ...fields }
  const path = restPath.replace(/\{(\w+)\}/g, (_, param: string) => encodeURIComponent(fields[param]!))
  for (const param of paramsOf({ restPath })) delete left[param]
  return { url: `${server.url}/api${path}`, left }
}

const doors: Record<string, Door> = {
  'REST as a form': async (operation, bytes, fields) => {
    const { url, left } = addressed(operation, fields)
    const form = new FormData()
    form.set(fileFieldOf(operation)!, new File([bytes], name))
    for (const [field, value] of Object.entries(left)) form.set(field, value)
    return answered(await fetch(url, { method: operation.method, headers: authorization(), body: form }))
  },
  'REST as the body itself': async (operation, bytes, fields) => {
    const { url, left } = addressed(operation, fields)
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`
    const headers = { ...authorization(), 'content-type': 'image/jpeg', 'content-disposition': disposition }
    return answered(await fetch(`${url}?${new URLSearchParams(left)}`, { method: 'POST', headers, body: bytes }))
  },
  RPC: async ({ path }, bytes, fields) => {
    const link = new RPCLink({ url: `${server.url}/rpc`, headers: authorization() })
    let at: unknown = createORPCClient(link) as RouterClient<Duties>
    for (const part of path) at = (at as Record<string, unknown>)[part]
    return (at as (input: unknown) => Promise<unknown>)({ ...fields, file: new File([bytes], name) })
  },
  MCP: async (operation, bytes, fields) => {
    const client = new Client({ name: 'test', version: '1' })
    const requestInit = { headers: authorization() }
    await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`), { requestInit }) as never)
    const file = { name, mime: 'image/jpeg', base64: bytes.toString('base64') }
    const { structuredContent, isError, content } = await client.callTool({
      name: toolName(operation),
      arguments: { ...fields, file },
    })
    await client.close()
    assert.ok(!isError, JSON.stringify(content))
    return structuredContent
  },
  'the command line': async ({ path }, bytes, fields) => {
    const file = join(dir, name)
    await writeFile(file, bytes)
    const words = [...path, `file=${file}`, ...Object.entries(fields).map(([field, value]) => `${field}=${value}`)]
    const env = { ...process.env, TALKA_URL: server.url, TALKA_API_KEY: key, NODE_TEST_CONTEXT: undefined }
    const child = spawn(process.execPath, [main, ...words], { env })
    const [out, err, [code]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), once(child, 'close')])
    assert.equal(code, 0, err)
    return JSON.parse(out)
  },
  'a resumable upload': async (operation, bytes, fields) => {
    const tus = { 'tus-resumable': '1.0.0', ...authorization() }
    const owner = fields.token ? { 'tus-resumable': '1.0.0', 'x-talka-link': fields.token } : tus
    const metadata = `filename ${Buffer.from(name).toString('base64')}`
    const begin = { ...owner, 'upload-length': String(bytes.length), 'upload-metadata': metadata }
    const begun = await fetch(`${server.url}/uploads`, { method: 'POST', headers: begin })
    const location = begun.headers.get('location')!
    const piece = { ...owner, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }
    assert.equal((await fetch(server.url + location, { method: 'PATCH', headers: piece, body: bytes })).status, 204)
    const { url, left } = addressed(operation, fields)
    const body = JSON.stringify({ ...left, uploadId: location.split('/').at(-1) })
    const headers = { ...authorization(), 'content-type': 'application/json' }
    return answered(await fetch(url, { method: operation.method, headers, body }))
  },
}

/** Which receipt it became, whatever the operation answers. */
function receiptIn(output: unknown): string {
  const { receipt, receiptId } = output as { receipt?: { id: string }; receiptId?: string }
  return receipt?.id ?? receiptId!
}

describe('a file comes as it was sent', () => {
  test('every operation that takes a file is tried', () => {
    assert.deepEqual(taking.map((one) => one.name).sort(), Object.keys(others).sort())
  })
  for (const [door, send] of Object.entries(doors))
    for (const operation of taking)
      test(`by ${door} to ${operation.name}, byte by byte and under its name`, async () => {
        const bytes = await photograph()
        const id = receiptIn(await send(operation, bytes, others[operation.name]!))
        const { fileName } = await as(server.office, server.people.rasa).expenses.receipt({ receiptId: id })
        assert.equal(fileName, name)
        const original = `${server.url}/api/expenses/receipts/${id}/original`
        const answer = await fetch(original, { headers: authorization() })
        assert.ok(bytes.equals(Buffer.from(await answer.arrayBuffer())))
      })
})

test('an upload in place of the file is described wherever the file is', async () => {
  const { paths } = await openApiDocument(duties)
  for (const operation of taking) {
    const { requestBody } = paths![operation.restPath]![operation.method.toLowerCase() as 'post']!
    const content = (requestBody as { content: Record<string, { schema: FieldSchema }> }).content
    assert.deepEqual(Object.keys(content), ['multipart/form-data', '*/*'], operation.name)
    const { properties } = content['multipart/form-data']!.schema
    assert.deepEqual(['uploadId' in properties!, 'file' in properties!], [true, true])
    const { file, uploadId } = toolOf(operation).inputSchema.properties as Record<string, FieldSchema>
    assert.match(file!.description!, /`uploadId` in its place/)
    assert.match(uploadId!.description!, /In place of `file`.*POST \/uploads/)
    assert.match(helpOf(operation), /uploadId .*In place of `file`.*POST \/uploads/)
  }
})

test('a file without a name, as the body itself, is taken under one', async () => {
  for (const disposition of [
    undefined,
    'attachment',
    "attachment; filename*=UTF-8''%C4%ZZ",
    'attachment; filename=""',
  ]) {
    const headers = {
      ...authorization(),
      'content-type': 'IMAGE/JPEG',
      ...(disposition ? { 'content-disposition': disposition } : {}),
    }
    const url = `${server.url}/api/expenses/receipts`
    const { receipt } = (await answered(await fetch(url, { method: 'POST', headers, body: await photograph() }))) as {
      receipt?: { fileName: string; cameBy: string }
    }
    assert.deepEqual([receipt!.fileName, receipt!.cameBy], ['file', 'program'])
  }
})

test('JSON that comes with a name is the file itself', async () => {
  const disposition = 'attachment; filename="kvitas.json"'
  const headers = { ...authorization(), 'content-type': 'application/json', 'content-disposition': disposition }
  const body = '{"name":"x"}'
  const answer = await fetch(`${server.url}/api/expenses/receipts`, { method: 'POST', headers, body })
  const { detail } = (await answer.json()) as { detail: string }
  assert.deepEqual([answer.status, detail.startsWith('kvitas.json – ')], [409, true], detail)
})

test('a file comes back by the command line as it was sent', async () => {
  const bytes = await photograph()
  const id = receiptIn(await doors['REST as a form']!(taking[0]!, bytes, others[taking[0]!.name]!))
  const out = join(dir, 'back.jpg')
  const env = { ...process.env, TALKA_URL: server.url, TALKA_API_KEY: key, NODE_TEST_CONTEXT: undefined }
  const words = ['expenses', 'original', `receiptId=${id}`, '--out', out]
  const [code] = await once(spawn(process.execPath, [main, ...words], { env }), 'close')
  assert.equal(code, 0)
  assert.ok(bytes.equals(await readFile(out)))
})

test('two files in one form, or a file and an upload besides, are refused by name', async () => {
  const asked = async (besides: Record<string, string | File>, language: string) => {
    const form = new FormData()
    form.append('file', new File([await photograph()], name))
    for (const [field, value] of Object.entries(besides)) form.append(field, value)
    const headers = { ...authorization(), 'accept-language': language }
    const answer = await fetch(`${server.url}/api/expenses/receipts`, { method: 'POST', headers, body: form })
    return [answer.status, ((await answer.json()) as { detail: string }).detail]
  }
  const second = new File([await photograph()], 'second.jpg')
  assert.deepEqual(await asked({ file: second }, 'en'), [400, 'file: came more than once: send one file at a time'])
  assert.match(String((await asked({ file: second }, 'lt'))[1]), /po vieną failą$/)
  assert.deepEqual(await asked({ uploadId: newId() }, 'en'), [
    400,
    'A file came and the id of an upload besides. Send one of the two.',
  ])
})

test('the same Idempotency-Key with another file of that name is refused', async () => {
  const send = async (bytes: Buffer<ArrayBuffer>) => {
    const form = new FormData()
    form.set('file', new File([bytes], name))
    const headers = { ...authorization(), 'idempotency-key': 'one-file' }
    const answer = await fetch(`${server.url}/api/expenses/receipts`, { method: 'POST', headers, body: form })
    return [answer.status, ((await answer.json()) as { receipt?: { id: string } }).receipt?.id]
  }
  const bytes = await photograph()
  const first = await send(bytes)
  assert.deepEqual(await send(bytes), first)
  assert.equal((await send(await photograph()))[0], 409)
})
