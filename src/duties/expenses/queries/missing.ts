import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import { type Claimant, type Missing, missingFrom } from '../rules/missing.ts'

/**
 * Who is missing from a department's month, over its report and supplements: when it is presented now, and among what was
 * presented. Counted are the salespeople who work in its teams, and everybody whose report there has a line.
 */
export async function missingIn(db: Db, { departmentId, month }: { departmentId: string; month: string }) {
  const { rows } = await sql<Omit<Claimant, 'isIn'> & { isHandedOver: boolean; isPresented: boolean }>`
    select member.id, member.name, team.id as team_id, team.name as team_name,
           team_report.handed_over_at is not null as is_handed_over, report.presented_at is not null as is_presented
    from member
    left join expense_report report on report.member_id = member.id and report.month = ${month}
    join team on team.id = coalesce(report.team_id, member.team_id) and team.department_id = ${departmentId}
    left join team_report on team_report.id = report.team_report_id
    where (member.deactivated_at is null and 'salesperson' = any(member.roles) and team.closed_at is null)
       or exists (select from expense_line line where line.report_id = report.id and line.removed_at is null)
    order by team.name, member.name, member.id`.execute(db)
  const missing = (isIn: (row: (typeof rows)[number]) => boolean): Missing =>
    missingFrom(rows.map((row) => ({ ...row, isIn: isIn(row) })))
  return { toPresent: missing((row) => row.isHandedOver), toApprove: missing((row) => row.isPresented) }
}
