import { sql } from 'kysely'
import type { Db } from './database.ts'

/**
 * The next number of a kind in a year, such as `EXP-2026-0147`. Taken in the caller's transaction, so a refused change
 * leaves no gap; callers of the same kind wait for each other until commit.
 */
export async function nextNumber(db: Db, kind: string, year: number): Promise<string> {
  const { last } = await db
    .insertInto('runningNumber')
    .values({ kind, year, last: 1 })
    .onConflict((oc) => oc.columns(['kind', 'year']).doUpdateSet({ last: sql`running_number.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  return `${kind}-${year}-${String(last).padStart(4, '0')}`
}
