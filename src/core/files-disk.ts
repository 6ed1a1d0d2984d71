import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FilesRefused, refusedBy } from './files-refused.ts'
import { spool, sweepSpool } from './files-spool.ts'
import type { FileSource, KeepOptions, KeptFile, KeptFiles } from './files-store.ts'
import { beOwnersOnly } from './owner-only.ts'

/** Files on this machine's disk. A file is there whole or not at all, also after kill -9 or a power cut. */
export function filesOnDisk(dir: string, keyOf: (sha256: string) => string): KeptFiles {
  const pathOf = (sha256: string) => join(dir, keyOf(sha256))
  beOwnersOnly(dir)
  let swept: Promise<void> | undefined

  async function keep(source: FileSource, options: KeepOptions = {}): Promise<KeptFile> {
    const parts = join(dir, 'tmp')
    swept ??= sweepSpool(parts)
    await swept
    try {
      const { path, sha256, size } = await spool(source, parts, options.maxBytes)
      await settle(path, pathOf(sha256), sha256).finally(() => rm(path, { force: true }))
      return { sha256, size }
    } catch (error) {
      throw refusedBy(error)
    }
  }

  async function read(sha256: string): Promise<Uint8Array> {
    const bytes = await readFile(pathOf(sha256)).catch((error) => {
      throw missingOr(error, sha256)
    })
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new FilesRefused('core.files.altered', { sha256 })
    return bytes
  }

  async function stream(sha256: string): Promise<Readable> {
    const file = await open(pathOf(sha256)).catch((error) => {
      throw missingOr(error, sha256)
    })
    if ((await file.stat()).isFile()) return file.createReadStream()
    await file.close()
    throw new FilesRefused('core.files.altered', { sha256 })
  }

  const has = (sha256: string) =>
    stat(pathOf(sha256)).then(
      () => true,
      () => false,
    )

  return { keep, read, stream, has, check: () => mustHaveRoom(dir) }
}

/** Room for a receipt of the largest size and what the database writes beside it. */
const leastFreeBytes = 32 * 1024 ** 2

/** Before the first file its folder is not there: then the one that will hold it is asked. */
async function mustHaveRoom(dir: string): Promise<void> {
  const { bavail, bsize } = await statfs(dir)
    .catch(() => statfs(dirname(dir)))
    .catch((error) => Promise.reject(refusedBy(error)))
  if (bavail * bsize < leastFreeBytes) throw new FilesRefused('core.files.noRoom')
}

/**
 * Puts a spooled file in its place, unless the very same lies there; the folders are synced too, or the name could be
 * lost though the bytes are safe.
 */
async function settle(part: string, place: string, sha256: string): Promise<void> {
  if ((await hashOf(place)) === sha256) return
  const made = await mkdir(dirname(place), { recursive: true, mode: 0o700 })
  await rename(part, place)
  const top = made ? dirname(made) : dirname(place)
  for (let folder = dirname(place); folder.length >= top.length; folder = dirname(folder)) await syncFolder(folder)
}

/** Undefined when nothing can be read there. */
async function hashOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  return pipeline(createReadStream(path), hash).then(
    () => hash.digest('hex'),
    () => undefined,
  )
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path)
  await folder.sync().finally(() => folder.close())
}

function missingOr(error: NodeJS.ErrnoException, sha256: string): unknown {
  if (error.code === 'ENOENT') return new FilesRefused('core.files.missing', { sha256 }, { cause: error })
  return error.code === 'EISDIR' ? new FilesRefused('core.files.altered', { sha256 }, { cause: error }) : error
}
