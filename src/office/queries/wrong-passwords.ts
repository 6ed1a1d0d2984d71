import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'

/** So many wrong passwords in a quarter of an hour are guessing. */
const most = 10
const since = sql<string>`now() - interval '15 minutes'`

/** What stands for whoever is guessed at: no typed e-mail is kept. */
export function whoHash(typed: string): string {
  return createHash('sha256').update(typed).digest('hex')
}

/** Whether too many passwords were tried lately; the same for an e-mail that nobody has. */
export async function isGuessing(db: Db, who: string): Promise<boolean> {
  const { tries } = await db
    .selectFrom('wrongPassword')
    .select(({ fn }) => fn.countAll<number>().as('tries'))
    .where('who', '=', who)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return tries >= most
}

/**
 * Counts a wrong password outside the transaction that its refusal rolls back, and without waiting: a sign-in that
 * holds one connection while it waits for another would let a flood of them stop the office.
 */
export function noteWrongPassword(db: Db, who: string): void {
  const note = async () => {
    await db.insertInto('wrongPassword').values({ id: newId(), who }).execute()
    await db.deleteFrom('wrongPassword').where('at', '<', since).execute()
  }
  note().catch(() => {})
}
