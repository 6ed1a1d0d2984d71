import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { southernRecords } from '#checks/walk-records.ts'
import { newId } from '#core/ids.ts'
import { beginUpload, ownerKeyOf } from '#core/staging.ts'
import { roomOfMember } from '#core/upload-room.ts'
import { duties } from '#duties/index.ts'
import { openApiDocument } from './openapi.ts'
import type { Problem } from './problem.ts'

let server: TestServer
let ids: Record<string, string>
let administrator: Record<string, string>
let daiva: Record<string, string>

before(async () => {
  server = await openTestServer(duties)
  ids = (await southernRecords(server.office, server.people)).ids
  const bearer = async (member: { id: string }) => ({ authorization: `Bearer ${await server.keyOf(member)}` })
  administrator = await bearer(server.people.administrator)
  daiva = await bearer(server.people.daiva)
})
after(() => server.close())

const json = { 'content-type': 'application/json' }

async function ask(method: string, path: string, headers: Record<string, string> = {}, body?: unknown) {
  const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  const all = { ...(sent === undefined ? {} : json), ...headers }
  const answer = await fetch(server.url + path, { method, headers: all, ...(sent === undefined ? {} : { body: sent }) })
  return (await answer.json()) as Problem
}

test('whatever a door refuses carries key, parts, reasons and record', async () => {
  const at = '/api/expenses/rounds'
  const tus = { ...daiva, 'tus-resumable': '1.0.0' }
  const pieces = { ...tus, 'content-type': 'application/offset+octet-stream' }
  const refused: [number, Promise<Problem>][] = [
    [400, ask('GET', `${at}?month=x`, daiva)],
    [400, ask('GET', `${at}?nothing=x`, daiva)],
    [400, ask('POST', at, daiva, '{"teamId":')],
    [400, ask('POST', '/uploads', tus)],
    [400, ask('GET', '/live?lastEventId=x', daiva)],
    [400, ask('GET', '/api/office/me', { ...daiva, 'x-talka-behalf': 'x' })],
    [401, ask('GET', at)],
    [401, ask('GET', '/live')],
    [401, ask('POST', '/mcp', {}, {})],
    [401, ask('POST', '/uploads', { 'tus-resumable': '1.0.0', 'upload-length': '1' })],
    [403, ask('POST', '/api/office/branches', daiva, { name: 'x' })],
    [404, ask('GET', '/api/nowhere')],
    [404, ask('PATCH', `/uploads/${newId()}`, { ...pieces, 'upload-offset': '0' }, '')],
    [405, ask('PUT', at, daiva)],
    [405, ask('DELETE', '/healthz')],
    [405, ask('PUT', '/mcp', daiva)],
    [405, ask('PUT', '/uploads', daiva)],
    [405, ask('GET', '/rpc/office/me', daiva)],
    [409, ask('GET', '/api/office/me', { ...daiva, 'x-talka-behalf': newId() })],
    [413, ask('POST', '/api/office/sign-in', {}, ' '.repeat(1_100_000))],
    [413, ask('POST', '/uploads', { ...tus, 'upload-length': '99999999999' })],
    [415, ask('POST', at, { ...daiva, 'content-type': 'text/plain' }, 'x')],
  ]
  for (const [status, asked] of refused) {
    const problem = await asked
    const { says, params, reasons, record } = problem
    const [first] = reasons ?? []
    assert.deepEqual([problem.status, first], [status, { says, message: problem.detail, params, record }])
    assert.ok(record === null || typeof record === 'string', `${says} ${record}`)
  }
})

test('a field that is given twice is told so', async () => {
  const told = async (query: string) => {
    const { detail, fields } = await ask('GET', `/api/expenses/receipts?${query}`, daiva)
    return [detail, fields?.map(({ field }) => field)]
  }
  assert.deepEqual(await told('limit=1&limit=2'), ['limit: came more than once: give it once', ['limit']])
  assert.deepEqual((await told(`roundId=${newId()}&roundId=${newId()}`))[1], ['roundId'])
  assert.match(String((await told('limit=x'))[0]), /wrong kind$/)
})

test('with a key that only sees nothing is uploaded', async () => {
  const key = { name: 'Sees', rights: ['expenses.see' as const] }
  const made = await as(server.office, server.people.daiva).office.makeApiKey(key)
  const begin = { 'tus-resumable': '1.0.0', 'upload-length': '5' }
  const { status, says } = await ask('POST', '/uploads', { ...begin, authorization: `Bearer ${made.key}` })
  assert.deepEqual([status, says], [403, 'core.uploadForNothing'])
  const begun = await fetch(`${server.url}/uploads`, { method: 'POST', headers: { ...begin, ...daiva } })
  assert.equal(begun.status, 201)
})

test('the document demands of a problem what every refusal carries', async () => {
  const { components } = await openApiDocument(duties)
  const { required } = components!.schemas!.Problem as { required: string[] }
  for (const name of ['says', 'params', 'reasons', 'record']) assert.ok(required.includes(name), name)
})

test('the document tells of live events, uploads and on whose behalf one calls', async () => {
  const { paths } = await openApiDocument(duties)
  const behalf = '#/components/parameters/Behalf'
  assert.ok(paths!['/live']?.get && paths!['/uploads']?.post && paths!['/uploads/{uploadId}']?.patch)
  for (const [path, methods] of Object.entries(paths!).filter(([path]) => !path.startsWith('/uploads')))
    for (const operation of Object.values(methods!) as { parameters: { $ref?: string }[] }[])
      assert.ok(
        operation.parameters.some(({ $ref }) => $ref === behalf),
        path,
      )
})

test('a refusal about a record that is there names it', async () => {
  const { office, people } = server
  const round = { teamId: people.south, month: '2026-03-01' }
  const line = { role: 'expenses.prepare', memberId: people.daiva.id, placeId: people.south, fromDay: '2026-01-01' }
  const { rows } = await as(office, people.administrator).office.chart({})
  const hers = rows
    .flatMap((row) => (row.role === 'expenses.prepare' ? row.lines : []))
    .find(({ memberId }) => memberId === people.daiva.id)!
  const uploadId = newId()
  await beginUpload(
    office,
    { id: uploadId, owner: ownerKeyOf(people.daiva), size: 5, fileName: undefined, mime: undefined },
    roomOfMember,
  )
  const expenses = as(office, people.daiva).expenses
  const link = await expenses.makeLink({ roundId: ids.roundId!, memberId: people.tomasz.id })
  await expenses.revokeLink({ linkId: link.id })
  const token = link.url!.split('/').at(-1)!
  const person = { name: 'Kita Rasa', email: people.rasa.email, roles: ['assistant'], language: 'en' }
  const named = async (asked: Promise<Problem>) => {
    const { says, record, reasons } = await asked
    return [says, record, reasons[0]!.record]
  }
  const about = (says: string, id: string) => [says, id, id]
  const tus = { ...daiva, 'tus-resumable': '1.0.0', 'upload-offset': '3' }
  const pieces = { ...tus, 'content-type': 'application/offset+octet-stream' }
  assert.deepEqual(
    [
      await named(ask('POST', '/api/expenses/rounds', daiva, round)),
      await named(ask('POST', '/api/office/chart', administrator, line)),
      await named(ask('POST', '/api/office/members', administrator, person)),
      await named(ask('POST', '/api/expenses/receipts', daiva, { uploadId })),
      await named(
        ask('POST', `/api/expenses/by-link/${token}/missing`, {}, { expectedId: ids.expectedId, reason: 'Lost it' }),
      ),
      await named(ask('PATCH', `/uploads/${uploadId}`, pieces, 'abc')),
    ],
    [
      about('expenses.roundExists', ids.roundId!),
      about('office.hasDutySince', hers.id),
      about('office.emailTaken', people.rasa.id),
      about('core.uploadUnfinished', uploadId),
      about('expenses.link.revoked', link.id),
      about('core.uploadOffset', uploadId),
    ],
  )
})

test('what is too long to be read, or is no HTTP, is refused in a sentence', async () => {
  const said = async (request: string) => {
    const line = connect(Number(new URL(server.url).port), '127.0.0.1').end(request)
    const [head, body] = (await textOf(line)).split('\r\n\r\n')
    return [Number(head!.split(' ')[1]), (JSON.parse(body!) as { says: string }).says]
  }
  const long = `GET /api/notes?text=${'a'.repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`
  assert.deepEqual(await said(long), [431, 'core.headersTooLarge'])
  assert.deepEqual(await said('hello\r\n\r\n'), [400, 'core.unreadableRequest'])
})
