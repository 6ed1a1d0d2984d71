import { sql } from 'kysely'
import type { Db } from '#core/database.ts'

const linkFields = [
  'uploadLink.id',
  'uploadLink.roundId',
  'uploadLink.memberId',
  'member.name as memberName',
  'expenseRound.teamId',
  'uploadLink.expiresAt',
  'uploadLink.maxFiles',
  'uploadLink.maxBytes',
  'uploadLink.files',
  'uploadLink.bytes',
  'uploadLink.madeBy',
  'uploadLink.madeAt',
  'uploadLink.lastUsedAt',
  'uploadLink.revokedAt',
] as const

function linksWithPeople(db: Db) {
  return db
    .selectFrom('uploadLink')
    .innerJoin('member', 'member.id', 'uploadLink.memberId')
    .innerJoin('expenseRound', 'expenseRound.id', 'uploadLink.roundId')
    .select(linkFields)
}

export type Link = Awaited<ReturnType<typeof linksOf>>[number]

/** All links of a round, newest first, or of one person in it. */
export function linksOf(db: Db, roundId: string, memberId?: string) {
  let query = linksWithPeople(db).where('uploadLink.roundId', '=', roundId)
  if (memberId) query = query.where('uploadLink.memberId', '=', memberId)
  return query.orderBy('uploadLink.madeAt', 'desc').execute()
}

/** The newest link of each person that still takes files at that instant. */
export function liveLinksOf(db: Db, roundId: string, at: string) {
  return linksWithPeople(db)
    .distinctOn('uploadLink.memberId')
    .where('uploadLink.roundId', '=', roundId)
    .where('uploadLink.revokedAt', 'is', null)
    .where('uploadLink.expiresAt', '>', at)
    .whereRef('uploadLink.files', '<', 'uploadLink.maxFiles')
    .orderBy('uploadLink.memberId')
    .orderBy('uploadLink.madeAt', 'desc')
    .execute()
}

/** A link with all its bearer may know: whose, which round, until when. */
export function linkById(db: Db, id: string) {
  return linksWithPeople(db)
    .select([
      'member.language',
      'member.deactivatedAt',
      'expenseRound.number as roundNumber',
      'expenseRound.month',
      'expenseRound.dueDay',
      'expenseRound.closedAt as roundClosedAt',
      'uploadLink.madeBy as assistantId',
    ])
    .where('uploadLink.id', '=', id)
    .executeTakeFirst()
}

/** Counts a file on the link if it still has room; false when it is full. Two at once cannot both take the last place. */
export async function takePlace(db: Db, linkId: string, bytes: number, at: string): Promise<boolean> {
  const row = await db
    .updateTable('uploadLink')
    .set({ files: sql`files + 1`, bytes: sql`bytes + ${bytes}`, lastUsedAt: at })
    .where('id', '=', linkId)
    .where(sql<boolean>`files < max_files and bytes + ${bytes} <= max_bytes`)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
