import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { WaitingItem } from '#core/desk-items.ts'
import { correctionsIn } from './corrections.ts'

/** What became of the corrections that somebody proposed, until he has looked. */
export async function correctionsDecided(db: Db, actor: Actor, currency: string): Promise<WaitingItem[]> {
  const departments = actor.departments['expenses.combine']
  if (departments.length === 0 || actor.behalf) return []
  const rows = await correctionsIn(db, departments)
    .innerJoin('member as decider', 'decider.id', 'expenseCorrection.decidedBy')
    .select(['expenseCorrection.id', 'expenseCorrection.departmentReportId', 'wasCents', 'nowCents', 'agreed', 'why'])
    .select(['decidedAt', 'member.id as memberId', 'member.name', 'decider.name as decider'])
    .where('proposedBy', '=', actor.id)
    .where('decidedAt', 'is not', null)
    .where('decisionSeenAt', 'is', null)
    .execute()
  return rows.map((row) => ({
    key: `expenses.correctionDecided:${row.id}`,
    duty: 'expenses',
    says: row.agreed ? 'expenses.waiting.correctionAgreed' : 'expenses.waiting.correctionTurnedDown',
    params: {
      name: row.name,
      who: row.decider,
      was: { cents: row.wasCents, currency },
      now: { cents: row.nowCents, currency },
      why: row.why ?? '',
    },
    since: row.decidedAt!,
    due: null,
    urgency: row.agreed ? 0 : 1,
    link: `/expenses/department-reports/${row.departmentReportId}?correction=${row.id}`,
    recordId: row.id,
    memberId: row.memberId,
    memberName: row.name,
  }))
}
