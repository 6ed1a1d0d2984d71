import { type Actor, scopeOf } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { formatMonth } from '#core/days.ts'
import type { WaitingItem } from '#core/desk-items.ts'
import { sentence } from '#core/shapes.ts'
import { judge } from './judge.ts'
import { lateReceipts } from './late.ts'
import { reportRows } from './reports.ts'

/** Receipts that came after their month was signed, until they are in a line or set aside. */
export async function lateToClaim(db: Db, actor: Actor): Promise<WaitingItem[]> {
  if (actor.teams['expenses.prepare'].length === 0) return []
  const late = await lateReceipts(db, { teamIds: actor.teams['expenses.prepare'] })
  return late.map((one) => ({
    key: `expenses.late:${one.memberId}:${one.month}:${one.roundId ?? ''}`,
    duty: 'expenses',
    says: 'expenses.waiting.lateReceipts',
    params: { name: one.name, n: one.receipts, month: one.month, next: formatMonth(one.claimMonth, actor.language) },
    since: one.since,
    due: null,
    urgency: 1,
    link:
      (one.claimReportId ?? one.signedReportId)
        ? `/expenses/reports/${one.claimReportId ?? one.signedReportId}`
        : one.roundId
          ? `/expenses/rounds/${one.roundId}?person=${one.memberId}`
          : '/expenses/reports',
    recordId: one.claimReportId ?? one.signedReportId ?? one.memberId,
    memberId: one.memberId,
    memberName: one.name,
  }))
}

/** Reports with lines that a month was signed without and that are not ready for its supplement. */
export async function lateToFinish(db: Db, actor: Actor): Promise<WaitingItem[]> {
  if (actor.teams['expenses.prepare'].length === 0) return []
  const scope = scopeOf(actor, 'expenses.prepare')
  const reports = await reportRows(db, scope)
    .where('expenseReport.teamId', 'in', actor.teams['expenses.prepare'])
    .where('expenseReport.presentedAt', 'is', null)
    .where('expenseTeamReport.handedOverAt', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('expenseDepartmentReport')
          .innerJoin('expenseApproval', 'expenseApproval.departmentReportId', 'expenseDepartmentReport.id')
          .select('expenseDepartmentReport.id')
          .whereRef('expenseDepartmentReport.departmentId', '=', 'team.departmentId')
          .whereRef('expenseDepartmentReport.month', '=', 'expenseReport.month'),
      ),
    )
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('expenseLine')
          .select('expenseLine.id')
          .whereRef('expenseLine.reportId', '=', 'expenseReport.id')
          .where('expenseLine.removedAt', 'is', null),
      ),
    )
    .execute()
  const items: WaitingItem[] = []
  for (const report of reports) {
    const { obstacles } = await judge(db, report, actor.language, scope)
    const [first] = obstacles
    if (!first) continue
    items.push({
      key: `expenses.lateReport:${report.id}`,
      duty: 'expenses',
      says: 'expenses.waiting.lateUnfinished',
      params: {
        name: report.memberName,
        month: report.month,
        n: obstacles.length,
        why: sentence(actor.language, first).text,
      },
      since: report.madeAt,
      due: null,
      urgency: 1,
      link: `/expenses/reports/${report.id}`,
      recordId: report.id,
      memberId: report.memberId,
      memberName: report.memberName,
    })
  }
  return items
}
