import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { DepartmentState } from '../rules/states.ts'
import { departmentReportRows, departmentsOf } from './combined.ts'
import { totalsOfReports } from './figures.ts'
import { seenUnapproved } from './visible-department-report.ts'

/** Queries of a department report that are not settled, as a column beside it. */
export const openQueries = sql<number>`(
  select count(*)::integer from expense_query
  where expense_query.department_report_id = expense_department_report.id and expense_query.state <> 'settled'
)`

const latest = (column: 'number' | 'presented_at') => sql`(
  select version.${sql.raw(column)} from expense_presented_version version
  where version.department_report_id = expense_department_report.id and version.withdrawn_at is null
  order by version.number desc limit 1
)`

const withdrawn = sql<boolean>`(${latest('number')} is null and exists (
  select from expense_presented_version version
  where version.department_report_id = expense_department_report.id and version.withdrawn_at is not null
))`

/** What tells where a department report stands, as expressions. */
interface Facts {
  approvedAt: RawBuilder<unknown>
  presentedVersion: RawBuilder<unknown>
  openQueries: RawBuilder<number>
  withdrawn: RawBuilder<boolean>
}

/** `departmentStateOf` as the database tells it. */
export function departmentStateSql({ approvedAt, presentedVersion, openQueries, withdrawn }: Facts) {
  return sql<DepartmentState>`case
    when ${approvedAt} is not null then 'approved'
    when ${withdrawn} then 'withdrawn'
    when ${presentedVersion} is null then 'gathering'
    when ${openQueries} > 0 then 'queried'
    else 'presented' end`
}

/** Where a department report stands, as a column beside it. */
export const departmentState = departmentStateSql({
  approvedAt: sql.ref('expenseApproval.at'),
  presentedVersion: latest('number'),
  openQueries,
  withdrawn,
})

/** The department reports that the caller may open; who pays out, once they are approved. */
export function listedDepartmentReports(db: Db, actor: Actor) {
  return departmentReportRows(db, departmentsOf(actor))
    .select([
      sql<number | null>`${latest('number')}`.as('presentedVersion'),
      sql<string | null>`${latest('presented_at')}`.as('presentedAt'),
      withdrawn.as('withdrawn'),
      openQueries.as('openQueries'),
      departmentState.as('state'),
      sql<string>`(select currency from office_profile)`.as('currency'),
    ])
    .where(
      sql<boolean>`(expense_approval.at is not null
        or expense_department_report.department_id = any(${seenUnapproved(actor)}::uuid[]))`,
    )
}

type Listed = Awaited<ReturnType<ReturnType<typeof listedDepartmentReports>['execute']>>[number]

/** The same with what they come to. */
export async function withTotals(db: Db, rows: readonly Listed[]) {
  const ids = rows.map(({ id }) => id)
  const totals = await totalsOfReports(db, ids)
  return rows.map((row) => {
    const { acceptedCents, lines, linesNotCounted } = totals.get(row.id)!
    return {
      id: row.id,
      number: row.number,
      supplement: row.supplement,
      department: { id: row.departmentId, name: row.departmentName },
      month: row.month,
      preparedBy: row.preparerName,
      presentedVersion: row.presentedVersion,
      presentedAt: row.presentedAt,
      withdrawn: row.withdrawn,
      currency: row.currency,
      totalCents: acceptedCents,
      lines,
      linesNotCounted,
      openQueries: row.openQueries,
      approvedAt: row.approvedAt,
      approverName: row.approverName,
      state: row.state,
    }
  })
}
