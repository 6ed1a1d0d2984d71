import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '#checks/as.ts'
import { ownMonths } from '#checks/month-steps.ts'
import { makeMember, type People } from '#checks/people.ts'
import { giveDuty } from '#checks/random-months.ts'
import type { TestOffice } from '#checks/test-office.ts'

let home: TestOffice
let people: People
let month: string
let year: number

const { by, claim, handOver, sign, goTo } = ownMonths((now) => {
  ;({ home, people, month, year } = now)
})

test('records of somebody who has left or moved open for those who prepare and review them, with the team of then', async () => {
  const { north: teamId, sales: departmentId, vilnius: branchId } = people
  const at = { branchId, departmentId, teamId, language: 'en' as const }
  const leaver = await makeMember(home.office, 'Kazys Vėjas', 'salesperson', at)
  const mover = await makeMember(home.office, 'Ona Srovė', 'salesperson', at)
  const gone = await claim(leaver, 900)
  const moved = await claim(mover, 1_700)
  await home.office.db
    .updateTable('member')
    .set({ deactivatedAt: '2026-01-01T00:00:00Z' })
    .where('id', '=', leaver.id)
    .execute()
  await home.office.db.updateTable('member').set({ teamId: people.south }).where('id', '=', mover.id).execute()
  for (const [memberId, reportId] of [
    [leaver.id, gone],
    [mover.id, moved],
  ] as const) {
    assert.equal((await by(people.rasa).openReport({ memberId, month })).id, reportId)
    for (const reader of [people.rasa, people.vytautas]) {
      assert.equal((await by(reader).report({ reportId })).team.id, people.north)
      await by(reader).makePaper({ reportId, kind: 'csv' })
    }
  }
  // Who combines the department sees it; the new team's assistant alone would be told where it is.
  const helper = await makeMember(home.office, 'Elzė Marija', 'assistant', { ...at, teamId: null })
  await giveDuty(home.office, { role: 'expenses.prepare', memberId: helper.id, teamId: people.south })
  await assert.rejects(by(helper).openReport({ memberId: mover.id, month }), /is with team North/)
  await assert.rejects(by(helper).openReport({ memberId: leaver.id, month }), /no such salesperson/)

  const { departmentReportId } = await handOver(people.north)
  await sign(departmentReportId)
  const view = await by(people.vytautas).departmentReport({ departmentReportId })
  assert.deepEqual(
    view.matrix.rows.map((row) => [row.memberName, row.teamName, row.sum.acceptedCents]),
    [
      ['Kazys Vėjas', 'North', 900],
      ['Ona Srovė', 'North', 1_700],
    ],
  )
  const { payouts } = await by(people.lina).payouts({ departmentReportId })
  assert.deepEqual(
    payouts.map((one) => [one.member.name, one.team.name]),
    [
      ['Kazys Vėjas', 'North'],
      ['Ona Srovė', 'North'],
    ],
  )
})

test('a team closed since keeps its place in the months it took part in', async () => {
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await sign(departmentReportId)
  await home.office.db
    .updateTable('team')
    .set({ closedAt: '2026-01-01T00:00:00Z' })
    .where('id', '=', people.north)
    .execute()
  const view = await by(people.vytautas).departmentReport({ departmentReportId })
  assert.ok(view.teams.some((team) => team.name === 'North' && team.handedOverAt))
})

test('a team of the period before that has gone since stands in the table, which adds up, by name as the language orders', async () => {
  const { vilnius: branchId, sales: departmentId } = people
  const office = as(home.office, people.administrator).office
  const teams: string[] = []
  for (const name of ['Vakarai', 'Šilas']) {
    const { id: teamId } = await office.addTeam({ name, departmentId, branchId })
    await giveDuty(home.office, { role: 'expenses.prepare', memberId: people.rasa.id, teamId })
    const at = { branchId, departmentId, teamId, language: 'en' as const }
    const member = await makeMember(home.office, `${name} Mažylė`, 'salesperson', at)
    await claim(member, 2_000)
    teams.push(teamId)
  }
  const handed = await Promise.all(teams.map((teamId) => handOver(teamId, people.rasa)))
  await sign(handed[0]!.departmentReportId)
  const at = '2026-01-01T00:00:00Z'
  await home.office.db.updateTable('team').set({ closedAt: at }).where('id', 'in', teams).execute()

  goTo(`${year}-04-01`)
  await claim(people.tomasz, 500)
  const { departmentReportId } = await handOver(people.south)
  const view = await by(people.vytautas).departmentReport({ departmentReportId })
  const shown = view.teams.filter(({ onlyBefore }) => onlyBefore).map(({ name }) => name)
  assert.deepEqual(shown, ['Šilas', 'Vakarai'])
  const before = view.teams.map(({ id }) => view.matrix.teams[id]?.previousCents ?? 0)
  assert.equal(
    before.reduce((sum, cents) => sum + cents, 0),
    view.matrix.sum.previousCents,
  )
})
