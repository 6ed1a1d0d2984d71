import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import type { NameGiven } from '../rules/known-name.ts'

/** How the office's latest lines name the seller with this VAT number, newest first; removed and refused lines do not count. */
export function namesUnder(db: Db, vatNumber: string): Promise<NameGiven[]> {
  return db
    .selectFrom('receipt')
    .innerJoin('lineReceipt', 'lineReceipt.receiptId', 'receipt.id')
    .innerJoin('expenseLine', 'expenseLine.id', 'lineReceipt.lineId')
    .select([
      'expenseLine.merchant as name',
      sql<boolean>`expense_line.merchant is distinct from receipt.reading #>> '{merchant,value}'`.as('isCorrected'),
    ])
    .where(sql<string>`receipt.reading #>> '{vatNumber,value}'`, '=', vatNumber)
    .where('expenseLine.removedAt', 'is', null)
    .where('expenseLine.refusedAt', 'is', null)
    .orderBy('receipt.id', 'desc')
    .limit(9)
    .execute()
}
