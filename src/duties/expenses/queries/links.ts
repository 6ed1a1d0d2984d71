import { sql } from 'kysely'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import type { OpenOffice } from '#core/offices.ts'
import { type Room, roomLeft } from '#core/upload-room.ts'
import { linkIdOf } from './upload-token.ts'

const linkFields = [
  'expenseUploadLink.id',
  'expenseUploadLink.roundId',
  'expenseUploadLink.memberId',
  'member.name as memberName',
  'expenseRound.teamId',
  'expenseUploadLink.expiresAt',
  'expenseUploadLink.maxFiles',
  'expenseUploadLink.maxBytes',
  'expenseUploadLink.files',
  'expenseUploadLink.bytes',
  'expenseUploadLink.madeBy',
  'expenseUploadLink.madeAt',
  'expenseUploadLink.lastUsedAt',
] as const

/** A link ends with the work of its person here, for good: one made before he was taken back stays withdrawn. */
const revokedAt = sql<string | null>`coalesce(expense_upload_link.revoked_at, member.deactivated_at,
  case when expense_upload_link.made_at <= member.reactivated_at then member.reactivated_at end)`

function linksWithPeople(db: Db) {
  return db
    .selectFrom('expenseUploadLink')
    .innerJoin('member', 'member.id', 'expenseUploadLink.memberId')
    .innerJoin('expenseRound', 'expenseRound.id', 'expenseUploadLink.roundId')
    .select([...linkFields, revokedAt.as('revokedAt')])
}

export type Link = Awaited<ReturnType<typeof linksOf>>[number]

/** All links of a round, newest first, or of one person in it. */
export function linksOf(db: Db, roundId: string, memberId?: string) {
  let query = linksWithPeople(db).where('expenseUploadLink.roundId', '=', roundId)
  if (memberId) query = query.where('expenseUploadLink.memberId', '=', memberId)
  return query.orderBy('expenseUploadLink.madeAt', 'desc').execute()
}

/** The newest link of each person that still takes files at that instant. */
export function liveLinksOf(db: Db, roundId: string, at: string) {
  return linksWithPeople(db)
    .distinctOn('expenseUploadLink.memberId')
    .where('expenseUploadLink.roundId', '=', roundId)
    .where(revokedAt, 'is', null)
    .where('expenseUploadLink.expiresAt', '>', at)
    .whereRef('expenseUploadLink.files', '<', 'expenseUploadLink.maxFiles')
    .orderBy('expenseUploadLink.memberId')
    .orderBy('expenseUploadLink.madeAt', 'desc')
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
      'expenseUploadLink.madeBy as assistantId',
    ])
    .where('expenseUploadLink.id', '=', id)
    .executeTakeFirst()
}

/** Counts a file on the link if it still has room; false when it is full. Two at once cannot both take the last place. */
export async function takePlace(db: Db, linkId: string, bytes: number, at: string): Promise<boolean> {
  const row = await db
    .updateTable('expenseUploadLink')
    .set({ files: sql`files + 1`, bytes: sql`bytes + ${bytes}`, lastUsedAt: at })
    .where('id', '=', linkId)
    .where(sql<boolean>`files < max_files and bytes + ${bytes} <= max_bytes`)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Whether a link still takes files. */
export function stateOfLink(
  link: Pick<FullLink, 'revokedAt' | 'expiresAt' | 'files' | 'maxFiles' | 'bytes' | 'maxBytes'>,
) {
  if (link.revokedAt) return 'revoked' as const
  if (link.expiresAt <= now().toString()) return 'expired' as const
  return link.files >= link.maxFiles || link.bytes >= link.maxBytes ? ('full' as const) : ('live' as const)
}

/** The same, when the round may be closed too. */
export function standingOf(link: FullLink) {
  return link.roundClosedAt ? ('closed' as const) : stateOfLink(link)
}

/** Under this key the bearer's staged uploads are his own. */
export function ownerKeyOfLink(linkId: string): string {
  return `link:${linkId}`
}

/** Whose staged uploads the bearer of `x-talka-link` may make, and how much; null when the link takes no files. */
export async function mayUpload(office: OpenOffice, headers: Headers): Promise<Uploader | null> {
  const linkId = linkIdOf(office, headers.get('x-talka-link') ?? '')
  const link = linkId ? await linkById(office.db, linkId) : undefined
  if (!link || link.deactivatedAt || standingOf(link) !== 'live') return null
  return { ownerKey: ownerKeyOfLink(link.id), room: roomLeft({ files: link.maxFiles, bytes: link.maxBytes }, link) }
}

interface Uploader {
  ownerKey: string
  room: Room
}

type FullLink = NonNullable<Awaited<ReturnType<typeof linkById>>>
