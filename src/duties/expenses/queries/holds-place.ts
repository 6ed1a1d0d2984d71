import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import type { ActOnPlace } from '#core/duty-hooks.ts'
import type { Says } from '#core/refusal.ts'
import { isUsed } from './late.ts'
import { hasLines, hasReceipts } from './whose.ts'

type Place = Pick<ActOnPlace, 'id' | 'name'>

/**
 * Why a team stays in its department (something of it was put before its senior manager), or why a place stays open: something
 * of it is unfinished.
 */
export async function holdsPlace(db: Db, place: ActOnPlace): Promise<Says[]> {
  if (place.kind === 'team') return place.act === 'moves' ? pastOf(db, place) : unfinishedOf(db, place)
  return place.kind === 'department' ? unsettledOf(db, place) : []
}

async function pastOf(db: Db, { id, name }: Place): Promise<Says[]> {
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

async function unfinishedOf(db: Db, { id, name }: Place): Promise<Says[]> {
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
  const asked = await askedOf(db, id)
  return [
    ...rounds.map((round) => ({ says: 'expenses.team.roundOpen', number: round.number, record: round.id })),
    ...reports.map((one) => ({ says: 'expenses.team.notSigned', number: one.number, name: one.name, record: one.id })),
    ...handedOver.map((one) => ({ says: 'expenses.team.handedOver', number: one.number, record: one.id })),
    ...asked.map((one) => ({ says: 'expenses.team.asked', ...one })),
    ...receipts.filter(({ n }) => n > 0).map(({ n }) => ({ says: 'expenses.team.looseReceipts', team: name, n })),
  ]
}

/** Whom its senior manager’s questions are about that wait for their answer. */
function askedOf(db: Db, teamId: string) {
  return db
    .selectFrom('expenseQuery')
    .innerJoin('member', 'member.id', 'expenseQuery.memberId')
    .innerJoin('expenseDepartmentReport', 'expenseDepartmentReport.id', 'expenseQuery.departmentReportId')
    .select(['expenseDepartmentReport.number', 'member.name'])
    .distinct()
    .where('expenseQuery.teamId', '=', teamId)
    .where('expenseQuery.state', '=', 'asked')
    .orderBy('expenseDepartmentReport.number')
    .orderBy('member.name')
    .execute()
}

/** All of one moment: what is signed while this is asked is unsigned or unpaid, and what is decided then open or unpaid. */
async function unsettledOf(db: Db, { id }: Place): Promise<Says[]> {
  const { rows } = await sql<{ says: string; number: string; record: string; n: number; name: string | null }>`
    with own as (
      select report.id, report.number, approval.id is not null as signed from expense_department_report report
      left join expense_approval approval on approval.department_report_id = report.id
      where report.department_id = ${id}
    ), found as (
      select 1 as rank, 'notSigned' as what, own.number, own.id, 0 as n, null as name from own
      where not signed and (
        exists (select from expense_team_report where department_report_id = own.id and handed_over_at is not null)
        or exists (select from expense_presented_version where department_report_id = own.id and withdrawn_at is null)
      )
      union all
      select 2, 'correctionOpen', own.number, own.id, 0, member.name from own
      join expense_correction correction on correction.department_report_id = own.id and correction.decided_at is null
      join expense_line line on line.id = correction.line_id join expense_report report on report.id = line.report_id
      join member on member.id = report.member_id
      union all
      select 3, 'unpaid', own.number, own.id, count(*)::integer, null from own
      join expense_payout payout on payout.department_report_id = own.id and payout.paid_at is null
      group by own.id, own.number
    )
    select 'expenses.department.' || what as says, number, id as record, n, name from found
    order by rank, number, name`.execute(db)
  return rows
}
