import type { Db } from '#core/database.ts'
import { keepAsIs } from '#core/locked.ts'
import { refuse } from '#core/refusal.ts'

/**
 * Keeps the department of a report as it is, and refuses what begins something where it is closed. Comes before anything else
 * is held, and says nothing of a report that is not in one of these departments.
 */
export async function mustBeInOpenDepartment(db: Db, departmentIds: readonly string[], departmentReportId: string) {
  const report = await db
    .selectFrom('expenseDepartmentReport')
    .select('departmentId')
    .where('id', '=', departmentReportId)
    .executeTakeFirst()
  if (!report || !departmentIds.includes(report.departmentId)) return
  await keepAsIs(db, { department: [report.departmentId] })
  await refuseClosed(db, report.departmentId)
}

/** Refuses what begins something in a department that is held and closed. */
export async function refuseClosed(db: Db, departmentId: string): Promise<void> {
  const department = await db
    .selectFrom('department')
    .select(['name', 'closedAt'])
    .where('id', '=', departmentId)
    .executeTakeFirst()
  if (department?.closedAt) refuse({ says: 'expenses.department.closed', department: department.name })
}
