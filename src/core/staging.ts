import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from './database.ts'
import { newId } from './ids.ts'
import type { OpenOffice } from './offices.ts'
import { absent, refuse } from './refusal.ts'
import { Text } from './shapes.ts'
import { inTransaction } from './transaction.ts'
import { fits, type Room, roomLeft } from './upload-room.ts'
import { visibleFileName } from './visible-text.ts'

/** Largest file one may upload: 25 MB. */
export const largestUpload = 25 * 1024 * 1024
const longestKeptMs = 72 * 3_600_000
/**
 * Until when an upload is kept: three days after its last byte came, so that a phone without a line can go on later; by a
 * link one. Afterwards it is not there, whether it was swept or not.
 */
const keptUntil = sql<string>`(touched_at + case when starts_with(owner, 'member:') then interval '72 hours' else interval '24 hours' end)`
const isKept = sql<boolean>`${keptUntil} > clock_timestamp()`

/** Where uploads under way lie: their rows in the office's database, their bytes there or in its object store. */
export type Staging = Pick<OpenOffice, 'db' | 'files'>

/** The fields of an operation that takes a file: the file itself, or an upload that has come by pieces. */
export const BroughtFile = {
  file: z
    .file({ error: ({ input }) => (Array.isArray(input) ? 'core.field.oneFile' : undefined) })
    .optional()
    .describe('The file itself; or give `uploadId` in its place.'),
  uploadId: z
    .uuid()
    .optional()
    .describe(
      'In place of `file`: a finished resumable upload (tus), the last part of the address that `POST /uploads` gave.',
    ),
  fileName: Text.optional().describe('Its name, when it is to be another than the file brings.'),
}

interface StagedUpload {
  bytes(): Promise<Buffer>
  /** The name the file had where it came from. */
  name: string
  /** Bytes. */
  size: number
  /** The kind its sender gave it; not to be trusted. */
  mime: string
}

/** Who owns what a member uploads; on behalf of somebody it is still the member who uploads. */
export function ownerKeyOf(member: { id: string }): string {
  return `member:${member.id}`
}

/** Notes an upload that begins. Where it does not fit into its owner's room nothing is noted, and what is left is given. */
export async function beginUpload(
  { db }: Staging,
  upload: { id: string; owner: string; size: number; fileName: string | undefined; mime: string | undefined },
  room: Room,
): Promise<Room | undefined> {
  const { id, owner, size, fileName, mime } = upload
  return inTransaction(db, async (db) => {
    // Two that begin at once, at whichever process, must not both find the last room.
    await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ' uploads of ' || ${owner}, 0))`.execute(
      db,
    )
    const left = roomLeft(room, await stagedBy({ db }, owner))
    if (!fits(size, left)) return left
    const row = { id, owner, size, fileName: visibleFileName(fileName), mime: mime || 'application/octet-stream' }
    await db.insertInto('stagedUpload').values(row).execute()
    return undefined
  })
}

/** How far an upload is, and until when it is kept; undefined when it is not there. */
export async function stagedUpload({ db }: Pick<Staging, 'db'>, uploadId: string) {
  if (!isUploadId(uploadId)) return undefined
  return db
    .selectFrom('stagedUpload')
    .select(['id', 'owner', 'size', 'arrived', keptUntil.as('keptUntil')])
    .where('id', '=', uploadId)
    .where(isKept)
    .executeTakeFirst()
}

/**
 * Keeps the bytes that follow the first `at`; they are safe when it resolves. Gives how many have come now, or undefined
 * when others than `at` have: somebody else went on with it.
 */
export async function addPiece(
  { db, files }: Staging,
  { uploadId, at, bytes }: { uploadId: string; at: number; bytes: Buffer },
): Promise<number | undefined> {
  // A key of its own: of two that send the same piece at once, none may write over the other's.
  const object = files.stage ? `${uploadId}/${String(at).padStart(12, '0')}-${newId()}` : null
  if (object) await files.stage!.put(object, bytes)
  return inTransaction(db, async (db) => {
    const moved = await db
      .updateTable('stagedUpload')
      .set({ arrived: at + bytes.length, touchedAt: sql<string>`clock_timestamp()` })
      .where('id', '=', uploadId)
      .where('arrived', '=', at)
      .where(isKept)
      .returning('arrived')
      .executeTakeFirst()
    if (!moved) return undefined
    const piece = { uploadId, startsAt: at, bytes: object ? null : bytes, object }
    await db.insertInto('stagedPiece').values(piece).execute()
    return moved.arrived
  })
}

/**
 * A finished upload of this owner, for an operation to keep. It stays until `dropStagedUpload` or the sweep,
 * so a transaction that fails loses nothing. Another's upload looks absent; an unfinished one is refused.
 */
export async function takeStagedUpload(office: Staging, uploadId: string, ownerKey: string): Promise<StagedUpload> {
  const { db } = office
  const row = isUploadId(uploadId)
    ? await db.selectFrom('stagedUpload').selectAll().where('id', '=', uploadId).where(isKept).executeTakeFirst()
    : undefined
  if (row?.owner !== ownerKey) return absent({ says: 'core.noSuchUpload' })
  if (row.arrived !== row.size) refuse({ says: 'core.uploadUnfinished', record: row.id })
  return { bytes: () => bytesOf(office, row.id), name: row.fileName, size: row.size, mime: row.mime }
}

async function bytesOf({ db, files }: Staging, uploadId: string): Promise<Buffer> {
  const pieces = await db
    .selectFrom('stagedPiece')
    .select(['bytes', 'object'])
    .where('uploadId', '=', uploadId)
    .orderBy('startsAt')
    .execute()
  const all: Uint8Array[] = []
  for (const { bytes, object } of pieces) all.push(bytes ?? (await files.stage!.get(object!)))
  return Buffer.concat(all)
}

/** Makes an upload this transaction's alone: of several who take it up at once, one does, and to the others it is gone. */
export async function claimStagedUpload(db: Db, uploadId: string): Promise<void> {
  const mine = await db
    .updateTable('stagedUpload')
    .set({ owner: 'claimed' })
    .where('id', '=', uploadId)
    .where('owner', '!=', 'claimed')
    .returning('id')
    .executeTakeFirst()
  if (!mine) absent({ says: 'core.noSuchUpload' })
}

/** Forgets a staged upload; call it when what was made of it is committed. */
export async function dropStagedUpload({ db, files }: Staging, uploadId: string): Promise<void> {
  if (!isUploadId(uploadId)) return
  // The objects first: without their row nobody would find them again.
  await files.stage?.drop(uploadId)
  await db.deleteFrom('stagedUpload').where('id', '=', uploadId).execute()
}

/** What an owner has begun and nobody has taken up yet, by the sizes he declared. */
export async function stagedBy({ db }: Pick<Staging, 'db'>, ownerKey: string): Promise<Room> {
  const { files, bytes } = await db
    .selectFrom('stagedUpload')
    .select(({ fn }) => [fn.countAll<number>().as('files'), sql<number>`coalesce(sum(size), 0)::bigint`.as('bytes')])
    .where('owner', '=', ownerKey)
    .executeTakeFirstOrThrow()
  return { files, bytes }
}

/** Forgets all that an owner has staged: his way in has ended. */
export async function dropStagedBy(office: Staging, ownerKey: string): Promise<void> {
  const rows = await office.db.selectFrom('stagedUpload').select('id').where('owner', '=', ownerKey).execute()
  for (const { id } of rows) await dropStagedUpload(office, id)
}

/** Removes what nobody took up while it was kept; returns how many uploads. */
export async function sweepStaging(office: Staging, lostMs = longestKeptMs): Promise<number> {
  const old = await office.db
    .selectFrom('stagedUpload')
    .select('id')
    .where((eb) => eb.not(isKept))
    .execute()
  for (const { id } of old) await dropStagedUpload(office, id)
  await sweepObjects(office, lostMs)
  return old.length
}

/**
 * What was put into the object store while its upload was deleted: no row leads to it. Only when it has rested as long as
 * any upload may: another Talka on the same bucket, such as a restored copy, has rows of its own.
 */
async function sweepObjects({ db, files }: Staging, restedMs: number): Promise<void> {
  const held = (await files.stage?.restingFor(restedMs)) ?? []
  // In this order: an upload has its row before anything of it is put.
  const known = await db.selectFrom('stagedUpload').select('id').execute()
  const gone = new Set(held).difference(new Set(known.map(({ id }) => id)))
  for (const uploadId of gone) await files.stage!.drop(uploadId)
}

function isUploadId(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
}
