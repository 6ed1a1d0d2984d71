import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import { writeEvents } from '#core/events.ts'
import { save } from '#core/locked.ts'
import type { OpenOffice } from '#core/offices.ts'
import type { Told } from '#core/told.ts'
import { inTransaction } from '#core/transaction.ts'
import { anyReceiptToChange } from '../queries/receipts.ts'
import { about } from '../steps/receipt-change.ts'

/**
 * Ends readings that nobody works at any more: their job ended without a word (its process died at the last try), or
 * there is none. The receipt says so, so that it stands on the desk of its team.
 */
export async function endLeftReadings(office: Pick<OpenOffice, 'db' | 'live'>): Promise<void> {
  const events = await inTransaction(office.db, async (db) => {
    const told: Told[] = []
    for (const { id, readingJob } of await leftReadings(db)) {
      const receipt = await anyReceiptToChange(db, id)
      if (!receipt || receipt.readingState === 'read') continue
      const trouble = { says: 'expenses.readingFailed', params: { reference: readingJob ?? id } }
      await save(db, 'expenseReceipt', receipt, { readingState: 'failed', trouble: JSON.stringify(trouble) })
      told.push({ ...about(receipt), says: 'expenses.said.notRead' })
    }
    return told.length > 0 ? writeEvents(db, { operation: 'expenses.readReceipt', actor: null, told }) : []
  })
  office.live.publish(events)
}

function leftReadings(db: Db) {
  return db
    .selectFrom('expenseReceipt')
    .leftJoin('job', 'job.id', 'expenseReceipt.readingJob')
    .select(['expenseReceipt.id', 'expenseReceipt.readingJob'])
    .where('expenseReceipt.readingState', 'in', ['waiting', 'reading'])
    .where((eb) =>
      eb.or([
        eb('job.state', 'in', ['done', 'failed']),
        eb.and([
          eb('job.id', 'is', null),
          eb('expenseReceipt.receivedAt', '<', sql<string>`now() - interval '1 hour'`),
        ]),
      ]),
    )
    .orderBy('expenseReceipt.id')
    .execute()
}
