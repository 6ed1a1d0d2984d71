import { availableParallelism } from 'node:os'
import type { FileKind } from './files.ts'
import type { Previews, PreviewTask } from './previews-worker.ts'
import { SpokenError } from './spoken-error.ts'
import { WorkerFault, WorkerOverrun, WorkerPool } from './worker-pool.ts'

export type { PreviewPage, Previews } from './previews-worker.ts'

type UnreadableFault =
  | 'core.previews.damaged'
  | 'core.previews.encrypted'
  | 'core.previews.tooManyPixels'
  | 'core.previews.tooHeavy'
  | 'core.previews.noPicture'

/** A file that cannot be shown, with the reason to keep beside it. */
export class Unreadable extends SpokenError<UnreadableFault> {}

const maxPages = 20

const pool = new WorkerPool<PreviewTask, Previews>(new URL('./previews-worker.ts', import.meta.url), {
  size: Math.max(1, Math.min(4, availableParallelism() - 1)),
  timeoutMs: 60_000,
  recycleAfter: 200,
})

/**
 * Makes the pictures of a file's pages, off the event loop. Throws `Unreadable` when there can be none: the file is
 * damaged, locked, above 100 megapixels, or takes more than a minute.
 */
export async function makePreviews(bytes: Uint8Array, kind: FileKind): Promise<Previews> {
  const copy = new Uint8Array(bytes)
  try {
    return await pool.run({ bytes: copy, kind, maxPages }, { transfer: [copy.buffer] })
  } catch (error) {
    if (error instanceof WorkerOverrun) throw new Unreadable('core.previews.tooHeavy', {}, { cause: error })
    if (error instanceof WorkerFault && error.says)
      throw new Unreadable(error.says as UnreadableFault, error.params, { cause: error })
    throw error
  }
}
