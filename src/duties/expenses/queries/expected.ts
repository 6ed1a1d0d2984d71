import type { Db } from '#core/database.ts'
import { type Locked, readLocked } from '#core/locked.ts'

const expectedFields = [
  'expenseExpectedReceipt.id',
  'expenseExpectedReceipt.roundId',
  'expenseExpectedReceipt.memberId',
  'expenseExpectedReceipt.what',
  'expenseExpectedReceipt.categoryId',
  'expenseExpectedReceipt.recurring',
  'expenseExpectedReceipt.source',
  'expenseExpectedReceipt.expectedOn',
  'expenseExpectedReceipt.cents',
  'expenseExpectedReceipt.state',
  'expenseExpectedReceipt.receiptId',
  'expenseExpectedReceipt.reason',
  'expenseExpectedReceipt.settledBy',
  'expenseExpectedReceipt.settledAt',
  'expenseExpectedReceipt.addedBy',
  'expenseExpectedReceipt.addedAt',
  'expenseExpectedReceipt.version',
] as const

export type Expected = Awaited<ReturnType<typeof expectedOf>>[number]

/** The expected receipts of some rounds, or of one person in them, in the order they were added. */
export function expectedOf(db: Db, roundIds: readonly string[], memberId?: string) {
  let query = db
    .selectFrom('expenseExpectedReceipt')
    .leftJoin('expenseReceipt', 'expenseReceipt.id', 'expenseExpectedReceipt.receiptId')
    .select([...expectedFields, 'expenseReceipt.number as receiptNumber'])
    .where('expenseExpectedReceipt.roundId', 'in', roundIds)
  if (memberId) query = query.where('expenseExpectedReceipt.memberId', '=', memberId)
  return query.orderBy('expenseExpectedReceipt.addedAt').orderBy('expenseExpectedReceipt.id').execute()
}

export type ExpectedInRound = NonNullable<Awaited<ReturnType<typeof expectedInRound>>>
export type LockedExpected = Locked<'expenseExpectedReceipt', ExpectedInRound>

/** One expected receipt for a change, with its round's team. */
export function expectedToChange(db: Db, id: string): Promise<LockedExpected | undefined> {
  return readLocked(db, 'expenseExpectedReceipt', id, () => expectedInRound(db, id))
}

/** One expected receipt with its round's team. */
export function expectedInRound(db: Db, id: string) {
  return db
    .selectFrom('expenseExpectedReceipt')
    .innerJoin('expenseRound', 'expenseRound.id', 'expenseExpectedReceipt.roundId')
    .leftJoin('expenseReceipt', 'expenseReceipt.id', 'expenseExpectedReceipt.receiptId')
    .select([
      ...expectedFields,
      'expenseReceipt.number as receiptNumber',
      'expenseRound.teamId',
      'expenseRound.number as roundNumber',
      'expenseRound.closedAt as roundClosedAt',
    ])
    .where('expenseExpectedReceipt.id', '=', id)
    .executeTakeFirst()
}

export async function expectedById(db: Db, id: string): Promise<Expected> {
  return db
    .selectFrom('expenseExpectedReceipt')
    .leftJoin('expenseReceipt', 'expenseReceipt.id', 'expenseExpectedReceipt.receiptId')
    .select([...expectedFields, 'expenseReceipt.number as receiptNumber'])
    .where('expenseExpectedReceipt.id', '=', id)
    .executeTakeFirstOrThrow()
}
