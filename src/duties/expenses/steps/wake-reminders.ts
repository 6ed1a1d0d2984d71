import { now } from '#core/clock.ts'
import { nextReminderAt } from '../rules/reminders.ts'

/** The next morning for reminders, written as the database gives instants back: the job compares them. */
export function wakingAt(everyDays: number, timeZone: string): string {
  return new Date(nextReminderAt(now(), everyDays, timeZone).epochMilliseconds).toISOString()
}

/** Asks the queue to wake the round's reminders; an earlier request finds another instant in the round and does nothing. */
export async function queueReminders(
  queue: (job: {
    task: string
    payload: object
    says: string
    params: Record<string, string>
    recordId: string
    runAt: string
  }) => Promise<unknown>,
  round: { id: string; number: string; nextReminderAt: string | null },
): Promise<void> {
  if (!round.nextReminderAt) return
  await queue({
    task: 'expenses.remindByItself',
    payload: { roundId: round.id, at: round.nextReminderAt },
    says: 'expenses.job.reminding',
    params: { number: round.number },
    recordId: round.id,
    runAt: round.nextReminderAt,
  })
}
