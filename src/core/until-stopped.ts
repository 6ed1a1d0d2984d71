import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'

/** What is under way at a stop has this long; uploads and jobs go on at the next start, and the database is safe. */
const longestStopMs = 60_000

/**
 * Opens the program and lets it stand until SIGTERM or SIGINT, then closes it and ends the process. The signals are
 * heard before anything is opened, and end an opening under way; what that had not finished rejects and is let go.
 */
export async function untilStopped(
  open: (signal: AbortSignal) => Promise<() => Promise<void>>,
  say: (sentence: string) => void,
): Promise<never> {
  const asked = new AbortController()
  const { signal } = asked
  const stop = () => {
    if (!signal.aborted) say('Stopping: finishing what is under way …')
    asked.abort()
  }
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, stop)
  const close = await open(signal).catch((error) => {
    if (signal.aborted) process.exit(0)
    throw error
  })
  if (!signal.aborted) await once(signal, 'abort')
  const isClosed = await Promise.race([close().then(() => true), setTimeout(longestStopMs, false)])
  if (!isClosed) say(`Stopped after ${longestStopMs / 1000} s with something still under way.`)
  process.exit(isClosed ? 0 : 1)
}
