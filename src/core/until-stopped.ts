import { once } from 'node:events'

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
  await close()
  process.exit(0)
}
