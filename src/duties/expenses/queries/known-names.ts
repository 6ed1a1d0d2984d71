import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import type { NameGiven } from '../rules/known-name.ts'
import { heardBy } from './accepted-lines.ts'

/**
 * How the latest lines that a receipt's person and team hear of name the seller with this VAT number, newest first; removed
 * and refused lines do not count.
 */
export function namesUnder(
  db: Db,
  vatNumber: string,
  receipt: { memberId: string | null; teamId: string },
): Promise<NameGiven[]> {
  return db
    .selectFrom('expenseReceipt')
    .innerJoin('expenseLineReceipt', 'expenseLineReceipt.receiptId', 'expenseReceipt.id')
    .innerJoin('expenseLine', 'expenseLine.id', 'expenseLineReceipt.lineId')
    .innerJoin('expenseReport', 'expenseReport.id', 'expenseLine.reportId')
    .leftJoin('expenseTeamReport', 'expenseTeamReport.id', 'expenseReport.teamReportId')
    .select([
      'expenseLine.merchant as name',
      sql<boolean>`expense_line.merchant is distinct from expense_receipt.reading #>> '{merchant,value}'`.as(
        'isCorrected',
      ),
    ])
    .where(sql<string>`expense_receipt.reading #>> '{vatNumber,value}'`, '=', vatNumber)
    .where(heardBy(receipt))
    .where('expenseLine.removedAt', 'is', null)
    .where('expenseLine.refusedAt', 'is', null)
    .orderBy('expenseReceipt.id', 'desc')
    .limit(9)
    .execute()
}
