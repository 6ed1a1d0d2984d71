import { sql } from 'kysely'
import type { Db } from '#core/database.ts'

/** How the office's latest lines name the seller with this VAT number, newest first; removed and refused lines do not count. */
export async function namesUnder(db: Db, vatNumber: string): Promise<string[]> {
  const rows = await db
    .selectFrom('receipt')
    .innerJoin('lineReceipt', 'lineReceipt.receiptId', 'receipt.id')
    .innerJoin('expenseLine', 'expenseLine.id', 'lineReceipt.lineId')
    .select('expenseLine.merchant')
    .where(sql<string>`receipt.reading #>> '{vatNumber,value}'`, '=', vatNumber)
    .where('expenseLine.removedAt', 'is', null)
    .where('expenseLine.refusedAt', 'is', null)
    .orderBy('receipt.id', 'desc')
    .limit(9)
    .execute()
  return rows.map(({ merchant }) => merchant)
}
