import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { holdNoon } from '#checks/hold-noon.ts'
import { as, browser, refused } from '#checks/office-callers.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { holdClock } from '#core/clock.ts'
import { chartRoles, termsOf } from '#core/duty.ts'
import { newId } from '#core/ids.ts'
import { actorOf } from './public.ts'

let main: TestOffice
let people: People

before(async () => {
  main = await openTestOffice()
  people = await makePeople(main.office)
  holdNoon('2026-05-04')
})
after(async () => {
  holdClock()
  await main.close()
})

const administrator = () => as(main.office, people.administrator)
const rightsOf = async (member: { id: string }) => [...(await actorOf(main.office, member.id))!.rights]
const teamsOf = async (member: { id: string }) => (await actorOf(main.office, member.id))!.teams

test('rights follow the chart on the day it begins and ends', async () => {
  const { id, version } = await administrator().assign({
    role: 'expenses.prepare',
    memberId: people.milda.id,
    placeId: people.north,
    fromDay: '2026-06-01',
    toDay: '2026-06-30',
  })
  for (const [day, may] of [
    ['2026-05-31', false],
    ['2026-06-01', true],
    ['2026-06-30', true],
    ['2026-07-01', false],
  ] as const) {
    holdNoon(day)
    assert.equal((await rightsOf(people.milda)).includes('expenses.prepare'), may, day)
    assert.deepEqual((await teamsOf(people.milda))['expenses.prepare'], may ? [people.north] : [], day)
  }
  holdNoon('2026-06-10')
  const chart = await as(main.office, people.rasa).chart({})
  const north = chart.rows.find((row) => row.role === 'expenses.prepare' && row.place.id === people.north)!
  assert.deepEqual(
    north.overlaps.map(({ from, to, names }) => [from, to, names.sort()]),
    [['2026-06-01', '2026-06-30', [people.milda.name, people.rasa.name]]],
  )
  holdNoon('2026-05-04')
  await administrator().removeAssignment({ assignmentId: id, version })
})

test('a duty is ended by the administrator alone, on a day it has, and on what one has seen', async () => {
  const { id: assignmentId, version } = await administrator().assign({
    ...{ role: 'expenses.prepare', memberId: people.milda.id, placeId: people.north },
    ...{ fromDay: '2027-06-01', toDay: '2027-06-30' },
  })
  const end = (lastDay: string, who = people.administrator, seen = version) =>
    as(main.office, who).endAssignment({ assignmentId, version: seen, lastDay })
  for (const member of [people.daiva, people.vytautas, people.milda])
    await assert.rejects(end('2027-06-10', member), { code: 'FORBIDDEN' })
  await assert.rejects(end('2027-05-31'), refused('office.endsBeforeBegins'))
  await assert.rejects(end('2027-07-01'), refused('office.endedEarlier'))
  const ended = await end('2027-06-01')
  assert.equal(ended.toDay, '2027-06-01')
  await assert.rejects(end('2027-06-10'), { code: 'CONFLICT' })
  await administrator().removeAssignment({ assignmentId, version: ended.version })
  await assert.rejects(end('2027-06-01', people.administrator, ended.version), { status: 404 })
})

test('a department’s duty counts for all its teams', async () => {
  assert.deepEqual((await teamsOf(people.vytautas))['expenses.review'].toSorted(), [people.north, people.south].sort())
  assert.deepEqual((await actorOf(main.office, people.lina.id))!.departments['expenses.pay'], [people.sales])
})

test('a cover gives the right while it lasts and then takes it away', async () => {
  const { rows } = await administrator().chart({})
  const north = rows.find((row) => row.place.id === people.north)!.lines[0]!
  const line = await administrator().cover({
    assignmentId: north.id,
    version: north.version,
    memberId: people.milda.id,
    fromDay: '2026-05-10',
    toDay: '2026-05-12',
  })
  for (const [day, may] of [
    ['2026-05-09', false],
    ['2026-05-10', true],
    ['2026-05-12', true],
    ['2026-05-13', false],
  ] as const) {
    holdNoon(day)
    assert.equal((await rightsOf(people.milda)).includes('expenses.prepare'), may, day)
    const act = as(main.office, people.milda, people.jonas).me({})
    if (may) assert.equal((await act).behalf?.name, people.jonas.name)
    else await assert.rejects(act, refused('office.mayNotActFor'))
  }
  holdNoon('2026-05-04')
  const days = { fromDay: '2026-05-12', toDay: '2026-05-20' }
  const again = { assignmentId: north.id, version: north.version, memberId: people.milda.id, ...days }
  await assert.rejects(administrator().cover(again), refused('office.coversAlready'))
  await assert.rejects(administrator().cover({ ...again, memberId: people.rasa.id }), refused('office.coversHimself'))
  await assert.rejects(
    administrator().cover({ ...again, assignmentId: line.id, version: line.version }),
    refused('office.coverOfCover'),
  )
  const chart = await administrator().chart({})
  assert.deepEqual(chart.rows.find((row) => row.place.id === people.north)!.overlaps, [], 'a cover is no overlap')
})

test('when a duty ends its cover ends with it, and the chart shows the gap', async () => {
  const { rows } = await administrator().chart({})
  const south = rows.find((row) => row.place.id === people.south)!.lines[0]!
  const cover = (fromDay: string, toDay: string) =>
    administrator().cover({ assignmentId: south.id, version: south.version, memberId: people.milda.id, fromDay, toDay })
  await cover('2026-05-20', '2026-06-10')
  await cover('2026-07-01', '2026-07-02')
  await administrator().endAssignment({ assignmentId: south.id, version: south.version, lastDay: '2026-05-31' })
  const after = (await administrator().chart({})).rows.find((row) => row.place.id === people.south)!
  assert.deepEqual(
    after.lines.map(({ memberName, toDay }) => [memberName, toDay]),
    [
      [people.daiva.name, '2026-05-31'],
      [people.milda.name, '2026-05-31'],
    ],
  )
  assert.deepEqual(after.gaps, [{ from: '2026-06-01', to: '2026-10-31' }])
  const back = after.lines.find((line) => line.id === south.id)!
  const next = { assignmentId: south.id, version: back.version }
  await administrator().changeAssignment({ ...next, toDay: null })
  await assert.rejects(administrator().changeAssignment({ ...next, fromDay: '2026-01-01' }), refused('core.stale'))
})

test('on behalf works only for whom the chart gives', async () => {
  const acting = await as(main.office, people.rasa, people.jonas).me({})
  assert.equal(acting.behalf?.id, people.jonas.id)
  assert.ok(acting.rights.includes('expenses.claim'))
  assert.deepEqual(
    acting.mayActFor.map(({ name }) => name),
    [people.ieva.name, people.jonas.name],
  )
  const others = [people.tomasz, people.vytautas, people.rasa, people.administrator, { id: newId() }]
  for (const other of others) {
    const record = other.id
    await assert.rejects(as(main.office, people.rasa, other).me({}), {
      data: { says: 'office.mayNotActFor', params: { record }, reasons: [{ says: 'office.mayNotActFor', record }] },
    })
  }
  for (const caller of [people.milda, people.vytautas, people.lina, people.jonas, people.administrator]) {
    await assert.rejects(as(main.office, caller, people.ieva).me({}), refused('office.mayNotActFor'))
  }
})

test('an API key acts on behalf under the same chart', async () => {
  const { key } = await as(main.office, people.rasa).makeApiKey({ name: 'import' })
  const program = (behalf: string) => browser(main.office, { authorization: `Bearer ${key}`, 'x-talka-behalf': behalf })
  assert.equal((await program(people.jonas.id).me({})).behalf?.id, people.jonas.id)
  await assert.rejects(program(people.tomasz.id).me({}), refused('office.mayNotActFor'))
  await assert.rejects(program("' or 1=1").me({}), refused('office.behalfNoId'))
})

test('a line needs the right kind of place, a working member and days in order', async () => {
  const give = (input: object) =>
    administrator().assign({
      role: 'expenses.review',
      memberId: people.milda.id,
      placeId: people.sales,
      fromDay: '2026-05-01',
      ...input,
    } as never)
  await assert.rejects(give({ role: 'expenses.prepare' }), refused('office.noSuchTeam'))
  await assert.rejects(give({ placeId: people.north }), refused('office.noSuchDepartment'))
  await assert.rejects(give({ memberId: people.sales }), refused('office.noSuchMember'))
  await assert.rejects(give({ toDay: '2026-04-30' }), refused('office.endsBeforeBegins'))
  await assert.rejects(give({ memberId: people.vytautas.id }), refused('office.hasDutySince'))
  await assert.rejects(give({ fromDay: '0000-01-01' }), refused('core.invalidInput'))
})

test('what has begun cannot be taken back, only ended', async () => {
  const { rows } = await administrator().chart({})
  const line = rows.find((row) => row.role === 'expenses.review')!.lines[0]!
  const seen = { assignmentId: line.id, version: line.version }
  await assert.rejects(administrator().removeAssignment(seen), refused('office.hasBegun'))
})

test('what was decided about a line that is another’s by now is refused, naming who has it', async () => {
  holdNoon('2026-05-04')
  const { milda, jonas, ieva } = people
  const given = { role: 'expenses.prepare', memberId: milda.id, placeId: people.south } as const
  const line = await administrator().assign({ ...given, fromDay: '2027-03-01', toDay: '2027-03-31' })
  const seen = { assignmentId: line.id, version: line.version }
  const passed = await administrator().changeAssignment({ ...seen, memberId: jonas.id, fromDay: '2027-03-08' })
  const details = { version: passed.version, fields: [], now: passed }
  const named = (error: { message: string; data: { details: unknown } }) => {
    assert.match(error.message, new RegExp(`now ${jonas.name} has this duty from 8 Mar 2027 to 31 Mar 2027`))
    assert.deepEqual(error.data.details, details)
    return true
  }
  const days = { fromDay: '2027-03-10', toDay: '2027-03-12' }
  await assert.rejects(administrator().removeAssignment(seen), named)
  await assert.rejects(administrator().endAssignment({ ...seen, lastDay: '2027-03-20' }), named)
  await assert.rejects(administrator().cover({ ...seen, memberId: ieva.id, ...days }), named)
  const open = await administrator().changeAssignment({ ...seen, version: passed.version, toDay: null })
  await assert.rejects(administrator().removeAssignment(seen), refused('office.dutyIsNow'))
  await administrator().removeAssignment({ ...seen, version: open.version })
})

test('only administrators edit the chart; everybody reads it', async () => {
  await as(main.office, people.jonas).chart({})
  await assert.rejects(
    as(main.office, people.vytautas).assign({
      role: 'expenses.review',
      memberId: people.vytautas.id,
      placeId: people.sales,
      fromDay: '2026-05-01',
    }),
    refused('core.forbidden'),
  )
})

test('the chart has the roles that the duties declare, each for its kind of place only', async () => {
  const { rows } = await sql<{ name: string; place: string }>`select name, place from chart_role`.execute(
    main.office.db,
  )
  const declared = chartRoles().map((name) => ({ name, place: termsOf(name).place }))
  const byRole = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1)
  assert.deepEqual(rows.sort(byRole), declared.sort(byRole))
  const line = { id: newId(), role: 'expenses.prepare', memberId: people.milda.id, fromDay: '2031-01-01' } as const
  const insert = main.office.db.insertInto('dutyAssignment').values({ ...line, departmentId: people.sales })
  await assert.rejects(insert.execute(), /duty_assignment_role/)
  const input = { role: 'expenses.review', memberId: people.vytautas.id, fromDay: '2031-01-01' } as const
  await assert.rejects(administrator().assign({ ...input, placeId: people.north }), /department/)
})

test('a duty of a closed place is ended or shortened, but not prolonged, passed on, covered or given', async () => {
  const office = administrator()
  const { id: departmentId } = await office.addDepartment({ name: 'Sodas' })
  const { id: teamId } = await office.addTeam({ name: 'Alyvos', departmentId, branchId: people.vilnius })
  const given = { memberId: people.milda.id, fromDay: '2026-05-01', toDay: '2026-05-03' }
  const lines = [
    await office.assign({ ...given, role: 'expenses.prepare', placeId: teamId }),
    await office.assign({ ...given, role: 'expenses.pay', placeId: departmentId }),
  ]
  const covered = { memberId: people.rasa.id, fromDay: '2026-05-02', toDay: '2026-05-03' }
  await office.cover({ assignmentId: lines[0]!.id, version: lines[0]!.version, ...covered })
  await office.closeTeam({ teamId })
  await office.closeDepartment({ departmentId })
  for (const [at, { id: assignmentId, version }] of lines.entries()) {
    const change = (edit: { memberId?: string; fromDay?: string; toDay?: string | null }) =>
      office.changeAssignment({ assignmentId, version, ...edit })
    const widened = [
      () => change({ toDay: null }),
      () => change({ toDay: '2026-05-04' }),
      () => change({ fromDay: '2026-04-30' }),
      () => change({ memberId: people.rasa.id }),
      () => office.cover({ assignmentId, version, ...covered, memberId: people.lina.id }),
    ]
    for (const widen of widened) await assert.rejects(widen(), refused('office.placeIsClosed'))
    const role = at === 0 ? 'expenses.prepare' : 'expenses.pay'
    const give = office.assign({ ...given, role, placeId: at === 0 ? teamId : departmentId, memberId: people.lina.id })
    await assert.rejects(give, /: its duties can only be ended or shortened. Open it again first/)
    const shortened = await change({ fromDay: '2026-05-02', toDay: '2026-05-03' })
    const ended = await office.endAssignment({ assignmentId, version: shortened.version, lastDay: '2026-05-02' })
    assert.equal(ended.toDay, '2026-05-02')
  }
  const rows = (await office.chart({})).rows.filter(({ place }) => [teamId, departmentId].includes(place.id))
  assert.deepEqual(
    rows.map(({ place, needed }) => [place.closed, needed]),
    [
      [true, false],
      [true, false],
    ],
  )
})
