import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { as } from '#checks/as.ts'
import { migrateAgain } from '#checks/migrate-again.ts'
import { monthSteps } from '#checks/month-steps.ts'
import { moveTeam } from '#checks/move-team.ts'
import { refused } from '#checks/office-callers.ts'
import { makePeople, type People, type TestMember } from '#checks/people.ts'
import { giveDuty } from '#checks/random-months.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'

let home: TestOffice
let people: People
/** Of the other department: who reviews there. */
let reviewer: TestMember
let service: string
let month: string
let year = 2010

before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  reviewer = people.paulius
  service = (await as(home.office, people.administrator).office.addDepartment({ name: 'Service' })).id
  for (const [memberId, role] of [
    [people.daiva.id, 'expenses.combine'],
    [reviewer.id, 'expenses.review'],
  ] as const)
    await giveDuty(home.office, { role, memberId, departmentId: service })
})
after(() => home.close())
// Each test has a month to itself, and begins with team North in Sales.
beforeEach(async () => {
  year += 1
  month = `${year}-03-01`
  await moveNorthTo(people.sales)
})

const { by, claim, handOver, present, sign } = monthSteps(() => ({ office: home.office, people, month }))

const moveNorthTo = (departmentId: string) => moveTeam(home.office, people, people.north, departmentId)

const waitingFor = async (member: TestMember) =>
  (await as(home.office, member).desk.waiting({})).items.map(({ key }) => key)

/** What the member reads of the record in its history, and the ids that it names. */
async function historyOf(member: TestMember, recordId: string) {
  const { items } = await as(home.office, member).desk.history({ recordId, limit: 200 })
  return { texts: items.map(({ text }) => text), records: items.map(({ recordId }) => recordId) }
}

test('what a team has handed over goes with it to another department, and keeps nobody there from presenting the rest', async () => {
  await claim(people.jonas, 4_000)
  await claim(people.tomasz, 2_500)
  const { teamReportId, departmentReportId } = await handOver(people.north)
  await handOver(people.south)
  await moveNorthTo(service)
  const { matrix, teams } = await by(people.daiva).departmentReport({ departmentReportId })
  assert.equal(matrix.sum.acceptedCents, 2_500)
  assert.ok(!teams.some(({ id, handedOverAt }) => id === people.north && handedOverAt))
  assert.equal((await by(people.rasa).teamReport({ teamReportId })).handedOverAt, null)
  assert.ok(
    (await waitingFor(people.rasa)).some((key) => key.includes(teamReportId)),
    'it waits to be handed over',
  )
  await present(departmentReportId)
  assert.match(
    (await historyOf(people.vytautas, departmentReportId)).texts.join(),
    /North is in another department.* not in DR-/,
  )
  assert.match((await historyOf(people.rasa, teamReportId)).texts.join(), /North.* jau kitame skyriuje/)
})

test('to the department that a team has left, nothing of its reports is named any more', async () => {
  await claim(people.jonas, 4_000)
  const { teamReportId, departmentReportId } = await handOver(people.north)
  assert.ok((await historyOf(people.vytautas, departmentReportId)).records.includes(teamReportId))
  await moveNorthTo(service)
  const { records } = await historyOf(people.vytautas, departmentReportId)
  assert.deepEqual([records.includes(teamReportId), records.includes(departmentReportId)], [false, true])
  const { records: administered } = await historyOf(people.administrator, departmentReportId)
  assert.deepEqual(administered, [])
})

test('what another department decides on what has gone there is not shown where it was withdrawn', async () => {
  await claim(people.jonas, 4_000)
  const { departmentReportId: sales } = await handOver(people.north)
  await present(sales)
  await by(people.daiva).withdrawPresentation({ departmentReportId: sales, why: 'The team moves' })
  await moveNorthTo(service)
  const { departmentReportId: other } = await handOver(people.north)
  await present(other)
  const { lines, version } = await by(reviewer).departmentReport({ departmentReportId: other })
  const { lineId } = lines[0]!
  const versionNumber = version!.number
  await by(reviewer).refuseLine({ departmentReportId: other, lineId, why: 'Not for our department', versionNumber })
  const { lines: before, matrix } = await by(people.vytautas).departmentReport({
    departmentReportId: sales,
    versionNumber: 1,
  })
  assert.deepEqual(
    before.map(({ refusedWhy, acceptedCents }) => [refusedWhy, acceptedCents]),
    [[null, 4_000]],
  )
  assert.equal(matrix.sum.acceptedCents, 4_000)
})

test('a team that moves while its report lies before the senior manager takes it along once that is withdrawn', async () => {
  const reportId = await claim(people.jonas, 4_000)
  await claim(people.tomasz, 2_500)
  const { teamReportId, departmentReportId } = await handOver(people.north)
  await handOver(people.south)
  await present(departmentReportId)
  const about = { departmentReportId, memberId: people.jonas.id, body: 'So much?' }
  const { id: queryId } = await by(people.vytautas).askQuery(about)
  await moveNorthTo(service)
  assert.notEqual((await by(people.rasa).teamReport({ teamReportId })).handedOverAt, null)
  await by(people.daiva).withdrawPresentation({ departmentReportId, why: 'The team has moved' })
  assert.equal((await by(people.rasa).teamReport({ teamReportId })).handedOverAt, null)
  assert.deepEqual((await by(people.rasa).report({ reportId })).queries, [])
  assert.ok(!(await waitingFor(people.rasa)).some((key) => key.includes(queryId)))
  assert.match((await historyOf(people.rasa, queryId)).texts.join(), /Užklausa uždaryta/)
  await sign(departmentReportId)
  const { departmentReportId: other } = await handOver(people.north)
  assert.notEqual(other, departmentReportId)
})

test('who reviews waits for no version of a report that everything has left', async () => {
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  await by(people.daiva).withdrawPresentation({ departmentReportId, why: 'A page is missing' })
  const key = `expenses.withdrawn:${departmentReportId}`
  assert.ok((await waitingFor(people.vytautas)).includes(key))
  await moveNorthTo(service)
  assert.ok(!(await waitingFor(people.vytautas)).includes(key))
})

test('what is handed over is neither left out nor added to, and who was asked about is not left out unanswered', async () => {
  const [reportId] = [await claim(people.jonas, 4_000), await claim(people.ieva, 2_000)]
  const { teamReportId, departmentReportId } = await handOver(people.north)
  const leaveOut = () => by(people.rasa).includeReport({ teamReportId, reportId, included: false })
  await assert.rejects(leaveOut(), refused('expenses.combined.handedOverAlready'))
  await present(departmentReportId)
  const about = { departmentReportId, memberId: people.jonas.id, body: 'So much?' }
  const { id: queryId } = await by(people.vytautas).askQuery(about)
  await by(people.daiva).withdrawPresentation({ departmentReportId, why: 'A page is missing' })
  await by(people.rasa).takeBackTeamReport({ teamReportId })
  await assert.rejects(leaveOut(), refused('expenses.combined.partAsked'))
  await by(people.rasa).answerQuery({ queryId, body: 'It was' })
  await leaveOut()
})

test('a team that moves while it hands over leaves nothing behind', async () => {
  for (let round = 0; round < 6; round += 1) {
    await claim(people.jonas, 4_000)
    const { id: teamReportId } = await by(people.rasa).makeTeamReport({ teamId: people.north, month })
    await Promise.allSettled([by(people.rasa).handOverTeamReport({ teamReportId }), moveNorthTo(service)])
    const left = await home.office.db
      .selectFrom('expenseTeamReport')
      .innerJoin('team', 'team.id', 'teamId')
      .innerJoin('expenseDepartmentReport', 'expenseDepartmentReport.id', 'departmentReportId')
      .select('expenseTeamReport.id')
      .whereRef('team.departmentId', '<>', 'expenseDepartmentReport.departmentId')
      .where('expenseTeamReport.id', '=', teamReportId)
      .execute()
    assert.deepEqual(left, [])
    await moveNorthTo(people.sales)
    year += 1
    month = `${year}-03-01`
  }
})

test('an office in which something stayed behind is mended', async () => {
  await claim(people.jonas, 4_000)
  const { teamReportId } = await handOver(people.north)
  const { db } = home.office
  await db.updateTable('team').set({ departmentId: service }).where('id', '=', people.north).execute()
  await migrateAgain(home, ['20261283-expenses-taken-along'])
  const { handedOverAt } = await by(people.rasa).teamReport({ teamReportId })
  assert.equal(handedOverAt, null)
})
