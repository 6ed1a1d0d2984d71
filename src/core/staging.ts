import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { OpenOffice } from './offices.ts'
import { absent, refuse } from './refusal.ts'
import { visibleLine } from './visible-text.ts'

/** Largest file one may upload: 25 MB. */
export const largestUpload = 25 * 1024 * 1024
/** What nobody takes up is kept for three days, so that a phone without a line can go on later. */
export const stagedForMs = 3 * 24 * 3_600_000

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
export async function dropStagedUpload(office: OpenOffice, uploadId: string): Promise<void> {
  if (!isUploadId(uploadId)) return
  for (const ending of ['', '.json']) await rm(join(office.staging, uploadId + ending), { force: true })
}

/** Removes what nobody took up; returns how many uploads. */
export async function sweepStaging(folder: string, olderThanMs: number = stagedForMs): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  let removed = 0
  for (const name of names) {
    const path = join(folder, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (Date.now() - mtimeMs < olderThanMs) continue
    await rm(path, { force: true })
    if (!name.endsWith('.json')) removed += 1
  }
  return removed
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
