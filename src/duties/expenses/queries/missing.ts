import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import { addDays, beginOf, monthOf, monthPeriod } from '#core/days.ts'
import { profileOf } from '#office/public.ts'
import { type Claimant, type Missing, missingFrom } from '../rules/missing.ts'
import { calledAs, type SignedAround } from '../rules/signed-around.ts'

interface Span {
  /** Since when the office keeps its records here. */
  setUpAt: string
  begins: string
  ends: string
}

/** The instants in which a month begins and ends at the office. */
async function spanOf(db: Db, month: string): Promise<Span> {
  const { timeZone, setUpAt } = await profileOf(db)
  const { from, to } = monthPeriod(monthOf(month))
  return { setUpAt, begins: beginOf(from, timeZone), ends: beginOf(addDays(to, 1), timeZone) }
}

/**
 * The teams of a department in a month: those open now that were there then, as far as the history knows, and all that have
 * something in it. Whatever was added later was not there, unless the month is of before the office kept its records here.
 */
export async function teamsOfMonth(
  db: Db,
  departmentId: string,
  month: string,
): Promise<{ id: string; name: string }[]> {
  const { setUpAt, ends } = await spanOf(db, month)
  const { rows } = await sql<{ id: string; name: string }>`
    select team.id, team.name from team
    where (team.department_id = ${departmentId} and team.closed_at is null and (
        ${ends}::timestamptz <= ${setUpAt}::timestamptz
        or not exists (
          select from event where team_id = team.id and operation = 'office.addTeam' and at >= ${ends}
        )
      ))
      or (team.department_id = ${departmentId} and exists (
        select from expense_report report join expense_line line on line.report_id = report.id and line.removed_at is null
        where report.team_id = team.id and report.month = ${month}
      ))
      or team.id in (
        select team_report.team_id from expense_team_report team_report
        join expense_department_report combined on combined.id = team_report.department_report_id
        where combined.department_id = ${departmentId} and combined.month = ${month}
      )`.execute(db)
  return rows
}

/**
 * Salespeople with the team in which they were at the end of a month, as far as the history knows; also those who have left
 * since. Whoever was entered later was not there, unless the month is of before the office kept its records here.
 */
function teamsThen({ setUpAt, begins, ends }: Span) {
  return sql`(
    select member.id, case when moved.at is null then member.team_id else moved.team_id end as team_id
    from member
    left join lateral (
      select at, (changes -> 'teamId' ->> 0)::uuid as team_id from event
      where records @> array[member.id] and record_type = 'member' and changes ? 'teamId' and at >= ${ends}
      order by seq limit 1
    ) moved on true
    where 'salesperson' = any(member.roles)
      and (member.created_at < ${ends} or ${ends}::timestamptz <= ${setUpAt}::timestamptz)
      and (member.deactivated_at is null or member.deactivated_at >= ${begins})
  )`
}

/**
 * Who is missing from a department's month, over its report and supplements: when it is presented now, and among what was
 * presented. Counted are the salespeople who were in its teams then, and everybody whose report there has a line; of a team
 * closed since those who are in another now, where their month can still be claimed. Teams are called as in `called`, beside a
 * signed report as it calls them.
 */
export async function missingIn(
  db: Db,
  { departmentId, month }: { departmentId: string; month: string },
  called: SignedAround['teams'] = [],
) {
  const then = await spanOf(db, month)
  const { rows } = await sql<Omit<Claimant, 'isIn'> & { isHandedOver: boolean; isPresented: boolean }>`
    select member.id, member.name, team.id as team_id, team.name as team_name,
           team.closed_at is not null as is_closed, expense_team_report.handed_over_at is not null as is_handed_over,
           report.presented_at is not null as is_presented
    from member
    left join ${teamsThen(then)} placed on placed.id = member.id
    left join expense_report report on report.member_id = member.id and report.month = ${month}
    join team on team.id = coalesce(report.team_id, placed.team_id) and team.department_id = ${departmentId}
    left join expense_team_report on expense_team_report.id = report.team_report_id
    where (placed.id is not null and (team.closed_at is null
        or (team.closed_at >= ${then.ends} and member.team_id is not null and member.deactivated_at is null)
      ))
       or exists (select from expense_line line where line.report_id = report.id and line.removed_at is null)
    order by team.name, member.name, member.id`.execute(db)
  const missing = (isIn: (row: (typeof rows)[number]) => boolean): Missing =>
    missingFrom(calledAs(rows, called).map((row) => ({ ...row, isIn: isIn(row) })))
  return { toPresent: missing((row) => row.isHandedOver), toApprove: missing((row) => row.isPresented) }
}
