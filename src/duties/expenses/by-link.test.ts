import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { refused } from '#checks/office-callers.ts'
import { makePeople, type People } from '#checks/people.ts'
import { sentFile } from '#checks/sent-file.ts'
import { smallPhoto } from '#checks/small-photo.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { newId } from '#core/ids.ts'
import { addPiece, beginUpload, stagedBy } from '#core/staging.ts'
import { roomOfMember } from '#core/upload-room.ts'
import { mayUpload } from './public.ts'

let house: TestOffice
let people: People
let roundId: string

before(async () => {
  house = await openTestOffice()
  people = await makePeople(house.office)
  roundId = (await rasa().openRound({ teamId: people.north, month: '2026-10-01' })).id
  await house.office.db.updateTable('expensePolicy').set({ linkFiles: 2 }).execute()
})
after(() => house.close())

const rasa = () => as(house.office, people.rasa).expenses
const daiva = () => as(house.office, people.daiva).expenses
const stranger = () => as(house.office, null).expenses

test('by a link one sends receipts without signing in, the same file once, until it is full', async () => {
  const link = await rasa().makeLink({ roundId, memberId: people.ieva.id })
  const token = link.url!.split('/').at(-1)!
  const content = await smallPhoto()
  const first = await stranger().addReceiptByLink({ token, file: sentFile(content), fileName: 'a.jpg' })
  const again = await stranger().addReceiptByLink({ token, file: sentFile(content), fileName: 'a.jpg' })
  assert.deepEqual([again.receiptId, again.isAgain], [first.receiptId, true])
  assert.equal(first.again, null)
  assert.match(
    again.again!.text,
    /^This file came before, on \d+ \w+ \d{4}\. It is kept once; there is nothing more to do\.$/,
  )
  await rasa().setAside({ receiptId: first.receiptId, why: 'Private' })
  const aside = await stranger().addReceiptByLink({ token, file: sentFile(content), fileName: 'a.jpg' })
  assert.match(aside.again!.text, /came before, on .* and was set aside\. If it is needed, ask/)
  const [two, three] = [await smallPhoto(), await smallPhoto()]
  const both = await Promise.allSettled(
    [two, three].map((one) => stranger().addReceiptByLink({ token, file: sentFile(one) })),
  )
  assert.deepEqual(both.map((outcome) => outcome.status).sort(), ['fulfilled', 'rejected'])
  const seen = await stranger().openLink({ token })
  assert.deepEqual([seen.state, seen.filesLeft, seen.memberName], ['full', 0, people.ieva.name])
  assert.equal(await mayUpload(house.office, new Headers({ 'x-talka-link': token })), null)
})

/** The one sentence that an ended link still gives; all else must be empty. */
async function saidBy(token: string): Promise<string | undefined> {
  const { state: _state, why, language: _language, expected, received, ...rest } = await stranger().openLink({ token })
  assert.deepEqual([expected, received, new Set(Object.values(rest))], [[], [], new Set([null])])
  return why?.text
}

test('a revoked, an expired and an invented link say what to do', async () => {
  const link = await rasa().makeLink({ roundId, memberId: people.jonas.id })
  const token = link.url!.split('/').at(-1)!
  assert.deepEqual(await mayUpload(house.office, new Headers({ 'x-talka-link': token })), {
    ownerKey: `link:${link.id}`,
    room: { files: 2, bytes: 20 * 1024 ** 2 },
  })
  const send = async () => stranger().addReceiptByLink({ token, file: sentFile(await smallPhoto()) })
  await send()
  const letGo = (deactivatedAt: string | null) =>
    house.office.db.updateTable('member').set({ deactivatedAt }).where('id', '=', people.jonas.id).execute()
  await letGo('2026-01-01T00:00:00Z')
  assert.equal(await mayUpload(house.office, new Headers({ 'x-talka-link': token })), null, 'he has left')
  await letGo(null)
  assert.ok((await stranger().openLink({ token })).received.length > 0)
  await rasa().revokeLink({ linkId: link.id })
  await assert.rejects(send(), refused('expenses.link.revoked'))
  assert.equal(await saidBy(token), 'Ši nuoroda atšaukta. Paprašykite pardavimų asistentės naujos.')
  await house.office.db
    .updateTable('expenseUploadLink')
    .set({ revokedAt: null, expiresAt: '2026-01-01T00:00:00Z' })
    .where('id', '=', link.id)
    .execute()
  await assert.rejects(send(), refused('expenses.link.expired'))
  assert.equal(await saidBy(token), 'Šios nuorodos laikas baigėsi. Paprašykite pardavimų asistentės naujos.')
  assert.equal(await mayUpload(house.office, new Headers({ 'x-talka-link': token })), null)
  await assert.rejects(stranger().openLink({ token: `${token.slice(0, -2)}xx` }), refused('expenses.link.unknown'))
  await assert.rejects(daiva().revokeLink({ linkId: link.id }), { status: 404 })
})

test('a link of somebody who left stays withdrawn when he is taken back, and the history says so', async () => {
  const { office, desk } = as(house.office, people.administrator)
  const memberId = people.ieva.id
  const newToken = async () => (await rasa().makeLink({ roundId, memberId })).url!.split('/').at(-1)!
  const old = await newToken()
  await office.deactivate({ memberId })
  const hasLeft = refused('expenses.personLeft')
  await assert.rejects(newToken(), hasLeft)
  await assert.rejects(rasa().remind({ roundId, memberIds: [memberId], way: 'copied' }), hasLeft)
  await office.reactivate({ memberId })
  assert.equal(await saidBy(old), 'This link was stopped. Ask your sales assistant for a new one.')
  assert.equal(await mayUpload(house.office, new Headers({ 'x-talka-link': old })), null)
  const file = sentFile(await smallPhoto())
  await assert.rejects(stranger().addReceiptByLink({ token: old, file }), refused('expenses.link.revoked'))
  assert.deepEqual(
    [...new Set((await rasa().links({ roundId, memberId })).items.map(({ state }) => state))],
    ['revoked'],
  )
  await stranger().addReceiptByLink({ token: await newToken(), file })
  const { items } = await desk.history({ recordId: memberId })
  assert.ok(items.some(({ text }) => /deactivated .*upload link/.test(text)))
})

test('a staged file is cleared when its receipt is kept, those of a withdrawn link at once', async () => {
  const { id, url } = await rasa().makeLink({ roundId, memberId: people.ieva.id })
  const token = url!.split('/').at(-1)!
  const staged = async () => (await stagedBy(house.office, `link:${id}`)).files
  const uploadId = await stage(`link:${id}`, Buffer.from(await smallPhoto(), 'base64'))
  await stage(`link:${id}`, Buffer.from('half of a picture'))
  assert.equal(await staged(), 2)
  await stranger().addReceiptByLink({ token, uploadId })
  assert.equal(await staged(), 1)
  await rasa().revokeLink({ linkId: id })
  assert.equal(await staged(), 0)
})

/** A finished upload as the door leaves it. */
async function stage(owner: string, bytes: Uint8Array): Promise<string> {
  const id = newId()
  await beginUpload(house.office, { id, owner, size: bytes.length, fileName: undefined, mime: undefined }, roomOfMember)
  await addPiece(house.office, { uploadId: id, at: 0, bytes: Buffer.from(bytes) })
  return id
}

test('a file and the id of an upload together are refused: one of them would be lost', async () => {
  const link = await rasa().makeLink({ roundId, memberId: people.jonas.id })
  const token = link.url!.split('/').at(-1)!
  const both = { file: sentFile(await smallPhoto()), uploadId: newId() }
  const twofold = refused('expenses.fileOrUpload')
  await assert.rejects(rasa().addReceipt({ ...both, memberId: people.jonas.id }), twofold)
  await assert.rejects(stranger().addReceiptByLink({ ...both, token }), twofold)
})
