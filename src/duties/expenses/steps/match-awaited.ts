import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { type Locked, readAllLocked, save } from '#core/locked.ts'
import type { Told } from '#core/told.ts'
import { receiptById } from '../queries/receipts.ts'
import { bestExpected, likelyCategory } from '../rules/best-expected.ts'

/**
 * Matches a receipt with the one expected receipt of its person that it is, and tells so; does nothing when it is matched
 * already, set aside, or when none or several fit.
 */
export async function matchAwaited(db: Db, held: Locked<'expenseReceipt'>, tell: (fact: Told) => void): Promise<void> {
  const receipt = await receiptById(db, held.id)
  if (!receipt?.memberId || receipt.setAsideAt) return
  const matched = await db
    .selectFrom('expenseExpectedReceipt')
    .select('id')
    .where('receiptId', '=', held.id)
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
  await save(db, 'expenseExpectedReceipt', item, { state: 'received', receiptId: held.id, settledAt: now().toString() })
  if (!receipt.roundId) await save(db, 'expenseReceipt', held, { roundId: item.roundId })
  tell({
    record: ['expectedReceipt', item.id],
    also: [item.roundId, held.id],
    says: 'expenses.said.expectedMatched',
    params: { what: item.what, number: receipt.number },
    memberId: receipt.memberId,
    teamId: receipt.teamId,
  })
}

/** What waited for this receipt waits again: it is another's now, or was set aside. */
export async function unmatch(
  db: Db,
  receipts: Locked<'expenseReceipt'> | readonly Locked<'expenseReceipt'>[],
): Promise<void> {
  const matched = await matchedWith(db, [receipts].flat())
  await save(db, 'expenseExpectedReceipt', matched, {
    state: 'waiting',
    receiptId: null,
    settledAt: null,
    settledBy: null,
  })
}

/**
 * What some receipts were awaited as passes to those that come in their place: to the one that fits by what was read on
 * it, else to the first that fulfils nothing yet, for somebody may have matched it by hand.
 */
export async function passAwaited(
  db: Db,
  { from, to }: { from: readonly Locked<'expenseReceipt'>[]; to: readonly Locked<'expenseReceipt'>[] },
  tell: (fact: Told) => void,
): Promise<void> {
  const before = await matchedWith(db, from)
  await unmatch(db, from)
  for (const receipt of to) await matchAwaited(db, receipt, tell)
  for (const item of before) {
    const matched = await matchedWith(db, to)
    if (matched.some(({ id }) => id === item.id)) continue
    const free = to.find(({ id }) => matched.every(({ receiptId }) => receiptId !== id))
    if (!free) return
    const { settledBy } = item
    await save(db, 'expenseExpectedReceipt', item, {
      state: 'received',
      receiptId: free.id,
      settledAt: now().toString(),
      settledBy,
    })
  }
}

/** What is matched with receipts, held. */
async function matchedWith(db: Db, receipts: readonly Locked<'expenseReceipt'>[]) {
  const read = () =>
    db
      .selectFrom('expenseExpectedReceipt')
      .select(['id', 'receiptId', 'settledBy'])
      .where(
        'receiptId',
        'in',
        receipts.map(({ id }) => id),
      )
      .orderBy('id')
      .execute()
  const ids = (await read()).map(({ id }) => id)
  return readAllLocked(db, 'expenseExpectedReceipt', ids, read)
}

async function awaitedBy(db: Db, memberId: string, roundId: string | null) {
  const ids = (await waitingOf(db, memberId, roundId)).map(({ id }) => id)
  return readAllLocked(db, 'expenseExpectedReceipt', ids, () => waitingOf(db, memberId, roundId))
}

function waitingOf(db: Db, memberId: string, roundId: string | null) {
  let query = db
    .selectFrom('expenseExpectedReceipt')
    .innerJoin('expenseRound', 'expenseRound.id', 'expenseExpectedReceipt.roundId')
    .leftJoin('expenseCategory', 'expenseCategory.id', 'expenseExpectedReceipt.categoryId')
    .select([
      'expenseExpectedReceipt.id',
      'expenseExpectedReceipt.roundId',
      'expenseExpectedReceipt.what',
      'expenseExpectedReceipt.expectedOn',
      'expenseExpectedReceipt.cents',
      'expenseCategory.code as categoryCode',
    ])
    .where('expenseExpectedReceipt.memberId', '=', memberId)
    .where('expenseExpectedReceipt.state', '=', 'waiting')
    .where('expenseRound.closedAt', 'is', null)
  if (roundId) query = query.where('expenseExpectedReceipt.roundId', '=', roundId)
  return query.execute()
}
