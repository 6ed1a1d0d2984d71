import { availableParallelism } from 'node:os'
import { WorkerPool } from '#core/worker-pool.ts'
import type { ReceiptFacts } from './receipt-facts.ts'
import type { RenderWish } from './render-receipt.ts'

type RenderJob = { facts: ReceiptFacts; wish: RenderWish }

/**
 * Draws many receipts on threads of their own, so that the server goes on answering. Yields each with its place in the
 * list, in the list's order; at most a few dozen are held at a time.
 */
export async function* renderMany(
  jobs: readonly RenderJob[],
  threads = Math.min(4, availableParallelism()),
): AsyncGenerator<{ index: number; bytes: Uint8Array }> {
  const pool = new WorkerPool<RenderJob, Uint8Array>(new URL('./render-worker.ts', import.meta.url), {
    size: threads,
    timeoutMs: 60_000,
    recycleAfter: 5000,
  })
  const ahead: Promise<Uint8Array>[] = []
  const start = (index: number) => {
    const drawn = pool.run(jobs[index]!)
    // A reader who stops early must not leave a failure unheard.
    drawn.catch(() => {})
    ahead.push(drawn)
  }
  try {
    for (let index = 0; index < Math.min(threads * 8, jobs.length); index++) start(index)
    for (let index = 0; index < jobs.length; index++) {
      const bytes = await ahead.shift()!
      const next = index + 1 + ahead.length
      if (next < jobs.length) start(next)
      yield { index, bytes }
    }
  } finally {
    await Promise.allSettled(ahead)
    await pool.close()
  }
}
