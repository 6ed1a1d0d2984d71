import assert from 'node:assert/strict'
import { test } from 'node:test'
import { handedOver, ownMonths } from '#checks/month-steps.ts'
import { refused } from '#checks/office-callers.ts'
import type { People } from '#checks/people.ts'
import { readReceipt } from '#checks/read-receipt.ts'
import { idsOf } from '#checks/review-months.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { newId } from '#core/ids.ts'

let home: TestOffice
let people: People
let month: string
const { by, claim, handOver, sign } = ownMonths((own) => {
  ;({ home, people, month } = own)
})

test('who noted first that a person was told is not replaced by another, nor is his remark when the person reads it', async () => {
  await by(people.daiva).publishProcedure({ version: 1 })
  const told = { memberIds: [people.jonas.id], way: 'phone' as const, informedOn: month }
  await by(people.rasa).recordInformed({ ...told, note: 'He asked about hotels' })
  await givenTo(people.daiva, { role: 'expenses.prepare', teamId: people.north, departmentId: null })
  const again = by(people.daiva).recordInformed({ ...told, way: 'inPerson', note: '' })
  await assert.rejects(again, refused('expenses.informedByOther'))
  await by(people.rasa).recordInformed({ ...told, note: 'He asked about hotels and taxis' })
  const { versionId } = await by(people.jonas).myProcedure({})
  await by(people.jonas).confirmProcedure({ versionId: versionId! })
  const proof = await home.office.db
    .selectFrom('expenseProcedureProof')
    .select(['way', 'note'])
    .where('memberId', '=', people.jonas.id)
    .executeTakeFirst()
  assert.deepEqual(proof, { way: 'read', note: 'He asked about hotels and taxis' })
})

test('a team report is handed over once, and what was remarked of it stays', async () => {
  await claim(people.jonas, 4_000)
  const { teamReportId } = await handOver(people.north)
  const again = handedOver(home.office, people.rasa, teamReportId, 'Again')
  await assert.rejects(again, refused('expenses.combined.handedOverAlready'))
  await by(people.rasa).takeBackTeamReport({ teamReportId })
  await handedOver(home.office, people.rasa, teamReportId, 'One receipt comes later')
  assert.equal((await by(people.rasa).teamReport({ teamReportId })).note, 'One receipt comes later')
})

test('what has changed since it was looked at is not presented', async () => {
  await claim(people.jonas, 4_000)
  const { teamReportId, departmentReportId } = await handOver(people.north)
  const { nextHash, missing } = await by(people.daiva).departmentReport({ departmentReportId })
  await by(people.rasa).takeBackTeamReport({ teamReportId })
  const { items } = await by(people.rasa).reports({ memberId: people.jonas.id, month })
  const report = await by(people.rasa).report({ reportId: items[0]!.id })
  const { id: lineId, version } = report.lines[0]!
  await by(people.rasa).changeLine({ lineId, version, amountCents: 4_500 })
  await by(people.rasa).recordConfirmation({
    reportId: report.id,
    way: 'phone',
    confirmedOn: month.replace(/01$/, '28'),
  })
  await handedOver(home.office, people.rasa, teamReportId)
  const evenWithout = idsOf(missing.toPresent)
  const present = (hash: string) => by(people.daiva).present({ departmentReportId, evenWithout, hash })
  await assert.rejects(present(nextHash!), refused('expenses.combined.nextIsNow'))
  const now = await by(people.daiva).departmentReport({ departmentReportId })
  const { hash } = await present(now.nextHash!)
  assert.equal(hash, now.nextHash)
})

test('a correction is proposed to what is accepted, as it was seen', async () => {
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await sign(departmentReportId)
  const { lines } = await by(people.daiva).departmentReport({ departmentReportId })
  const correction = { departmentReportId, lineId: lines[0]!.lineId, reason: 'Half of it was private' }
  const propose = (wasCents: number, nowCents: number) =>
    by(people.daiva).proposeCorrection({ ...correction, wasCents, nowCents })
  const { id: correctionId } = await propose(4_000, 2_000)
  await by(people.vytautas).decideCorrection({ correctionId, agreed: true })
  await assert.rejects(propose(4_000, 3_500), refused('expenses.correction.acceptedIsNow'))
  await propose(2_000, 3_500)
})

test('without the version seen nobody settles or opens anew what another has said of what is expected', async () => {
  const { id: roundId } = await by(people.rasa).openRound({ teamId: people.north, month })
  const about = { roundId, memberId: people.jonas.id }
  const [lost, came] = await Promise.all(
    ['Hotel', 'Taxi'].map((what) => by(people.rasa).addExpected({ ...about, what })),
  )
  const reason = 'The hotel burned down'
  await by(people.rasa).settleExpected({ expectedId: lost!.id, version: lost!.version, state: 'missing', reason })
  const receiptId = await readReceipt(home.office, people.jonas, { merchant: 'Taksi', spentOn: month, totalCents: 900 })
  await by(people.rasa).matchExpected({ expectedId: came!.id, receiptId })
  const token = (await by(people.rasa).makeLink(about)).url!.split('/').at(-1)!
  const isNow = refused('expenses.expectedIsNow')
  const byLink = { token, expectedId: lost!.id, reason: 'Lost on the way' }
  await assert.rejects(by(people.jonas).declareMissingByLink(byLink), isNow)
  for (const { id: expectedId } of [lost!, came!])
    await assert.rejects(by(people.jonas).matchExpected({ expectedId, receiptId: null }), isNow)
  await by(people.rasa).matchExpected({ expectedId: came!.id, receiptId: null })
})

test('another’s source of a rate gives way to the same rate only as it was seen', async () => {
  const at = { currency: 'SEK', day: month, rate: '0.09' }
  const { id: departmentId } = await home.office.db
    .selectFrom('department')
    .select('id')
    .where('sales', '=', true)
    .executeTakeFirstOrThrow()
  await givenTo(people.rasa, { role: 'expenses.combine', teamId: null, departmentId })
  await by(people.rasa).setRate({ ...at, was: null, source: 'ECB' })
  const again = { ...at, was: '0.09', source: 'A guess' }
  await assert.rejects(by(people.daiva).setRate(again), refused('expenses.rateOfAnother'))
  const { source } = await by(people.daiva).setRate({ ...again, wasSource: 'ECB' })
  assert.equal(source, 'A guess')
})

type Place = { role: 'expenses.prepare' | 'expenses.combine'; teamId: string | null; departmentId: string | null }

/** A second person has the duty there as well. */
async function givenTo({ id: memberId }: { id: string }, place: Place): Promise<void> {
  const days = { fromDay: '2010-01-01', toDay: null, coversId: null }
  await home.office.db
    .insertInto('dutyAssignment')
    .values({ id: newId(), memberId, ...place, ...days })
    .execute()
}
