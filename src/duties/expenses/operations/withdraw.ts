import * as z from 'zod'
import { now } from '#core/clock.ts'
import { letGo } from '#core/events.ts'
import { keepAsIs, save } from '#core/locked.ts'
import { change } from '#core/operation.ts'
import { refuse } from '#core/refusal.ts'
import { LongText, RecordId } from '#core/shapes.ts'
import { profileOf } from '#office/public.ts'
import { departmentReportToChange, partsToChange, versionsOf } from '../queries/combined.ts'
import { countWaiting } from '../steps/count-waiting.ts'
import { aboutDepartmentReport, tellOfParts } from '../steps/told-of-department.ts'
import { mustBeLast, refuseNotPresented, SeenVersion } from '../steps/under-review.ts'

export const withdrawPresentation = change({
  right: 'expenses.combine',
  summary: 'Take what was presented back before it is approved, saying why; its parts can be changed again',
  rest: 'POST /expenses/department-reports/{departmentReportId}/withdrawal',
  destructive: true,
  idempotent: true,
  input: z.object({
    departmentReportId: z.uuid(),
    why: LongText.min(3).describe('Kept in the history and told to those who had it before them.'),
    versionNumber: SeenVersion,
  }),
  output: z.object({ id: RecordId }),
  async do({ db, actor, input, tell }) {
    // Whoever sets a rate waits, or is waited for: what was shown meanwhile counts by what the table then says.
    await keepAsIs(db, { expensePolicy: true })
    const found = await departmentReportToChange(db, actor.departments['expenses.combine'], input.departmentReportId)
    if (found.approvedAt) refuse({ says: 'expenses.combined.monthApproved', month: found.month })
    const presented = (await versionsOf(db, found.id)).filter((version) => !version.withdrawnAt)
    const [last] = presented
    if (!last) return refuseNotPresented(db, found.id)
    mustBeLast(last, input.versionNumber)
    await db
      .updateTable('expensePresentedVersion')
      .set({ withdrawnAt: now().toString(), withdrawnBy: actor.id, withdrawnWhy: input.why })
      .where('departmentReportId', '=', found.id)
      .where('withdrawnAt', 'is', null)
      .execute()
    const parts = (await partsToChange(db, found)).filter((part) => part.presentedAt)
    await save(db, 'expenseReport', parts, { presentedAt: null })
    const { currency: officeCurrency } = await profileOf(db)
    await countWaiting({ db, tell }, parts, { officeCurrency, says: 'expenses.said.rateCaughtUp' })
    tell({
      ...aboutDepartmentReport(found),
      says: 'expenses.said.withdrawPresentation',
      params: { number: found.number, version: last.number, presenter: last.presentedByName, why: input.why },
    })
    const ids = parts.map((part) => part.id)
    await letGo(db, ids)
    if (ids.length > 0) await tellOfParts({ db, tell }, ids, 'expenses.said.withdrawReport')
    return { id: found.id }
  },
})
