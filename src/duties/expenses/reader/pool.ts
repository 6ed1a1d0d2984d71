import { type ChildProcess, fork } from 'node:child_process'
import { getPriority, setPriority } from 'node:os'
import { type FailureSays, ReaderFailure } from './failures.ts'
import { residentBytes } from './memory.ts'
import type { Sheet } from './read.ts'
import type { Reading } from './reading.ts'
import type { Hints } from './rules/facts.ts'

export interface PoolOptions {
  /** How many receipts are read at once, each in a process of its own. */
  size?: number
  /** Bytes of memory at which a process is ended and its receipt refused. */
  memoryLimit?: number
  timeoutMs?: number
  log?: (event: string, details: Record<string, unknown>) => void
}

export interface ReaderPool {
  /** Waits its turn, then reads. Rejects with a ReaderFailure if the source is at fault or its process died; others go on. */
  read(source: Sheet, hints?: Hints, signal?: AbortSignal): Promise<Reading>
  /** Processes that run now. */
  pids(): number[]
  close(): Promise<void>
}

export interface Job {
  id: number
  source: Sheet
  hints: Hints
}

export type Answer =
  | { id: number; reading: Reading }
  | { id: number; failure: { says: FailureSays; params: Record<string, string | number> } }
  | { id: number; bug: string }

interface Waiting extends Job {
  resolve: (reading: Reading) => void
  reject: (error: Error) => void
}

interface Worker {
  child: ChildProcess
  job: Waiting | undefined
  done: number
  timers: NodeJS.Timeout[]
  endedFor: FailureSays | undefined
}

/** A process is replaced after so many receipts, so that no leak of a native library can grow. */
const MOST_JOBS = 300
/** So much less urgent than the program itself, whose pages must answer meanwhile. */
const NICER = 10

/** Reads receipts in child processes: a crash, a leak or a picture without end costs one job and no more. */
export function openReaderPool({
  size = 1,
  memoryLimit = 1_500_000_000,
  timeoutMs = 120_000,
  log = () => {},
}: PoolOptions = {}): ReaderPool {
  const queue: Waiting[] = []
  const workers = new Set<Worker>()
  let ids = 0
  let closed = false

  const give = () => {
    while (queue.length > 0 && !closed) {
      const free = [...workers].find((w) => !w.job) ?? (workers.size < size ? hire() : undefined)
      if (!free) return
      start(free, queue.shift()!)
    }
  }

  const hire = (): Worker => {
    const child = fork(new URL('./worker.ts', import.meta.url), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    const worker: Worker = { child, job: undefined, done: 0, timers: [], endedFor: undefined }
    workers.add(worker)
    beNice(child.pid)
    let complaint = ''
    child.stderr?.on('data', (text) => {
      complaint = (complaint + text).slice(-2000)
    })
    child.on('message', (answer: Answer) => finish(worker, answer))
    // A process that could not be started has no exit.
    child.on('error', (error) => lose(worker, { error: error.message, complaint }))
    child.on('exit', (code, signal) => lose(worker, { code, signal, complaint }))
    log('reader.process.started', { pid: child.pid })
    return worker
  }

  const start = (worker: Worker, job: Waiting) => {
    worker.job = job
    const end = (reason: FailureSays) => {
      worker.endedFor = reason
      worker.child.kill('SIGKILL')
    }
    worker.timers = [
      setTimeout(() => end('expenses.reader.tookTooLong'), timeoutMs),
      setInterval(async () => {
        const bytes = await residentBytes(worker.child.pid)
        if (bytes > memoryLimit) end('expenses.reader.tookTooMuchMemory')
      }, 250),
    ]
    worker.child.send?.({ id: job.id, source: job.source, hints: job.hints } satisfies Job, (error) => {
      if (error) log('reader.process.unreachable', { pid: worker.child.pid, error: error.message })
    })
  }

  const finish = (worker: Worker, answer: Answer) => {
    const { job } = worker
    if (!job || job.id !== answer.id) return
    release(worker)
    if ('reading' in answer) job.resolve(answer.reading)
    else if ('failure' in answer) job.reject(new ReaderFailure(answer.failure.says, answer.failure.params))
    else job.reject(new Error(`The reader stumbled: ${answer.bug}`))
    worker.done++
    if (worker.done >= MOST_JOBS) retire(worker)
    give()
  }

  const release = (worker: Worker) => {
    for (const timer of worker.timers) clearTimeout(timer)
    worker.timers = []
    worker.job = undefined
  }

  const retire = (worker: Worker) => {
    workers.delete(worker)
    if (worker.child.connected) worker.child.disconnect()
  }

  const lose = (worker: Worker, details: Record<string, unknown>) => {
    const { job } = worker
    workers.delete(worker)
    release(worker)
    if (job) {
      log('reader.process.died', { pid: worker.child.pid, reason: worker.endedFor, ...details })
      job.reject(new ReaderFailure(worker.endedFor ?? 'expenses.reader.engineDied'))
    }
    give()
  }

  return {
    read(source, hints = {}, signal) {
      if (closed || signal?.aborted) return Promise.reject(new ReaderFailure('expenses.reader.stopped'))
      const { promise, resolve, reject } = Promise.withResolvers<Reading>()
      const job: Waiting = { id: ++ids, source, hints, resolve, reject }
      const callOff = () => stop(job)
      signal?.addEventListener('abort', callOff, { once: true })
      queue.push(job)
      give()
      // A signal that outlives the reading must not keep its picture.
      return promise.finally(() => signal?.removeEventListener('abort', callOff))
    },
    pids: () => [...workers].flatMap(({ child }) => child.pid ?? []),
    async close() {
      closed = true
      for (const job of queue.splice(0)) job.reject(new ReaderFailure('expenses.reader.stopped'))
      await Promise.all([...workers].map(ended))
    },
  }

  function stop(job: Waiting) {
    const at = queue.indexOf(job)
    if (at >= 0) {
      queue.splice(at, 1)
      job.reject(new ReaderFailure('expenses.reader.stopped'))
    }
    for (const worker of workers) {
      if (worker.job !== job) continue
      worker.endedFor = 'expenses.reader.stopped'
      worker.child.kill('SIGKILL')
    }
  }

  function ended(worker: Worker): Promise<void> {
    worker.endedFor ??= 'expenses.reader.stopped'
    return new Promise((resolve) => {
      if (worker.child.exitCode !== null || worker.child.signalCode !== null) return resolve()
      worker.child.once('exit', () => resolve())
      worker.child.kill('SIGKILL')
    })
  }
}

/** Only a courtesy to the pages: one that has ended already, or may not, reads as it is. */
function beNice(pid: number | undefined): void {
  try {
    if (pid) setPriority(pid, Math.min(19, getPriority() + NICER))
  } catch {}
}
