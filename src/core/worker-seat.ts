import { parentPort } from 'node:worker_threads'
import type { WorkerReply } from './worker-pool.ts'

/** A worker's failure a person can act on: `says` is the key of the sentence. Everything else thrown there is a bug. */
export class TaskRefused extends Error {
  readonly says: string
  readonly params: Record<string, string | number>

  constructor(says: string, params: Record<string, string | number> = {}, options?: ErrorOptions) {
    super(says, options)
    this.says = says
    this.params = params
  }
}

/** Answers the tasks of a WorkerPool, one at a time, inside a worker thread. */
export function serveTasks<Task>(answer: (task: Task, progress: (value: unknown) => void) => Promise<unknown>): void {
  const post = (reply: WorkerReply) => parentPort!.postMessage(reply)
  parentPort!.on('message', async (task: Task) => {
    try {
      const result = await answer(task, (progress) => post({ progress }))
      postResult({ result })
    } catch (error) {
      const { message, stack } = error as Error
      const fault = { message, ...(stack ? { stack } : {}) }
      post({ fault: error instanceof TaskRefused ? { ...fault, says: error.says, params: error.params } : fault })
    }
  })
}

/** Bytes that fill their buffer are handed over: copied, a department's paper would be held three times. */
function postResult(reply: { result: unknown }): void {
  const { result } = reply
  const isWhole = result instanceof Uint8Array && result.byteLength === result.buffer.byteLength
  try {
    parentPort!.postMessage(reply, isWhole ? [result.buffer as ArrayBuffer] : [])
  } catch {
    // Memory of native code cannot change hands.
    parentPort!.postMessage(reply)
  }
}
