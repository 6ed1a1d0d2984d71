import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { sentFile } from '#checks/sent-file.ts'
import { smallPhoto } from '#checks/small-photo.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { duties, mayUpload } from '#duties/index.ts'

let server: TestServer
let roundId: string
before(async () => {
  server = await openTestServer(duties, { mayUpload })
  roundId = (await rasa().openRound({ teamId: server.people.north, month: '2026-10-01' })).id
})
after(() => server.close())

const rasa = () => as(server.office, server.people.rasa).expenses

async function linkFor(member: { id: string }) {
  const { id, url } = await rasa().makeLink({ roundId, memberId: member.id })
  return { id, token: url!.split('/').at(-1)! }
}

async function uploaded(token: string): Promise<string> {
  const bytes = new Uint8Array(await sentFile(await smallPhoto()).arrayBuffer())
  const headers = { 'tus-resumable': '1.0.0', 'x-talka-link': token }
  const length = { 'upload-length': String(bytes.byteLength) }
  const begun = await fetch(`${server.url}/uploads`, { method: 'POST', headers: { ...headers, ...length } })
  assert.equal(begun.status, 201, begun.status === 201 ? '' : await begun.text())
  const place = new URL(begun.headers.get('location')!, server.url)
  const octets = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }
  const sent = await fetch(place, { method: 'PATCH', headers: { ...headers, ...octets }, body: bytes })
  assert.equal(sent.status, 204)
  return place.pathname.split('/').at(-1)!
}

/** What the page of a link calls, under a key; the says of a refusal, or the answer. */
async function call(name: string, input: object, key: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${server.url}/rpc/expenses/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
    body: JSON.stringify({ json: input }),
  })
  const { json } = (await answer.json()) as { json: { data?: { says?: string } } }
  return { status: answer.status, told: json.data?.says ?? json }
}

test('who asks again by a link, because the answer was lost, is answered the same, and nothing is done twice', async () => {
  const { token } = await linkFor(server.people.ieva)
  const uploadId = await uploaded(token)
  const input = { token, uploadId, fileName: 'a.jpg' }
  const both = await Promise.all([1, 2].map(() => call('addReceiptByLink', input, uploadId)))
  const [first, again] = both
  assert.equal(first!.status, 200, JSON.stringify(first))
  assert.deepEqual(again, first)
  assert.deepEqual(await call('addReceiptByLink', input, uploadId), first)
  const { receiptId } = first!.told as unknown as { receiptId: string }
  for (const [name, more] of [
    ['keepPictureByLink', { receiptId }],
    ['keepPictureByLink', { receiptId, kept: false }],
  ] as const) {
    const key = `${name} ${JSON.stringify(more)}`
    const kept = await call(name, { token, ...more }, key)
    assert.deepEqual([kept.status, await call(name, { token, ...more }, key)], [200, kept])
  }
  const said = await server.office.db.selectFrom('event').select('id').where('recordId', '=', receiptId).execute()
  const others = said.length
  await call('keepPictureByLink', { token, receiptId }, `keepPictureByLink ${JSON.stringify({ receiptId })}`)
  const still = await server.office.db.selectFrom('event').select('id').where('recordId', '=', receiptId).execute()
  assert.equal(still.length, others)
})

test('a key used by a link is that link’s: other input is refused, another’s bearer gets nothing of it', async () => {
  const [own, other] = [await linkFor(server.people.ieva), await linkFor(server.people.jonas)]
  const uploadId = await uploaded(own.token)
  const input = { token: own.token, uploadId, fileName: 'a.jpg' }
  const first = await call('addReceiptByLink', input, uploadId)
  assert.equal(first.status, 200)
  const refused = (status: number, told: string) => ({ status, told })
  const otherName = { ...input, fileName: 'b.jpg' }
  assert.deepEqual(await call('addReceiptByLink', otherName, uploadId), refused(409, 'core.keyUsedForOther'))
  const byOther = { ...input, token: other.token }
  assert.deepEqual(await call('addReceiptByLink', byOther, uploadId), refused(404, 'core.noSuchUpload'))
  const invented = { ...input, token: 'invented' }
  assert.deepEqual(await call('addReceiptByLink', invented, uploadId), refused(404, 'expenses.link.unknown'))
  const member = { authorization: `Bearer ${await server.keyOf(server.people.rasa)}` }
  assert.deepEqual(await call('addReceiptByLink', input, uploadId, member), first, 'whoever is signed in besides')
})

test('the last file of a link, or one before its round was closed, is answered again; of a withdrawn link nothing is', async () => {
  const link = await linkFor(server.people.ieva)
  const uploadId = await uploaded(link.token)
  const input = { token: link.token, uploadId, fileName: 'a.jpg' }
  await server.office.db.updateTable('expenseUploadLink').set({ maxFiles: 1 }).where('id', '=', link.id).execute()
  const first = await call('addReceiptByLink', input, uploadId)
  assert.equal(first.status, 200)
  assert.deepEqual(await call('addReceiptByLink', input, uploadId), first)
  await rasa().revokeLink({ linkId: link.id })
  const withdrawn = { status: 409, told: 'expenses.link.revoked' }
  assert.deepEqual(await call('addReceiptByLink', input, uploadId), withdrawn)
})
