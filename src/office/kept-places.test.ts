import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as, refused } from '#checks/office-callers.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { actorOf, assistantsOf, officeToday, teamsWith } from './public.ts'
import { waitingFor } from './waiting.ts'

let main: TestOffice
let people: People

before(async () => {
  main = await openTestOffice()
  people = await makePeople(main.office)
})
after(() => main.close())

const administrator = () => as(main.office, people.administrator)

test('a place with people in it stays open; an empty one closes and opens again', async () => {
  await assert.rejects(administrator().closeTeam({ teamId: people.north }), refused('office.closingHasMembers'))
  await assert.rejects(
    administrator().closeDepartment({ departmentId: people.sales }),
    refused('office.closingHasTeams'),
  )
  await assert.rejects(administrator().closeBranch({ branchId: people.vilnius }), refused('office.headquartersStays'))
  const team = await administrator().addTeam({ name: 'West', departmentId: people.sales, branchId: people.gdansk })
  await assert.rejects(
    administrator().addTeam({ name: 'west', departmentId: people.sales, branchId: people.gdansk }),
    refused('office.nameTaken'),
  )
  await administrator().closeTeam({ teamId: team.id })
  await assert.rejects(administrator().closeTeam({ teamId: team.id }), refused('office.isClosed'))
  await administrator().reopenTeam({ teamId: team.id })
  const chart = await administrator().chart({})
  const west = chart.rows.find((row) => row.place.id === team.id)!
  assert.deepEqual(west.gaps, [{ from: chart.today, to: chart.to }])
})

test('branches and the office keep real time zones and currencies', async () => {
  const branch = { name: 'Rīga', country: 'LV', timeZone: 'Europe/Riga', currency: 'EUR' }
  const { id, version } = await administrator().addBranch(branch)
  await assert.rejects(
    administrator().addBranch({ ...branch, name: 'X', timeZone: 'Europe/Nowhere' }),
    refused('core.invalidInput'),
  )
  await administrator().changeBranch({ branchId: id, version, region: 'RIX' })
  await assert.rejects(administrator().changeBranch({ branchId: id, version, region: 'RI' }), refused('core.stale'))
  const profile = await administrator().profile({})
  const changed = await administrator().changeProfile({ version: profile.version, name: 'Gintaro kelias II' })
  assert.equal(changed.name, 'Gintaro kelias II')
})

test('branches and the office are in countries that exist, and what was kept otherwise still shows', async () => {
  const branch = { name: 'Elsewhere', country: 'LV', timeZone: 'Europe/Riga', currency: 'EUR' }
  for (const country of ['XX', 'ZZ', 'UK', 'EU'])
    await assert.rejects(administrator().addBranch({ ...branch, country }), /country.*such as LT/)
  for (const currency of ['XXX', 'XTS', 'XAU', 'LTL', 'USN'])
    await assert.rejects(administrator().addBranch({ ...branch, currency }), /currency.*such as EUR/)
  const { version } = await administrator().profile({})
  await assert.rejects(administrator().changeProfile({ version, country: 'EU' }), refused('core.invalidInput'))
  await main.office.db.updateTable('officeProfile').set({ country: 'UK' }).execute()
  assert.equal((await administrator().profile({})).country, 'UK')
  await administrator().changeProfile({ version, country: 'GB' })
})

test('others ask the office who does a duty for a team', async () => {
  const { db } = main.office
  const day = await officeToday(db)
  assert.deepEqual(
    (await assistantsOf(db, 'expenses.prepare', people.north, day)).map(({ id }) => id),
    [people.rasa.id],
  )
  assert.deepEqual(
    (await assistantsOf(db, 'expenses.review', people.north, day)).map(({ id }) => id),
    [people.vytautas.id],
  )
  assert.ok((await teamsWith(db, 'expenses.prepare')).some(({ id }) => id === people.north))
})

test('a time zone that nobody knows is told to the administrator, and everything goes on', async () => {
  const zones = () => main.office.db.selectFrom('branch').select(['id', 'timeZone']).execute()
  const before = await zones()
  const { timeZone: own } = await administrator().profile({})
  await main.office.db.updateTable('branch').set({ timeZone: 'Nowhere/X' }).execute()
  await main.office.db.updateTable('officeProfile').set({ timeZone: 'x' }).execute()
  const told = (await waitingFor(main.office.db, (await actorOf(main.office, people.administrator.id))!)).filter(
    ({ says }) => says === 'office.waiting.unknownZone',
  )
  assert.deepEqual(told.map(({ params }) => params.zone).sort(), [...before.map(() => 'Nowhere/X'), 'x'])
  assert.equal((await administrator().profile({})).timeZone, 'x')
  await main.office.db.updateTable('officeProfile').set({ timeZone: own }).execute()
  for (const { id, timeZone } of before)
    await main.office.db.updateTable('branch').set({ timeZone }).where('id', '=', id).execute()
})
