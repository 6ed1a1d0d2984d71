import * as z from 'zod'
import type { Db } from '#core/database.ts'
import { change, read } from '#core/operation.ts'
import { absent, invalid, refuse } from '#core/refusal.ts'
import { Day, eachOnce, GivenInstant, LongText, Month, Ref, Sentence, sentence, Text } from '#core/shapes.ts'
import { earliestDays, latestDay, profileOf } from '#office/public.ts'
import { departmentReportToChange } from '../queries/combined.ts'
import { settledOf } from '../queries/proven.ts'
import { visibleDepartmentReport } from '../queries/visible-department-report.ts'
import { totalPayout } from '../rules/figures.ts'
import { seenByFourEyes, tellOfSmallOffice } from '../steps/four-eyes.ts'
import { mustBeInOpenDepartment } from '../steps/open-departments.ts'
import { aboutDepartmentReport } from '../steps/told-of-department.ts'
import { whyNotByYou } from '../views/four-eyes.ts'
import { listPayouts, Payout } from '../views/payouts.ts'

export const payouts = read({
  right: 'expenses.see',
  summary: 'What is to be paid out to whom for an approved department report',
  rest: 'GET /expenses/department-reports/{departmentReportId}/payouts',
  input: z.object({ departmentReportId: z.uuid() }),
  output: z.object({
    department: Ref,
    month: Month,
    supplement: z.number(),
    currency: z.string(),
    totalCents: z.number(),
    notByYou: Sentence.nullable().describe(
      'Why you may not pay it out, or your own share of it, though it is your duty: you had a hand in it.',
    ),
    payouts: z.array(Payout),
  }),
  async do({ db, actor, input }) {
    const found = await visibleDepartmentReport(db, actor, input.departmentReportId)
    const { currency } = await profileOf(db)
    const list = await listPayouts(db, found.id)
    const pays = actor.departments['expenses.pay'].includes(found.departmentId)
    const owners = list.filter((one) => !one.paidOn).map((one) => one.member.id)
    const notByYou = pays ? await whyNotByYou(db, actor, { ...found, owners }, 'pay') : null
    return {
      department: { id: found.departmentId, name: found.departmentName },
      month: found.month,
      supplement: found.supplement,
      currency,
      notByYou: notByYou && sentence(actor.language, notByYou),
      totalCents: totalPayout(list),
      payouts: list,
    }
  },
})

export const markPaid = change({
  right: 'expenses.pay',
  summary: 'Note that payouts were paid, with the day and the bank reference',
  rest: 'POST /expenses/department-reports/{departmentReportId}/payments',
  onlyChosen: true,
  destructive: true,
  idempotent: true,
  input: z.object({
    departmentReportId: z.uuid(),
    payoutIds: eachOnce(z.array(z.uuid()).min(1).max(2000)),
    paidOn: Day,
    reference: Text.default('').describe('Of the bank; may be empty.'),
  }),
  output: z.object({
    paid: z.number(),
    already: z
      .array(z.string())
      .describe('The people of those that had been noted as paid before, which stay as they were.'),
  }),
  async do({ db, actor, input, tell }) {
    const found = await departmentReportToChange(db, actor.departments['expenses.pay'], input.departmentReportId)
    if (!found.approvedAt) absent({ says: 'expenses.combined.noDepartmentReport' })
    if (input.paidOn > (await latestDay(db)))
      invalid('paidOn', { says: 'expenses.payout.futureDay', day: input.paidOn })
    const list = await listPayouts(db, found.id)
    const ids = new Set(list.map(({ id }) => id))
    if (input.payoutIds.some((id) => !ids.has(id))) absent({ says: 'expenses.payout.none' })
    const asked = list.filter(({ id }) => input.payoutIds.includes(id))
    const due = asked.filter((one) => !one.paidOn)
    await refuseBeforeDecided(db, { ...found, approvedAt: found.approvedAt }, due, input.paidOn)
    const owners = due.map((one) => one.member.id)
    const small = await seenByFourEyes(db, actor, { ...found, owners }, 'pay')
    const paid = await db
      .updateTable('expensePayout')
      .set((eb) => ({
        paidOn: input.paidOn,
        paidBy: actor.id,
        paidAt: eb.fn('clock_timestamp'),
        reference: input.reference,
        ...small,
      }))
      .where('departmentReportId', '=', found.id)
      .where('id', 'in', input.payoutIds)
      .where('paidAt', 'is', null)
      .returning('id')
      .execute()
    if (paid.length === 0) refuse({ says: 'expenses.payout.alreadyPaid', names: namesOf(asked) })
    tell({
      ...aboutDepartmentReport(found),
      says: 'expenses.said.markPaid',
      params: { number: found.number, n: paid.length, day: input.paidOn },
      proves: settledOf(found.id),
    })
    tellOfSmallOffice({ tell }, found, small)
    return { paid: paid.length, already: namesOf(asked.filter((one) => one.paidOn)) }
  },
})

const Payment = z
  .object({
    payoutId: z.uuid(),
    paidAt: GivenInstant.describe('As `payouts` shows it: a later payment of the same day is another.'),
  })
  .meta({ title: 'Payment' })

export const takePaymentBack = change({
  right: 'expenses.pay',
  summary: 'Take back that payouts were noted as paid, saying why; they wait to be paid out again',
  rest: 'POST /expenses/department-reports/{departmentReportId}/payment-withdrawals',
  destructive: true,
  onlyChosen: true,
  idempotent: true,
  input: z.object({
    departmentReportId: z.uuid(),
    payments: eachOnce(z.array(Payment).min(1).max(2000), ({ payoutId }) => payoutId).describe(
      'The payouts, each with when the payment that you see was noted.',
    ),
    why: LongText.min(3).describe('Kept in the history.'),
  }),
  output: z.object({ takenBack: z.number() }),
  async do({ db, actor, input, tell }) {
    await mustBeInOpenDepartment(db, actor.departments['expenses.pay'], input.departmentReportId)
    const found = await departmentReportToChange(db, actor.departments['expenses.pay'], input.departmentReportId)
    if (!found.approvedAt) absent({ says: 'expenses.combined.noDepartmentReport' })
    const list = await listPayouts(db, found.id)
    const seen = new Map(input.payments.map(({ payoutId, paidAt }) => [payoutId, paidAt]))
    const paid = list.filter(({ id }) => seen.has(id))
    if (paid.length < seen.size) absent({ says: 'expenses.payout.none' })
    const changed = paid.filter(({ id, paidAt }) => !isSameInstant(paidAt, seen.get(id)!))
    if (changed.length > 0) refuse({ says: 'expenses.payout.notPaid', names: namesOf(changed) })
    const owners = paid.map((one) => one.member.id)
    const small = await seenByFourEyes(db, actor, { ...found, owners }, 'pay')
    await db
      .updateTable('expensePayout')
      .set({ paidOn: null, paidBy: null, paidAt: null, reference: '', smallOfficeSince: null, smallOfficeBy: null })
      .where('departmentReportId', '=', found.id)
      .where('id', 'in', [...seen.keys()])
      .execute()
    tell({
      ...aboutDepartmentReport(found),
      says: 'expenses.said.takePaymentBack',
      params: { number: found.number, n: paid.length, why: input.why },
      proves: settledOf(found.id),
    })
    tellOfSmallOffice({ tell }, found, small)
    return { takenBack: paid.length }
  },
})

/** Refuses a day on which one of the payouts was not yet decided anywhere in the office: signed, or agreed as a correction. */
async function refuseBeforeDecided(
  db: Db,
  { id, approvedAt }: { id: string; approvedAt: string },
  due: readonly { id: string; member: { name: string } }[],
  paidOn: string,
): Promise<void> {
  const corrected = await db
    .selectFrom('expensePayout')
    .innerJoin('expenseCorrection', 'expenseCorrection.id', 'expensePayout.correctionId')
    .select(['expensePayout.id', 'expenseCorrection.decidedAt'])
    .where('expensePayout.departmentReportId', '=', id)
    .execute()
  const decidedAt = new Map(corrected.map((one) => [one.id, one.decidedAt]))
  const instants = due.map((one) => decidedAt.get(one.id) ?? approvedAt)
  const days = await earliestDays(db, instants)
  const early = due.filter((_, at) => paidOn < days[at]!)
  const since = days.toSorted().at(-1)
  if (early.length > 0 && since)
    invalid('paidOn', { says: 'expenses.payout.beforeDecided', day: paidOn, since, names: namesOf(early) })
}

function namesOf(payouts: readonly { member: { name: string } }[]): string[] {
  return [...new Set(payouts.map((one) => one.member.name))]
}

function isSameInstant(one: string | null, other: string): boolean {
  return one !== null && Temporal.Instant.from(one).equals(Temporal.Instant.from(other))
}
