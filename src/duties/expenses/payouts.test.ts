import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as } from '#checks/as.ts'
import { ownMonths } from '#checks/month-steps.ts'
import type { People } from '#checks/people.ts'
import type { TestOffice } from '#checks/test-office.ts'

let home: TestOffice
let people: People
let year: number

const { by, claim, handOver, sign } = ownMonths((now) => {
  ;({ home, people, year } = now)
})

const today = () => Temporal.Now.plainDateISO('Europe/Vilnius').toString()

test('a payout is noted with the day on which it was paid, not with one to come', async () => {
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await sign(departmentReportId)
  const payoutIds = (await by(people.lina).payouts({ departmentReportId })).payouts.map((one) => one.id)
  const paid = (paidOn: string) => by(people.lina).markPaid({ departmentReportId, payoutIds, paidOn })
  await assert.rejects(paid('2099-01-01'), /lies in the future/)
  await paid(today())
})

test('a report says on which day it was paid, and what of it is not', async () => {
  const reportId = await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await sign(departmentReportId)
  const paidOn = async () => {
    const [{ items }, report] = [await by(people.jonas).reports({}), await by(people.jonas).report({ reportId })]
    const listed = items.find(({ id }) => id === reportId)!
    assert.deepEqual([listed.paidOn, listed.unpaidCents], [report.paidOn, report.unpaidCents])
    return [report.paidOn, report.unpaidCents]
  }
  const pay = async (day: string) => {
    const { payouts } = await by(people.lina).payouts({ departmentReportId })
    const payoutIds = payouts.filter((one) => !one.paidOn).map((one) => one.id)
    await by(people.lina).markPaid({ departmentReportId, payoutIds, paidOn: day })
  }
  assert.deepEqual(await paidOn(), [null, 4_000])
  await pay(today())
  assert.deepEqual(await paidOn(), [today(), 0])
  const { lines } = await by(people.vytautas).departmentReport({ departmentReportId })
  const less = { departmentReportId, lineId: lines[0]!.lineId, nowCents: 3_000, reason: 'Counted again' }
  const { id: correctionId } = await by(people.daiva).proposeCorrection(less)
  await by(people.vytautas).decideCorrection({ correctionId, agreed: true })
  assert.deepEqual(await paidOn(), [today(), -1_000], 'the correction is still to be taken off')
  await pay(today())
  assert.deepEqual(await paidOn(), [today(), 0])
})

test('a payout is noted with no day before it was decided: signed, or agreed as a correction', async () => {
  const { db } = home.office
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await sign(departmentReportId)
  const { lines } = await by(people.vytautas).departmentReport({ departmentReportId })
  const wrong = { departmentReportId, lineId: lines[0]!.lineId, nowCents: 3_000, reason: 'Counted again' }
  const { id: correctionId } = await by(people.daiva).proposeCorrection(wrong)
  await by(people.vytautas).decideCorrection({ correctionId, agreed: true })
  // In Vilnius it is the 2nd already, and the 11th.
  const at = (day: string) => `${year}-05-${day}T22:30:00Z`
  await db
    .updateTable('expenseApproval')
    .set({ at: at('01') })
    .where('departmentReportId', '=', departmentReportId)
    .execute()
  await db
    .updateTable('expenseCorrection')
    .set({ decidedAt: at('10') })
    .where('id', '=', correctionId)
    .execute()
  const { payouts } = await by(people.lina).payouts({ departmentReportId })
  const idOf = (correction: boolean) => payouts.find((one) => one.correction === correction)!.id
  const paid = (payoutIds: string[], day: string) =>
    by(people.lina).markPaid({ departmentReportId, payoutIds, paidOn: `${year}-05-${day}` })
  const early = (error: { data: { details: unknown }; message: string }) =>
    /was not decided yet.*: Jonas Ąžuolas/.test(error.message) && JSON.stringify(error.data.details).includes('paidOn')
  await assert.rejects(paid([idOf(false)], '01'), early)
  await assert.rejects(paid([idOf(false), idOf(true)], '10'), early)
  assert.deepEqual(await paid([idOf(false)], '02'), { paid: 1, already: [] })
  assert.deepEqual(await paid([idOf(false), idOf(true)], '11'), { paid: 1, already: ['Jonas Ąžuolas'] })
  await assert.rejects(paid([idOf(false), idOf(true)], '11'), /These are noted as paid already: Jonas Ąžuolas/)
})

test('a payout noted by mistake is taken back with the reason, and waits to be paid out again', async () => {
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await sign(departmentReportId)
  const lina = by(people.lina)
  const payoutIds = (await lina.payouts({ departmentReportId })).payouts.map((one) => one.id)
  const payments = async () =>
    (await lina.payouts({ departmentReportId })).payouts.map(({ id, paidAt }) => ({ payoutId: id, paidAt: paidAt! }))
  const pay = (reference: string) => lina.markPaid({ departmentReportId, payoutIds, paidOn: today(), reference })
  const back = (payments: { payoutId: string; paidAt: string }[]) => ({ departmentReportId, payments, why: 'From the wrong account' }) // biome-ignore format: one row
  const never = [{ payoutId: payoutIds[0]!, paidAt: `${year}-05-01T08:00:00Z` }]
  await assert.rejects(lina.takePaymentBack(back(never)), /paid anew since you looked: Jonas Ąžuolas/)
  await pay('SWIFT 7')
  const first = await payments()
  await assert.rejects(lina.takePaymentBack(back(never)), /paid anew since you looked: Jonas Ąžuolas/)
  await assert.rejects(lina.takePaymentBack(back([...first, ...first])), /each only once/)
  await assert.rejects(by(people.daiva).takePaymentBack(back(first)), /Pay out/)
  assert.deepEqual(await lina.takePaymentBack(back(first)), { takenBack: 1 })
  const [payout] = (await lina.payouts({ departmentReportId })).payouts
  assert.deepEqual([payout!.paidOn, payout!.paidBy, payout!.reference], [null, null, ''])
  const { items } = await as(home.office, people.lina).desk.history({ limit: 5 })
  assert.match(items[0]!.text, /took back that 1 payout of .* was noted as paid: From the wrong account/)
  assert.deepEqual(await pay('SWIFT 8'), { paid: 1, already: [] })
  // Of the same day, but another payment.
  await assert.rejects(lina.takePaymentBack(back(first)), /paid anew since you looked: Jonas Ąžuolas/)
  assert.deepEqual(await lina.takePaymentBack(back(await payments())), { takenBack: 1 })
})

test('a further correction of a line is refused while one is to be decided, with who proposed what', async () => {
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await sign(departmentReportId)
  const { lines } = await by(people.daiva).departmentReport({ departmentReportId })
  const wrong = { departmentReportId, lineId: lines[0]!.lineId, nowCents: 3_000, reason: 'Counted again' }
  const { id: correctionId } = await by(people.daiva).proposeCorrection(wrong)
  const refused = ({ message, data }: { message: string; data: { says: string; params: object } }) => {
    assert.equal(data.says, 'expenses.correction.openAlready')
    assert.ok('record' in data.params && data.params.record === correctionId)
    for (const named of [people.daiva.name, '€40.00', '€30.00', 'Counted again'])
      assert.ok(message.includes(named), message)
    return true
  }
  await assert.rejects(by(people.daiva).proposeCorrection({ ...wrong, nowCents: 1_000 }), refused)
  await by(people.vytautas).decideCorrection({ correctionId, agreed: false, why: 'As it was' })
  await by(people.daiva).proposeCorrection({ ...wrong, nowCents: 1_000 })
})
