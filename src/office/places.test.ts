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

test('of several who give one name at once one does, and the others are told who has it', async () => {
  const { addDepartment } = administrator()
  const done = await Promise.allSettled([1, 2, 3].map(() => addDepartment({ name: 'Nauja' })))
  const refusals = done.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.data.says] : []))
  assert.deepEqual(refusals, ['office.nameTaken', 'office.nameTaken'])
})
