import { type Expression, sql } from 'kysely'

/** What `team` is called in a department report: as it was when that was signed, else as it is called now. */
export function teamNameIn(departmentReportId: Expression<string | null>) {
  return sql<string>`coalesce((
    select team_then ->> 'name'
    from expense_approval approval, jsonb_array_elements(approval.around -> 'teams') team_then
    where approval.department_report_id = ${departmentReportId} and team_then ->> 'id' = team.id::text
  ), team.name)`
}

/** The same of `department`, whose report it is. */
export function departmentNameIn(departmentReportId: Expression<string | null>) {
  return sql<string>`coalesce((
    select approval.around ->> 'department' from expense_approval approval
    where approval.department_report_id = ${departmentReportId}
  ), department.name)`
}
