import { sql } from 'kysely'
import type { Db } from '#core/database.ts'

/** Whose session a token belongs to, while it lasts and its member works here. */
export function sessionOf(db: Db, token: string) {
  return db
    .selectFrom('session')
    .innerJoin('member', 'member.id', 'session.userId')
    .select(['session.id', 'session.userId as memberId', 'session.expiresAt'])
    .where('session.token', '=', token)
    .where('session.expiresAt', '>', sql<string>`now()`)
    .where('member.deactivatedAt', 'is', null)
    .executeTakeFirst()
}

/** A member's sessions that still last, the newest first. */
export function sessionsOf(db: Db, memberId: string) {
  return db
    .selectFrom('session')
    .select(['id', 'token', 'ipAddress', 'userAgent', 'createdAt', 'expiresAt'])
    .where('userId', '=', memberId)
    .where('expiresAt', '>', sql<string>`now()`)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute()
}

/** Ends a member's sessions, all or all but one; gives how many. */
export async function endSessionsOf(
  db: Db,
  memberId: string,
  options: { butToken?: string | null } = {},
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('session')
    .where('userId', '=', memberId)
    .$if(options.butToken != null, (query) => query.where('token', '!=', options.butToken!))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** Whose API key a hash belongs to, while it is not revoked and its member works here. */
export function keyByHash(db: Db, keyHash: string) {
  return db
    .selectFrom('apiKey')
    .innerJoin('member', 'member.id', 'apiKey.memberId')
    .select(['apiKey.id', 'apiKey.memberId', 'apiKey.rights', 'apiKey.readOnly', 'apiKey.expiresOn'])
    .where('apiKey.keyHash', '=', keyHash)
    .where('apiKey.revokedAt', 'is', null)
    .where('member.deactivatedAt', 'is', null)
    .executeTakeFirst()
}

/** Notes that a key was used, at most once in five minutes so that a busy program does not write all the time. */
export async function noteKeyUse(db: Db, id: string): Promise<void> {
  await db
    .updateTable('apiKey')
    .set({ lastUsedAt: sql`now()` })
    .where('id', '=', id)
    .where((eb) =>
      eb.or([eb('lastUsedAt', 'is', null), eb('lastUsedAt', '<', sql<string>`now() - interval '5 minutes'`)]),
    )
    .execute()
}

/** Ends all of a member's API keys at that instant; gives how many there were. */
export async function endKeysOf(db: Db, memberId: string, at: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('apiKey')
    .set({ revokedAt: at })
    .where('memberId', '=', memberId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
