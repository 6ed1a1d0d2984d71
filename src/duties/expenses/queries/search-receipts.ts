import { sql } from 'kysely'
import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { FoundItem } from '#core/desk-items.ts'
import { hasPart, partPattern } from '#core/list-filters.ts'
import { receiptsIn } from './receipts.ts'
import { ownTeamOf, seenBy } from './whose.ts'

/** Receipts by merchant, file name or number, and rounds by number or team, as far as the caller sees. */
export async function searchReceipts(db: Db, actor: Actor, text: string, limit: number): Promise<FoundItem[]> {
  if (!actor.rights.has('expenses.see')) return []
  const scope = seenBy(actor)
  const ownTeamId = await ownTeamOf(db, actor)
  const teams = [...scope.teamIds, ...(ownTeamId ? [ownTeamId] : [])]
  const [receipts, rounds] = await Promise.all([
    receiptsIn(db, scope, {})
      .where('expenseReceipt.search', 'like', partPattern(text))
      .orderBy('expenseReceipt.receivedAt', 'desc')
      .orderBy('expenseReceipt.id', 'desc')
      .limit(limit)
      .execute(),
    db
      .selectFrom('expenseRound')
      .innerJoin('team', 'team.id', 'expenseRound.teamId')
      .select(['expenseRound.id', 'expenseRound.number', 'expenseRound.month', 'team.name as team'])
      .where('expenseRound.teamId', 'in', teams.length > 0 ? teams : [scope.memberId])
      .where(hasPart(sql`expense_round.number || ' ' || team.name`, text))
      .orderBy('expenseRound.month', 'desc')
      .limit(limit)
      .execute(),
  ])
  return [
    ...rounds.map(({ id, number, month, team }) => ({
      id,
      kind: 'expenses.kind.round',
      title: `${team} · ${month.slice(0, 7)}`,
      detail: number,
      path: `/expenses/rounds/${id}`,
    })),
    ...receipts.map((row) => ({
      id: row.id,
      kind: 'expenses.kind.receipt',
      title: row.merchant ?? row.fileName,
      detail: [row.number, row.memberName, row.spentOn].filter(Boolean).join(' · '),
      path: `/expenses/receipts?open=${row.id}`,
    })),
  ]
}
