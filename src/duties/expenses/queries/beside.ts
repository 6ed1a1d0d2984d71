import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import { previousBeside } from '../rules/matrix.ts'
import { monthBefore } from '../rules/months.ts'
import { type Beside, type BesideFigure, calledAs, type SignedAround } from '../rules/signed-around.ts'
import { acceptedIn } from './figures.ts'

/** A department's report of a month, or a team's. */
type Report = { month: string; supplement: number } & (
  | { departmentId: string; teamId?: undefined }
  | { teamId: string }
)

/**
 * What stands beside the lines of a report: what its people, or all of its department or team, had accepted in the previous
 * period, and what the month's earlier reports took. One meaning for departments and teams: only what was handed over counts.
 * Of a signed report it is as it was then, with people by their present names, where that was kept; else as it is now.
 */
export async function besideReport(
  db: Db,
  report: Report,
  signed: Pick<SignedAround, 'teams' | 'beside'> | null,
  lines: readonly { memberId: string }[],
) {
  const { previous, earlier } = signed?.beside ?? (await besideNow(db, [report]))
  const isOf = ({ departmentId, teamId }: BesideFigure) =>
    report.teamId === undefined ? departmentId === report.departmentId : teamId === report.teamId
  const named = await withNames(db, calledAs(previous.filter(isOf), signed?.teams ?? []))
  return { previous: previousBeside(report.supplement, named, lines), earlier: earlier.filter(isOf) }
}

/** What is kept when a department report is signed: what stands beside it, and beside the team reports in it. */
export async function besideSigned(db: Db, report: Report & { id: string }): Promise<Beside> {
  const { id: departmentReportId, month } = report
  const teamReports = await db
    .selectFrom('expenseTeamReport')
    .select(['teamId', 'supplement'])
    .where('departmentReportId', '=', departmentReportId)
    .execute()
  return besideNow(db, [report, ...teamReports.map((one) => ({ ...one, month }))])
}

/** The same as it is now, of reports of one month together: each figure is of its department and of its team. */
async function besideNow(db: Db, reports: readonly Report[]): Promise<Beside> {
  const { month } = reports[0]!
  const teams = reports.flatMap(({ teamId, supplement }) => (teamId === undefined ? [] : [{ id: teamId, supplement }]))
  const departments = reports.flatMap((one) =>
    one.teamId === undefined ? [{ id: one.departmentId, supplement: one.supplement }] : [],
  )
  const [ofTeams, ofDepartments] = [teams, departments].map(
    (list) =>
      sql`unnest(${list.map(({ id }) => id)}::uuid[], ${list.map(({ supplement }) => supplement)}::integer[]) as own (id, supplement)`,
  )
  const reportIds = async (of: string, isEarlier: boolean) => {
    const condition = (table: string) =>
      isEarlier ? sql`${sql.ref(`${table}.supplement`)} < own.supplement` : sql`true`
    const { rows } = await sql<{ id: string }>`
      select expense_department_report.id from expense_department_report
      join ${ofDepartments} on own.id = department_id and ${condition('expense_department_report')} where month = ${of}
      union
      select department_report_id from expense_team_report
      join ${ofTeams} on own.id = team_id and ${condition('expense_team_report')}
      where month = ${of} and department_report_id is not null`.execute(db)
    return rows.map(({ id }) => id)
  }
  const scope = { departmentIds: departments.map(({ id }) => id), teamIds: teams.map(({ id }) => id) }
  const [previous, earlier] = await Promise.all([
    reportIds(monthBefore(month), false).then((ids) => acceptedIn(db, ids, scope)),
    reportIds(month, true).then((ids) => acceptedIn(db, ids, scope)),
  ])
  return { previous, earlier }
}

async function withNames(db: Db, figures: readonly BesideFigure[]) {
  if (figures.length === 0) return []
  const members = await db
    .selectFrom('member')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(figures.map(({ memberId }) => memberId))])
    .execute()
  const names = new Map(members.map(({ id, name }) => [id, name]))
  return figures.map((figure) => ({ ...figure, memberName: names.get(figure.memberId) ?? '' }))
}
