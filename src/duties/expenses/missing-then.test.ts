import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { as } from '#checks/as.ts'
import { monthSteps } from '#checks/month-steps.ts'
import { makeMember, makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'

let home: TestOffice
let people: People
const month = '2022-03-01'

// Each changes what holds for its whole office.
beforeEach(async () => {
  home = await openTestOffice()
  people = await makePeople(home.office)
})
afterEach(() => home.close())

const { by, claim, handOver } = monthSteps(() => ({ office: home.office, people, month }))

async function missing(departmentReportId: string): Promise<string[]> {
  const { toPresent } = (await by(people.daiva).departmentReport({ departmentReportId })).missing
  return [...toPresent.teams, ...toPresent.people].map(({ name }) => name).sort()
}

test('who is missing from a past month are those who were in its teams then, also when they have moved or left since', async () => {
  const { office } = as(home.office, people.administrator)
  const at = { branchId: people.vilnius, departmentId: people.sales, teamId: people.north, language: 'en' as const }
  const [mover, leaver] = [
    await makeMember(home.office, 'Ona Srovė', 'salesperson', at),
    await makeMember(home.office, 'Kazys Vėjas', 'salesperson', at),
  ]
  await claim(people.jonas, 4_000)
  await claim(people.tomasz, 2_500)
  const { departmentReportId } = await handOver(people.north)
  await handOver(people.south)
  const all = ['Ieva Šimkutė', 'Kazys Vėjas', 'Ona Srovė']
  assert.deepEqual(await missing(departmentReportId), all)

  const elsewhere = await office.addDepartment({ name: 'Service' })
  const team = await office.addTeam({ name: 'Repairs', departmentId: elsewhere.id, branchId: people.vilnius })
  await office.changeMember({ memberId: mover.id, version: 1, teamId: team.id })
  await office.changeMember({ memberId: people.tomasz.id, version: 1, teamId: people.north })
  await office.deactivate({ memberId: leaver.id })
  assert.deepEqual(await missing(departmentReportId), all)
  const now = `${Temporal.Now.plainDateISO().toString().slice(0, 7)}-01`
  const { id } = await by(people.daiva).makeDepartmentReport({ departmentId: people.sales, month: now })
  assert.deepEqual(await missing(id), ['North'], 'nobody is in South any more')
})

test('who came after a month of which the office kept its records is not missing from it', async () => {
  const { db } = home.office
  await db.updateTable('officeProfile').set({ setUpAt: '2020-01-01T00:00:00Z' }).execute()
  await db.updateTable('member').set({ createdAt: '2020-01-02T00:00:00Z' }).execute()
  const at = { branchId: people.vilnius, departmentId: people.sales, teamId: people.north, language: 'en' as const }
  await makeMember(home.office, 'Nojus Naujokas', 'salesperson', at)
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  assert.ok(!(await missing(departmentReportId)).includes('Nojus Naujokas'))
})

test('a team that was added after a month stands in it only once something of the month is its own', async () => {
  const { office } = as(home.office, people.administrator)
  await home.office.db.updateTable('officeProfile').set({ setUpAt: '2020-01-01T00:00:00Z' }).execute()
  await claim(people.jonas, 4_000)
  await claim(people.tomasz, 2_500)
  const { departmentReportId } = await handOver(people.north)
  const team = await office.addTeam({ name: 'Added', departmentId: people.sales, branchId: people.vilnius })
  const teams = async (id: string) => {
    const { teams } = await by(people.daiva).departmentReport({ departmentReportId: id })
    return teams.map(({ name }) => name)
  }
  assert.deepEqual(await teams(departmentReportId), ['North', 'South'])
  const now = `${Temporal.Now.plainDateISO().toString().slice(0, 7)}-01`
  const { id } = await by(people.daiva).makeDepartmentReport({ departmentId: people.sales, month: now })
  assert.deepEqual(await teams(id), ['Added', 'North', 'South'])

  await home.office.db
    .updateTable('expenseReport')
    .set({ teamId: team.id })
    .where('memberId', '=', people.tomasz.id)
    .execute()
  assert.deepEqual(await teams(departmentReportId), ['Added', 'North', 'South'])
  assert.ok((await missing(departmentReportId)).includes('Added'))
  await home.office.db.updateTable('officeProfile').set({ setUpAt: new Date().toISOString() }).execute()
  await office.addTeam({ name: 'Later', departmentId: people.sales, branchId: people.vilnius })
  assert.ok((await teams(departmentReportId)).includes('Later'), 'of before the office kept its records')
})

test('who went to another team is missing from the month that he was to claim where he was, also once that team is closed', async () => {
  const { office } = as(home.office, people.administrator)
  const { db } = home.office
  const begun = '2020-01-02T00:00:00Z'
  await db.updateTable('officeProfile').set({ setUpAt: '2020-01-01T00:00:00Z' }).execute()
  const place = { branchId: people.vilnius, departmentId: people.sales }
  const close = async (name: string, were: [string, 'moves' | 'leaves'][]) => {
    const { id: teamId } = await office.addTeam({ ...place, name })
    for (const [who, how] of were) {
      const { id: memberId } = await makeMember(home.office, who, 'salesperson', { ...place, teamId, language: 'en' })
      await db.updateTable('member').set({ createdAt: begun }).where('id', '=', memberId).execute()
      if (how === 'leaves') await office.deactivate({ memberId })
      else await office.changeMember({ memberId, version: 1, teamId: people.north })
    }
    await office.closeTeam({ teamId })
    return teamId
  }
  await close('East', [
    ['Ona Srovė', 'moves'],
    ['Kazys Vėjas', 'leaves'],
  ])
  await close('West', [['Rūta Banga', 'leaves']])
  const long = await close('Past', [['Elzė Kopa', 'moves']])
  await db.updateTable('team').set({ closedAt: '2022-03-20T00:00:00Z' }).where('id', '=', long).execute()
  await db.updateTable('member').set({ createdAt: begun }).execute()
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  const named = ['Ieva Šimkutė', 'Ona Srovė', 'South']
  assert.deepEqual(await missing(departmentReportId), named)
  const { teams, people: single } = (await by(people.daiva).departmentReport({ departmentReportId })).missing.toPresent
  assert.equal(single.find(({ name }) => name === 'Ona Srovė')?.teamName, 'East')
  const others = [...teams, ...single].filter(({ name }) => name !== 'Ona Srovė').map(({ id }) => id)
  await assert.rejects(by(people.daiva).present({ departmentReportId, evenWithout: others }), /Ona Srovė/)

  // Where he is now his month is claimed, and missing from no other.
  const ona = await db.selectFrom('member').select('id').where('name', '=', 'Ona Srovė').executeTakeFirstOrThrow()
  await by(people.rasa).openReport({ memberId: ona.id, month })
  assert.deepEqual(await missing(departmentReportId), named)
  const inNorth = (await by(people.daiva).departmentReport({ departmentReportId })).missing.toPresent.people
  assert.equal(inNorth.find(({ name }) => name === 'Ona Srovė')?.teamName, 'North')
})
