import { type Selectable, sql } from 'kysely'
import type { Db, Tables } from '#core/database.ts'
import { type Locked, readAllLocked } from '#core/locked.ts'
import { known } from '../rules/amounts.ts'
import type { ReceiptSays } from '../rules/contradictions.ts'
import type { JudgedReceipt } from '../rules/obstacles.ts'
import { isToClaim } from './late.ts'

export type LineRow = Selectable<Tables['expenseLine']>

/** What a line shows of a receipt. */
export interface LineReceipt extends JudgedReceipt {
  sha256: string
  fileName: string
  merchant: string | null
}

export type LineWithReceipts = LineRow & { receipts: LineReceipt[] }

/** The lines of reports that are not removed, in order, each with its receipts. */
export async function linesOf(db: Db, reportIds: readonly string[]): Promise<LineWithReceipts[]> {
  if (reportIds.length === 0) return []
  const lines = await db
    .selectFrom('expenseLine')
    .selectAll()
    .where('reportId', 'in', reportIds)
    .where('removedAt', 'is', null)
    .orderBy('reportId')
    .orderBy('position')
    .orderBy('id')
    .execute()
  return (await withReceipts(db, lines)).map(asCounted)
}

/** Lines by id, each with its receipts. */
export async function linesById(db: Db, lineIds: readonly string[]): Promise<LineWithReceipts[]> {
  return (await keptLines(db, lineIds)).map(asCounted)
}

/** The same for a change, as they are kept: what is not known of a line is shown as null, but not written so. */
export function linesToChange(db: Db, lineIds: readonly string[]): Promise<Locked<'expenseLine', LineWithReceipts>[]> {
  return readAllLocked(db, 'expenseLine', lineIds, () => keptLines(db, lineIds))
}

async function keptLines(db: Db, lineIds: readonly string[]): Promise<LineWithReceipts[]> {
  if (lineIds.length === 0) return []
  return withReceipts(db, await db.selectFrom('expenseLine').selectAll().where('id', 'in', lineIds).execute())
}

/** The parts of a split, removed ones too, for a change; their report is held. */
export async function partsOfSplit(db: Db, splitOf: string): Promise<Locked<'expenseLine', LineRow>[]> {
  const parts = db.selectFrom('expenseLine').selectAll().where('splitOf', '=', splitOf)
  const ids = (await parts.execute()).map(({ id }) => id)
  return readAllLocked(db, 'expenseLine', ids, () => parts.orderBy('id').execute())
}

/** What lines show of receipts, by the receipt's id. */
export async function receiptsOnLines(db: Db, receiptIds: readonly string[]): Promise<Map<string, LineReceipt>> {
  if (receiptIds.length === 0) return new Map()
  const rows = await db.selectFrom('expenseReceipt').select(shownOfReceipt).where('id', 'in', receiptIds).execute()
  return new Map(rows.map((row) => [row.id, row]))
}

const shownOfReceipt = [
  'expenseReceipt.id',
  'expenseReceipt.number',
  'expenseReceipt.sha256',
  'expenseReceipt.fileName',
  'expenseReceipt.merchant',
  'expenseReceipt.spentOn',
  'expenseReceipt.totalCents',
  'expenseReceipt.currency',
  'expenseReceipt.checkedAt',
  'expenseReceipt.readingState',
  sql<ReceiptSays['reading']>`(select jsonb_object_agg(key, value) from jsonb_each(expense_receipt.reading)
    where key in ('totalCents', 'currency', 'date', 'tipCents'))`.as('reading'),
] as const

/** A line with what it counts for: nothing is known of that while it has no amount. */
function asCounted(line: LineWithReceipts): LineWithReceipts {
  return known(line.amountCents) === null ? { ...line, claimedCents: null, acceptedCents: null } : line
}

async function withReceipts(db: Db, lines: readonly LineRow[]): Promise<LineWithReceipts[]> {
  const ids = lines.map((line) => line.id)
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('expenseLineReceipt')
    .innerJoin('expenseReceipt', 'expenseReceipt.id', 'expenseLineReceipt.receiptId')
    .select('expenseLineReceipt.lineId')
    .select(shownOfReceipt)
    .where('expenseLineReceipt.lineId', 'in', ids)
    .orderBy('expenseReceipt.number')
    .execute()
  const byLine = Map.groupBy(rows, (row) => row.lineId)
  return lines.map((line) => ({
    ...line,
    receipts: (byLine.get(line.id) ?? []).map(({ lineId: _, ...receipt }) => receipt),
  }))
}

/**
 * Receipts of a person and month that no line uses and nobody set aside, and those of earlier months that came after their
 * signature: the pile to work through, oldest first.
 */
export function pileOf(db: Db, report: { id: string; approvedAt: string | null }) {
  if (report.approvedAt) return Promise.resolve([])
  return db
    .selectFrom('expenseReport')
    .innerJoin('expenseReceipt', 'expenseReceipt.memberId', 'expenseReport.memberId')
    .leftJoin('expenseRound', 'expenseRound.id', 'expenseReceipt.roundId')
    .select([
      'expenseReceipt.id',
      'expenseReceipt.number',
      'sha256',
      'fileName',
      'merchant',
      'spentOn',
      'totalCents',
      'currency',
      'vat',
      'readingState',
      'reading',
      'trouble',
      'pictureWarnings',
      'checkedAt',
      'setAsideAt',
      'oneReceiptAt',
      'expenseReceipt.version',
    ])
    .where('expenseReport.id', '=', report.id)
    .where('setAsideAt', 'is', null)
    .where(isToClaim)
    .orderBy('receivedAt')
    .orderBy('expenseReceipt.id')
    .execute()
}
