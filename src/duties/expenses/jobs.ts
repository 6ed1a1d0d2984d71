import type { JobTask } from '#core/jobs.ts'
import { makePaperJob } from './jobs/make-paper.ts'
import { readReceipt } from './jobs/read-receipt.ts'
import { remindByItself, sendReminder } from './jobs/reminders.ts'

/** The later work of this duty: reading receipts, sending reminders, making papers. */
export const jobs: readonly JobTask[] = [readReceipt, sendReminder, remindByItself, makePaperJob]
