import { sql } from 'kysely'
import type { Actor, Scope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { reportStateOf } from '../rules/states.ts'
import { holdersSeen } from './combined.ts'
import { totalsRead } from './figures.ts'
import { reportRows } from './reports.ts'

interface Filter {
  teamId?: string | undefined
  memberId?: string | undefined
  month?: string | undefined
  state?: 'open' | 'presented' | 'approved' | undefined
  limit: number
  after?: [month: string, id: string] | undefined
}

/** Reports by month and id, newest first, with states and the sums that the reader sees; `after` is the last row of the page before. */
export async function reportList(db: Db, actor: Actor, scope: Scope, filter: Filter) {
  const { teamId, memberId, month, state, limit, after } = filter
  let query = reportRows(db, scope)
    .select((eb) => [
      eb
        .exists(
          eb
            .selectFrom('expenseReportConfirmation')
            .select('expenseReportConfirmation.id')
            .whereRef('expenseReportConfirmation.reportId', '=', 'expenseReport.id'),
        )
        .as('confirmed'),
      eb
        .selectFrom('expenseQuery')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('expenseQuery.memberId', '=', 'expenseReport.memberId')
        .whereRef('expenseQuery.departmentReportId', '=', 'expenseTeamReport.departmentReportId')
        .where('expenseQuery.state', '<>', 'settled')
        .as('openQueries'),
    ])
    .orderBy('expenseReport.month', 'desc')
    .orderBy('expenseReport.id')
    .limit(limit)
  if (teamId) query = query.where('expenseReport.teamId', '=', teamId)
  if (memberId) query = query.where('expenseReport.memberId', '=', memberId)
  if (month) query = query.where('expenseReport.month', '=', month)
  if (state === 'open') query = query.where('expenseReport.presentedAt', 'is', null)
  if (state === 'presented')
    query = query.where('expenseReport.presentedAt', 'is not', null).where('expenseReport.approvedAt', 'is', null)
  if (state === 'approved') query = query.where('expenseReport.approvedAt', 'is not', null)
  if (after) {
    const [lastMonth, lastId] = after
    query = query.where(sql<boolean>`(expense_report.month, ${lastId}::uuid) < (${lastMonth}::date, expense_report.id)`)
  }
  const rows = await query.execute()
  const totals = await totalsRead(
    db,
    actor,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    month: row.month,
    member: { id: row.memberId, name: row.memberName },
    team: { id: row.teamId, name: row.teamName },
    ...holdersSeen(actor, row),
    ...totals.get(row.id)!,
    presentedAt: row.presentedAt,
    approvedAt: row.approvedAt,
    paidOn: row.paidOn,
    unpaidCents: row.unpaidCents,
    version: row.version,
    state: reportStateOf({ ...row, confirmation: row.confirmed ? 'valid' : 'none', openQueries: row.openQueries ?? 0 }),
  }))
}
