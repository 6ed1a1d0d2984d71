import { setTimeout as pause } from 'node:timers/promises'
import { Logger, type Runner, type RunnerOptions, run } from 'graphile-worker'
import type { Log } from './log.ts'
import { logged } from './repeat.ts'

/** Works off a queue's tasks, and is started again whenever it ends by itself, until it is stopped. */
export async function keepRunning(options: RunnerOptions, log: Log): Promise<{ stop(): Promise<void> }> {
  const start = () => run({ ...options, noHandleSignals: true, parsedCronItems: [], logger: chatterFor(log) })
  const ended = new AbortController()
  const { signal } = ended
  let runner: Runner = await start()
  const watch = async () => {
    while (!signal.aborted) {
      await logged(log, 'working off the queue', () => runner.promise)
      await pause(1_000, undefined, { signal }).catch(() => {})
      if (!signal.aborted) await logged(log, 'starting on the queue again', async () => (runner = await start()))
    }
  }
  const watched = watch()
  return {
    async stop() {
      ended.abort()
      await logged(log, 'stopping work on the queue', () => runner.stop())
      await watched
    },
  }
}

// The queue's own chatter is of use only to who looks for a fault in it.
const levelOf: Record<string, 'error' | 'warn' | 'debug'> = { error: 'error', warning: 'warn', info: 'debug' }

function chatterFor(log: Log): Logger {
  return new Logger(() => (level, message) => log[levelOf[level] ?? 'debug'](message))
}
