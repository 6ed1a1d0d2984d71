import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { as } from '#checks/as.ts'
import { ownMonths } from '#checks/month-steps.ts'
import { addTeam, type People } from '#checks/people.ts'
import { runJobs } from '#checks/run-jobs.ts'
import type { TestOffice } from '#checks/test-office.ts'

let home: TestOffice
let people: People
let month: string
let year: number

const { by, claim } = ownMonths((now) => {
  ;({ home, people, month, year } = now)
})

const moveTo = (teamId: string, member = people.jonas) =>
  home.office.db.updateTable('member').set({ teamId }).where('id', '=', member.id).execute()
afterEach(async () => {
  for (const member of [people.jonas, people.ieva]) await moveTo(people.north, member)
})

/** Jonas claimed in North and is of a new team since, which Milda prepares. */
async function moved() {
  const { milda, jonas, north } = people
  const { id: roundId } = await by(people.rasa).openRound({ teamId: north, month })
  const file = new File(['%PDF-1.4 a hotel'], 'hotel.pdf', { type: 'application/pdf' })
  const { receipt } = await by(people.rasa).addReceipt({ memberId: jonas.id, roundId, file })
  const reportId = await claim(jonas, 4_000)
  const east = await addTeam(home.office, people, { name: `East ${year}`, assistant: milda })
  await moveTo(east)
  return { reportId, roundId, receiptId: receipt.id }
}

test('on behalf of somebody who has moved, his new assistant reaches nothing of the team before', async () => {
  const { rasa, milda, jonas } = people
  const { reportId, roundId, receiptId } = await moved()
  const { lines } = await by(rasa).report({ reportId })
  const line = { lineId: lines[0]!.id, version: lines[0]!.version, amountCents: 9_999 }
  const behalf = as(home.office, milda, { behalf: jonas })
  const noReport = { message: /no such report/i }
  for (const his of [behalf, as(home.office, milda)]) {
    const { expenses, desk } = his
    await assert.rejects(expenses.report({ reportId }), noReport)
    await assert.rejects(expenses.changeLine(line), { message: /no such line/i })
    await assert.rejects(expenses.addLine({ reportId, amountCents: 100 }), noReport)
    const isRefused = his === behalf ? { message: /in your own/ } : noReport
    await assert.rejects(expenses.recordConfirmation({ reportId, way: 'phone', confirmedOn: month }), isRefused)
    await assert.rejects(expenses.makePaper({ reportId, kind: 'csv' }), noReport)
    await assert.rejects(expenses.receipt({ receiptId }), { message: /no such receipt/i })
    await assert.rejects(expenses.openReport({ memberId: jonas.id, month }), { message: /North/ })
    assert.deepEqual((await expenses.reports({ month })).items, [])
    assert.ok((await expenses.receipts({ limit: 200 })).items.every(({ id }) => id !== receiptId))
    for (const recordId of [reportId, roundId, receiptId])
      assert.deepEqual((await desk.history({ recordId, limit: 50 })).items, [])
  }
  assert.equal((await by(jonas).report({ reportId })).may.prepare, true)
  assert.equal((await by(jonas).receipt({ receiptId })).mayChange, true)
  assert.equal((await by(rasa).report({ reportId })).claimedCents, 4_000)
})

test('on behalf of somebody who has moved, his new assistant prepares what he claims now and has papers made of it', async () => {
  const { milda, jonas } = people
  await moved()
  const behalf = as(home.office, milda, { behalf: jonas }).expenses
  const { id: reportId } = await behalf.openReport({ memberId: jonas.id, month: `${year}-04-01` })
  await behalf.addLine({ reportId, merchant: 'Stovėjimas', amountCents: 400 })
  const { id: paperId } = await behalf.makePaper({ reportId, kind: 'csv' })
  await runJobs(home)
  assert.match(await (await behalf.paper({ paperId })).text(), /Stovėjimas/)
})

test('an empty report keeps nobody in the team before; what is in it, or is to be, does', async () => {
  const { rasa, milda, ieva, north } = people
  const { id: roundId } = await by(rasa).openRound({ teamId: north, month })
  const { id: reportId } = await by(rasa).openReport({ memberId: ieva.id, month })
  const of = { roundId, memberId: ieva.id }
  const tries = [
    () => by(rasa).addExpected({ ...of, what: 'Fuel' }),
    () => by(rasa).makeLink(of),
    () => by(rasa).addReceipt({ ...of, file: new File(['%PDF-1.4'], 'a.pdf') }),
  ]
  await moveTo(await addTeam(home.office, people, { name: `West ${year}`, assistant: milda }), ieva)
  const isAbsent = ({ data }: { data?: { says: string } }) => data?.says === 'expenses.noSuchPerson'
  for (const attempt of tries) await assert.rejects(attempt, isAbsent)
  const { id: lineId } = await by(ieva).addLine({ reportId, amountCents: 400, merchant: 'Stovėjimas' })
  await tries[0]!()
  await by(ieva).removeLine({ lineId })
  await assert.rejects(tries[0]!, isAbsent)
})

test('the list of rounds tells of each what its board tells, also of who moved to another team of the list', async () => {
  const { rasa, daiva, ieva, north, south } = people
  const { id: roundId } = await by(rasa).openRound({ teamId: north, month })
  await by(daiva).openRound({ teamId: south, month })
  await by(rasa).addExpected({ roundId, memberId: ieva.id, what: 'Phone bill' })
  await moveTo(south, ieva)
  const { items } = await by(daiva).rounds({ month })
  assert.equal(items.length, 2)
  for (const { id, tally } of items) assert.deepEqual(tally, (await by(daiva).round({ roundId: id })).tally)
  const { people: board, tally } = await by(daiva).round({ roundId })
  assert.deepEqual([tally.expected.waiting, board.find(({ memberId }) => memberId === ieva.id)?.isActive], [1, false])
})

test('his new assistant claims no receipt of the team before by naming it', async () => {
  const { rasa, milda, jonas } = people
  const { receiptId } = await moved()
  const own = new Date(Date.UTC(year, 5, 1)).toISOString().slice(0, 10)
  for (const { expenses } of [as(home.office, milda), as(home.office, milda, { behalf: jonas })]) {
    const { id: reportId } = await expenses.openReport({ memberId: jonas.id, month: own })
    const { id: lineId } = await expenses.addLine({ reportId, amountCents: 100 })
    const absent = { message: /does not belong to|no such receipt/i }
    await assert.rejects(expenses.attachReceipt({ lineId, receiptId }), absent)
    await assert.rejects(expenses.addLine({ reportId, receiptIds: [receiptId] }), absent)
    await assert.rejects(expenses.receipt({ receiptId }), absent)
  }
  assert.deepEqual((await by(rasa).receipt({ receiptId })).usedIn, [])
})

test('a month that only an empty report of the team before keeps is claimed by the team that he is in now', async () => {
  const { rasa, milda, ieva, north } = people
  const { id: reportId } = await by(rasa).openReport({ memberId: ieva.id, month })
  const { id: teamReportId } = await by(rasa).makeTeamReport({ teamId: north, month })
  const east = await addTeam(home.office, people, { name: `Near ${year}`, assistant: milda })
  await moveTo(east, ieva)
  const { id: roundId } = await by(milda).openRound({ teamId: east, month })
  assert.equal((await by(rasa).openReport({ memberId: ieva.id, month })).id, reportId)
  assert.equal((await by(milda).openReport({ memberId: ieva.id, month })).id, reportId)
  const report = await by(milda).report({ reportId })
  assert.deepEqual(
    [report.team.id, report.roundId, report.teamReportId, report.may.prepare],
    [east, roundId, null, true],
  )
  assert.deepEqual((await by(rasa).teamReport({ teamReportId })).parts, [])
  await assert.rejects(by(rasa).report({ reportId }), { message: /nėra/ })
  await by(milda).addLine({ reportId, amountCents: 400, merchant: 'Stovėjimas' })
})

test('a report of the team before stays there with a line, also a removed one, or with a receipt that is to be claimed in it', async () => {
  const { rasa, milda, ieva, jonas, north } = people
  const { id: roundId } = await by(rasa).openRound({ teamId: north, month })
  const { id: reportId } = await by(rasa).openReport({ memberId: ieva.id, month })
  const { id: lineId } = await by(rasa).addLine({ reportId, amountCents: 400 })
  await by(rasa).removeLine({ lineId })
  await by(rasa).openReport({ memberId: jonas.id, month })
  await by(rasa).addReceipt({ roundId, memberId: jonas.id, file: new File(['%PDF-1.4 b'], 'b.pdf') })
  const east = await addTeam(home.office, people, { name: `Off ${year}`, assistant: milda })
  for (const member of [ieva, jonas]) {
    await moveTo(east, member)
    await assert.rejects(by(milda).openReport({ memberId: member.id, month }), { message: /North/ })
  }
})

test('where a month stays, there it is asked for: on both desks, on the board and by himself, and not in the team he is in now', async () => {
  const { rasa, milda, ieva, north } = people
  const { id: roundId } = await by(rasa).openRound({ teamId: north, month })
  const { id: reportId } = await by(rasa).openReport({ memberId: ieva.id, month })
  await by(rasa).addLine({ reportId, amountCents: 1_500, merchant: 'Stovėjimas' })
  const { id: expectedId } = await by(rasa).addExpected({ roundId, memberId: ieva.id, what: 'Viešbutis' })
  const east = await addTeam(home.office, people, { name: `Beyond ${year}`, assistant: milda })
  await moveTo(east, ieva)
  const { id: newRoundId } = await by(milda).openRound({ teamId: east, month })

  const waits = async (member: { id: string }, says: string) => {
    const { items } = await as(home.office, member).desk.waiting({})
    return items.filter((item) => item.says === says && [roundId, newRoundId].includes(item.recordId)).length
  }
  assert.equal(await waits(rasa, 'expenses.waiting.person'), 1)
  assert.equal(await waits(ieva, 'expenses.waiting.myMissing'), 1)
  assert.equal(await waits(milda, 'expenses.waiting.nothingYet'), 0)
  const onBoard = async (member: { id: string }, id: string) =>
    (await by(member).round({ roundId: id })).people.find(({ memberId }) => memberId === ieva.id)
  assert.equal((await onBoard(rasa, roundId))?.isActive, true)
  assert.equal(await onBoard(milda, newRoundId), undefined)
  assert.deepEqual(
    (await onBoard(ieva, roundId))?.expected.map(({ id }) => id),
    [expectedId],
  )
  assert.ok((await by(ieva).rounds({ open: true })).items.some(({ id }) => id === roundId))

  const file = new File(['%PDF-1.4 hotel of the month'], 'hotel.pdf', { type: 'application/pdf' })
  const { receipt } = await by(ieva).addReceipt({ roundId, file })
  assert.deepEqual([receipt.teamId, receipt.memberId], [north, ieva.id])
  await home.office.db
    .updateTable('member')
    .set({ deactivatedAt: new Date().toISOString() })
    .where('id', '=', ieva.id)
    .execute()
  assert.equal((await onBoard(rasa, roundId))?.isActive, false)
  await home.office.db.updateTable('member').set({ deactivatedAt: null }).where('id', '=', ieva.id).execute()
})
