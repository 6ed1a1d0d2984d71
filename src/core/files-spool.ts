import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { FilesRefused } from './files-refused.ts'
import type { FileSource } from './files-store.ts'

interface SpooledFile {
  path: string
  sha256: string
  size: number
}

/** Writes a file under a temporary name, safely on the disk, and hashes it on the way. Leaves nothing behind when it fails. */
export async function spool(
  source: FileSource,
  dir: string,
  maxBytes = Number.POSITIVE_INFINITY,
): Promise<SpooledFile> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const path = join(dir, `${randomUUID()}.part`)
  const file = await open(path, 'wx', 0o400)
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const piece of source instanceof Uint8Array ? [source] : source) {
      size += piece.byteLength
      if (size > maxBytes)
        throw new FilesRefused('core.files.tooLarge', { megabytes: Math.floor(maxBytes / 1_048_576) })
      hash.update(piece)
      await file.writeFile(piece)
    }
    await file.sync()
  } catch (error) {
    await file.close()
    await rm(path, { force: true })
    throw error
  }
  await file.close()
  return { path, sha256: hash.digest('hex'), size }
}

/** Removes temporary files a killed process left; a day old, so that no upload under way elsewhere is touched. */
export async function sweepSpool(dir: string): Promise<void> {
  const left = await readdir(dir).catch(() => [])
  const dayAgo = Date.now() - 86_400_000
  for (const name of left.filter((one) => one.endsWith('.part'))) {
    const found = await stat(join(dir, name)).catch(() => undefined)
    if (found && found.mtimeMs < dayAgo) await rm(join(dir, name), { force: true })
  }
}
