import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as } from '#checks/as.ts'
import { refused } from '#checks/office-callers.ts'
import { makePeople, type People, type TestMember } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'

let home: TestOffice
let people: People

before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
})
after(() => home.close())

const by = (member: TestMember) => as(home.office, member).expenses
const month = '2026-05-01'

async function lineOf(from: string) {
  const { id: reportId } = await by(people.rasa).openReport({ memberId: people.jonas.id, month: from })
  const { id: lineId, version } = await by(people.rasa).addLine({ reportId, merchant: 'Kava', amountCents: 450 })
  return { reportId, lineId, version }
}

test('a line that has changed since it was looked at is neither taken out nor put back; one’s own changes are seen', async () => {
  const { lineId, version } = await lineOf(month)
  const isNow = refused('expenses.report.lineIsNow')
  await by(people.rasa).changeLine({ lineId, version, amountCents: 45_000 })
  await assert.rejects(by(people.rasa).removeLine({ lineId, version }), isNow)
  const declared = await by(people.rasa).declareMissing({ lineId, reason: 'Lost in a taxi' })
  const removed = await by(people.rasa).removeLine({ lineId, version: declared.version })
  await assert.rejects(by(people.rasa).restoreLine({ lineId, version }), isNow)
  const { version: again } = await by(people.rasa).restoreLine({ lineId, version: removed.version })
  await by(people.rasa).removeLine({ lineId, version: again })
})

test('what a salesperson has said yes to is recorded only while the report is the one he was asked about', async () => {
  const { reportId, lineId, version } = await lineOf('2026-06-01')
  await by(people.rasa).declareMissing({ lineId, reason: 'Lost in a taxi' })
  const [{ id: categoryId } = assert.fail('no category')] = (await by(people.rasa).categories({})).items
  const filled = { categoryId, spentOn: '2026-06-03', purpose: 'Met a customer', customer: 'UAB „Ąžuolas“' }
  await by(people.rasa).changeLine({ lineId, version: version + 1, ...filled })
  const asked = await by(people.rasa).report({ reportId })
  await by(people.rasa).changeLine({ lineId, version: version + 2, amountCents: 900 })
  const said = { reportId, way: 'phone', confirmedOn: '2026-06-28' } as const
  await assert.rejects(by(people.rasa).recordConfirmation({ ...said, hash: asked.hash }), (error: never) => {
    const { data, message } = error as { data: { says: string }; message: string }
    assert.equal(data.says, 'expenses.report.changedSinceTold')
    assert.match(message, /9[.,]00/)
    return true
  })
  const { hash, confirmations } = await by(people.rasa).report({ reportId })
  assert.equal(confirmations.length, 0)
  await by(people.rasa).recordConfirmation({ ...said, hash })
})

test('of a procedure that is no longer in force nobody is recorded as told', async () => {
  const publish = async (body: string) => {
    const { version } = await by(people.daiva).draftProcedure({ bodyEn: body, bodyLt: body })
    return by(people.daiva).publishProcedure({ version })
  }
  const { draft } = await by(people.daiva).procedure({})
  const { number } = await by(people.daiva).publishProcedure({ version: draft!.version })
  await publish('Send each receipt at once.')
  const told = { way: 'phone', informedOn: '2026-06-01' } as const
  const tell = (versionNumber: number) =>
    by(people.rasa).recordInformed({ ...told, memberIds: [people.jonas.id], versionNumber })
  await assert.rejects(tell(number!), refused('expenses.procedureIsNow'))
  assert.deepEqual(await tell(number! + 1), { recorded: 1 })
})

test('a category that is out of use or called otherwise by now is not taken out of use unseen', async () => {
  const { id: categoryId, version } = await by(people.daiva).addCategory({
    code: 'gift',
    nameEn: 'Gift',
    nameLt: 'Dovana',
  })
  await by(people.daiva).changeCategory({ categoryId, version, nameEn: 'Parking', nameLt: 'Stovėjimas' })
  const isNow = refused('expenses.categoryIsNow')
  await assert.rejects(by(people.daiva).closeCategory({ categoryId, version }), isNow)
  const closed = await by(people.daiva).closeCategory({ categoryId, version: version + 1 })
  await assert.rejects(by(people.daiva).closeCategory({ categoryId, version: version + 1, closed: false }), isNow)
  await by(people.daiva).closeCategory({ categoryId, version: closed.version, closed: false })
})

test('what is not needed any more, or settled otherwise, is neither declared missing by a link nor matched unseen', async () => {
  const { id: roundId } = await by(people.rasa).openRound({ teamId: people.north, month })
  const expect = (what: string) => by(people.rasa).addExpected({ roundId, memberId: people.jonas.id, what })
  const [hotel, taxi] = [await expect('Hotel in Lyon'), await expect('Taxi')]
  const { url } = await by(people.rasa).makeLink({ roundId, memberId: people.jonas.id })
  const token = url!.split('/').at(-1)!
  const bearer = as(home.office, null).expenses
  const seen = (await bearer.openLink({ token })).expected
  const versionOf = (id: string) => seen.find((one) => one.id === id)!.version
  await by(people.rasa).settleExpected({ expectedId: hotel.id, version: hotel.version, state: 'notNeeded' })
  const declare = (expectedId: string, version?: number) =>
    bearer.declareMissingByLink({ token, expectedId, reason: 'Lost', ...(version ? { version } : {}) })
  await assert.rejects(declare(hotel.id, versionOf(hotel.id)), refused('expenses.expectedNotNeeded'))
  await assert.rejects(declare(hotel.id), refused('expenses.expectedNotNeeded'))
  const lost = { expectedId: taxi.id, version: taxi.version, state: 'missing', reason: 'No machine' } as const
  await by(people.rasa).settleExpected(lost)
  await assert.rejects(declare(taxi.id, versionOf(taxi.id)), refused('expenses.expectedIsNow'))
  const match = { expectedId: taxi.id, version: taxi.version, receiptId: null }
  await assert.rejects(by(people.rasa).matchExpected(match), refused('expenses.expectedIsNow'))
  const { expected } = await bearer.openLink({ token })
  assert.deepEqual(
    expected.map(({ state, reason }) => [state, reason]),
    [
      ['notNeeded', null],
      ['missing', 'No machine'],
    ],
  )
})
