import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { as } from '#checks/office-callers.ts'
import { makePeople, type People } from '#checks/people.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'

let main: TestOffice
let people: People

before(async () => {
  main = await openTestOffice()
  people = await makePeople(main.office)
})
after(() => main.close())

const administrator = () => as(main.office, people.administrator)

/** What a call was refused with. */
async function refusalOf(asked: Promise<unknown>) {
  const error = await asked.then(
    () => assert.fail('was not refused'),
    (thrown) => thrown,
  )
  const { says, record, details } = error.data
  return [error.status, details?.field, says, record]
}

const wordsOf = (asked: Promise<unknown>) => asked.then(String, (error: Error) => error.message)

test('a name that another open place has is refused with that place, under its field', async () => {
  const { gdansk: branchId } = people
  const branch = { country: 'LT', timeZone: 'Europe/Vilnius', currency: 'EUR' }
  const { addBranch, addDepartment, addTeam, changeBranch, changeDepartment, changeTeam } = administrator()
  const one = await addBranch({ name: 'Kėdainiai', ...branch })
  const other = await addBranch({ name: 'Alytus', ...branch })
  const sales = await addDepartment({ name: 'Prekyba' })
  const stores = await addDepartment({ name: 'Sandėliai' })
  const inSales = { departmentId: sales.id, branchId }
  const team = await addTeam({ name: 'Pirma', ...inSales })
  const second = await addTeam({ name: 'Antra', ...inSales })
  const moved = await addTeam({ name: 'pirma', departmentId: stores.id, branchId })
  const inUse: [asked: () => Promise<unknown>, record: string, field?: string][] = [
    [() => addBranch({ name: 'kėdainiai', ...branch }), one.id],
    [() => changeBranch({ branchId: other.id, version: other.version, name: 'KĖDAINIAI' }), one.id],
    [() => addDepartment({ name: 'prekyba' }), sales.id],
    [() => changeDepartment({ departmentId: stores.id, version: stores.version, name: 'PREKYBA' }), sales.id],
    [() => addTeam({ name: 'PIRMA', ...inSales }), team.id],
    [() => changeTeam({ teamId: second.id, version: second.version, name: 'pirma' }), team.id],
    [() => changeTeam({ teamId: moved.id, version: moved.version, departmentId: sales.id }), team.id, 'departmentId'],
  ]
  for (const [ask, record, field = 'name'] of inUse)
    assert.deepEqual(await refusalOf(ask()), [400, field, 'office.nameTaken', record])
  await changeTeam({ teamId: second.id, version: second.version, name: 'ANTRA' })
})

test('a closed place whose name another has got meanwhile does not open again beside it', async () => {
  const branch = { name: 'Jonava', country: 'LT', timeZone: 'Europe/Vilnius', currency: 'EUR' }
  const team = { name: 'Trečia', departmentId: people.sales, branchId: people.gdansk }
  const office = administrator()
  const closed = {
    team: await office.addTeam(team),
    branch: await office.addBranch(branch),
    department: await office.addDepartment({ name: 'Ūkis' }),
  }
  await office.closeTeam({ teamId: closed.team.id })
  await office.closeBranch({ branchId: closed.branch.id })
  await office.closeDepartment({ departmentId: closed.department.id })
  const reopened: [() => Promise<unknown>, record: string][] = [
    [() => office.reopenTeam({ teamId: closed.team.id }), (await office.addTeam(team)).id],
    [() => office.reopenBranch({ branchId: closed.branch.id }), (await office.addBranch(branch)).id],
    [
      () => office.reopenDepartment({ departmentId: closed.department.id }),
      (await office.addDepartment({ name: 'Ūkis' })).id,
    ],
  ]
  for (const [ask, record] of reopened)
    assert.deepEqual(await refusalOf(ask()), [409, undefined, 'office.nameTakenMeanwhile', record])
})

test('a place that was renamed or moved since it was looked at is neither closed nor opened again', async () => {
  const office = administrator()
  const address = { country: 'LT', timeZone: 'Europe/Vilnius', currency: 'EUR' }
  const { id: branchId, ...branch } = await office.addBranch({ name: 'Tauragė', ...address })
  const { id: departmentId, ...department } = await office.addDepartment({ name: 'Reklama' })
  const { id: teamId, ...team } = await office.addTeam({ name: 'Ketvirta', departmentId, branchId })
  await office.changeTeam({ teamId, version: team.version, name: 'Penkta' })
  await office.changeBranch({ branchId, version: branch.version, name: 'Šilutė' })
  await office.changeDepartment({ departmentId, version: department.version, name: 'Ryšiai' })
  type Decide = (version: number) => Promise<{ version: number }>
  const decisions: [close: Decide, reopen: Decide, seen: number][] = [
    [
      (version) => office.closeTeam({ teamId, version }),
      (version) => office.reopenTeam({ teamId, version }),
      team.version,
    ],
    [
      (version) => office.closeBranch({ branchId, version }),
      (version) => office.reopenBranch({ branchId, version }),
      branch.version,
    ],
    [
      (version) => office.closeDepartment({ departmentId, version }),
      (version) => office.reopenDepartment({ departmentId, version }),
      department.version,
    ],
  ]
  const isNow = { says: 'office.placeIsNow', status: 409 }
  for (const [close, reopen, seen] of decisions) {
    const refusal = async (asked: Promise<unknown>) => {
      const [status, , says] = await refusalOf(asked)
      return { says, status }
    }
    assert.deepEqual(await refusal(close(seen)), isNow)
    const closed = await close(seen + 1)
    assert.deepEqual(await refusal(reopen(seen + 1)), isNow)
    await reopen(closed.version)
    await close(closed.version + 1)
  }
})

test('of several who give one name at once one does, and the others are told who has it', async () => {
  const { addDepartment } = administrator()
  const done = await Promise.allSettled([1, 2, 3].map(() => addDepartment({ name: 'Nauja' })))
  const refusals = done.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.data.says] : []))
  assert.deepEqual(refusals, ['office.nameTaken', 'office.nameTaken'])
})

const abroad = { country: 'PL', timeZone: 'Europe/Warsaw', currency: 'PLN' }

test('places are changed, closed and opened again by the administrator alone', async () => {
  const office = administrator()
  const branch = await office.addBranch({ name: 'Biržai', ...abroad })
  const department = await office.addDepartment({ name: 'Dirbtuvės' })
  const team = await office.addTeam({ name: 'Ketvirta', departmentId: department.id, branchId: branch.id })
  const all = { branchId: branch.id, departmentId: department.id, teamId: team.id }
  const now = async () => [
    (await office.branches({})).items,
    (await office.departments({})).items,
    (await office.teams({})).items,
  ]
  const before = await now()
  for (const member of [people.daiva, people.vytautas, people.jonas]) {
    const theirs = as(main.office, member)
    const calls = [
      () => theirs.changeBranch({ branchId: all.branchId, version: 1, name: 'X' }),
      () => theirs.changeDepartment({ departmentId: all.departmentId, version: 1, name: 'X' }),
      () => theirs.changeTeam({ teamId: all.teamId, version: 1, name: 'X' }),
      () => theirs.closeTeam({ teamId: all.teamId }),
      () => theirs.reopenTeam({ teamId: all.teamId }),
      () => theirs.reopenBranch({ branchId: all.branchId }),
      () => theirs.reopenDepartment({ departmentId: all.departmentId }),
    ]
    for (const call of calls) await assert.rejects(call(), { code: 'FORBIDDEN' })
  }
  assert.deepEqual(await now(), before)
})

test('a place changes in what is sent, on what one has seen', async () => {
  const office = administrator()
  const { id: departmentId, version } = await office.addDepartment({ name: 'Statyba' })
  const renamed = await office.changeDepartment({ departmentId, version, name: 'Statybos' })
  await office.changeDepartment({ departmentId, version: renamed.version, sales: true })
  const late = office.changeDepartment({ departmentId, version, name: 'Statybininkai' })
  const { data } = await late.then(
    () => assert.fail('was not refused'),
    (error) => error,
  )
  assert.deepEqual(data.details.fields, [{ field: 'name', now: 'Statybos', yours: 'Statybininkai' }])
  const absent = { departmentId: people.north, version, name: 'X' }
  assert.deepEqual((await refusalOf(office.changeDepartment(absent))).slice(0, 3), [
    404,
    undefined,
    'office.noSuchDepartment',
  ])
})

test('a team that moves takes its people along, into a department and a branch that are open', async () => {
  const office = administrator()
  const branch = await office.addBranch({ name: 'Ukmergė', ...abroad })
  const [from, to, shut] = [await office.addDepartment({ name: 'Iš' }), await office.addDepartment({ name: 'Į' }), await office.addDepartment({ name: 'Uždaryta' })] // biome-ignore format: one row
  await office.closeDepartment({ departmentId: shut.id })
  const { id: teamId, version } = await office.addTeam({ name: 'Keliauja', departmentId: from.id, branchId: branch.id })
  const member = await office.addMember({ name: 'Kelias Kelionis', email: 'kelias@example.com', roles: ['salesperson'], branchId: branch.id, departmentId: from.id, teamId, language: 'lt' }) // biome-ignore format: one row
  const move = (fields: { departmentId?: string; branchId?: string }) =>
    office.changeTeam({ teamId, version, ...fields })
  assert.deepEqual((await refusalOf(move({ departmentId: shut.id }))).slice(0, 3), [
    400,
    'departmentId',
    'office.noSuchDepartment',
  ])
  assert.deepEqual((await refusalOf(move({ branchId: from.id }))).slice(0, 3), [400, 'branchId', 'office.noSuchBranch'])
  await move({ departmentId: to.id })
  const { departmentId } = await main.office.db.selectFrom('member').select('departmentId').where('id', '=', member.id).executeTakeFirstOrThrow() // biome-ignore format: one row
  assert.equal(departmentId, to.id)
  const { data } = await move({ departmentId: from.id }).then(
    () => assert.fail('was not refused'),
    (error) => error,
  )
  assert.deepEqual(data.details.fields, [{ field: 'departmentId', now: to.id, yours: from.id }])
})

test('a closed place opens again once, a team only where its department and branch are open', async () => {
  const office = administrator()
  const branch = await office.addBranch({ name: 'Zarasai', ...abroad })
  const department = await office.addDepartment({ name: 'Archyvas' })
  const { id: teamId } = await office.addTeam({ name: 'Penkta', departmentId: department.id, branchId: branch.id })
  const [branchId, departmentId] = [branch.id, department.id]
  const open = { team: () => office.reopenTeam({ teamId }), branch: () => office.reopenBranch({ branchId }), department: () => office.reopenDepartment({ departmentId }) } // biome-ignore format: one row
  for (const call of Object.values(open))
    assert.deepEqual((await refusalOf(call())).slice(0, 3), [409, undefined, 'office.isOpen'])
  await office.closeTeam({ teamId })
  await office.closeBranch({ branchId })
  await office.closeDepartment({ departmentId })
  assert.match(
    await wordsOf(open.team()),
    /Archyvas is closed. Open Archyvas again first, then Penkta. There is 1 more/,
  )
  assert.equal((await open.department()).closedAt, null)
  assert.deepEqual((await refusalOf(open.team())).slice(0, 3), [409, undefined, 'office.placeAroundClosed'])
  assert.equal((await open.branch()).closedAt, null)
  assert.equal((await open.team()).closedAt, null)
})

test('of somebody who has left, his details change though his team has been closed, but nobody comes into it', async () => {
  const office = administrator()
  const { id: teamId } = await office.addTeam({ name: 'Šešta', departmentId: people.sales, branchId: people.vilnius })
  const left = await office.addMember({ name: 'Išėjus Išėjusi', email: 'isejusi@example.com', roles: ['salesperson'], teamId, language: 'lt' }) // biome-ignore format: one row
  await office.deactivate({ memberId: left.id })
  const [closing] = (await office.teams({})).items.filter(({ id }) => id === teamId)
  await office.closeTeam({ teamId, version: closing!.version })
  const { version } = await office.member({ memberId: left.id })
  const changed = await office.changeMember({ memberId: left.id, version, phone: '+370 5 200 0000' })
  assert.deepEqual([changed.phone, changed.teamId], ['+370 5 200 0000', teamId])
  const { version: own } = await office.member({ memberId: people.ieva.id })
  const comes = office.changeMember({ memberId: people.ieva.id, version: own, teamId })
  assert.deepEqual((await refusalOf(comes)).slice(0, 3), [400, 'teamId', 'office.noSuchTeam'])
})

test('what still runs is told by how many there are', async () => {
  const office = administrator()
  const { id: teamId } = await office.addTeam({
    name: 'Septinta',
    departmentId: people.sales,
    branchId: people.vilnius,
  })
  const given = { role: 'expenses.prepare', placeId: teamId, fromDay: '2026-01-01' } as const
  await office.assign({ ...given, memberId: people.rasa.id })
  assert.match(await wordsOf(office.closeTeam({ teamId })), /^1 duty for Septinta still runs. End it in the duty chart/)
  await office.assign({ ...given, memberId: people.milda.id })
  assert.match(await wordsOf(office.closeTeam({ teamId })), /^2 duties for Septinta still run. End them in/)
})
