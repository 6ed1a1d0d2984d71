import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import type { Told } from '#core/events.ts'
import { receiptById } from '../queries/receipts.ts'
import { bestExpected, likelyCategory } from '../rules/best-expected.ts'

/**
 * Matches a receipt with the one expected receipt of its person that it is, and tells so; does nothing when it is matched
 * already, set aside, or when none or several fit.
 */
export async function matchAwaited(db: Db, receiptId: string, tell: (fact: Told) => void): Promise<void> {
  const receipt = await receiptById(db, receiptId)
  if (!receipt?.memberId || receipt.setAsideAt) return
  const matched = await db
    .selectFrom('expectedReceipt')
    .select('id')
    .where('receiptId', '=', receiptId)
    .executeTakeFirst()
  if (matched) return
  const awaited = await awaitedBy(db, receipt.memberId, receipt.roundId)
  const { merchant, spentOn, totalCents, reading } = receipt
  const categoryCode = likelyCategory({
    merchant,
    hasNights: reading?.nights?.value != null,
    hasFuel: reading?.fuel?.value != null,
  })
  const id = bestExpected({ merchant, spentOn, totalCents, categoryCode }, awaited)
  const item = awaited.find((one) => one.id === id)
  if (!item) return
  await db
    .updateTable('expectedReceipt')
    .set({ state: 'received', receiptId, settledAt: now().toString(), version: item.version + 1 })
    .where('id', '=', item.id)
    .where('state', '=', 'waiting')
    .execute()
  if (!receipt.roundId)
    await db.updateTable('receipt').set({ roundId: item.roundId }).where('id', '=', receiptId).execute()
  tell({
    record: ['expectedReceipt', item.id],
    also: [item.roundId, receiptId],
    says: 'expenses.collect.said.expectedMatched',
    params: { what: item.what, number: receipt.number },
    memberId: receipt.memberId,
    teamId: receipt.teamId,
  })
}

/** What waited for this receipt waits again: it is another's now, or was set aside. */
export async function unmatch(db: Db, receiptId: string): Promise<void> {
  await db
    .updateTable('expectedReceipt')
    .set({ state: 'waiting', receiptId: null, settledAt: null, settledBy: null })
    .where('receiptId', '=', receiptId)
    .execute()
}

/**
 * What some receipts were awaited as passes to those that come in their place: to the one that fits by what was read on
 * it, else to the first that fulfils nothing yet, for somebody may have matched it by hand.
 */
export async function passAwaited(
  db: Db,
  { from, to }: { from: readonly string[]; to: readonly string[] },
  tell: (fact: Told) => void,
): Promise<void> {
  const held = await db
    .selectFrom('expectedReceipt')
    .select(['id', 'settledBy'])
    .where('receiptId', 'in', from)
    .execute()
  for (const receiptId of from) await unmatch(db, receiptId)
  for (const receiptId of to) await matchAwaited(db, receiptId, tell)
  for (const { id, settledBy } of held) {
    const free = await firstUnmatched(db, to)
    if (!free) return
    await db
      .updateTable('expectedReceipt')
      .set({ state: 'received', receiptId: free, settledAt: now().toString(), settledBy })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .execute()
  }
}

async function firstUnmatched(db: Db, ids: readonly string[]): Promise<string | undefined> {
  const matched = await db.selectFrom('expectedReceipt').select('receiptId').where('receiptId', 'in', ids).execute()
  return ids.find((id) => matched.every(({ receiptId }) => receiptId !== id))
}

function awaitedBy(db: Db, memberId: string, roundId: string | null) {
  let query = db
    .selectFrom('expectedReceipt')
    .innerJoin('expenseRound', 'expenseRound.id', 'expectedReceipt.roundId')
    .leftJoin('expenseCategory', 'expenseCategory.id', 'expectedReceipt.categoryId')
    .select([
      'expectedReceipt.id',
      'expectedReceipt.roundId',
      'expectedReceipt.what',
      'expectedReceipt.expectedOn',
      'expectedReceipt.cents',
      'expectedReceipt.version',
      'expenseCategory.code as categoryCode',
    ])
    .where('expectedReceipt.memberId', '=', memberId)
    .where('expectedReceipt.state', '=', 'waiting')
    .where('expenseRound.closedAt', 'is', null)
  if (roundId) query = query.where('expectedReceipt.roundId', '=', roundId)
  return query.execute()
}
