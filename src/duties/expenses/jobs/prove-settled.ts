import { sql } from 'kysely'
import { writeEvents } from '#core/events.ts'
import type { OpenOffice } from '#core/offices.ts'
import type { Told } from '#core/told.ts'
import { inTransaction } from '#core/transaction.ts'
import { settledOf } from '../queries/proven.ts'
import { aboutDepartmentReport } from '../steps/told-of-department.ts'

/** Brings what was approved before the history proved its figures, or came by a sample, under the next seal. */
export async function proveSettled({ db, live }: Pick<OpenOffice, 'db' | 'live'>): Promise<void> {
  const reports = await db
    .selectFrom('expenseDepartmentReport')
    .innerJoin('expenseApproval', 'expenseApproval.departmentReportId', 'expenseDepartmentReport.id')
    .select([
      'expenseDepartmentReport.id',
      'expenseDepartmentReport.number',
      'departmentId',
      'expenseApproval.at as approvedAt',
    ])
    .where(
      sql<boolean>`not exists (
        select from event where records @> array[expense_department_report.id] and record_id = expense_department_report.id and params ? 'proves')`,
    )
    .execute()
  if (reports.length === 0) return
  const told: Told[] = reports.map((report) => ({
    ...aboutDepartmentReport(report),
    says: 'expenses.said.proveSettled',
    params: { number: report.number },
    proves: settledOf(report.id),
  }))
  live.publish(
    await inTransaction(db, (tx) => writeEvents(tx, { operation: 'expenses.proveSettled', actor: null, told })),
  )
}
