import type { Db } from '#core/database.ts'
import { type Locked, readLocked } from '#core/locked.ts'

const expectedFields = [
  'expectedReceipt.id',
  'expectedReceipt.roundId',
  'expectedReceipt.memberId',
  'expectedReceipt.what',
  'expectedReceipt.categoryId',
  'expectedReceipt.recurring',
  'expectedReceipt.source',
  'expectedReceipt.expectedOn',
  'expectedReceipt.cents',
  'expectedReceipt.state',
  'expectedReceipt.receiptId',
  'expectedReceipt.reason',
  'expectedReceipt.settledBy',
  'expectedReceipt.settledAt',
  'expectedReceipt.addedBy',
  'expectedReceipt.addedAt',
  'expectedReceipt.version',
] as const

export type Expected = Awaited<ReturnType<typeof expectedOf>>[number]

/** The expected receipts of some rounds, or of one person in them, in the order they were added. */
export function expectedOf(db: Db, roundIds: readonly string[], memberId?: string) {
  let query = db
    .selectFrom('expectedReceipt')
    .leftJoin('receipt', 'receipt.id', 'expectedReceipt.receiptId')
    .select([...expectedFields, 'receipt.number as receiptNumber'])
    .where('expectedReceipt.roundId', 'in', roundIds)
  if (memberId) query = query.where('expectedReceipt.memberId', '=', memberId)
  return query.orderBy('expectedReceipt.addedAt').orderBy('expectedReceipt.id').execute()
}

export type ExpectedInRound = NonNullable<Awaited<ReturnType<typeof expectedInRound>>>
export type LockedExpected = Locked<'expectedReceipt', ExpectedInRound>

/** One expected receipt for a change, with its round's team. */
export function expectedToChange(db: Db, id: string): Promise<LockedExpected | undefined> {
  return readLocked(db, 'expectedReceipt', id, () => expectedInRound(db, id))
}

/** One expected receipt with its round's team. */
export function expectedInRound(db: Db, id: string) {
  return db
    .selectFrom('expectedReceipt')
    .innerJoin('expenseRound', 'expenseRound.id', 'expectedReceipt.roundId')
    .leftJoin('receipt', 'receipt.id', 'expectedReceipt.receiptId')
    .select([
      ...expectedFields,
      'receipt.number as receiptNumber',
      'expenseRound.teamId',
      'expenseRound.number as roundNumber',
      'expenseRound.closedAt as roundClosedAt',
    ])
    .where('expectedReceipt.id', '=', id)
    .executeTakeFirst()
}

export async function expectedById(db: Db, id: string): Promise<Expected> {
  return db
    .selectFrom('expectedReceipt')
    .leftJoin('receipt', 'receipt.id', 'expectedReceipt.receiptId')
    .select([...expectedFields, 'receipt.number as receiptNumber'])
    .where('expectedReceipt.id', '=', id)
    .executeTakeFirstOrThrow()
}
