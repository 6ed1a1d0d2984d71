import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { refused } from '#checks/office-callers.ts'
import { makePeople, type People } from '#checks/people.ts'
import { sentFile } from '#checks/sent-file.ts'
import { smallPhoto } from '#checks/small-photo.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'

let house: TestOffice
let people: People
let roundId: string

before(async () => {
  house = await openTestOffice()
  people = await makePeople(house.office)
  roundId = (await rasa().openRound({ teamId: people.north, month: '2026-10-01' })).id
})
after(() => house.close())

const rasa = (headers = {}) => as(house.office, people.rasa, { headers }).expenses
const daiva = () => as(house.office, people.daiva).expenses
const milda = () => as(house.office, people.milda).expenses
const jonas = () => as(house.office, people.jonas).expenses
const ieva = () => as(house.office, people.ieva).expenses
const stranger = () => as(house.office, null).expenses

/** A round of team North in a month of its own. */
let year = 2010
const ownRound = () => rasa().openRound({ teamId: people.north, month: `${++year}-03-01` })

/** The claim procedure published anew, from whatever draft there is. */
async function published() {
  const { draft } = await daiva().procedure({})
  const { version } = draft ?? (await daiva().draftProcedure({ bodyEn: 'Hand in.', bodyLt: 'Atiduokite.' }))
  return daiva().publishProcedure({ version })
}

test('a fresh office has its categories and a first claim procedure ready to publish', async (t) => {
  const fresh = await openTestOffice()
  t.after(() => fresh.close())
  const { expenses } = as(fresh.office, (await makePeople(fresh.office)).rasa)
  const codes = (await expenses.categories({})).items.map((category) => category.code)
  assert.ok(codes.includes('hotel') && codes.includes('fuel'))
  const { current, draft } = await expenses.procedure({})
  assert.equal(current, null)
  assert.ok(draft!.bodyLt.length > 200)
})

test('one click opens a round for every salesperson, and recurring receipts come over from the last one', async () => {
  const phone = await rasa().addExpected({
    roundId,
    memberId: people.jonas.id,
    what: 'Telia',
    recurring: true,
    expectedOn: '2026-10-31',
  })
  await assert.rejects(rasa().openRound({ teamId: people.north, month: '2026-10-01' }), refused('expenses.roundExists'))
  const planned = await rasa().nextRoundOf({ teamId: people.north })
  assert.equal(planned.month, '2026-11-01')
  assert.equal(planned.dueDay, '2026-12-05')
  const next = await rasa().openRound({ teamId: people.north })
  const board = await rasa().round({ roundId: next.id })
  const mine = board.people.find((person) => person.memberId === people.jonas.id)!
  assert.deepEqual(
    mine.expected.map((item) => [item.what, item.expectedOn, item.source]),
    [['Telia', '2026-11-30', 'recurring']],
  )
  await rasa().closeRound({ roundId: next.id })
  await rasa().settleExpected({ expectedId: phone.id, version: phone.version, state: 'notNeeded' })
})

test('an expected receipt is declared missing only with a reason, and waited for again', async () => {
  const item = await jonas().addExpected({ roundId, memberId: people.jonas.id, what: 'Hotel in Lyon' })
  assert.equal(item.source, 'salesperson')
  const lost = { expectedId: item.id, version: item.version, state: 'missing' as const, reason: 'Lost on the way' }
  await assert.rejects(jonas().settleExpected({ ...lost, reason: undefined }), { status: 400 })
  const { version } = await rasa().changeExpected({
    expectedId: item.id,
    version: item.version,
    what: 'Hotel in Paris',
  })
  await assert.rejects(jonas().settleExpected(lost), refused('expenses.expectedSomeDay'))
  const missing = await jonas().settleExpected({ ...lost, version })
  assert.equal(missing.state, 'missing')
  const waiting = await rasa().settleExpected({ expectedId: item.id, version: missing.version, state: 'waiting' })
  assert.deepEqual([waiting.state, waiting.reason], ['waiting', null])
})

test('what is no receipt is refused in words: nothing in it, of another kind, too large', async () => {
  const send = (content: string) => jonas().addReceipt({ file: sentFile(content), fileName: 'x' })
  await assert.rejects(send(''), refused('expenses.fileEmpty'))
  await assert.rejects(send(Buffer.from('MZ a program').toString('base64')), refused('expenses.fileNoReceipt'))
  const large = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(25 * 1024 * 1024 + 10)])
  await assert.rejects(send(large.toString('base64')), refused('expenses.fileTooLarge'))
  await assert.rejects(jonas().addReceipt({ fileName: 'x' }), { status: 400 })
})

test('a receipt is kept byte for byte, and a job to read it is in the queue', async () => {
  const content = await smallPhoto()
  const { receipt } = await jonas().addReceipt({ file: sentFile(content), fileName: 'pietūs.jpg', roundId })
  assert.equal(receipt.memberId, people.jonas.id)
  assert.equal(receipt.roundId, roundId)
  const file = await jonas().original({ receiptId: receipt.id })
  assert.equal(Buffer.from(await file.arrayBuffer()).toString('base64'), content)
  assert.equal(file.name, 'pietūs.jpg')
  const job = await house.office.db
    .selectFrom('job')
    .select('task')
    .where('recordId', '=', receipt.id)
    .executeTakeFirstOrThrow()
  assert.equal(job.task, 'expenses.readReceipt')
})

test('a double click with the same Idempotency-Key makes one receipt', async () => {
  const content = await smallPhoto()
  const twice = { file: sentFile(content), memberId: people.jonas.id }
  const headers = { 'idempotency-key': 'twice' }
  const [first, second] = await Promise.all([rasa(headers).addReceipt(twice), rasa(headers).addReceipt(twice)])
  assert.equal(first.receipt.id, second.receipt.id)
})

test('the same picture again is kept, told at once, and can be told apart or set aside', async () => {
  const content = await smallPhoto()
  const one = await jonas().addReceipt({ file: sentFile(content), fileName: 'a.jpg' })
  const other = await jonas().addReceipt({ file: sentFile(content), fileName: 'b.jpg' })
  assert.deepEqual(one.twins, [])
  assert.deepEqual(
    other.twins.map((twin) => [twin.receipt.id, twin.likeness]),
    [[one.receipt.id, 'samePicture']],
  )
  const isPair = (pair: { one: { id: string }; otherId: string | null }) =>
    [pair.one.id, pair.otherId].includes(other.receipt.id)
  assert.ok((await rasa().duplicates({})).items.some(isPair))
  await rasa().toldApart({ oneId: other.receipt.id, otherId: one.receipt.id, why: 'Two coffees' })
  assert.ok(!(await rasa().duplicates({})).items.some(isPair))
  assert.ok((await rasa().duplicates({ decided: true })).items.some(isPair))
  await rasa().setAside({ receiptId: other.receipt.id, why: 'twice' })
  await assert.rejects(
    rasa().setAside({ receiptId: other.receipt.id, why: 'twice' }),
    refused('expenses.receiptSetAside'),
  )
  assert.equal((await rasa().takeBack({ receiptId: other.receipt.id })).setAsideAt, null)
})

test('a stale correction is refused with the fields in which both differ', async () => {
  const { receipt } = await jonas().addReceipt({ file: sentFile(await smallPhoto()) })
  await jonas().changeReceipt({ receiptId: receipt.id, version: 1, merchant: 'Kavinė', totalCents: 1200 })
  await assert.rejects(
    rasa().changeReceipt({ receiptId: receipt.id, version: 1, totalCents: 1300 }),
    (error: never) => {
      const { data } = error as { data: { details: unknown } }
      assert.deepEqual(data.details, { version: 2, fields: [{ field: 'totalCents', now: 1200, yours: 1300 }] })
      return true
    },
  )
})

test('a receipt is matched with what was expected when its merchant is typed in, and freed when set aside', async () => {
  const item = await rasa().addExpected({
    roundId,
    memberId: people.ieva.id,
    what: 'Viešbutis „Pajūris“',
    expectedOn: '2026-10-12',
  })
  const { receipt } = await ieva().addReceipt({ file: sentFile(await smallPhoto()), roundId })
  await ieva().changeReceipt({ receiptId: receipt.id, version: 1, merchant: 'UAB Pajūris', spentOn: '2026-10-12' })
  const ofIeva = async () =>
    (await rasa().round({ roundId })).people.find((person) => person.memberId === people.ieva.id)!
  assert.equal((await ofIeva()).expected.find((one) => one.id === item.id)!.receiptId, receipt.id)
  await rasa().setAside({ receiptId: receipt.id, why: 'private' })
  assert.equal((await ofIeva()).expected.find((one) => one.id === item.id)!.state, 'waiting')
})

test('of two people who sort the same tray item at once, the second is told that it has gone', async () => {
  const { receipt } = await rasa().addReceipt({ file: sentFile(await smallPhoto()), teamId: people.north })
  assert.equal(receipt.memberId, null)
  assert.ok((await rasa().tray({})).items.some((item) => item.id === receipt.id))
  const give = (memberId: string) => rasa().attribute({ receipts: [{ receiptId: receipt.id, version: 1 }], memberId })
  const outcomes = await Promise.allSettled([give(people.jonas.id), give(people.ieva.id)])
  assert.deepEqual(outcomes.map((outcome) => outcome.status).sort(), ['fulfilled', 'rejected'])
  const lost = outcomes.find((outcome) => outcome.status === 'rejected') as PromiseRejectedResult
  assert.match(lost.reason.message, new RegExp(receipt.number))
})

test('another team’s assistant, one without duties and another salesperson see nothing of it', async () => {
  const { receipt } = await jonas().addReceipt({ file: sentFile(await smallPhoto()) })
  for (const other of [ieva()]) await assert.rejects(other.receipt({ receiptId: receipt.id }), { status: 404 })
  await assert.rejects(milda().receipts({}), { status: 403 })
  await assert.rejects(stranger().receipts({}), { status: 401 })
  await assert.rejects(daiva().changeReceipt({ receiptId: receipt.id, version: 1, totalCents: 1 }), { status: 404 })
  await assert.rejects(daiva().openRound({ teamId: people.north }), { status: 404 })
  await assert.rejects(as(house.office, people.tomasz).expenses.round({ roundId }), { status: 404 })
  assert.deepEqual(
    (await ieva().receipts({ limit: 200 })).items.filter((item) => item.memberId !== people.ieva.id),
    [],
  )
  const board = await ieva().round({ roundId })
  assert.deepEqual(
    board.people.map((person) => person.memberId),
    [people.ieva.id],
  )
})

test('an assistant on behalf brings receipts for him but cannot confirm the procedure', async () => {
  const behalf = as(house.office, people.rasa, { behalf: people.jonas }).expenses
  const { receipt } = await behalf.addReceipt({ file: sentFile(await smallPhoto()) })
  assert.equal(receipt.memberId, people.jonas.id)
  const { id: versionId } = await published()
  await assert.rejects(behalf.confirmProcedure({ versionId }), refused('expenses.confirmOnlySelf'))
  await jonas().confirmProcedure({ versionId })
  await rasa().recordInformed({ memberIds: [people.jonas.id, people.ieva.id], way: 'phone', informedOn: '2026-01-05' })
  const { people: informed } = await rasa().informedList({ teamId: people.north })
  assert.deepEqual(
    informed.map((one) => [one.memberId, one.proof?.way]).sort(),
    [
      [people.ieva.id, 'phone'],
      [people.jonas.id, 'read'],
    ].sort(),
  )
  await assert.rejects(
    rasa().recordInformed({ memberIds: [people.tomasz.id], way: 'phone', informedOn: '2026-01-05' }),
    { status: 404 },
  )
})

test('the claim procedure is published for the whole office by who combines and by administrators, not by one team’s assistant', async () => {
  await published()
  const text = { bodyEn: 'Hand in by the fifth.', bodyLt: 'Atiduokite iki penktos.' }
  const draft = await rasa().draftProcedure(text)
  assert.equal((await rasa().procedure({})).mayPublish, false)
  await assert.rejects(rasa().publishProcedure({ version: draft.version }), { status: 403 })
  for (const other of [people.vytautas, people.lina, people.jonas])
    await assert.rejects(as(house.office, other).expenses.draftProcedure(text), { status: 403 })
  const administrator = as(house.office, people.administrator).expenses
  assert.deepEqual((await administrator.procedure({})).draft?.bodyEn, text.bodyEn)
  const drafts = await Promise.allSettled(
    Array.from({ length: 8 }, (_, at) => daiva().draftProcedure({ ...text, whatChanged: `Part ${at}` })),
  )
  assert.ok(drafts.every((one) => one.status === 'rejected' && one.reason.data.says === 'core.stale'))
  assert.deepEqual((await administrator.procedure({})).draft, draft)
  const newer = await daiva().draftProcedure({ ...text, version: draft.version })
  await assert.rejects(administrator.publishProcedure({ version: draft.version }), refused('expenses.draftChanged'))
  assert.equal((await administrator.publishProcedure({ version: newer.version })).bodyEn, text.bodyEn)
  // Whoever still has the draft of before open neither begins the next one with it nor takes that for it.
  const ofBefore = { ...text, version: newer.version }
  await assert.rejects(daiva().draftProcedure(ofBefore), refused('core.stale'))
  const inForce = (await daiva().procedure({})).current!
  const next = await rasa().draftProcedure({ ...text, bodyEn: 'Hand in by the sixth.', version: inForce.version })
  assert.ok(next.version > newer.version + 1)
  await assert.rejects(daiva().draftProcedure(ofBefore), refused('core.stale'))
  for (const { version } of [draft, newer])
    await assert.rejects(administrator.publishProcedure({ version }), refused('expenses.draftChanged'))
  await assert.rejects(as(house.office, people.milda).expenses.procedure({}), { status: 403 })
})

test('a reminder names what is missing in the person’s language with his link, is counted and kept', async () => {
  const { id: roundId } = await ownRound()
  await rasa().addExpected({ roundId, memberId: people.jonas.id, what: 'Hotel in Lyon' })
  const preview = await rasa().reminderText({ roundId, memberId: people.jonas.id })
  assert.equal(preview.language, 'lt')
  assert.match(preview.body, /Hotel in Lyon/)
  const [sent] = (await rasa().remind({ roundId, memberIds: [people.jonas.id], way: 'copied' })).items
  assert.match(sent!.body, /\/u\/[\w-]{65}/)
  await assert.rejects(
    rasa().remind({ roundId, memberIds: [people.jonas.id], way: 'mail' }),
    refused('core.mail.notSetUp'),
  )
  const board = await rasa().round({ roundId })
  assert.equal(board.people.find((person) => person.memberId === people.jonas.id)!.asked.times, 1)
  assert.equal((await jonas().reminders({ roundId })).items.length, 1)
})

test('the desk says who lacks what and how often he was asked, and what one has to do oneself', async () => {
  const { id: roundId } = await ownRound()
  await rasa().addExpected({ roundId, memberId: people.jonas.id, what: 'Ferry to Kiel' })
  await rasa().remind({ roundId, memberIds: [people.jonas.id], way: 'copied' })
  const desk = async (who: { id: string }) =>
    (await as(house.office, who).desk.waiting({})).items.filter((item) => item.says.startsWith('expenses.waiting'))
  const ofRasa = await desk(people.rasa)
  assert.ok(
    ofRasa.some((item) => /Jonas Ąžuolas.*Ferry to Kiel.*priminta kartą/.test(item.text)),
    JSON.stringify(ofRasa.map((item) => item.text)),
  )
  const ofJonas = await desk(people.jonas)
  assert.ok(ofJonas.some((item) => item.says === 'expenses.waiting.myMissing'))
  for (const item of [...ofRasa, ...ofJonas])
    assert.ok(!item.text.includes('expenses.') && !item.text.includes('{'), item.text)
  assert.deepEqual(await desk(people.milda), [])
})
