import type { JobTask } from '#core/jobs.ts'
import { remindByItself, sendReminder } from './jobs-collect.ts'
import { makePaperJob } from './paper/job.ts'
import { readReceipt } from './read-receipt.ts'

/** The later work of this duty: reading receipts, sending reminders, making papers. */
export const jobs: readonly JobTask[] = [readReceipt, sendReminder, remindByItself, makePaperJob]
