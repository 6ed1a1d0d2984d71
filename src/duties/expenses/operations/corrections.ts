import * as z from 'zod'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { readAllLocked, readLocked, save } from '#core/locked.ts'
import { change } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import { Cents, eachOnce, LongText, RecordId } from '#core/shapes.ts'
import { profileOf } from '#office/public.ts'
import { departmentReportToChange, versionOf } from '../queries/combined.ts'
import { withDecisions } from '../queries/figures.ts'
import { settledOf } from '../queries/proven.ts'
import { anyLineToChange } from '../queries/reports.ts'
import { whyNotAccepted } from '../rules/amounts.ts'
import { seenByFourEyes, tellOfSmallOffice } from '../steps/four-eyes.ts'
import { mustBeInOpenDepartment } from '../steps/open-departments.ts'
import { aboutDepartmentReport } from '../steps/told-of-department.ts'

export const proposeCorrection = change({
  right: 'expenses.combine',
  summary: 'Propose a correction to an approved line; it takes effect when the senior manager agrees',
  rest: 'POST /expenses/department-reports/{departmentReportId}/corrections',
  input: z.object({
    departmentReportId: z.uuid(),
    lineId: z.uuid(),
    /** What should be accepted instead, in the office's currency. */
    nowCents: Cents,
    wasCents: Cents.optional().describe('What was accepted as it was seen; refused where it is another amount by now.'),
    reason: LongText.min(3).describe('Why it is to be changed.'),
  }),
  output: z.object({ id: RecordId }),
  async do({ db, actor, input, tell }) {
    await mustBeInOpenDepartment(db, actor.departments['expenses.combine'], input.departmentReportId)
    const found = await departmentReportToChange(db, actor.departments['expenses.combine'], input.departmentReportId)
    if (!found.approvedAt) refuse({ says: 'expenses.correction.notApproved' })
    const line = await signedLine(db, found.id, input.lineId)
    if (!line) absent({ says: 'expenses.report.noLine' })
    const { currency } = await profileOf(db)
    await refuseBesideOpen(db, line.lineId, currency)
    if (input.wasCents !== undefined && input.wasCents !== line.acceptedCents)
      refuse({ says: 'expenses.correction.acceptedIsNow', accepted: { cents: line.acceptedCents, currency } })
    const whyNot = whyNotAccepted(line, input.nowCents, currency)
    if (whyNot) refuse(whyNot, { field: 'nowCents' })
    if (line.acceptedCents === input.nowCents)
      refuse({ says: 'expenses.correction.nothingChanges' }, { field: 'nowCents' })
    const id = newId()
    await db
      .insertInto('expenseCorrection')
      .values({
        id,
        departmentReportId: found.id,
        lineId: line.lineId,
        wasCents: line.acceptedCents,
        nowCents: input.nowCents,
        reason: input.reason,
        proposedBy: actor.id,
        decidedBy: null,
        decidedAt: null,
        agreed: null,
      })
      .execute()
    tell({
      record: ['expenseCorrection', id],
      also: [line.lineId, line.reportId],
      alsoOfDepartment: found.id,
      departmentId: found.departmentId,
      says: 'expenses.said.proposeCorrection',
      params: {
        name: line.memberName,
        merchant: line.merchant,
        was: { cents: line.acceptedCents, currency },
        now: { cents: input.nowCents, currency },
        reason: input.reason,
      },
      memberId: line.memberId,
      teamId: line.teamId,
    })
    return { id }
  },
})

export const decideCorrection = change({
  right: 'expenses.review',
  summary: 'Agree to a correction or turn it down; agreed, the difference goes to the payouts',
  rest: 'POST /expenses/corrections/{correctionId}/decision',
  onlyChosen: true,
  destructive: true,
  idempotent: true,
  input: z.object({
    correctionId: z.uuid(),
    agreed: z.boolean().describe('False turns it down.'),
    why: LongText.min(3).optional().describe('Why it is turned down, which whoever proposed it is told.'),
  }),
  output: z.object({ id: RecordId }),
  async do({ db, actor, input, tell }) {
    const seen = await correctionById(db, input.correctionId)
    if (!seen || !actor.departments['expenses.review'].includes(seen.departmentId))
      absent({ says: 'expenses.correction.none' })
    const found = await departmentReportToChange(db, actor.departments['expenses.review'], seen.departmentReportId)
    const line = await anyLineToChange(db, seen)
    const correction = await readLocked(
      db,
      'expenseCorrection',
      seen.id,
      async () => (await correctionById(db, seen.id))!,
    )
    if (correction.decidedAt) refuse({ says: 'expenses.correction.decided' })
    const why = input.agreed ? null : (input.why ?? refuse({ says: 'expenses.correction.needsWhy' }, { field: 'why' }))
    const signed = await signedLine(db, found.id, correction.lineId)
    const whyNot = signed && whyNotAccepted(signed, correction.nowCents, (await profileOf(db)).currency)
    if (input.agreed && whyNot) refuse(whyNot)
    const of = { ...found, owners: [correction.memberId] }
    const small = await seenByFourEyes(db, actor, of, input.agreed ? 'agree' : 'settle')
    const decided = { agreed: input.agreed, why, decidedBy: actor.id, decidedAt: now().toString(), ...small }
    await save(db, 'expenseCorrection', correction, decided)
    const { memberId, teamId, departmentReportId } = correction
    if (input.agreed) {
      // What was agreed overrules a refusal: the line is no longer a refused one.
      const overruled = correction.nowCents === 0 ? {} : { refusedWhy: null, refusedBy: null, refusedAt: null }
      await save(db, 'expenseLine', line, { acceptedCents: correction.nowCents, ...overruled })
      const cents = correction.nowCents - correction.wasCents
      await db
        .insertInto('expensePayout')
        .values({
          id: newId(),
          departmentReportId,
          correctionId: correction.id,
          memberId,
          teamId,
          cents,
          paidOn: null,
          paidBy: null,
          paidAt: null,
        })
        .execute()
      tell({
        ...aboutDepartmentReport(found),
        says: 'expenses.said.addPayout',
        params: { number: found.number },
        proves: settledOf(found.id),
      })
    }
    tellOfSmallOffice({ tell }, found, small)
    tell({
      record: ['expenseCorrection', correction.id],
      also: [correction.lineId, correction.reportId],
      alsoOfDepartment: departmentReportId,
      departmentId: found.departmentId,
      says: input.agreed ? 'expenses.said.agreeCorrection' : 'expenses.said.turnDownCorrection',
      params: { reason: why ?? correction.reason },
      memberId,
      teamId,
    })
    return { id: correction.id }
  },
})

export const seeCorrections = change({
  right: 'expenses.combine',
  summary: 'Note that you have looked at what became of the corrections you proposed to a report',
  rest: 'POST /expenses/department-reports/{departmentReportId}/corrections-seen',
  idempotent: true,
  input: z.object({
    departmentReportId: z.uuid(),
    correctionIds: eachOnce(z.array(z.uuid()).min(1).max(500)).describe('Those whose decision was shown to you.'),
  }),
  output: z.object({ id: RecordId }),
  async do({ db, actor, input, tell }) {
    const found = await departmentReportToChange(db, actor.departments['expenses.combine'], input.departmentReportId)
    const named = db
      .selectFrom('expenseCorrection')
      .select(['id', 'decidedAt', 'decisionSeenAt'])
      .where('departmentReportId', '=', found.id)
      .where('id', 'in', input.correctionIds)
      .where('proposedBy', '=', actor.id)
    const own = await readAllLocked(db, 'expenseCorrection', input.correctionIds, () => named.execute())
    if (own.length < input.correctionIds.length) absent({ says: 'expenses.correction.none' })
    const unseen = own.filter((one) => one.decidedAt && !one.decisionSeenAt)
    await save(db, 'expenseCorrection', unseen, { decisionSeenAt: now().toString() })
    tell({
      ...aboutDepartmentReport(found),
      says: 'expenses.said.seeCorrections',
      params: { number: found.number },
    })
    return { id: found.id }
  },
})

/** Refuses while another correction of the line is to be decided, naming that: who may propose one may read it. */
async function refuseBesideOpen(db: Db, lineId: string, currency: string): Promise<void> {
  const open = await db
    .selectFrom('expenseCorrection')
    .innerJoin('member', 'member.id', 'expenseCorrection.proposedBy')
    .select(['expenseCorrection.id as record', 'wasCents', 'nowCents', 'reason', 'member.name as by'])
    .where('lineId', '=', lineId)
    .where('decidedAt', 'is', null)
    .executeTakeFirst()
  if (!open) return
  const { wasCents, nowCents, ...named } = open
  const money = (cents: number) => ({ cents, currency })
  refuse({ says: 'expenses.correction.openAlready', ...named, was: money(wasCents), now: money(nowCents) })
}

/** A line as it was signed and corrected since. */
async function signedLine(db: Db, departmentReportId: string, lineId: string) {
  const version = await versionOf(db, departmentReportId)
  return (await withDecisions(db, version?.snapshot ?? [])).find((one) => one.lineId === lineId)
}

function correctionById(db: Db, id: string) {
  return db
    .selectFrom('expenseCorrection')
    .innerJoin('expenseDepartmentReport', 'expenseDepartmentReport.id', 'expenseCorrection.departmentReportId')
    .innerJoin('expenseLine', 'expenseLine.id', 'expenseCorrection.lineId')
    .innerJoin('expenseReport', 'expenseReport.id', 'expenseLine.reportId')
    .selectAll('expenseCorrection')
    .select([
      'expenseDepartmentReport.departmentId',
      'expenseReport.memberId',
      'expenseReport.teamId',
      'expenseLine.reportId',
    ])
    .where('expenseCorrection.id', '=', id)
    .executeTakeFirst()
}
