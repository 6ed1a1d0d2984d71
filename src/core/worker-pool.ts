import { type Transferable, Worker } from 'node:worker_threads'

/** What a worker posts back; `fault.says` is set when a person can act on it, else it is a bug. */
export type WorkerReply = { result: unknown } | { progress: unknown } | { fault: WorkerFaultData }
interface WorkerFaultData {
  message: string
  stack?: string
  says?: string
  params?: Record<string, string | number>
}

/** A task failed in its worker. `says` names the sentence when a person can act on it. */
export class WorkerFault extends Error {
  readonly says: string | undefined
  readonly params: Record<string, string | number>

  constructor(fault: WorkerFaultData) {
    super(fault.message)
    this.name = 'WorkerFault'
    this.says = fault.says
    this.params = fault.params ?? {}
    if (fault.stack) this.stack = fault.stack
  }
}

/** A task took longer than its pool allows, or more memory; its worker is gone. */
export class WorkerOverrun extends Error {}

export interface PoolOptions {
  /** How many threads at most. */
  size: number
  timeoutMs: number
  /** A thread is replaced after so many tasks: WebAssembly memory never shrinks. */
  recycleAfter?: number
  maxHeapMb?: number
}

interface RunOptions {
  /** Buffers handed over, not copied: the caller must not use them again. */
  transfer?: Transferable[]
  onProgress?: (progress: unknown) => void
  /** Another limit than the pool's for this task. */
  timeoutMs?: number
  /** Ends the thread after this task, which fills its memory as no other does. */
  retire?: boolean
}

interface Seat {
  worker: Worker
  tasks: number
}

/** Threads for CPU-heavy work, started when first needed; an idle pool lets the process end. */
export class WorkerPool<Task, Result> {
  readonly #script: URL
  readonly #options: PoolOptions
  readonly #idle: Seat[] = []
  readonly #waiting: (() => void)[] = []
  #busy = 0

  constructor(script: URL, options: PoolOptions) {
    this.#script = script
    this.#options = options
  }

  /** Runs one task on a free thread, or waits for one. Rejects with WorkerFault, WorkerOverrun or the thread's own error. */
  async run(task: Task, options: RunOptions = {}): Promise<Result> {
    while (this.#busy >= this.#options.size) await new Promise<void>((free) => this.#waiting.push(free))
    this.#busy += 1
    let seat: Seat | undefined
    try {
      seat = this.#idle.pop() ?? this.#start()
      seat.worker.ref()
      const result = await this.#answer(seat.worker, task, options)
      if (options.retire) await seat.worker.terminate()
      else this.#release(seat)
      return result
    } catch (error) {
      if (seat && error instanceof WorkerFault) this.#release(seat)
      else await seat?.worker.terminate()
      throw error
    } finally {
      this.#busy -= 1
      this.#waiting.shift()?.()
    }
  }

  /** Ends the idle threads; a later task starts new ones. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((seat) => seat.worker.terminate()))
  }

  #start(): Seat {
    const resourceLimits = { maxOldGenerationSizeMb: this.#options.maxHeapMb ?? 512 }
    const seat = { worker: new Worker(this.#script, { resourceLimits }), tasks: 0 }
    const forget = () => {
      const at = this.#idle.indexOf(seat)
      if (at >= 0) this.#idle.splice(at, 1)
    }
    seat.worker.on('exit', forget).on('error', forget)
    return seat
  }

  #release(seat: Seat): void {
    seat.tasks += 1
    if (seat.tasks >= (this.#options.recycleAfter ?? 500)) void seat.worker.terminate()
    else {
      seat.worker.unref()
      this.#idle.push(seat)
    }
  }

  async #answer(worker: Worker, task: Task, { transfer = [], onProgress, timeoutMs }: RunOptions): Promise<Result> {
    const limit = timeoutMs ?? this.#options.timeoutMs
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    const hear = (reply: WorkerReply) => {
      if ('fault' in reply) reject(new WorkerFault(reply.fault))
      else if ('result' in reply) resolve(reply.result as Result)
      else tell(reply.progress)
    }
    const tell = (progress: unknown) => {
      try {
        onProgress?.(progress)
      } catch (error) {
        reject(error)
      }
    }
    const failed = (error: NodeJS.ErrnoException) => reject(memoryOrBug(error))
    const gone = () => reject(new Error('A worker thread ended before its task.'))
    worker.on('message', hear).on('error', failed).on('exit', gone)
    const timer = setTimeout(() => reject(new WorkerOverrun(`A task took longer than ${limit / 1000} s.`)), limit)
    try {
      worker.postMessage(task, transfer)
      return await promise
    } finally {
      clearTimeout(timer)
      worker.off('message', hear).off('error', failed).off('exit', gone)
    }
  }
}

function memoryOrBug(error: NodeJS.ErrnoException): Error {
  if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return error
  return new WorkerOverrun('A task took more memory than it may.', { cause: error })
}
