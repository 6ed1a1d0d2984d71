import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import type { TeamAct } from '#core/duty-hooks.ts'
import type { Says } from '#core/refusal.ts'
import { isUsed } from './late.ts'
import { hasLines, hasReceipts } from './whose.ts'

interface Team {
  id: string
  name: string
}

/** Why a team stays in its department (something of it was put before its senior manager) or open (not all is signed). */
export function holdsTeam(db: Db, team: Team, act: TeamAct): Promise<Says[]> {
  return act === 'moves' ? pastOf(db, team) : unfinishedOf(db, team)
}

async function pastOf(db: Db, { id, name }: Team): Promise<Says[]> {
  const { rows } = await sql<{ department: string }>`
    select department.name as department from expense_team_report
    join expense_department_report report on report.id = expense_team_report.department_report_id
    join department on department.id = report.department_id
    where expense_team_report.team_id = ${id}
    union all
    select department.name from expense_report
    join expense_presented_line shown on shown.report_id = expense_report.id
    join expense_presented_version version on version.id = shown.version_id
    join expense_department_report report on report.id = version.department_report_id
    join department on department.id = report.department_id
    where expense_report.team_id = ${id}
    limit 1`.execute(db)
  return rows.map(({ department }) => ({ says: 'expenses.team.hasPast', team: name, department }))
}

async function unfinishedOf(db: Db, { id, name }: Team): Promise<Says[]> {
  const rounds = await db
    .selectFrom('expenseRound')
    .select(['id', 'number'])
    .where('teamId', '=', id)
    .where('closedAt', 'is', null)
    .orderBy('number')
    .execute()
  const reports = await db
    .selectFrom('expenseReport')
    .innerJoin('member', 'member.id', 'expenseReport.memberId')
    .select(['expenseReport.id', 'expenseReport.number', 'member.name'])
    .where('expenseReport.teamId', '=', id)
    .where('expenseReport.approvedAt', 'is', null)
    .where((eb) => eb.or([hasLines, hasReceipts]))
    .orderBy('expenseReport.number')
    .execute()
  const handedOver = await db
    .selectFrom('expenseTeamReport')
    .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'expenseTeamReport.departmentReportId')
    .select(['expenseTeamReport.id', 'expenseTeamReport.number'])
    .where('expenseTeamReport.teamId', '=', id)
    .where('expenseTeamReport.handedOverAt', 'is not', null)
    .where('expenseApproval.at', 'is', null)
    .orderBy('expenseTeamReport.number')
    .execute()
  // Whosever they are: who has gone to another team may have left one behind that nobody there sees.
  const { rows: receipts } = await sql<{ n: number }>`
    select count(*)::integer as n from expense_receipt
    where team_id = ${id} and set_aside_at is null and not ${isUsed}`.execute(db)
  return [
    ...rounds.map((round) => ({ says: 'expenses.team.roundOpen', number: round.number, record: round.id })),
    ...reports.map((one) => ({ says: 'expenses.team.notSigned', number: one.number, name: one.name, record: one.id })),
    ...handedOver.map((one) => ({ says: 'expenses.team.handedOver', number: one.number, record: one.id })),
    ...receipts.filter(({ n }) => n > 0).map(({ n }) => ({ says: 'expenses.team.looseReceipts', team: name, n })),
  ]
}
