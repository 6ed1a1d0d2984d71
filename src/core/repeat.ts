import type { Log } from './log.ts'

interface Timer {
  everyMs: number
  /** What is done, as the log names it when a round fails. */
  what: string
  log: Log
}

/**
 * Runs again and again, never twice at once. What a round throws is logged and the next one comes all the same.
 * Gives back how to stop, which waits for the round under way.
 */
export function repeat({ everyMs, what, log }: Timer, work: () => unknown): () => Promise<void> {
  let round: Promise<void> | undefined
  const timer = setInterval(() => {
    round ??= logged(log, what, work).finally(() => {
      round = undefined
    })
  }, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await round
  }
}

/** Does something that nobody waits for: what it throws is logged, and the program goes on. */
export async function logged(log: Log, what: string, work: () => unknown): Promise<void> {
  try {
    await work()
  } catch (error) {
    log.error({ err: error }, `failed: ${what}`)
  }
}
