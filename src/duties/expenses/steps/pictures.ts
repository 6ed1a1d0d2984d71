import { availableParallelism } from 'node:os'
import { detectKind, type FileKind } from '#core/files.ts'
import { refuse } from '#core/refusal.ts'
import { WorkerFault, WorkerPool } from '#core/worker-pool.ts'
import type { Box, Told } from '../reader/reading.ts'
import type { PictureResult, PictureTask } from './pictures-worker.ts'

/** Formats that open in a twentieth of a second; HEIC takes seconds, so its quality is told when it is read. */
const quickly: readonly (FileKind | undefined)[] = ['jpeg', 'png', 'webp']

const pool = new WorkerPool<PictureTask, PictureResult>(new URL('./pictures-worker.ts', import.meta.url), {
  size: Math.max(1, Math.min(4, availableParallelism() - 1)),
  timeoutMs: 20_000,
  recycleAfter: 500,
})

/**
 * What is wrong with a picture, off the event loop, while the person can still take another: too dark, blurred, small.
 * Empty when nothing is or it cannot be told; whatever happens here, the file is kept and read later.
 */
export async function judgePicture(bytes: Uint8Array): Promise<Told[]> {
  if (!quickly.includes(detectKind(bytes))) return []
  const judge = new Uint8Array(bytes)
  return pool.run({ judge }, { transfer: [judge.buffer], timeoutMs: 5_000 }).then(
    (told) => told as Told[],
    () => [],
  )
}

/**
 * Parts of a picture as JPEGs. `boxes` are fractions of the picture turned upright: by its EXIF tag, then by so many
 * quarters clockwise. Refuses when it cannot be opened; throws WorkerOverrun after twenty seconds.
 */
export async function cutOutOf(bytes: Uint8Array, quarters: number, boxes: readonly Box[]): Promise<Uint8Array[]> {
  const cut = new Uint8Array(bytes)
  const kind = detectKind(bytes) ?? 'jpeg'
  try {
    return (await pool.run({ cut, kind, quarters, boxes }, { transfer: [cut.buffer] })) as Uint8Array[]
  } catch (error) {
    if (error instanceof WorkerFault && error.says) refuse({ says: error.says, ...error.params })
    throw error
  }
}
