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

test('a payout is noted with the day on which it was paid, not with one to come', async () => {
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await sign(departmentReportId)
  const payoutIds = (await by(people.lina).payouts({ departmentReportId })).payouts.map((one) => one.id)
  const paid = (paidOn: string) => by(people.lina).markPaid({ departmentReportId, payoutIds, paidOn })
  await assert.rejects(paid('2099-01-01'), /lies in the future/)
  await paid(Temporal.Now.plainDateISO('Europe/Vilnius').toString())
})

test('a payout noted by mistake is taken back with the reason, and waits to be paid out again', async () => {
  await claim(people.jonas, 4_000)
  const { departmentReportId } = await handOver(people.north)
  await sign(departmentReportId)
  const lina = by(people.lina)
  const payoutIds = (await lina.payouts({ departmentReportId })).payouts.map((one) => one.id)
  const payments = payoutIds.map((payoutId) => ({ payoutId, paidOn: `${year}-05-01` }))
  const back = { departmentReportId, payments, why: 'From the wrong account' }
  await assert.rejects(lina.takePaymentBack(back), /not noted as paid on that day/)
  await lina.markPaid({ departmentReportId, payoutIds, paidOn: `${year}-05-01`, reference: 'SWIFT 7' })
  const [noted] = payments
  const other = { ...back, payments: [{ ...noted!, paidOn: `${year}-05-02` }] }
  await assert.rejects(lina.takePaymentBack(other), /not noted as paid on that day/)
  await assert.rejects(by(people.daiva).takePaymentBack(back), /Pay out/)
  assert.deepEqual(await lina.takePaymentBack(back), { takenBack: 1 })
  const [payout] = (await lina.payouts({ departmentReportId })).payouts
  assert.deepEqual([payout!.paidOn, payout!.paidBy, payout!.reference], [null, null, ''])
  const { items } = await as(home.office, people.lina).desk.history({ limit: 5 })
  assert.match(items[0]!.text, /took back that 1 payout of .* was noted as paid: From the wrong account/)
  assert.deepEqual(await lina.markPaid({ departmentReportId, payoutIds, paidOn: `${year}-05-02` }), { paid: 1 })
})
