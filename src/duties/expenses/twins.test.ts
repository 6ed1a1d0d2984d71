import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '#checks/as.ts'
import { ownMonths } from '#checks/month-steps.ts'
import { refused } from '#checks/office-callers.ts'
import type { People, TestMember } from '#checks/people.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { contentHash } from '#core/content-hash.ts'
import { newId } from '#core/ids.ts'

let home: TestOffice
let people: People
let month: string
let year: number

const { by, claim, handOver, present, signingOf, goTo } = ownMonths((now) => {
  ;({ home, people, month, year } = now)
})

/** A receipt as it lies there once read; the same `paper` is the same file. */
async function receiptOf(
  member: TestMember,
  { paper = newId(), ...facts }: { paper?: string; merchant?: string } = {},
) {
  const id = newId()
  const sha256 = contentHash([paper])
  const { db } = home.office
  const file = { sha256, size: 1, mime: 'image/jpeg' }
  const kept = db
    .insertInto('keptFile')
    .values(file)
    .onConflict((oc) => oc.doNothing())
  await kept.execute()
  await db
    .insertInto('expenseReceipt')
    .values({
      ...{
        id,
        number: id,
        teamId: member.teamId!,
        memberId: member.id,
        fileName: 'a',
        cameBy: 'browser',
        readingState: 'read',
        ...file,
      },
      ...{ currency: 'EUR', merchant: 'Šilo užeiga', spentOn: `${year}-03-12`, totalCents: 4_000, ...facts },
    })
    .execute()
  return id
}

/** A confirmed report of 40 euros that rests on the receipt. */
async function claimOn(receiptId: string, member: TestMember, assistant: TestMember, from = month): Promise<string> {
  const kept = month
  goTo(from)
  const reportId = await claim(member, 4_000, assistant)
  goTo(kept)
  const [line] = (await by(assistant).report({ reportId })).lines
  const facts = { spentOn: `${year}-03-12`, merchant: 'Šilo užeiga', explanation: 'Claimed late' }
  await by(assistant).changeLine({ lineId: line!.id, version: line!.version, ...facts })
  await by(assistant).attachReceipt({ lineId: line!.id, receiptId })
  return reportId
}

const twinsOf = async (reportId: string, reader: TestMember) =>
  (await by(reader).report({ reportId })).obstacles.filter((one) => one.field === 'duplicates').map((one) => one.text)

test('history and desk name no twin that one may not see', async () => {
  const { jonas, ieva, tomasz, daiva, rasa } = people
  const file = () => new File([`%PDF-1.4 ${year}`], 'a.pdf', { type: 'application/pdf' })
  const [first, again, ofIeva, ofTomasz] = [
    (await by(jonas).addReceipt({ file: file() })).receipt,
    (await by(jonas).addReceipt({ file: file() })).receipt,
    (await by(ieva).addReceipt({ file: file() })).receipt,
    (await by(tomasz).addReceipt({ file: file() })).receipt,
  ]
  await by(daiva).toldApart({ oneId: ofTomasz.id, otherId: first.id, why: 'Two of them' })
  const told = async (reader: TestMember, recordId: string) =>
    JSON.stringify((await as(home.office, reader).desk.history({ recordId, limit: 50 })).items)
  assert.ok((await told(jonas, again.id)).includes(first.number))
  for (const [reader, own] of [
    [ieva, ofIeva],
    [tomasz, ofTomasz],
  ] as const) {
    assert.doesNotMatch(await told(reader, own.id), new RegExp(`${first.number}|${first.id}`))
    assert.equal(await told(reader, first.id), '[]')
  }
  assert.match(await told(tomasz, ofTomasz.id), /Two of them/)
  for (const assistant of [rasa, daiva]) {
    const { items } = await as(home.office, assistant).desk.waiting({})
    const line = items.find(({ key }) => key === 'expenses.duplicates')
    if (line) await by(assistant).receipt({ receiptId: line.recordId })
  }
})

async function refusalOf(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(() => assert.fail('not refused')).catch((refused) => refused)
  return [error.status, error.message, error.data]
}

test('one file handed in for two colleagues is in the way of both until decided, and told to the senior manager', async () => {
  const { jonas, ieva, tomasz, rasa, daiva, vytautas } = people
  const paper = newId()
  const [mine, hers, his] = [
    await receiptOf(jonas, { paper }),
    await receiptOf(ieva, { paper }),
    await receiptOf(tomasz, { paper }),
  ]
  const reportId = await claimOn(mine, jonas, rasa)
  const seen = await twinsOf(reportId, rasa)
  assert.equal(seen.length, 2)
  assert.ok(seen.some((text) => text.includes(hers) && text.includes('Ieva Šimkutė')))
  assert.ok(seen.some((text) => /kitos komandos/.test(text)))
  assert.ok(!seen.some((text) => text.includes(his) || text.includes('Tomasz')))
  assert.ok(!(await twinsOf(reportId, jonas)).some((text) => text.includes('Ieva')))
  // Who combines both teams is told whose it is.
  assert.ok((await twinsOf(reportId, daiva)).some((text) => text.includes('Tomasz Źródło')))

  const pairs = (await by(rasa).duplicates({})).items.filter((pair) => [pair.one.id, pair.otherId].includes(mine))
  assert.deepEqual(pairs.map((pair) => pair.other?.id ?? null).toSorted(), [hers, null].toSorted())
  assert.ok(!JSON.stringify(pairs).includes(his))
  await by(rasa).setAside({ receiptId: hers, why: 'The same' })
  const own = { oneId: mine, otherId: null, why: 'Each paid half of one bill' }
  await assert.rejects(by(jonas).toldApart(own), /asistentė/)
  const none = await refusalOf(by(rasa).toldApart({ ...own, otherId: newId() }))
  assert.deepEqual(await refusalOf(by(rasa).toldApart({ ...own, otherId: his })), none)
  await by(rasa).toldApart(own)
  assert.ok(!JSON.stringify(await by(rasa).duplicates({ decided: true })).includes(his))
  assert.deepEqual(await refusalOf(by(rasa).toldApart(own)), none)
  assert.deepEqual(await twinsOf(reportId, rasa), [])
  await by(rasa).recordConfirmation({ reportId, way: 'phone', confirmedOn: `${year}-03-28` })
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const { unusual } = await by(vytautas).departmentReport({ departmentReportId })
  const told = unusual.find((one) => one.kind === 'toldApart')
  assert.match(told!.sentence.text, /Tomasz Źródło.*Told apart by Rasa Kalnė: Each paid half of one bill/)
})

test('of one file handed in by two who do not see each other’s receipts one stays, whoever sets his aside first', async () => {
  const { jonas, tomasz } = people
  const paper = newId()
  const [mine, his] = [await receiptOf(jonas, { paper }), await receiptOf(tomasz, { paper })]
  const asSame = { sameAs: null, why: 'A colleague’s' }
  await by(tomasz).setAside({ receiptId: his, ...asSame })
  await assert.rejects(by(jonas).setAside({ receiptId: mine, ...asSame }), refused('expenses.sameOfColleagueAside'))
  const absent = refused('expenses.noSuchReceipt')
  await assert.rejects(by(jonas).setAside({ receiptId: mine, ...asSame, sameAs: his }), absent)
  await by(tomasz).takeBack({ receiptId: his })
  await assert.rejects(by(jonas).setAside({ receiptId: mine, ...asSame, sameAs: his }), absent)
  await by(jonas).setAside({ receiptId: mine, ...asSame })
})

test('of many receipts that are alike a few are named and the rest is counted', async () => {
  const { jonas, rasa, vytautas } = people
  const first = await receiptOf(jonas)
  const shown = await claimOn(first, jonas, rasa)
  await by(rasa).recordConfirmation({ reportId: shown, way: 'phone', confirmedOn: `${year}-03-28` })
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const alike: string[] = []
  for (let n = 0; n < 7; n++) alike.push(await receiptOf(jonas))
  const { unusual } = await by(vytautas).departmentReport({ departmentReportId })
  const told = unusual.filter(({ kind }) => kind === 'samePurchase').map(({ sentence }) => sentence.text)
  assert.equal(told.length, 4)
  assert.equal(told.filter((text) => alike.some((id) => text.includes(id))).length, 3)
  assert.match(told[3]!, /as 4 more receipts;/)

  const said = await twinsOf(await claimOn(alike[0]!, jonas, rasa, `${year}-04-01`), rasa)
  assert.equal(said.length, 4)
  assert.match(said[3]!, /dar 4 kvituose/)
})

test('a receipt that nobody shares with the caller is not told apart by guessing', async () => {
  const { jonas, tomasz, rasa } = people
  const [mine, his] = [await receiptOf(jonas), await receiptOf(tomasz, { merchant: 'Baras' })]
  await assert.rejects(by(rasa).toldApart({ oneId: mine, otherId: his, why: 'Not alike' }), /kvito nėra|nėra/i)
  await assert.rejects(by(rasa).toldApart({ oneId: mine, otherId: newId(), why: 'Not there' }))
})

test('one file handed in twice for one person is in the way whatever month its line is claimed in', async () => {
  const { jonas, rasa } = people
  const paper = newId()
  const [first, second] = [await receiptOf(jonas, { paper }), await receiptOf(jonas, { paper })]
  const [april, may] = [`${year}-04-01`, `${year}-05-01`]
  const one = await claimOn(first, jonas, rasa, april)
  const other = await claimOn(second, jonas, rasa, may)
  assert.match((await twinsOf(one, rasa)).join(), new RegExp(second))
  assert.match((await twinsOf(other, rasa)).join(), new RegExp(first))
  await assert.rejects(by(rasa).recordConfirmation({ reportId: other, way: 'phone', confirmedOn: `${year}-05-28` }))
})

test('what a receipt says stays once it is signed for, and a shown one keeps its likely twin until that is decided', async () => {
  const { jonas, ieva, rasa, vytautas } = people
  const receiptId = await receiptOf(jonas)
  const reportId = await claimOn(receiptId, jonas, rasa)
  await by(rasa).recordConfirmation({ reportId, way: 'phone', confirmedOn: `${year}-03-28` })
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  const otherId = await receiptOf(ieva)
  const change = async (merchant: string) => {
    const { version } = await by(rasa).receipt({ receiptId })
    await by(rasa).changeReceipt({ receiptId, version, merchant })
  }
  const { unusual } = await by(vytautas).departmentReport({ departmentReportId })
  assert.match(unusual.find((one) => one.kind === 'samePurchase')!.sentence.text, /Ieva Šimkutė; nobody has decided/)
  await assert.rejects(change('Visai kitas'), /nuspręskite/)
  await by(rasa).toldApart({ oneId: receiptId, otherId, why: 'Two lunches' })
  await change('Visai kitas')
  await assert.rejects(by(rasa).readAgain({ receiptId }), /neskaitomas/)
  await by(vytautas).approve(await signingOf(departmentReportId))
  await assert.rejects(change('Dar kitas'), /pasirašytoje/)
})
