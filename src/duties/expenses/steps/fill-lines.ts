import type { Db } from '#core/database.ts'
import { changesBetween } from '#core/events.ts'
import type { Told } from '#core/told.ts'
import { profileOf } from '#office/public.ts'
import { confirmationOf, confirmedContent } from '../queries/judge.ts'
import { type LineRow, linesOf, linesToChange, partsOfSplit } from '../queries/lines.ts'
import { anyReceiptToChange, linesUsing } from '../queries/receipts.ts'
import { confirmationsOf, reportsToChange } from '../queries/reports.ts'
import { filledByReceipt } from '../rules/from-reading.ts'
import { counted, type LockedLine } from './line-edits.ts'
import { inWork, saveCounted } from './save-counted.ts'

/**
 * Fills what lines that were made of a receipt before it was read have left to its first reading. What a person decided
 * stays, and so does all that was confirmed, handed over or lies before the senior manager.
 */
export async function fillLines({ db, tell }: { db: Db; tell(fact: Told): void }, receiptId: string): Promise<void> {
  const reports = await reportsToChange(
    db,
    (await linesUsing(db, receiptId)).map((line) => line.reportId),
  )
  // Only now, for what rests on the receipt changes only while its report is held.
  const using = await linesUsing(db, receiptId)
  const open = reports.filter((report) => !report.presentedAt).map(({ id }) => id)
  const ids = using.filter((line) => open.includes(line.reportId)).map((line) => line.lineId)
  if (ids.length === 0) return
  const lines = await linesToChange(db, ids)
  for (const { splitOf } of lines) if (splitOf) await partsOfSplit(db, splitOf)
  const receipt = (await anyReceiptToChange(db, receiptId))!
  const settled = await settledAmong(db, open)
  const { currency: officeCurrency } = await profileOf(db)
  // All at once: parts of one split share what they claim.
  const edits: { before: LockedLine; next: LineRow; filled: object }[] = []
  for (const { receipts, ...line } of lines) {
    const isWhole = using.length === 1 && line.splitOf === null && receipts.length === 1
    const filled = settled.has(line.reportId) ? {} : filledByReceipt(line, receipt, { officeCurrency, isWhole })
    const isRead = receipts.every(({ readingState }) => readingState === 'read')
    const toFill = isRead ? [] : line.toFill.filter((field) => !Object.hasOwn(filled, field))
    const next = await counted(db, officeCurrency, { ...line, ...filled, toFill }, { before: line })
    if (Object.keys(filled).length === 0 || !next) {
      // Nothing that a person sees: what he edits meanwhile is not refused for it.
      await db.updateTable('expenseLine').set({ toFill }).where('id', '=', line.id).execute()
      continue
    }
    edits.push({ before: line, next, filled })
  }
  await saveCounted(db, edits, { officeCurrency, standing: inWork })
  for (const { before: line, next, filled } of edits) {
    const report = reports.find(({ id }) => id === line.reportId)!
    tell({
      record: ['expenseLine', line.id],
      also: [report.id, receiptId],
      says: 'expenses.said.fillLine',
      params: { number: report.number, merchant: next.merchant, receipt: receipt.number },
      changes: changesBetween(line, filled),
      memberId: report.memberId,
      teamId: report.teamId,
    })
  }
}

/** Those of these reports that were handed over, or confirmed as they stand. */
async function settledAmong(db: Db, reportIds: readonly string[]): Promise<Set<string>> {
  const [handed, lines, confirmations] = await Promise.all([
    handedOverAmong(db, reportIds),
    linesOf(db, reportIds),
    confirmationsOf(db, reportIds),
  ])
  const isConfirmed = (id: string) => {
    const own = confirmations.filter((one) => one.reportId === id)
    return confirmationOf(own, confirmedContent(lines.filter((line) => line.reportId === id))) === 'valid'
  }
  return new Set(reportIds.filter((id) => handed.has(id) || isConfirmed(id)))
}

async function handedOverAmong(db: Db, reportIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('expenseReport')
    .innerJoin('expenseTeamReport', 'expenseTeamReport.id', 'expenseReport.teamReportId')
    .select('expenseReport.id')
    .where('expenseReport.id', 'in', reportIds)
    .where('handedOverAt', 'is not', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}
