import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '#checks/as.ts'
import { ownMonths } from '#checks/month-steps.ts'
import type { People } from '#checks/people.ts'
import type { TestOffice } from '#checks/test-office.ts'
import { newId } from '#core/ids.ts'

let home: TestOffice
let people: People
let month: string

const { by, claim, handOver, present, sign, signingOf, goTo } = ownMonths((now) => {
  ;({ home, people, month } = now)
})

test('a signed report keeps teams, budgets and marks whatever is set, moved or closed afterwards', async () => {
  const { db } = home.office
  const [department, gone] = [newId(), newId()]
  const named = { name: 'Exports', closedAt: null }
  await db
    .insertInto('department')
    .values({ id: department, ...named })
    .execute()
  const place = { departmentId: people.sales, branchId: people.vilnius, closedAt: null }
  await db
    .insertInto('team')
    .values({ id: gone, name: 'Gone', ...place })
    .execute()
  const parking = await db
    .selectFrom('expenseCategory')
    .selectAll()
    .where('code', '=', 'parking')
    .executeTakeFirstOrThrow()
  const budget = (teamId: string, cents: number, was: number | null) =>
    by(people.daiva).setBudgets({ teamId, month, amounts: [{ categoryId: parking.id, cents, was }] })
  await budget(people.north, 5_000, null)
  await budget(gone, 3_000, null)
  await claim(people.jonas, 4_000)
  const { departmentReportId, teamReportId } = await handOver(people.north)
  await sign(departmentReportId)
  const shown = async () => {
    const { matrix, teams, unusual } = await by(people.vytautas).departmentReport({ departmentReportId })
    const team = await by(people.rasa).teamReport({ teamReportId })
    const kinds = unusual.map((one) => one.kind)
    return [matrix.sum.budgetCents, team.matrix.sum.budgetCents, teams.map((one) => one.name), kinds]
  }
  const asSigned = [8_000, 5_000, ['Gone', 'North', 'South'], ['declaredMissing']]
  assert.deepEqual(await shown(), asSigned)
  await budget(people.north, 100, 5_000)
  await budget(people.south, 700, null)
  await by(people.daiva).changeCategory({ categoryId: parking.id, version: parking.version, limitCents: 1_000 })
  const admin = as(home.office, people.administrator).office
  await admin.closeTeam({ teamId: gone })
  const { version } = await db
    .selectFrom('team')
    .select('version')
    .where('id', '=', people.south)
    .executeTakeFirstOrThrow()
  await admin.changeTeam({ teamId: people.south, version, departmentId: department, name: 'Far' })
  assert.deepEqual(await shown(), asSigned)
})

test('a team is called in a signed month as it was when that was signed, wherever it stands; elsewhere as it is called now', async () => {
  const called = async ({ departmentReportId, teamReportId, reportId }: Record<string, string>) => {
    const view = await by(people.vytautas).departmentReport({ departmentReportId: departmentReportId! })
    const team = await by(people.rasa).teamReport({ teamReportId: teamReportId! })
    const { payouts } = await by(people.vytautas).payouts({ departmentReportId: departmentReportId! })
    const { reports } = await by(people.rasa).reports({ month, limit: 50 })
    return new Set([
      ...view.teams.filter((one) => one.id === people.north).map((one) => one.name),
      ...[...view.lines, ...view.matrix.rows, ...team.matrix.rows].map((one) => one.teamName),
      ...[team, ...team.parts, ...payouts, ...reports].map((one) => one.team.name),
      (await by(people.rasa).report({ reportId: reportId! })).team.name,
    ])
  }
  const rename = async (name: string) => {
    const teams = home.office.db.selectFrom('team').select('version').where('id', '=', people.north)
    const { version } = await teams.executeTakeFirstOrThrow()
    await as(home.office, people.administrator).office.changeTeam({ teamId: people.north, version, name })
  }
  const handedOver = async () => {
    const reportId = await claim(people.jonas, 900)
    return { reportId, ...(await handOver(people.north)) }
  }
  const signed = await handedOver()
  await present(signed.departmentReportId)
  await rename('North and islands')
  await by(people.vytautas).approve(await signingOf(signed.departmentReportId))
  await rename('Far north')
  assert.deepEqual(await called(signed), new Set(['North and islands']))
  goTo(month.replace('-03-', '-04-'))
  assert.deepEqual(await called(await handedOver()), new Set(['Far north']))
  await rename('North')
})
