import type { Db } from '#core/database.ts'
import { changesBetween, type Told } from '#core/events.ts'
import { readAllLocked } from '#core/locked.ts'
import { profileOf } from '#office/public.ts'
import { linesById } from '../queries/lines.ts'
import { anyReceiptToChange, linesUsing } from '../queries/receipts.ts'
import { reportsToChange } from '../queries/reports.ts'
import { filledByReceipt } from '../rules/from-reading.ts'
import { counted } from './line-edits.ts'
import { inWork, saveCounted } from './save-counted.ts'

/**
 * Fills what is still empty of lines that were made of a receipt before it was read. What a person typed stays, and so does
 * all that lies before the senior manager.
 */
export async function fillLines({ db, tell }: { db: Db; tell(fact: Told): void }, receiptId: string): Promise<void> {
  const using = await linesUsing(db, receiptId)
  const reports = await reportsToChange(
    db,
    using.map((line) => line.reportId),
  )
  const open = reports.filter((report) => !report.presentedAt).map(({ id }) => id)
  const ids = using.filter((line) => open.includes(line.reportId)).map((line) => line.lineId)
  if (ids.length === 0) return
  const lines = await readAllLocked(db, 'expenseLine', ids, () =>
    db.selectFrom('expenseLine').selectAll().where('id', 'in', ids).where('removedAt', 'is', null).execute(),
  )
  const receipt = (await anyReceiptToChange(db, receiptId))!
  const resting = new Map((await linesById(db, ids)).map((line) => [line.id, line.receipts.length]))
  const { currency: officeCurrency } = await profileOf(db)
  for (const line of lines) {
    const isWhole = lines.length === 1 && line.splitOf === null && resting.get(line.id) === 1
    const filled = filledByReceipt(line, receipt, { officeCurrency, isWhole })
    const next = await counted(db, officeCurrency, { ...line, ...filled }, { before: line })
    if (Object.keys(filled).length === 0 || !next) continue
    await saveCounted(db, [{ before: line, next }], { officeCurrency, standing: inWork })
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
