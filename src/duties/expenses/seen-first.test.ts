import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownMonths } from '#checks/month-steps.ts'
import { refused } from '#checks/office-callers.ts'
import type { People } from '#checks/people.ts'
import { readReceipt } from '#checks/read-receipt.ts'
import type { TestOffice } from '#checks/test-office.ts'

let home: TestOffice
let people: People
let month: string
const { by, claim, handOver, present, signingOf } = ownMonths((own) => {
  ;({ home, people, month } = own)
})

const presented = async () => {
  const reportId = await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  return { reportId, departmentReportId }
}

test('an answer to other words than the last ones is refused with those, and so is a further question', async () => {
  const { reportId, departmentReportId } = await presented()
  const about = { departmentReportId, memberId: people.jonas.id, body: 'Why so much?' }
  const { id: queryId } = await by(people.vytautas).askQuery(about)
  const versionOf = async () => (await by(people.rasa).report({ reportId })).queries[0]!.version
  const answer = (version: number) => by(people.rasa).answerQuery({ queryId, version, body: 'The fair.' })
  const further = (version: number, body: string) => by(people.vytautas).askAgain({ queryId, version, body })

  const first = await versionOf()
  await further(first, 'And who paid the taxi?')
  await assert.rejects(answer(first), (error: never) => {
    const { message, data } = error as { message: string; data: { says: string; details: { version: number } } }
    assert.equal(data.says, 'expenses.review.saidMeanwhile.asked')
    assert.match(message, /And who paid the taxi\?/)
    assert.equal(data.details.version, first + 1)
    return true
  })
  await answer(first + 1)
  await assert.rejects(further(first + 1, 'Still?'), refused('expenses.review.saidMeanwhile.answered'))
  await by(people.vytautas).settleQuery({ queryId, version: first + 2 })
  await assert.rejects(further(first + 2, 'Still?'), refused('expenses.review.saidMeanwhile.settled'))
  await further(first + 3, 'Still?')
})

test('another version than the one that was looked at is neither withdrawn nor signed', async () => {
  const { departmentReportId } = await presented()
  const signing = await signingOf(departmentReportId)
  const withdraw = (versionNumber: number) =>
    by(people.daiva).withdrawPresentation({ departmentReportId, versionNumber, why: 'A page was missing' })
  await claim(people.tomasz, 4_700)
  await handOver(people.south)
  await present(departmentReportId)
  const newer = refused('expenses.review.newerVersion')
  await assert.rejects(withdraw(signing.versionNumber), newer)
  await assert.rejects(by(people.vytautas).approve(signing), newer)
  await withdraw(signing.versionNumber + 1)
  const { versions } = await by(people.daiva).departmentReport({ departmentReportId })
  assert.ok(versions.every(({ withdrawnAt }) => withdrawnAt))
})

test('another team report than the one that was looked at is neither handed over nor taken back', async () => {
  const reportId = await claim(people.jonas, 5_000)
  const ievas = await claim(people.ieva, 1_000)
  const { id: teamReportId } = await by(people.rasa).makeTeamReport({ teamId: people.north, month })
  const look = () => by(people.rasa).teamReport({ teamReportId })
  const { hash } = await look()
  const hand = (seen: string) => by(people.rasa).handOverTeamReport({ teamReportId, hash: seen })
  await by(people.rasa).includeReport({ teamReportId, reportId: ievas, included: false })
  await assert.rejects(hand(hash), (error: never) => {
    const { message, data, status } = error as { message: string; data: { says: string }; status: number }
    assert.deepEqual([data.says, status], ['expenses.combined.handedIsNow', 409])
    assert.match(message, /50[.,]00/)
    assert.match(message, /Jonas Ąžuolas/)
    assert.doesNotMatch(message, /Ieva/)
    return true
  })
  await by(people.rasa).includeReport({ teamReportId, reportId: ievas, included: true })
  const { id: lineId, version } = (await by(people.rasa).report({ reportId })).lines[0]!
  await by(people.rasa).changeLine({ lineId, version, amountCents: 4_900 })
  await by(people.rasa).recordConfirmation({ reportId, way: 'phone', confirmedOn: month.replace(/01$/, '28') })
  await assert.rejects(hand(hash), refused('expenses.combined.handedIsNow'))
  await hand((await look()).hash)

  const seen = await look()
  const takeBack = (at: number) => by(people.rasa).takeBackTeamReport({ teamReportId, version: at })
  await takeBack(seen.version)
  await hand((await look()).hash)
  await assert.rejects(takeBack(seen.version), refused('expenses.combined.teamReportIsNow'))
  await takeBack((await look()).version)
})

test('of fifty who match what they saw waiting at once, one does', async () => {
  const { id: roundId } = await by(people.rasa).openRound({ teamId: people.north, month })
  const item = await by(people.rasa).addExpected({ roundId, memberId: people.jonas.id, what: 'Hotel' })
  const receipts = await Promise.all(Array.from({ length: 50 }, (_, n) => newReceipt(1_000 + n)))
  const match = (receiptId: string) => ({ expectedId: item.id, version: item.version, receiptId })
  const tries = await Promise.allSettled(receipts.map((id) => by(people.rasa).matchExpected(match(id))))
  const says = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.data.says] : []))
  assert.deepEqual(says, Array(49).fill('expenses.expectedIsNow'))
})

test('without the version seen, only what waits is matched: not over a reason or a receipt that another gave', async () => {
  const { id: roundId } = await by(people.rasa).openRound({ teamId: people.north, month })
  const receipts = [await newReceipt(100), await newReceipt(200)]
  const match = (expectedId: string, at: 0 | 1) =>
    by(people.jonas).matchExpected({ expectedId, receiptId: receipts[at]! })
  const expect = (what: string) => by(people.rasa).addExpected({ roundId, memberId: people.jonas.id, what })
  const [lost, came] = [await expect('Hotel'), await expect('Taxi')]
  const reason = 'The hotel has closed'
  await by(people.rasa).settleExpected({ expectedId: lost.id, version: lost.version, state: 'missing', reason })
  await assert.rejects(match(lost.id, 0), refused('expenses.expectedIsNow'))
  await by(people.rasa).matchExpected({ expectedId: came.id, version: came.version, receiptId: receipts[0]! })
  await assert.rejects(match(came.id, 1), refused('expenses.expectedIsNow'))
  const rows = await home.office.db
    .selectFrom('expenseExpectedReceipt')
    .selectAll()
    .where('roundId', '=', roundId)
    .execute()
  assert.deepEqual(rows.map((row) => [row.what, row.reason, row.receiptId]).toSorted(), [
    ['Hotel', reason, null],
    ['Taxi', null, receipts[0]],
  ])
})

test('of two receipts of one purchase one stays, whoever sets each aside as the same as the other at once', async () => {
  for (let time = 0; time < 5; time++) {
    const [one, other] = [await newReceipt(450 + time), await newReceipt(450 + time)]
    const aside = (receiptId: string, sameAs: string) =>
      by(people.rasa).setAside({ receiptId, sameAs, why: 'The same purchase' })
    const tries = await Promise.allSettled([aside(one, other), aside(other, one)])
    const says = tries.flatMap((each) => (each.status === 'rejected' ? [each.reason.data.says] : []))
    assert.deepEqual(says, ['expenses.sameIsAside'])
  }
})

test('a receipt that has changed since it was looked at is neither set aside nor taken back', async () => {
  const receiptId = await newReceipt(900)
  const { version } = await by(people.rasa).receipt({ receiptId })
  await by(people.rasa).changeReceipt({ receiptId, version, totalCents: 90_000 })
  const isNow = refused('expenses.receiptIsNow')
  await assert.rejects(by(people.rasa).setAside({ receiptId, version, why: 'Private' }), isNow)
  const { version: aside } = await by(people.rasa).setAside({ receiptId, version: version + 1, why: 'Private' })
  await assert.rejects(by(people.rasa).takeBack({ receiptId, version }), isNow)
  await by(people.rasa).takeBack({ receiptId, version: aside })
})

const newReceipt = (totalCents: number) =>
  readReceipt(home.office, people.jonas, { merchant: 'Parkomatas', spentOn: month.replace(/01$/, '12'), totalCents })
