import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { OpenOffice } from './offices.ts'
import { absent, refuse } from './refusal.ts'
import type { Room } from './upload-room.ts'
import { visibleLine } from './visible-text.ts'

/** Largest file one may upload: 25 MB. */
export const largestUpload = 25 * 1024 * 1024
/** What nobody takes up is kept for three days, so that a phone without a line can go on later; by a link for one. */
export function stagedForMs(ownerKey: string): number {
  return (ownerKey.startsWith('member:') ? 3 : 1) * 24 * 3_600_000
}

export interface StagedUpload {
  path: string
  /** The name the file had where it came from. */
  name: string
  /** Bytes. */
  size: number
  /** The kind its sender gave it; not to be trusted. */
  mime: string
}

/** What lies beside a staged file: the resumable upload's own record, with its owner put in by the door. */
interface StagedRecord {
  size?: number
  metadata?: { filename?: string | null; filetype?: string | null; owner?: string | null }
  creation_date?: string
}

/** Who owns what a member uploads; on behalf of somebody it is still the member who uploads. */
export function ownerKeyOf(member: { id: string }): string {
  return `member:${member.id}`
}

/**
 * A finished upload of this owner, for an operation to keep. It stays until `dropStagedUpload` or the sweep,
 * so a transaction that fails loses nothing. Another's upload looks absent; an unfinished one is refused.
 */
export async function takeStagedUpload(office: OpenOffice, uploadId: string, ownerKey: string): Promise<StagedUpload> {
  const record = await readRecord(office.staging, uploadId)
  if (record?.metadata?.owner !== ownerKey) return absent({ says: 'core.noSuchUpload' })
  const path = join(office.staging, uploadId)
  const found = await stat(path).catch(() => undefined)
  if (!found) return absent({ says: 'core.noSuchUpload' })
  if (found.size !== record.size) refuse({ says: 'core.uploadUnfinished' })
  const { filename, filetype } = record.metadata
  return { path, name: nameOf(filename), size: found.size, mime: filetype || 'application/octet-stream' }
}

/** Forgets a staged upload; call it when what was made of it is committed. */
export async function dropStagedUpload(office: Pick<OpenOffice, 'staging'>, uploadId: string): Promise<void> {
  if (!isUploadId(uploadId)) return
  for (const ending of ['', '.json']) await rm(join(office.staging, uploadId + ending), { force: true })
}

/** What an owner has begun and nobody has taken up yet, by the sizes he declared. */
export async function stagedBy(office: Pick<OpenOffice, 'staging'>, ownerKey: string): Promise<Room> {
  const sizes = await Array.fromAsync(recordsIn(office.staging), ({ owner, size }) =>
    owner === ownerKey ? size : null,
  )
  const own = sizes.filter((size) => size !== null)
  return { files: own.length, bytes: own.reduce((sum, size) => sum + size, 0) }
}

/** Forgets all that an owner has staged: his way in has ended. */
export async function dropStagedBy(office: Pick<OpenOffice, 'staging'>, ownerKey: string): Promise<void> {
  for await (const { id, owner } of recordsIn(office.staging))
    if (owner === ownerKey) await dropStagedUpload(office, id)
}

/** Removes what nobody took up, what came by a link sooner; returns how many uploads. */
export async function sweepStaging(
  folder: string,
  keptMs: (ownerKey: string) => number = stagedForMs,
): Promise<number> {
  let removed = 0
  for await (const { id, owner, touchedMs } of recordsIn(folder)) {
    if (Date.now() - touchedMs < keptMs(owner)) continue
    await dropStagedUpload({ staging: folder }, id)
    removed += 1
  }
  return removed
}

/** All uploads of a folder; `touchedMs` is when the last of their bytes came. */
async function* recordsIn(folder: string) {
  for (const name of await readdir(folder).catch(() => [])) {
    const id = name.replace(/\.json$/, '')
    const record = name === id ? undefined : await readRecord(folder, id)
    if (!record) continue
    const files = [join(folder, name), join(folder, id)]
    const touched = await Promise.all(files.map((path) => stat(path).then(({ mtimeMs }) => mtimeMs, () => 0))) // biome-ignore format: one step
    yield { id, owner: record.metadata?.owner ?? '', size: record.size ?? 0, touchedMs: Math.max(...touched) }
  }
}

/** Who began the upload; undefined when it is not there. */
export async function ownerOfUpload(folder: string, uploadId: string): Promise<string | undefined> {
  return (await readRecord(folder, uploadId))?.metadata?.owner ?? undefined
}

function isUploadId(id: string): boolean {
  return /^[0-9a-f-]{36}$/.test(id)
}

async function readRecord(folder: string, uploadId: string): Promise<StagedRecord | undefined> {
  if (!isUploadId(uploadId)) return undefined
  const text = await readFile(join(folder, `${uploadId}.json`), 'utf8').catch(() => undefined)
  return text ? (JSON.parse(text) as StagedRecord) : undefined
}

function nameOf(given: string | null | undefined): string {
  const name = visibleLine(given ?? '').replace(/[/\\]/g, '_')
  return name.slice(-200).replace(/^[\udc00-\udfff]/, '') || 'file'
}
