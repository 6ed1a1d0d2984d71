import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { as } from '#checks/as.ts'
import { makePeople, type People, type TestMember } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { contentHash } from '#core/content-hash.ts'
import { newId } from '#core/ids.ts'
import { namesUnder } from './queries/known-names.ts'
import type { Reading } from './reader/reading.ts'

let home: TestOffice
let people: People
let categories: Record<string, string>

before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  const rows = await home.office.db.selectFrom('expenseCategory').select(['id', 'code']).execute()
  categories = Object.fromEntries(rows.map((row) => [row.code, row.id]))
  await home.office.db.updateTable('expenseCategory').set({ account: sql`'63-' || code` }).execute()
})
after(() => home.close())

const rasa = () => as(home.office, people.rasa).expenses
const daiva = () => as(home.office, people.daiva).expenses
const jonas = () => as(home.office, people.jonas).expenses

let months = 0
/** A report of another month each time, so that nothing of one test stands in another's way. */
async function reportOf(member: TestMember): Promise<string> {
  const month = `20${27 + Math.floor(months / 12)}-${String((months++ % 12) + 1).padStart(2, '0')}-01`
  const assistant = member.teamId === people.north ? rasa() : daiva()
  return (await assistant.openReport({ memberId: member.id, month })).id
}

async function accept(member: TestMember, merchant: string, category: string, more: object = {}) {
  const reportId = await reportOf(member)
  const assistant = member.teamId === people.north ? rasa() : daiva()
  const line = await assistant.addLine({
    reportId,
    merchant,
    categoryId: categories[category]!,
    amountCents: 1_000,
    ...more,
  })
  return { reportId, lineId: line.id }
}

const present = (reportId: string) =>
  home.office.db
    .updateTable('expenseReport')
    .set({ presentedAt: sql<string>`now()` })
    .where('id', '=', reportId)
    .execute()

/** A receipt as the reader leaves it. */
async function read(
  member: TestMember | null,
  merchant: string | null,
  facts: Partial<Record<keyof Reading, unknown>> = {},
) {
  const found = <T>(value: T) => ({ value, confidence: 1, sure: true })
  const sha256 = contentHash([merchant, newId()])
  const { db } = home.office
  await db.insertInto('keptFile').values({ sha256, size: 1, mime: 'image/jpeg' }).execute()
  const reading = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, found(value)]))
  const id = newId()
  await db
    .insertInto('expenseReceipt')
    .values({
      id,
      number: id,
      teamId: member?.teamId ?? people.north,
      memberId: member?.id ?? null,
      roundId: null,
      sha256,
      fileName: 'receipt.jpg',
      mime: 'image/jpeg',
      size: 1,
      cameBy: 'browser',
      linkId: null,
      receivedFrom: null,
      readingState: 'read',
      readingJob: null,
      reading: JSON.stringify({ merchant: found(merchant), ...reading }),
      trouble: null,
      merchant,
      spentOn: null,
      totalCents: 1_000,
      currency: 'EUR',
      checkedBy: null,
      checkedAt: null,
      setAsideAt: null,
      setAsideBy: null,
      setAsideWhy: null,
    })
    .execute()
  return id
}

async function suggestedFor(member: TestMember, merchant: string) {
  const reportId = await reportOf(member)
  const assistant = member.teamId === people.north ? rasa() : daiva()
  return assistant.suggestion({ reportId, merchant })
}
const codeOf = (id: string | undefined) => Object.entries(categories).find(([, one]) => one === id)?.[0]

const sameNames: [accepted: string, asked: string][] = [
  ['UAB „Eglynės degalinė“', 'EGLYNES DEGALINE'],
  ['Šaltinio kavinė, UAB', 'Saltinio  kavine'],
  ['Złoty Kłos Sp. z o.o.', 'ZLOTY KLOS'],
  ['Möwenblick Hotel GmbH', 'Mowenblick Hotel'],
  ['Circle 10', 'C1rc1e IO'],
  ['Thistle & Oak Ltd.', 'Thistle Oak'],
  ['Rytmečio užeiga', 'Rytmeč10 užeiqa'],
  ['Ąžuolyno viešbutis', 'žuolyno viešbutis'],
  ['Žuvėdros bistro', 'Zuvedros bistroo'],
]
for (const [accepted, asked] of sameNames) {
  test(`what was accepted for “${accepted}” is suggested for “${asked}”`, async () => {
    await accept(people.jonas, accepted, 'parking')
    assert.equal(codeOf((await suggestedFor(people.jonas, asked)).category?.value), 'parking')
  })
}

test('another merchant, one without a name and a company form alone get nothing', async () => {
  await accept(people.jonas, 'Vėtrungės krautuvė', 'car')
  for (const name of ['Vėtrungės knygynas', '', '  „“ ', 'UAB', '%'])
    assert.deepEqual(await suggestedFor(people.jonas, name), { category: null, account: null, purpose: null }, name)
})

test('the VAT number read on the receipt finds a merchant whose name was misread', async () => {
  const facts = { vatNumber: 'LT619547419' }
  const before = await read(people.jonas, 'Tėviškės degalai', facts)
  await accept(people.jonas, 'Tėviškės degalai', 'fuel', { receiptIds: [before] })
  const misread = await read(people.jonas, 'Tev8 @', facts)
  const { suggestion } = await rasa().receipt({ receiptId: misread })
  assert.deepEqual(suggestion.category, { value: categories.fuel, share: 1, times: 1, of: 1, from: 'own' })
  assert.equal(suggestion.account?.value, '63-fuel')
})

test('own lines come before the team’s and those before the office’s, each said with whose they are', async () => {
  const merchant = 'Įlankos namai'
  const { reportId } = await accept(people.tomasz, merchant, 'hotel')
  await present(reportId)
  assert.equal((await suggestedFor(people.jonas, merchant)).category?.from, 'office')
  await accept(people.ieva, merchant, 'meals')
  assert.deepEqual((await suggestedFor(people.jonas, merchant)).category, {
    value: categories.meals,
    share: 1,
    times: 1,
    of: 1,
    from: 'team',
  })
  await accept(people.jonas, merchant, 'training')
  const own = await suggestedFor(people.jonas, merchant)
  assert.deepEqual([codeOf(own.category?.value), own.category?.from], ['training', 'own'])
})

test('drafts of another team do not count, neither as lines nor in the way of what is there', async () => {
  const [merchant, near] = ['Slaptoji užuovėja prie kelio', 'Slaptoji užuoveja prie keljo']
  const { reportId } = await accept(people.tomasz, merchant, 'hotel')
  assert.equal((await suggestedFor(people.jonas, merchant)).category, null)
  await accept(people.ieva, near, 'meals')
  assert.equal((await suggestedFor(people.jonas, merchant)).category?.from, 'team')
  assert.equal((await suggestedFor(people.tomasz, merchant)).category?.from, 'own')
  await present(reportId)
  const { category } = await suggestedFor(people.jonas, merchant)
  assert.deepEqual([codeOf(category?.value), category?.from], ['hotel', 'office'])
})

test('a seller is not called as a draft of another team calls it', async () => {
  const facts = { vatNumber: 'LT100001919017' }
  const receiptId = await read(people.tomasz, 'Slapt0ji', facts)
  const { reportId } = await accept(people.tomasz, 'Slaptoji kavinė', 'meals', { receiptIds: [receiptId] })
  const namesFor = async ({ id: memberId, teamId }: TestMember) =>
    (await namesUnder(home.office.db, facts.vatNumber, { memberId, teamId: teamId! })).map(({ name }) => name)
  assert.deepEqual([await namesFor(people.jonas), await namesFor(people.tomasz)], [[], ['Slaptoji kavinė']])
  await present(reportId)
  assert.deepEqual(await namesFor(people.jonas), ['Slaptoji kavinė'])
})

test('a line accepted otherwise changes the next suggestion at once, a corrected one too', async () => {
  const merchant = 'Beržyno turgus'
  await accept(people.jonas, merchant, 'supplies')
  const other = await accept(people.jonas, merchant, 'samples')
  assert.equal(codeOf((await suggestedFor(people.jonas, merchant)).category?.value), 'samples')
  await rasa().changeLine({ lineId: other.lineId, version: 1, categoryId: categories.other! })
  assert.equal(codeOf((await suggestedFor(people.jonas, merchant)).category?.value), 'other')
})

test('removed lines, refused ones and closed categories do not count', async () => {
  const merchant = 'Giedros prekyba'
  const removed = await accept(people.jonas, merchant, 'supplies')
  await rasa().removeLine({ lineId: removed.lineId })
  const refused = await accept(people.jonas, merchant, 'samples')
  await home.office.db
    .updateTable('expenseLine')
    .set({ acceptedCents: 0, refusedAt: '2026-11-01T10:00:00Z', refusedBy: people.vytautas.id, refusedWhy: 'Private' })
    .where('id', '=', refused.lineId)
    .execute()
  assert.equal((await suggestedFor(people.jonas, merchant)).category, null)
  await accept(people.jonas, merchant, 'phone')
  assert.equal(codeOf((await suggestedFor(people.jonas, merchant)).category?.value), 'phone')
  const closing = home.office.db.updateTable('expenseCategory').where('code', '=', 'phone')
  await closing.set({ closedAt: '2026-11-01T10:00:00Z' }).execute()
  assert.deepEqual(await suggestedFor(people.jonas, merchant), { category: null, account: null, purpose: null })
  await closing.set({ closedAt: null }).execute()
})

test('nobody is shown another person’s purpose, nor one of a report he may not see', async () => {
  const merchant = 'Čiobrelio studija'
  await accept(people.ieva, merchant, 'training', { purpose: 'Secret talks' })
  const forJonas = await suggestedFor(people.jonas, merchant)
  assert.deepEqual([forJonas.category?.from, forJonas.purpose], ['team', null])
  assert.equal((await suggestedFor(people.ieva, merchant)).purpose?.value, 'Secret talks')

  const moved = home.office.db.updateTable('member').where('id', '=', people.ieva.id)
  await moved.set({ teamId: people.south }).execute()
  const inSouth = await daiva().openReport({ memberId: people.ieva.id, month: '2035-01-01' })
  assert.equal(
    (await daiva().suggestion({ reportId: inSouth.id, merchant })).purpose?.value,
    'Secret talks',
    'who combines the department sees both teams',
  )
  await home.office.db
    .updateTable('dutyAssignment')
    .where('role', '=', 'expenses.combine')
    .set({ toDay: '2020-02-01' })
    .execute()
  const now = await daiva().suggestion({ reportId: inSouth.id, merchant })
  assert.deepEqual([now.category?.from, now.purpose], ['own', null])
  const ievaHerself = await as(home.office, people.ieva).expenses.suggestion({ reportId: inSouth.id, merchant })
  assert.equal(ievaHerself.purpose?.value, 'Secret talks')
  await home.office.db
    .updateTable('dutyAssignment')
    .where('role', '=', 'expenses.combine')
    .set({ toDay: null })
    .execute()
  await moved.set({ teamId: people.north }).execute()
})

test('a suggestion for a report or receipt that is not the caller’s to see is absent', async () => {
  const reportId = await reportOf(people.ieva)
  const receiptId = await read(people.tomasz, 'Kavinė')
  await assert.rejects(jonas().suggestion({ reportId, merchant: 'Kavinė' }), /nėra/)
  await assert.rejects(rasa().suggestion({ reportId, merchant: 'Kavinė', receiptId }), /nėra/)
})

test('where nothing was accepted yet, what the receipt says makes a category likely', async () => {
  const receiptId = await read(people.jonas, 'Nežinoma vieta', { nights: 2 })
  const { suggestion } = await rasa().receipt({ receiptId })
  assert.deepEqual(suggestion.category, { value: categories.hotel, share: 0, times: 0, of: 0, from: 'reading' })
  const reportId = await reportOf(people.jonas)
  const typed = await rasa().suggestion({ reportId, merchant: 'Visai kita', receiptId })
  assert.equal(codeOf(typed.category?.value), 'hotel', 'the receipt still counts when its name is put right')
})

test('a receipt in the tray follows its team, without a purpose', async () => {
  await accept(people.ieva, 'Žiogelio kavinė', 'meals', { purpose: 'Lunch' })
  const { suggestion } = await rasa().receipt({ receiptId: await read(null, 'Žiogelio kavinė') })
  assert.deepEqual([suggestion.category?.from, suggestion.purpose], ['team', null])
})
