import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { as } from '#checks/as.ts'
import { migrateAgain } from '#checks/migrate-again.ts'
import { handedOver, monthSteps } from '#checks/month-steps.ts'
import { moveTeam } from '#checks/move-team.ts'
import { refused } from '#checks/office-callers.ts'
import { makePeople, type People } from '#checks/people.ts'
import { giveDuty } from '#checks/random-months.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { newId } from '#core/ids.ts'
import { versionOf } from './queries/combined.ts'
import { signVersion } from './steps/presenting.ts'

let home: TestOffice
let people: People
let service: string
let month: string
let year = 2010

before(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
  service = (await as(home.office, people.administrator).office.addDepartment({ name: 'Service' })).id
  for (const [memberId, role] of [
    [people.daiva.id, 'expenses.combine'],
    [people.vytautas.id, 'expenses.review'],
    [people.lina.id, 'expenses.pay'],
  ] as const)
    await giveDuty(home.office, { role, memberId, departmentId: service })
})
after(() => home.close())
// Each test has a month to itself, and begins with team North in Sales.
beforeEach(async () => {
  nextMonth()
  await moveNorthTo(people.sales)
})

function nextMonth(): void {
  year += 1
  month = `${year}-03-01`
}

const { by, claim, handOver, present, signingOf, sign } = monthSteps(() => ({ office: home.office, people, month }))

const moveNorthTo = (departmentId: string) => moveTeam(home.office, people.north, departmentId)

/** As older versions let a team report go where its team went, whatever it had been shown in. */
async function letGo(teamReportId: string, departmentReportId: string): Promise<void> {
  await home.office.db
    .updateTable('expenseTeamReport')
    .set({ departmentReportId })
    .where('id', '=', teamReportId)
    .execute()
}

const numberOf = async (departmentReportId: string) =>
  (await by(people.vytautas).departmentReport({ departmentReportId })).number

const owedIn = async (departmentReportIds: readonly string[]) => {
  const rows = await home.office.db
    .selectFrom('expensePayout')
    .select('cents')
    .where('departmentReportId', 'in', departmentReportIds)
    .execute()
  return rows.map(({ cents }) => cents)
}

test('what an older version let go to another department while it lay before the senior manager cannot be paid there too', async () => {
  await claim(people.jonas, 4_000)
  const { teamReportId, departmentReportId } = await handOver(people.north)
  await present(departmentReportId)
  await moveNorthTo(service)
  await assert.rejects(
    handedOver(home.office, people.rasa, teamReportId),
    refused('expenses.combined.handedOverAlready'),
  )
  await by(people.vytautas).approve(await signingOf(departmentReportId))
  await assert.rejects(handedOver(home.office, people.rasa, teamReportId), /patvirtintas/)
  assert.deepEqual(await owedIn([departmentReportId]), [4_000])
})

test('what was taken back before it was presented goes with its team', async () => {
  await claim(people.jonas, 4_000)
  const { teamReportId, departmentReportId: sales } = await handOver(people.north)
  await by(people.rasa).takeBackTeamReport({ teamReportId })
  await moveNorthTo(service)
  const other = await handedOver(home.office, people.rasa, teamReportId)
  await sign(other)
  await assert.rejects(present(sales), /nothing to present/)
  assert.deepEqual(await owedIn([sales, other]), [4_000])
})

test('a team report that an older version let go to a second department report is signed in neither until one lets it go', async () => {
  await claim(people.jonas, 4_000)
  await claim(people.tomasz, 2_500)
  const { teamReportId, departmentReportId: sales } = await handOver(people.north)
  await handOver(people.south)
  await present(sales)
  await moveNorthTo(service)
  const { id: other } = await by(people.daiva).makeDepartmentReport({ departmentId: service, month })
  await letGo(teamReportId, other)
  const named = new RegExp(`Jonas Ąžuolas.*${await numberOf(sales)}`)
  await assert.rejects(present(other), named)
  await by(people.daiva).withdrawPresentation({ departmentReportId: sales, why: 'It is in two' })
  await sign(other)
  await sign(sales)
  assert.deepEqual([await owedIn([other]), await owedIn([sales])], [[4_000], [2_500]])
})

test('the database keeps that a line is approved once', async () => {
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await sign(departmentReportId)
  const { id: other } = await by(people.daiva).makeDepartmentReport({ departmentId: service, month })
  await assert.rejects(signCopy(departmentReportId, other), /expense_presented_line_approved/)
})

/** Signs in another department report what is signed in this one. */
async function signCopy(of: string, departmentReportId: string): Promise<void> {
  const { db } = home.office
  const { snapshot, ...version } = (await versionOf(db, of))!
  const copy = { ...version, id: newId(), departmentReportId, snapshot: JSON.stringify(snapshot) }
  await db.insertInto('expensePresentedVersion').values(copy).execute()
  const lines = await db.selectFrom('expensePresentedLine').selectAll().where('versionId', '=', version.id).execute()
  await db
    .insertInto('expensePresentedLine')
    .values(lines.map((line) => ({ ...line, versionId: copy.id, isApproved: false })))
    .execute()
  const { id: approvedBy, name: approverName } = people.vytautas
  const { totalCents, hash } = version
  await signVersion(db, {
    id: newId(),
    departmentReportId,
    versionId: copy.id,
    approvedBy,
    approverName,
    totalCents,
    hash,
  })
}

test('an office in which team reports went on is mended: one signature a line, and each team report where it is shown', async () => {
  const { db } = home.office
  const twice = await claim(people.jonas, 4_000)
  const first = (await handOver(people.north)).departmentReportId
  await sign(first)
  const { id: second } = await by(people.daiva).makeDepartmentReport({ departmentId: service, month })

  nextMonth()
  const [jonas, tomasz] = [await claim(people.jonas, 4_000), await claim(people.tomasz, 2_500)]
  const signed = await handOver(people.north)
  await sign(signed.departmentReportId)
  const shown = await handOver(people.south)
  await present(shown.departmentReportId)
  const { id: other } = await by(people.daiva).makeDepartmentReport({ departmentId: service, month })
  await letGo(signed.teamReportId, other)
  await letGo(shown.teamReportId, other)
  await db.updateTable('expenseReport').set({ approvedAt: null }).where('id', '=', jonas).execute()

  await home.offices.adminPool.query('drop index office_main.expense_presented_line_approved')
  await signCopy(first, second)
  await home.offices.adminPool.query(
    'drop index office_main.expense_presented_line_report; alter table office_main.expense_presented_line drop column is_approved',
  )
  await migrateAgain(home, ['20261129-expenses-approved-once'])

  for (const { teamReportId, departmentReportId } of [signed, shown]) {
    const row = await db
      .selectFrom('expenseTeamReport')
      .selectAll()
      .where('id', '=', teamReportId)
      .executeTakeFirstOrThrow()
    assert.equal(row.departmentReportId, departmentReportId)
  }
  const approved = async (ids: string[]) =>
    (await db.selectFrom('expenseReport').select('id').where('id', 'in', ids).where('approvedAt', 'is not', null).execute()).map(({ id }) => id) // biome-ignore format: one query
  assert.deepEqual(await approved([jonas, tomasz]), [jonas])
  const lines = await db
    .selectFrom('expensePresentedLine')
    .innerJoin('expensePresentedVersion', 'expensePresentedVersion.id', 'versionId')
    .select(['departmentReportId', 'isApproved'])
    .where('reportId', '=', twice)
    .orderBy('presentedAt')
    .execute()
  assert.deepEqual(
    new Map(lines.map((one) => [one.departmentReportId, one.isApproved])),
    new Map([
      [first, true],
      [second, false],
    ]),
  )
})

test('who combines a month that is signed is told so, and who prepared it stays', async () => {
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await sign(departmentReportId)
  await giveDuty(home.office, { role: 'expenses.combine', memberId: people.milda.id, departmentId: people.sales })
  await assert.rejects(by(people.milda).makeDepartmentReport({ departmentId: people.sales, month }), /approved/)
  const { preparedBy, notByYou } = await by(people.vytautas).departmentReport({ departmentReportId })
  assert.deepEqual([preparedBy, notByYou], [people.daiva.name, null])
})
