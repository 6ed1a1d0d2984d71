import type { Db } from '#core/database.ts'

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

/** One expected receipt, held until the end of the transaction, with its round's team. */
export async function expectedToChange(db: Db, id: string) {
  await db.selectFrom('expectedReceipt').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
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
