import { sql } from 'kysely'
import type { Scope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'

/**
 * The pairs of receipts that nobody has told apart and that share picture, or day and total; the rule sorts them. The
 * newer one came at `since` or later: looking through all years would make every desk slow.
 */
export function pairsIn(db: Db, scope: Scope, { limit, since }: { limit: number; since: string }) {
  const teams = scope.teamIds.length > 0 ? [...scope.teamIds] : [scope.memberId]
  return db
    .selectFrom('receipt as one')
    .innerJoin('receipt as other', (join) =>
      join
        .onRef('one.id', '<', 'other.id')
        .on((eb) =>
          eb.or([
            eb('other.sha256', '=', eb.ref('one.sha256')),
            eb.and([
              eb('other.spentOn', '=', eb.ref('one.spentOn')),
              eb('other.totalCents', '=', eb.ref('one.totalCents')),
            ]),
          ]),
        ),
    )
    .leftJoin('receiptToldApart as apart', (join) =>
      join.onRef('apart.oneId', '=', 'one.id').onRef('apart.otherId', '=', 'other.id'),
    )
    .select(['one.id as oneId', 'other.id as otherId'])
    .where('one.setAsideAt', 'is', null)
    .where('other.setAsideAt', 'is', null)
    .where('apart.oneId', 'is', null)
    .where('other.receivedAt', '>=', since)
    .where(sql<boolean>`(one.member_id = ${scope.memberId} or one.team_id = any(${teams}::uuid[]))`)
    .where(sql<boolean>`(other.member_id = ${scope.memberId} or other.team_id = any(${teams}::uuid[]))`)
    .orderBy('other.id', 'desc')
    .limit(limit)
    .execute()
}

/** The pairs already told apart, newest first. */
export function pairsToldApart(db: Db, scope: Scope, limit: number) {
  const teams = scope.teamIds.length > 0 ? [...scope.teamIds] : [scope.memberId]
  return db
    .selectFrom('receiptToldApart as apart')
    .innerJoin('receipt as one', 'one.id', 'apart.oneId')
    .innerJoin('receipt as other', 'other.id', 'apart.otherId')
    .innerJoin('member', 'member.id', 'apart.byId')
    .select(['apart.oneId', 'apart.otherId', 'apart.why', 'apart.at', 'member.name as byName'])
    .where(sql<boolean>`(one.member_id = ${scope.memberId} or one.team_id = any(${teams}::uuid[]))`)
    .where(sql<boolean>`(other.member_id = ${scope.memberId} or other.team_id = any(${teams}::uuid[]))`)
    .orderBy('apart.at', 'desc')
    .limit(limit)
    .execute()
}

/** Which of these receipts were told apart from this one. */
export async function toldApartFrom(db: Db, receiptId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('receiptToldApart')
    .select(['oneId', 'otherId'])
    .where((eb) => eb.or([eb('oneId', '=', receiptId), eb('otherId', '=', receiptId)]))
    .execute()
  return new Set(rows.map((row) => (row.oneId === receiptId ? row.otherId : row.oneId)))
}

const facts = ['id', 'sha256', 'memberId', 'merchant', 'spentOn', 'totalCents', 'currency'] as const

/** What tells twins, of a person's receipts of a round, or without one of a month. */
export function receiptFactsOf(db: Db, of: { memberId: string; roundId: string | null; month: string }) {
  return db
    .selectFrom('receipt')
    .select(facts)
    .where('memberId', '=', of.memberId)
    .where('setAsideAt', 'is', null)
    .where((eb) =>
      of.roundId ? eb('roundId', '=', of.roundId) : eb.and([eb('roundId', 'is', null), eb('spentOn', '>=', of.month)]),
    )
    .execute()
}

/** A person's receipts with the picture, or the day and total, of one of the given. */
export function sameDayAndTotal(
  db: Db,
  memberId: string,
  receipts: readonly { sha256: string; spentOn: string | null; totalCents: number | null }[],
) {
  const days = [...new Set(receipts.flatMap((one) => one.spentOn ?? []))]
  const totals = [...new Set(receipts.flatMap((one) => one.totalCents ?? []))]
  const hashes = receipts.map((one) => one.sha256)
  return db
    .selectFrom('receipt')
    .select(facts)
    .where('memberId', '=', memberId)
    .where('setAsideAt', 'is', null)
    .where(
      sql<boolean>`(sha256 = any(${hashes}::text[]) or (spent_on = any(${days}::date[]) and total_cents = any(${totals}::bigint[])))`,
    )
    .execute()
}

/** Pairs told apart that one of the receipts is in, as `ONE OTHER`. */
export async function toldApartAmong(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('receiptToldApart')
    .select(['oneId', 'otherId'])
    .where(sql<boolean>`(one_id = any(${ids}::uuid[]) or other_id = any(${ids}::uuid[]))`)
    .execute()
  return new Set(rows.map((row) => `${row.oneId} ${row.otherId}`))
}
