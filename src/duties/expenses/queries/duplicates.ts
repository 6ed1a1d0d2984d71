import { sql } from 'kysely'
import { inScope, type Scope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { type Likeness, likelySame, type Purchase, tellingFacts } from '../rules/likely-same.ts'
import type { SaidTwin } from '../rules/obstacles.ts'

/** At most so many of the newest receipts are held against all others, so that a desk costs the same in every year. */
const newest = 2_000

/** At most so many of the newest pairs are sorted by the rule: a pile of tickets of one day and price stays affordable. */
const mostPairs = 20_000

/** The newest pairs of receipts that are likely one purchase and that nobody has told apart. */
export async function pairsIn(db: Db, scope: Scope, { limit, since }: { limit: number; since: string }) {
  const pairs = await alikeIn(db, scope, since)
  const ids = [...new Set(pairs.flatMap(({ oneId, otherId }) => [oneId, otherId]))]
  const facts = await factsOf(db, ids)
  const found: ((typeof pairs)[number] & { likeness: Likeness })[] = []
  for (const pair of pairs) {
    const [one, other] = [facts.get(pair.oneId), facts.get(pair.otherId)]
    const likeness = one && other && likelySame(one, other)
    if (likeness) found.push({ ...pair, likeness })
    if (found.length === limit) break
  }
  return found
}

/**
 * The pairs of receipts that nobody has told apart and that share picture, or day and total: one of the scope that came at
 * `since` or later, with another of it or of a colleague whom the scope does not reach. Two joins, each by its own index:
 * one condition with `or` would read every pair.
 */
async function alikeIn(db: Db, scope: Scope, since: string) {
  const teams = scope.teamIds.length > 0 ? [...scope.teamIds] : [scope.memberId]
  const { rows } = await sql<{ oneId: string; otherId: string }>`
    with recent as materialized (
      select id, sha256, spent_on, total_cents from expense_receipt
      where set_aside_at is null and received_at >= ${since} and (member_id = ${scope.memberId} or team_id = any(${teams}::uuid[]))
      order by received_at desc
      limit ${newest}
    ), pairs as (
      select least(one.id, recent.id) as one_id, greatest(one.id, recent.id) as other_id from recent
      join expense_receipt one on one.sha256 = recent.sha256 and one.id <> recent.id
      where one.set_aside_at is null and (one.member_id is not null or one.team_id = any(${teams}::uuid[]))
      union
      select least(one.id, recent.id), greatest(one.id, recent.id) from recent
      join expense_receipt one on one.spent_on = recent.spent_on and one.total_cents = recent.total_cents and one.id <> recent.id
      where one.set_aside_at is null and (one.member_id is not null or one.team_id = any(${teams}::uuid[]))
    )
    select pairs.one_id, pairs.other_id from pairs
    left join expense_receipt_told_apart apart on apart.one_id = pairs.one_id and apart.other_id = pairs.other_id
    where apart.one_id is null
    order by pairs.other_id desc, pairs.one_id desc
    limit ${mostPairs}`.execute(db)
  return rows
}

/** The pairs already told apart, newest first. */
export function pairsToldApart(db: Db, scope: Scope, limit: number) {
  const teams = scope.teamIds.length > 0 ? [...scope.teamIds] : [scope.memberId]
  return db
    .selectFrom('expenseReceiptToldApart as apart')
    .innerJoin('expenseReceipt as one', 'one.id', 'apart.oneId')
    .innerJoin('expenseReceipt as other', 'other.id', 'apart.otherId')
    .innerJoin('member', 'member.id', 'apart.byId')
    .select(['apart.oneId', 'apart.otherId', 'apart.why', 'apart.at', 'member.name as byName'])
    .where(
      sql<boolean>`(one.member_id = ${scope.memberId} or one.team_id = any(${teams}::uuid[])
        or other.member_id = ${scope.memberId} or other.team_id = any(${teams}::uuid[]))`,
    )
    .orderBy('apart.at', 'desc')
    .limit(limit)
    .execute()
}

/** Which of these receipts were told apart from this one. */
export async function toldApartFrom(db: Db, receiptId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('expenseReceiptToldApart')
    .select(['oneId', 'otherId'])
    .where((eb) => eb.or([eb('oneId', '=', receiptId), eb('otherId', '=', receiptId)]))
    .execute()
  return new Set(rows.map((row) => (row.oneId === receiptId ? row.otherId : row.oneId)))
}

/** A receipt and another that is likely of one purchase with it, whoever's; with what was said where they were told apart. */
export interface Twins {
  one: ReceiptFacts
  other: ReceiptFacts
  likeness: Likeness
  apart: { why: string; byName: string } | null
}

/**
 * What the given receipts are likely the same as, among all receipts of the office that are somebody's, of any month: by
 * picture, or by day and total, each by its own index.
 */
export async function twinsAmong(db: Db, receiptIds: readonly string[]): Promise<Twins[]> {
  if (receiptIds.length === 0) return []
  const { rows } = await sql<{ oneId: string; otherId: string; why: string | null; byName: string }>`
    with mine as materialized (
      select id, sha256, spent_on, total_cents from expense_receipt where id = any(${receiptIds}::uuid[])
    ), pairs as (
      select mine.id as one_id, other.id as other_id from mine
      join expense_receipt other on other.sha256 = mine.sha256 and other.id <> mine.id
      where other.set_aside_at is null and other.member_id is not null
      union
      select mine.id, other.id from mine
      join expense_receipt other on other.spent_on = mine.spent_on and other.total_cents = mine.total_cents and other.id <> mine.id
      where other.set_aside_at is null and other.member_id is not null
    )
    select pairs.one_id, pairs.other_id, apart.why, member.name as by_name from pairs
    left join expense_receipt_told_apart apart
      on apart.one_id = least(pairs.one_id, pairs.other_id) and apart.other_id = greatest(pairs.one_id, pairs.other_id)
    left join member on member.id = apart.by_id`.execute(db)
  const facts = await factsOf(db, [...new Set(rows.flatMap((row) => [row.oneId, row.otherId]))])
  return rows.flatMap(({ oneId, otherId, why, byName }) => {
    const [one, other] = [facts.get(oneId), facts.get(otherId)]
    const likeness = one && other && likelySame(one, other)
    return likeness ? [{ one, other, likeness, apart: why === null ? null : { why, byName } }] : []
  })
}

/** So many twins of a receipt are named; sixty bills of one kind would else say sixty times sixty sentences. */
const named = 3

/** Twins in words, by receipt: of those about which the same was said a few are named, whom one may see first, the rest counted. */
export function saidTwins(scope: Scope | undefined, pairs: readonly Twins[]) {
  const alike = Map.groupBy(pairs, ({ one, apart }) => JSON.stringify([one.id, apart]))
  const said = [...alike.values()].flatMap((group) => {
    const { why = '', byName: by = '' } = group[0]!.apart ?? {}
    const twins = group
      .map((pair) => ({ id: pair.one.id, ...saidTwin(scope, pair), n: 1, why, by }))
      .sort((a, b) => Number(a.whose === 'hidden') - Number(b.whose === 'hidden'))
    const n = twins.length - named
    return n <= 0 ? twins : [...twins.slice(0, named), { ...twins[0]!, whose: 'more' as const, other: '', name: '', n }]
  })
  return Map.groupBy(said, ({ id }) => id)
}

/** Its owner is named only where the scope reaches him. */
function saidTwin(scope: Scope | undefined, { one, other }: Twins): Omit<SaidTwin, 'n'> {
  const isOwn = other.memberId !== null && other.memberId === one.memberId
  const whose = isOwn ? 'own' : scope && inScope(scope, other) ? 'named' : 'hidden'
  if (whose === 'hidden') return { receipt: one.number, whose, other: '', name: '' }
  return { receipt: one.number, whose, other: other.number, name: other.memberName ?? '' }
}

type ReceiptFacts = Purchase & { id: string; number: string; teamId: string; memberName: string | null }

/** Of a reading only what tells papers apart: with its places it is long. */
async function factsOf(db: Db, ids: readonly string[]): Promise<Map<string, ReceiptFacts>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('expenseReceipt')
    .leftJoin('member', 'member.id', 'expenseReceipt.memberId')
    .select(['expenseReceipt.id', 'number', 'expenseReceipt.teamId', 'memberId', 'member.name as memberName'])
    .select(['sha256', 'merchant', 'spentOn', 'totalCents', 'currency'])
    .select(
      sql<Purchase['reading']>`(select jsonb_object_agg(key, value) from jsonb_each(reading)
        where key = any(${[...tellingFacts]}::text[]))`.as('reading'),
    )
    .where(sql<boolean>`expense_receipt.id = any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
