import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { WaitingItem } from '#core/desk-items.ts'

/** What waits for who reviews: what was withdrawn before he signed it. */
export async function withdrawnReports(db: Db, actor: Actor): Promise<WaitingItem[]> {
  const departments = actor.departments['expenses.review']
  if (departments.length === 0) return []
  const rows = await withdrawnLast(db, departments).execute()
  return rows.map((row) => ({
    key: `expenses.withdrawn:${row.id}`,
    duty: 'expenses',
    says: 'expenses.waiting.withdrawn',
    params: {
      department: row.department,
      month: row.month,
      supplement: row.supplement,
      name: row.name,
      version: row.number,
      why: (row.withdrawnWhy ?? '').slice(0, 120),
    },
    since: row.withdrawnAt!,
    due: null,
    urgency: 0,
    link: `/expenses/department-reports/${row.id}`,
    recordId: row.id,
  }))
}

/** The presentations withdrawn last of which something is still to come again: not of what has gone with its teams to another department. */
function withdrawnLast(db: Db, departments: readonly string[]) {
  return db
    .selectFrom('expenseDepartmentReport')
    .innerJoin('department', 'department.id', 'expenseDepartmentReport.departmentId')
    .innerJoin('expensePresentedVersion', 'expensePresentedVersion.departmentReportId', 'expenseDepartmentReport.id')
    .innerJoin('member', 'member.id', 'expensePresentedVersion.withdrawnBy')
    .leftJoin('expensePresentedVersion as later', (join) =>
      join
        .onRef('later.departmentReportId', '=', 'expenseDepartmentReport.id')
        .onRef('later.number', '>', 'expensePresentedVersion.number'),
    )
    .select([
      'expenseDepartmentReport.id',
      'department.name as department',
      'expenseDepartmentReport.month',
      'supplement',
    ])
    .select([
      'member.name',
      'expensePresentedVersion.number',
      'expensePresentedVersion.withdrawnAt',
      'expensePresentedVersion.withdrawnWhy',
    ])
    .where('expenseDepartmentReport.departmentId', 'in', departments)
    .where('later.id', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('expenseTeamReport')
          .select('expenseTeamReport.id')
          .whereRef('expenseTeamReport.departmentReportId', '=', 'expenseDepartmentReport.id'),
      ),
    )
}
