import type { JobTask } from '#core/jobs.ts'
import { makePaperJob } from './paper/job.ts'

/** The later work of this duty: reading receipts, sending reminders, making PDFs. */
export const jobs: readonly JobTask[] = [makePaperJob]
