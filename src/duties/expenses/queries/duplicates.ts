import { sql } from 'kysely'
import type { Scope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { type Likeness, likelySame, type Purchase, tellingFacts } from '../rules/likely-same.ts'
import { monthAfter } from '../rules/months.ts'

/** At most so many of the newest receipts are held against all others, so that a desk costs the same in every year. */
const newest = 2_000

/** At most so many of the newest pairs are sorted by the rule: a pile of tickets of one day and price stays affordable. */
const mostPairs = 20_000

/** The newest pairs of receipts that are likely one purchase and that nobody has told apart. */
export async function pairsIn(db: Db, scope: Scope, { limit, since }: { limit: number; since: string }) {
  const pairs = await alikeIn(db, scope, since)
  const ids = [...new Set(pairs.flatMap(({ oneId, otherId }) => [oneId, otherId]))]
  const rows = await db
    .selectFrom('receipt')
    .select([...facts, reading])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  const factsOf = new Map(rows.map((row) => [row.id, row]))
  const found: ((typeof pairs)[number] & { likeness: Likeness })[] = []
  for (const pair of pairs) {
    const [one, other] = [factsOf.get(pair.oneId), factsOf.get(pair.otherId)]
    const likeness = one && other && likelySame(one, other)
    if (likeness) found.push({ ...pair, likeness })
    if (found.length === limit) break
  }
  return found
}

/**
 * The pairs of receipts that nobody has told apart and that share picture, or day and total. The newer one came at `since`
 * or later. Two joins, each by its own index: one condition with `or` would read every pair.
 */
async function alikeIn(db: Db, scope: Scope, since: string) {
  const teams = scope.teamIds.length > 0 ? [...scope.teamIds] : [scope.memberId]
  const { rows } = await sql<{ oneId: string; otherId: string }>`
    with recent as materialized (
      select id, sha256, spent_on, total_cents from receipt
      where set_aside_at is null and received_at >= ${since} and (member_id = ${scope.memberId} or team_id = any(${teams}::uuid[]))
      order by received_at desc
      limit ${newest}
    ), pairs as (
      select one.id as one_id, recent.id as other_id from recent
      join receipt one on one.sha256 = recent.sha256 and one.id < recent.id
      where one.set_aside_at is null and (one.member_id = ${scope.memberId} or one.team_id = any(${teams}::uuid[]))
      union
      select one.id, recent.id from recent
      join receipt one on one.spent_on = recent.spent_on and one.total_cents = recent.total_cents and one.id < recent.id
      where one.set_aside_at is null and (one.member_id = ${scope.memberId} or one.team_id = any(${teams}::uuid[]))
    )
    select pairs.one_id, pairs.other_id from pairs
    left join receipt_told_apart apart on apart.one_id = pairs.one_id and apart.other_id = pairs.other_id
    where apart.one_id is null
    order by pairs.other_id desc, pairs.one_id desc
    limit ${mostPairs}`.execute(db)
  return rows
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
/** Of a reading only what tells papers apart: with its places it is long. */
const reading = sql<Purchase['reading']>`(select jsonb_object_agg(key, value) from jsonb_each(reading)
  where key = any(${[...tellingFacts]}::text[]))`.as('reading')

/** What tells twins, of a person's receipts of a round, or without one of a month. */
export function receiptFactsOf(db: Db, of: { memberId: string; roundId: string | null; month: string }) {
  return db
    .selectFrom('receipt')
    .select([...facts, reading])
    .where('memberId', '=', of.memberId)
    .where('setAsideAt', 'is', null)
    .where((eb) =>
      of.roundId
        ? eb('roundId', '=', of.roundId)
        : eb.and([eb('roundId', 'is', null), eb('spentOn', '>=', of.month), eb('spentOn', '<', monthAfter(of.month))]),
    )
    .execute()
}

/** A person's receipts with the picture, or the day and total, of one of the given; each by its own index. */
export async function sameDayAndTotal(
  db: Db,
  memberId: string,
  receipts: readonly { sha256: string; spentOn: string | null; totalCents: number | null }[],
) {
  const ofPerson = db
    .selectFrom('receipt')
    .select([...facts, reading])
    .where('memberId', '=', memberId)
    .where('setAsideAt', 'is', null)
  const hashes = receipts.map((one) => one.sha256)
  const days = [...new Set(receipts.flatMap((one) => one.spentOn ?? []))]
  const totals = [...new Set(receipts.flatMap((one) => one.totalCents ?? []))]
  const [pictures, purchases] = await Promise.all([
    ofPerson.where(sql<boolean>`sha256 = any(${hashes}::text[])`).execute(),
    ofPerson
      .where(sql<boolean>`spent_on = any(${days}::date[])`)
      .where(sql<boolean>`total_cents = any(${totals}::bigint[])`)
      .execute(),
  ])
  return [...new Map([...pictures, ...purchases].map((one) => [one.id, one])).values()]
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
