import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as, refused } from '#checks/office-callers.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { addDays } from '#core/days.ts'
import { actorOf, officeToday } from './public.ts'

let main: TestOffice
let people: People

before(async () => {
  main = await openTestOffice()
  people = await makePeople(main.office)
})
after(() => main.close())

const administrator = () => as(main.office, people.administrator)

test('two people editing one member see the conflict field by field', async () => {
  const opened = await administrator().member({ memberId: people.ieva.id })
  await administrator().changeMember({
    memberId: opened.id,
    version: opened.version,
    name: 'Ieva Šimkutė-Rugė',
    phone: '+370 600 00001',
  })
  const stale = administrator().changeMember({
    memberId: opened.id,
    version: opened.version,
    name: 'Ieva Rugė',
    phone: '+370 600 00001',
    email: opened.email,
  })
  const error = await stale.then(
    () => null,
    (error) => error,
  )
  assert.equal(error.data.says, 'core.stale')
  assert.deepEqual(error.data.details, {
    version: opened.version + 1,
    fields: [{ field: 'name', now: 'Ieva Šimkutė-Rugė', yours: 'Ieva Rugė' }],
  })
  await administrator().changeMember({ memberId: opened.id, version: error.data.details.version, name: 'Ieva Rugė' })
})

test('the last administrator cannot be deactivated, nor stop being one', async () => {
  const { administrator: only } = people
  await assert.rejects(administrator().deactivate({ memberId: only.id }), refused('office.lastAdministrator'))
  const { version } = await administrator().member({ memberId: only.id })
  const change = { memberId: only.id, version, roles: ['colleague' as const] }
  await assert.rejects(administrator().changeMember(change), refused('office.lastAdministrator'))
})

test('two administrators who deactivate each other at once: one stays', async () => {
  const second = await administrator().addMember({
    name: 'Birutė Lanka',
    email: 'birute@talka.example',
    language: 'lt',
    roles: ['administrator'],
  })
  const done = await Promise.allSettled([
    administrator().deactivate({ memberId: second.id }),
    as(main.office, second).deactivate({ memberId: people.administrator.id }),
  ])
  assert.deepEqual(done.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const stayed = done[0].status === 'fulfilled' ? people.administrator : second
  if (stayed !== people.administrator) await as(main.office, second).reactivate({ memberId: people.administrator.id })
})

test('deactivating ends the duties and keeps the history', async () => {
  const helper = await administrator().addMember({
    name: 'Rūta Pelkė',
    email: 'ruta@talka.example',
    language: 'lt',
    roles: ['assistant'],
  })
  const give = (fromDay: string, toDay: string | null) =>
    administrator().assign({ role: 'expenses.combine', memberId: helper.id, placeId: people.sales, fromDay, toDay })
  await give('2026-01-01', '2026-12-31')
  await give('2030-01-01', null)
  await administrator().deactivate({ memberId: helper.id })
  const lines = await main.office.db
    .selectFrom('dutyAssignment')
    .select(['fromDay', 'toDay'])
    .where('memberId', '=', helper.id)
    .execute()
  assert.deepEqual(lines, [{ fromDay: '2026-01-01', toDay: await officeToday(main.office.db) }])
  const gone = await administrator().members({ show: 'left' })
  assert.ok(gone.items.some((one) => one.id === helper.id))
  assert.ok(!(await administrator().members({})).items.some((one) => one.id === helper.id))
})

test('who comes back on the day he left has no duty again that day', async () => {
  const [left, covered] = await Promise.all(
    ['Goda Kalva', 'Vėjas Kalva'].map((name, at) =>
      administrator().addMember({ name, email: `kalva${at}@talka.example`, language: 'lt', roles: ['assistant'] }),
    ),
  )
  const day = await officeToday(main.office.db)
  const give = (memberId: string, fromDay: string) =>
    administrator().assign({ role: 'expenses.combine', memberId, placeId: people.sales, fromDay })
  await give(left!.id, '2026-01-01')
  const line = await give(covered!.id, '2026-01-01')
  await administrator().assign({ role: 'expenses.review', memberId: left!.id, placeId: people.sales, fromDay: day })
  await administrator().cover({
    assignmentId: line.id,
    version: line.version,
    memberId: left!.id,
    fromDay: day,
    toDay: day,
  })
  await administrator().deactivate({ memberId: left!.id })
  await administrator().reactivate({ memberId: left!.id })
  assert.deepEqual((await administrator().member({ memberId: left!.id })).duties, [])
  const actor = await actorOf(main.office, left!.id)
  assert.deepEqual([actor!.departments['expenses.combine'], actor!.departments['expenses.review']], [[], []])
  const lines = main.office.db.selectFrom('dutyAssignment').select(['fromDay', 'toDay'])
  const kept = await lines.where('memberId', '=', left!.id).execute()
  assert.deepEqual(kept, [{ fromDay: '2026-01-01', toDay: addDays(day, -1) }])
  await give(left!.id, day)
  for (const { id } of [left!, covered!]) await administrator().deactivate({ memberId: id })
})

test('people are found without accents, filtered, and paged by name', async () => {
  const find = async (input: object) => (await administrator().members(input)).items.map(({ name }) => name)
  assert.deepEqual(await find({ text: 'azuolas' }), [people.jonas.name])
  assert.deepEqual(await find({ text: '%' }), [])
  assert.deepEqual(await find({ role: 'salesperson', teamId: people.south }), [people.tomasz.name])
  const all = await find({})
  const paged: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await administrator().members({ limit: 3, ...(after ? { after } : {}) })
    paged.push(...page.items.map(({ name }) => name))
    if (!page.next) break
    after = page.next
  }
  assert.deepEqual(paged, all)
})

test('a team brings its department and branch', async () => {
  const added = await administrator().addMember({
    name: 'Marek Las',
    email: 'MAREK@talka.example',
    language: 'en',
    roles: ['salesperson'],
    teamId: people.south,
  })
  assert.deepEqual(
    [added.departmentId, added.branchId, added.email],
    [people.sales, people.gdansk, 'marek@talka.example'],
  )
  await assert.rejects(
    administrator().addMember({
      name: 'Marek Las',
      email: 'marek@talka.example',
      language: 'en',
      roles: ['colleague'],
    }),
    refused('office.emailTaken'),
  )
})

test('a member has at least one role, and each once; who was kept otherwise still shows', async () => {
  const wrong = [
    [[], /roles/],
    [['colleague', 'colleague'], /only once/],
  ] as const
  const { version } = await administrator().member({ memberId: people.ieva.id })
  for (const [roles, says] of wrong) {
    const fields = {
      name: 'Elžbieta Rimkė',
      email: 'elzbieta@talka.example',
      language: 'en' as const,
      roles: [...roles],
    }
    await assert.rejects(administrator().addMember(fields), says)
    await assert.rejects(
      administrator().changeMember({ memberId: people.ieva.id, version, roles: [...roles] }),
      refused('core.invalidInput'),
    )
  }
  await main.office.db
    .updateTable('member')
    .set({ roles: ['salesperson', 'salesperson'] })
    .where('id', '=', people.tomasz.id)
    .execute()
  assert.equal((await administrator().member({ memberId: people.tomasz.id })).roles.length, 2)
})

test('how somebody gets in is shown to administrators only', async () => {
  assert.equal((await administrator().member({ memberId: people.rasa.id })).access?.hasPassword, false)
  assert.equal((await as(main.office, people.jonas).member({ memberId: people.rasa.id })).access, null)
})

test('who is no administrator changes nobody and no place', async () => {
  const rasa = as(main.office, people.rasa)
  await assert.rejects(rasa.deactivate({ memberId: people.jonas.id }), refused('core.forbidden'))
  await assert.rejects(rasa.invite({ memberId: people.jonas.id }), refused('core.forbidden'))
  await assert.rejects(
    rasa.addTeam({ name: 'X', departmentId: people.sales, branchId: people.vilnius }),
    refused('core.forbidden'),
  )
  await assert.rejects(rasa.verifyHistory({}), refused('core.forbidden'))
})

test('saved views are one’s own', async () => {
  const [rasa, daiva] = [as(main.office, people.rasa), as(main.office, people.daiva)]
  const view = await rasa.saveView({ page: 'people', name: 'mine', settings: { team: people.north } })
  await rasa.saveView({ page: 'people', name: 'mine', settings: { team: people.south } })
  assert.deepEqual(
    (await rasa.savedViews({ page: 'people' })).items.map(({ settings }) => settings),
    [{ team: people.south }],
  )
  assert.deepEqual((await daiva.savedViews({})).items, [])
  await assert.rejects(daiva.removeView({ viewId: view.id }), refused('office.noSuchView'))
  await rasa.removeView({ viewId: view.id })
})

test('the seals of an untouched history hold', async () => {
  assert.deepEqual((await administrator().verifyHistory({})).isWhole, true)
})

test('who has changed since he was looked at is neither let go nor taken back', async () => {
  const { addMember, changeMember, deactivate, reactivate } = administrator()
  const person = { name: 'Ona Petraitė', email: 'ona@north.example', language: 'lt' } as const
  const { id: memberId, version } = await addMember({ ...person, roles: ['salesperson'] })
  await changeMember({ memberId, version, name: 'Ona Rimkutė' })
  const isNow = refused('office.memberIsNow')
  await assert.rejects(deactivate({ memberId, version }), isNow)
  await deactivate({ memberId, version: version + 1 })
  await assert.rejects(reactivate({ memberId, version: version + 1 }), isNow)
  await reactivate({ memberId, version: version + 2 })
})
