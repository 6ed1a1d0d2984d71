import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { absent } from '#core/refusal.ts'
import { departmentReportIn, departmentsOf } from './combined.ts'

/** Those who pay out see a report only when it is approved. */
export async function visibleDepartmentReport(db: Db, actor: Actor, id: string) {
  const found = await departmentReportIn(db, departmentsOf(actor), id)
  if (!found.approvedAt && !seenUnapproved(actor).includes(found.departmentId))
    absent({ says: 'expenses.combined.noDepartmentReport' })
  return found
}

/** The departments whose reports one sees before they are approved. */
export function seenUnapproved(actor: Actor): string[] {
  return [...actor.departments['expenses.combine'], ...actor.departments['expenses.review']]
}
