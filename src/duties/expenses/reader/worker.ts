import { closeEngines } from './engines/engines.ts'
import { ReaderFailure } from './failures.ts'
import type { Answer, Job } from './pool.ts'
import { readReceipt } from './read.ts'

/** The child process of the pool: one job at a time, answers by message. Ends with its parent. */
process.on('message', async (job: Job) => {
  send(await answerTo(job))
})
process.on('disconnect', async () => {
  await closeEngines()
  process.exit(0)
})

async function answerTo({ id, source, hints }: Job): Promise<Answer> {
  try {
    return { id, reading: await readReceipt({ ...source, bytes: new Uint8Array(source.bytes) }, hints) }
  } catch (error) {
    if (error instanceof ReaderFailure) return { id, failure: { says: error.says, params: error.params } }
    return { id, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

function send(answer: Answer): void {
  process.send?.(answer)
}
