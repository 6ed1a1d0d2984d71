import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownMonths } from '#checks/month-steps.ts'
import { refused } from '#checks/office-callers.ts'
import type { People } from '#checks/people.ts'
import { newId } from '#core/ids.ts'

let people: People
let month: string

const { by } = ownMonths((now) => {
  ;({ people, month } = now)
})
const names = { nameEn: 'Bridges', nameLt: 'Tiltai' }
const freshCode = () => `bridge${newId().slice(-8)}`
const add = (fields: object = {}) => by(people.daiva).addCategory({ code: freshCode(), ...names, ...fields })

test('categories are settled by who combines and by the administrator; others are told so and nothing changes', async () => {
  const { id: categoryId, version } = await add()
  const before = await by(people.rasa).categories({})
  for (const member of [people.rasa, people.jonas, people.vytautas, people.lina]) {
    const calls = [
      () => by(member).addCategory({ code: freshCode(), ...names }),
      () => by(member).changeCategory({ categoryId, version, nameEn: 'Mine' }),
      () => by(member).closeCategory({ categoryId }),
    ]
    for (const call of calls) await assert.rejects(call(), { code: 'FORBIDDEN' })
  }
  assert.deepEqual(await by(people.rasa).categories({}), before)
  const changed = await by(people.administrator).changeCategory({ categoryId, version, nameEn: 'Tolls' })
  assert.equal(changed.nameEn, 'Tolls')
})

test('a code is given once, however it is written, and the refusal names whose it is', async () => {
  const { id, code } = await add({ limitCents: 500, needsCustomer: true })
  await assert.rejects(add({ code: code.toUpperCase() }), (error: never) => {
    const { data } = error as { data: { says: string; record: string } }
    assert.deepEqual([data.says, data.record], ['expenses.categoryExists', id])
    return true
  })
  await by(people.daiva).closeCategory({ categoryId: id })
  await assert.rejects(add({ code }), refused('expenses.categoryExists'))
  for (const wrong of [{ code: '1st' }, { limitCents: 0 }, { vatDeductiblePercent: 101 }])
    await assert.rejects(add(wrong), { code: 'BAD_REQUEST' }, JSON.stringify(wrong))
})

test('a category changes in what is sent, on what one has seen', async () => {
  const { id: categoryId, version } = await add({ account: '6110', limitCents: 500 })
  const change = (fields: object, from = version) =>
    by(people.daiva).changeCategory({ categoryId, version: from, ...fields })
  const changed = await change({ limitCents: null, needsCustomer: true })
  assert.deepEqual([changed.account, changed.limitCents, changed.needsCustomer], ['6110', null, true])
  await assert.rejects(change({ limitCents: 700 }), (error: never) => {
    const { data } = error as { data: { details: unknown } }
    assert.deepEqual(data.details, { version: version + 1, fields: [{ field: 'limitCents', now: null, yours: 700 }] })
    return true
  })
  await assert.rejects(by(people.daiva).changeCategory({ categoryId: newId(), version, nameEn: 'None' }), {
    status: 404,
  })
})

test('a category taken out of use takes no new lines, keeps those it has, and comes back', async () => {
  const { id: categoryId } = await add()
  const { id: reportId } = await by(people.rasa).openReport({ memberId: people.jonas.id, month })
  const line = { reportId, spentOn: month, merchant: 'Tiltas', categoryId, amountCents: 300, currency: 'EUR', purpose: 'Visit' } // biome-ignore format: one row
  const { id: lineId } = await by(people.rasa).addLine(line)
  assert.ok((await by(people.daiva).closeCategory({ categoryId })).closedAt)
  await assert.rejects(by(people.rasa).addLine(line), { status: 404 })
  const kept = (await by(people.rasa).report({ reportId })).lines
  assert.deepEqual(
    kept.map((one) => [one.id, one.categoryId]),
    [[lineId, categoryId]],
  )
  assert.equal((await by(people.daiva).closeCategory({ categoryId, closed: false })).closedAt, null)
  await by(people.rasa).addLine(line)
  await assert.rejects(by(people.daiva).closeCategory({ categoryId: newId() }), { status: 404 })
})

test('a budget is set for a team of one’s own, on what stood there, and taken away again', async () => {
  const { id: categoryId } = await add()
  const set = (cents: number | null, was: number | null, who = people.daiva, more: object = {}) =>
    by(who).setBudgets({ teamId: people.north, month, amounts: [{ categoryId, cents, was }], ...more })
  const now = async () => (await by(people.daiva).budgets({ month })).items.map((row) => [row.teamId, row.cents])
  for (const member of [people.rasa, people.vytautas])
    await assert.rejects(set(900, null, member), { code: 'FORBIDDEN' })
  await assert.rejects(set(900, null, people.daiva, { teamId: newId() }), refused('expenses.noSuchTeam'))
  await assert.rejects(set(-1, null), { code: 'BAD_REQUEST' })
  const elsewhere = { amounts: [{ categoryId: newId(), cents: 1, was: null }] }
  await assert.rejects(set(1, null, people.daiva, elsewhere), refused('expenses.noSuchCategory'))
  const twice = { amounts: [1, 2].map((cents) => ({ categoryId, cents, was: null })) }
  await assert.rejects(set(1, null, people.daiva, twice), { code: 'BAD_REQUEST' })
  assert.deepEqual(await now(), [])

  await set(900, null)
  assert.deepEqual(await now(), [[people.north, 900]])
  await assert.rejects(set(800, null), { code: 'CONFLICT' })
  await set(0, 900, people.administrator)
  assert.deepEqual(await now(), [[people.north, 0]])
  await set(null, 0)
  assert.deepEqual(await now(), [])
  await assert.rejects(set(700, 900), refused('expenses.noBudgetNow'))
})
