import { type RawBuilder, sql } from 'kysely'
import { type Actor, type Scope, selfOf } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { FoundItem } from '#core/desk-items.ts'
import { seenBy } from './whose.ts'

/** Reports, rounds and receipts of whom the caller sees, by number, name, merchant or file name; newest first. */
export async function search(db: Db, actor: Actor, text: string, limit: number): Promise<FoundItem[]> {
  if (!actor.rights.has('expenses.see')) return []
  const scope = seenBy(actor)
  const pattern = sql<string>`talka_ext.plain(${`%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`})`
  const lists = await Promise.all([
    reportsFound(db, scope, { pattern, limit }),
    roundsFound(db, scope, { pattern, limit, ownTeamOf: selfOf(actor).id }),
    receiptsFound(db, scope, { pattern, limit }),
  ])
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

async function roundsFound(db: Db, scope: Scope, { pattern, limit, ownTeamOf }: Sought & { ownTeamOf: string }) {
  const rows = await db
    .selectFrom('expenseRound')
    .innerJoin('team', 'team.id', 'expenseRound.teamId')
    .select(['expenseRound.id', 'expenseRound.number', 'expenseRound.month', 'team.name'])
    .where((eb) =>
      eb.or([
        eb('team.id', '=', eb.selectFrom('member').select('member.teamId').where('member.id', '=', ownTeamOf)),
        ...(scope.teamIds.length > 0 ? [eb('team.id', 'in', scope.teamIds)] : []),
      ]),
    )
    .where((eb) =>
      eb.or([
        eb(sql<string>`lower(expense_round.number)`, 'like', pattern),
        eb(sql<string>`talka_ext.plain(team.name)`, 'like', pattern),
      ]),
    )
    .orderBy('expenseRound.month', 'desc')
    .orderBy('expenseRound.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, number, month, name }) => ({
    id,
    kind: 'desk.kind.round',
    title: number,
    detail: `${name} · ${month.slice(0, 7)}`,
    path: `/expenses/rounds/${id}`,
  }))
}

async function receiptsFound(db: Db, scope: Scope, { pattern, limit }: Sought): Promise<FoundItem[]> {
  const rows = await db
    .selectFrom('receipt')
    .leftJoin('member', 'member.id', 'receipt.memberId')
    .select([
      'receipt.id',
      'receipt.number',
      'receipt.roundId',
      'receipt.merchant',
      'receipt.fileName',
      'receipt.spentOn',
    ])
    .select('member.name')
    .where((eb) =>
      eb.or([
        eb('receipt.memberId', '=', scope.memberId),
        ...(scope.teamIds.length > 0 ? [eb('receipt.teamId', 'in', scope.teamIds)] : []),
      ]),
    )
    .where('receipt.search', 'like', pattern)
    .orderBy('receipt.receivedAt', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, number, roundId, merchant, fileName, spentOn, name }) => ({
    id,
    kind: 'desk.kind.receipt',
    title: merchant ?? fileName,
    detail: [number, name, spentOn].filter(Boolean).join(' · '),
    path: roundId ? `/expenses/rounds/${roundId}?receipt=${id}` : `/expenses/tray?receipt=${id}`,
  }))
}
