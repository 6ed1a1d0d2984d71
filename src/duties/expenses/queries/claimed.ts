import { sql } from 'kysely'
import type { Db } from '#core/database.ts'

/** The standing lines of a report that rest on these receipts, in their order. */
export function linesRestingOn(db: Db, reportId: string, receiptIds: readonly string[]) {
  return db
    .selectFrom('expenseLineReceipt')
    .innerJoin('expenseLine', 'expenseLine.id', 'expenseLineReceipt.lineId')
    .innerJoin('expenseReceipt', 'expenseReceipt.id', 'expenseLineReceipt.receiptId')
    .select(['expenseLine.id as lineId', 'expenseLine.merchant', 'expenseLine.splitOf', 'expenseReceipt.number'])
    .where(sql<boolean>`expense_line_receipt.receipt_id = any(${receiptIds}::uuid[])`)
    .where('expenseLine.reportId', '=', reportId)
    .where('expenseLine.removedAt', 'is', null)
    .orderBy('expenseLine.position')
    .execute()
}

/** Where lines of other reports rest on these receipts: each is claimed in one report. */
export function claimedElsewhere(db: Db, reportId: string, receiptIds: readonly string[]) {
  return db
    .selectFrom('expenseLineReceipt')
    .innerJoin('expenseLine', 'expenseLine.id', 'expenseLineReceipt.lineId')
    .innerJoin('expenseReport', 'expenseReport.id', 'expenseLine.reportId')
    .innerJoin('expenseReceipt', 'expenseReceipt.id', 'expenseLineReceipt.receiptId')
    .select([
      'expenseReceipt.id',
      'expenseReceipt.number',
      'expenseReport.id as reportId',
      'expenseReport.number as reportNumber',
    ])
    .select(['expenseReport.memberId', 'expenseReport.teamId'])
    .where(sql<boolean>`expense_line_receipt.receipt_id = any(${receiptIds}::uuid[])`)
    .where('expenseLine.reportId', '<>', reportId)
    .where('expenseLine.removedAt', 'is', null)
    .orderBy('expenseReport.number')
    .execute()
}
