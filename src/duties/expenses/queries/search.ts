import { type RawBuilder, sql } from 'kysely'
import type { Actor, Scope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { FoundItem } from '#core/desk-items.ts'
import { searchReceipts } from './search-receipts.ts'
import { seenBy } from './whose.ts'

/** Reports, rounds and receipts of whom the caller sees, by number, name, merchant or file name; newest first. */
export async function search(db: Db, actor: Actor, text: string, limit: number): Promise<FoundItem[]> {
  if (!actor.rights.has('expenses.see')) return []
  const scope = seenBy(actor)
  const pattern = sql<string>`talka_ext.plain(${`%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`})`
  const lists = await Promise.all([reportsFound(db, scope, { pattern, limit }), searchReceipts(db, actor, text, limit)])
  return lists.flat()
}

interface Sought {
  pattern: RawBuilder<string>
  limit: number
}

async function reportsFound(db: Db, scope: Scope, { pattern, limit }: Sought): Promise<FoundItem[]> {
  const rows = await db
    .selectFrom('expenseReport')
    .innerJoin('member', 'member.id', 'expenseReport.memberId')
    .select(['expenseReport.id', 'expenseReport.number', 'expenseReport.month', 'member.name'])
    .where((eb) =>
      eb.or([
        eb('expenseReport.memberId', '=', scope.memberId),
        ...(scope.teamIds.length > 0 ? [eb('expenseReport.teamId', 'in', scope.teamIds)] : []),
      ]),
    )
    .where((eb) =>
      eb.or([eb(sql<string>`lower(expense_report.number)`, 'like', pattern), eb('member.search', 'like', pattern)]),
    )
    .orderBy('expenseReport.month', 'desc')
    .orderBy('expenseReport.id')
    .limit(limit)
    .execute()
  return rows.map(({ id, number, month, name }) => ({
    id,
    kind: 'desk.kind.report',
    title: number,
    detail: `${name} · ${month.slice(0, 7)}`,
    path: `/expenses/reports/${id}`,
  }))
}
