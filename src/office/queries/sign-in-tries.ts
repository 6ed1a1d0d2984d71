import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Db, Tables } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import type { Says } from '#core/refusal.ts'
import { admit, countedMinutes } from '../rules/guessing.ts'

/** One try: of which e-mail or member, and from which network or device. */
export interface Try {
  who: string
  place: string
  /** The owner has signed in on this device before. */
  isKnown: boolean
}

const since = sql<string>`clock_timestamp() - make_interval(mins => ${countedMinutes})`

/** What stands for whoever is guessed at and whence: neither typed e-mails nor addresses are kept. */
function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Counts a try before its password is compared, one after another for each e-mail, so that parallel ones cannot pass
 * together; in a transaction of its own, which the refusal does not roll back. Gives how long to wait in ms, or why not.
 */
export async function countTry(
  db: Kysely<Tables>,
  { who, place, isKnown }: Try,
): Promise<{ waitMs: number } | { refused: Says }> {
  const [whoHash, placeHash] = [hashed(who), hashed(place)]
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in ${whoHash}`}, 0))`.execute(tx)
    const { nowMs, ...tries } = await tx
      .selectFrom('signInTry')
      .select(({ fn }) => [
        fn.countAll<number>().as('all'),
        fn.countAll<number>().filterWhere('place', '=', placeHash).as('fromHere'),
        sql<number | null>`(extract(epoch from max(due)) * 1000)::double precision`.as('lastDueMs'),
        sql<number>`(extract(epoch from clock_timestamp()) * 1000)::double precision`.as('nowMs'),
      ])
      .where('who', '=', whoHash)
      .where('at', '>', since)
      .executeTakeFirstOrThrow()
    const verdict = admit(tries, { nowMs, isKnown })
    if ('refused' in verdict) return verdict
    const due = sql<string>`to_timestamp(${verdict.dueMs}::double precision / 1000)`
    await forgetOld(tx)
    await tx.insertInto('signInTry').values({ id: newId(), who: whoHash, place: placeHash, due }).execute()
    return { waitMs: verdict.dueMs - nowMs }
  })
}

/** Forgets the tries from a place where the right password was typed at last. */
export async function forgetTries(db: Db, { who, place }: Pick<Try, 'who' | 'place'>): Promise<void> {
  await db.deleteFrom('signInTry').where('who', '=', hashed(who)).where('place', '=', hashed(place)).execute()
}

/** A few of those that count no longer, whosever they are; those that another try is clearing away are left to it. */
function forgetOld(db: Db) {
  const old = db.selectFrom('signInTry').select('id').where('at', '<', since).limit(100).forUpdate().skipLocked()
  return db.deleteFrom('signInTry').where('id', 'in', old).execute()
}
