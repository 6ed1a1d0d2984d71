import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Db, Tables } from './database.ts'
import type { Anchor } from './seal-log.ts'
import { type Changed, changedSince } from './witnesses.ts'

/** The seal before the first one. */
export const origin = { number: 0, txTo: '0', seqTo: 0, hash: '0'.repeat(64) }
const mostAtOnce = 5_000

interface SealRow {
  number: number
  txTo: string
  seqTo: number
  events: number
  hash: string
}

/** How the history stands against its seals; `wrongSeal` is the first one that does not fit, if any. */
export interface Verdict {
  isWhole: boolean
  seals: number
  events: number
  wrongSeal: number | null
}

/**
 * Hashes the events since the last seal onto it (SHA-256 over canonical JSON). Only those whose transaction is older than
 * every one still running, so that none can come in between later; writers wait for nobody. Returns how many were sealed.
 */
export async function sealEvents(db: Kysely<Tables>): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{
      mine: boolean
    }>`select pg_try_advisory_xact_lock(hashtext(current_schema() || ' seals')) as mine`.execute(tx)
    if (!rows[0]?.mine) return 0
    const last = (await lastSeal(tx)) ?? origin
    const events = await eventsAfter(tx, last)
    const end = events.at(-1)
    if (!end) return 0
    await tx
      .insertInto('eventSeal')
      .values({
        number: last.number + 1,
        txTo: end.tx,
        seqTo: end.seq,
        events: events.length,
        hash: sealOf(
          last.hash,
          events.map(({ line }) => line),
        ),
      })
      .execute()
    return events.length
  })
}

/**
 * Seals until no event is left, as long as there is patience: a transaction that still runs, be it another database's on
 * the same server, holds back the seal of what came after it. Returns how many were sealed.
 */
export async function sealAll(db: Kysely<Tables>, patienceMs = Number.POSITIVE_INFINITY): Promise<number> {
  const began = performance.now()
  for (let sealed = 0; ; await pause(10)) {
    sealed += await sealEvents(db)
    const { txTo, seqTo } = (await lastSeal(db)) ?? origin
    const left = sql<{ any: boolean }>`select exists (
      select from event where (tx, seq) > (${txTo}::xid8, ${seqTo}::bigint)) as any`
    const { rows } = await left.execute(db)
    if (!rows[0]!.any || performance.now() - began > patienceMs) return sealed
  }
}

/** Recomputes every seal from the events. A changed, deleted or slipped-in event shows at its seal. */
export async function verifySeals(db: Db): Promise<Verdict> {
  let before: Pick<SealRow, 'number' | 'txTo' | 'seqTo' | 'hash'> = origin
  let events = 0
  for (;;) {
    const seal = await sealNumber(db, before.number + 1)
    if (!seal) break
    const lines = await linesBetween(db, before, seal)
    if (lines.length !== seal.events || sealOf(before.hash, lines) !== seal.hash) {
      return { isWhole: false, seals: before.number, events, wrongSeal: seal.number }
    }
    events += lines.length
    before = seal
  }
  const wrongSeal = (await lastSeal(db))?.number === (before.number || undefined) ? null : before.number + 1
  return { isWhole: wrongSeal === null, seals: before.number, events, wrongSeal }
}

/** The chain: the hash of the seal before and of every event's canonical text in order. */
export function sealOf(before: string, lines: readonly string[]): string {
  const hash = createHash('sha256').update(before)
  for (const line of lines) hash.update('\n').update(line)
  return hash.digest('hex')
}

// PostgreSQL writes jsonb with sorted keys and one spelling of every value, so the same event is always the same text.
const canonical = sql<string>`jsonb_build_array(id, seq, tx::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
  actor_id, actor_name, behalf_id, behalf_name, operation, record_type, record_id, to_jsonb(records), member_id, team_id,
  says, params, changes)::text`

async function eventsAfter(db: Db, last: { txTo: string; seqTo: number }) {
  const rows = await db
    .selectFrom('event')
    .select(['tx', 'seq', canonical.as('line')])
    .where(sql<boolean>`(tx, seq) > (${last.txTo}::xid8, ${last.seqTo}::bigint)`)
    .where(sql<boolean>`tx < (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + tx_ahead())::text::xid8`)
    .orderBy('tx')
    .orderBy('seq')
    .limit(mostAtOnce)
    .execute()
  return rows
}

async function linesBetween(db: Db, from: { txTo: string; seqTo: number }, to: { txTo: string; seqTo: number }) {
  const rows = await db
    .selectFrom('event')
    .select(canonical.as('line'))
    .where(sql<boolean>`(tx, seq) > (${from.txTo}::xid8, ${from.seqTo}::bigint)`)
    .where(sql<boolean>`(tx, seq) <= (${to.txTo}::xid8, ${to.seqTo}::bigint)`)
    .orderBy('tx')
    .orderBy('seq')
    .execute()
  return rows.map(({ line }) => line)
}

function sealNumber(db: Db, number: number): Promise<SealRow | undefined> {
  return db.selectFrom('eventSeal').selectAll().where('number', '=', number).executeTakeFirst()
}

/**
 * The same, held against seals known from elsewhere: one that is gone with all after it, or is another now, shows as the
 * first wrong one. And which proven rows were changed past the history.
 */
export async function verifyHistory(db: Db, anchors: readonly Anchor[]): Promise<Verdict & { changed: Changed[] }> {
  const [verdict, wrong, changed] = await Promise.all([verifySeals(db), firstWrong(db, anchors), changedSince(db)])
  const found = [verdict.wrongSeal, wrong].filter((number) => number !== null)
  const wrongSeal = found.length > 0 ? Math.min(...found) : null
  return { ...verdict, wrongSeal, isWhole: wrongSeal === null && changed.length === 0, changed }
}

async function firstWrong(db: Db, anchors: readonly Anchor[]): Promise<number | null> {
  if (anchors.length === 0) return null
  const numbers = anchors.map(({ number }) => number)
  const seals = await db
    .selectFrom('eventSeal')
    .select(['number', 'hash'])
    .where(sql<boolean>`number = any(${numbers}::bigint[])`)
    .execute()
  const hashes = new Map(seals.map(({ number, hash }) => [number, hash]))
  const wrong = anchors.filter(({ number, hash }) => !hashes.get(number)?.startsWith(hash))
  return wrong.length > 0 ? Math.min(...wrong.map(({ number }) => number)) : null
}

export function lastSeal(db: Db): Promise<SealRow | undefined> {
  return db.selectFrom('eventSeal').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst()
}
