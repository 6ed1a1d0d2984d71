import type { JobTask } from '#core/jobs.ts'

/** The later work of this duty: reading receipts, sending reminders, making PDFs. */
export const jobs: readonly JobTask[] = []
