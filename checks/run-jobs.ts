import { startJobs } from '#core/jobs-work.ts'
import { jobs } from '#duties/index.ts'
import { quietLog } from './quiet-log.ts'
import type { TestOffice } from './test-office.ts'
import { testSlots } from './test-slots.ts'

/** Lets the office's workers work until no job waits or runs any more. */
export async function runJobs({ office, offices }: TestOffice): Promise<void> {
  const workers = await startJobs({ pool: offices.adminPool, offices, tasks: jobs, slots: testSlots, log: quietLog })
  try {
    for (;;) {
      const open = await office.db
        .selectFrom('job')
        .select('id')
        .where('state', 'in', ['waiting', 'running'])
        .limit(1)
        .executeTakeFirst()
      if (!open) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  } finally {
    await workers.stop()
  }
}
