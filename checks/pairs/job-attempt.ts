import { newId } from '#core/ids.ts'
import type { JobTask } from '#core/jobs.ts'
import { changeIn } from '#core/jobs-work.ts'
import type { Attempt } from './at-once.ts'

/** A job to try beside a change, as a worker would do it. */
export function jobAttempt(job: JobTask, payload: object, jobId = newId()): Attempt {
  const { signal } = new AbortController()
  const progress = async () => {}
  return {
    name: job.name,
    by: null,
    run: ({ office }) =>
      job.run({ office, payload, jobId, attempt: 1, signal, progress, change: changeIn(office, job.name) }),
  }
}
