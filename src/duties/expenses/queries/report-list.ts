import { type RawBuilder, sql } from 'kysely'
import type { Actor, Scope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { ReportState } from '../rules/states.ts'
import { holdersSeen } from './combined.ts'
import { totalsRead } from './figures.ts'
import { reportRows } from './reports.ts'

/** What tells how far a report has come, as expressions. */
interface Facts {
  approvedAt: RawBuilder<unknown>
  presentedAt: RawBuilder<unknown>
  handedOverAt: RawBuilder<unknown>
  isConfirmed: RawBuilder<boolean>
  openQueries: RawBuilder<number>
}

/** `reportStateOf` as the database tells it. */
export function reportStateSql({ approvedAt, presentedAt, handedOverAt, isConfirmed, openQueries }: Facts) {
  return sql<ReportState>`case
    when ${approvedAt} is not null then 'approved'
    when ${presentedAt} is not null then case when ${openQueries} > 0 then 'queried' else 'presented' end
    when ${handedOverAt} is not null then 'handedOver'
    when ${isConfirmed} then 'confirmed'
    else 'collecting' end`
}

/** How far a report has come that has ever been confirmed, as a column beside it. */
export const reportState = reportStateSql({
  approvedAt: sql.ref('expenseReport.approvedAt'),
  presentedAt: sql.ref('expenseReport.presentedAt'),
  handedOverAt: sql.ref('expenseTeamReport.handedOverAt'),
  isConfirmed: sql`exists (
    select from expense_report_confirmation where expense_report_confirmation.report_id = expense_report.id
  )`,
  openQueries: sql`(
    select count(*) from expense_query where expense_query.member_id = expense_report.member_id
      and expense_query.department_report_id = expense_team_report.department_report_id and expense_query.state <> 'settled'
  )`,
})

/** Reports of the scope as lists have them. */
export function listedReports(
  db: Db,
  scope: Scope,
  {
    teamId,
    memberId,
    month,
  }: { teamId?: string | undefined; memberId?: string | undefined; month?: string | undefined } = {},
) {
  return reportRows(db, scope)
    .select(reportState.as('state'))
    .select(sql<string>`(select currency from office_profile)`.as('currency'))
    .$if(teamId !== undefined, (query) => query.where('expenseReport.teamId', '=', teamId!))
    .$if(memberId !== undefined, (query) => query.where('expenseReport.memberId', '=', memberId!))
    .$if(month !== undefined, (query) => query.where('expenseReport.month', '=', month!))
}

type Listed = Awaited<ReturnType<ReturnType<typeof listedReports>['execute']>>[number]

/** The same with the sums that the reader sees. */
export async function withSums(db: Db, actor: Actor, rows: readonly Listed[]) {
  const ids = rows.map(({ id }) => id)
  const totals = await totalsRead(db, actor, ids)
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    month: row.month,
    member: { id: row.memberId, name: row.memberName },
    team: { id: row.teamId, name: row.teamName },
    ...holdersSeen(actor, row),
    ...totals.get(row.id)!,
    currency: row.currency,
    presentedAt: row.presentedAt,
    approvedAt: row.approvedAt,
    paidOn: row.paidOn,
    unpaidCents: row.unpaidCents,
    version: row.version,
    state: row.state,
  }))
}
