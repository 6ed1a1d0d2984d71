import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { type Locked, readAllLocked, save } from '#core/locked.ts'
import { absent, refuseIfAny } from '#core/refusal.ts'
import type { Told } from '#core/told.ts'
import { claimedElsewhere, linesRestingOn } from '../queries/claimed.ts'
import type { LineRow } from '../queries/lines.ts'
import { reaches } from '../queries/receipts.ts'
import type { ReportRow } from '../queries/reports.ts'
import { changedBy, refuseNamingEach } from '../queries/whose.ts'
import { currencyForLine } from '../rules/receipt-currency.ts'
import { aboutLine, type Line } from './line-edits.ts'
import { keepHomesOf } from './open-teams.ts'

/**
 * Receipts of the report's salesperson for a line, in the order asked for; absent when one is not there or not the caller's to
 * change. Which it is of several is said of those that he may see, and of others how many.
 */
export async function receiptsFor(db: Db, actor: Actor, report: ReportRow, receiptIds: readonly string[]) {
  if (receiptIds.length === 0) return []
  const rows = await readAllLocked(db, 'expenseReceipt', receiptIds, () =>
    db
      .selectFrom('expenseReceipt')
      .select(['id', 'number', 'memberId', 'teamId', 'merchant', 'spentOn', 'totalCents', 'currency', 'vat'])
      .select(['readingState', 'reading', 'setAsideAt'])
      .where('id', 'in', receiptIds)
      .execute(),
  )
  const reached = await Promise.all(rows.map((row) => reaches(db, changedBy(actor), row)))
  const reachable = rows.filter((_, at) => reached[at])
  const seen = receiptIds.flatMap((id) => reachable.find((row) => row.id === id) ?? [])
  const gone = seen.filter((row) => row.setAsideAt || row.memberId !== report.memberId)
  const says = { name: report.memberName, n: receiptIds.length - seen.length }
  if (gone.length > 0)
    absent({ ...says, says: 'expenses.report.noSuchReceipts', numbers: gone.map((row) => row.number) })
  if (says.n > 0)
    absent({ ...says, says: `expenses.report.${receiptIds.length > 1 ? 'noReceiptOfChosen' : 'noReceipt'}` })
  await refuseClaimedElsewhere(db, actor, report, rows)
  return seen
}

/** The receipts that a line rests on, held. */
export async function receiptsUnder(db: Db, line: Locked<'expenseLine'>) {
  const of = await db.selectFrom('expenseLineReceipt').select('receiptId').where('lineId', '=', line.id).execute()
  const ids = of.map(({ receiptId }) => receiptId)
  if (ids.length === 0) return []
  return readAllLocked(db, 'expenseReceipt', ids, () =>
    db
      .selectFrom('expenseReceipt')
      .select(['id', 'number', 'memberId', 'teamId', 'setAsideAt'])
      .where('id', 'in', ids)
      .execute(),
  )
}

/** Keeps the teams in which the receipts under a line lie, before anything else is held. */
export async function keepHomesUnder(db: Db, lineId: string) {
  const rows = await db.selectFrom('expenseLineReceipt').select('receiptId').where('lineId', '=', lineId).execute()
  return keepHomesOf(
    db,
    rows.map(({ receiptId }) => receiptId),
  )
}

/** What a line lets go of goes home where its own team is closed; what came under it meanwhile goes to the team of its report. */
export async function goHome(
  { db, tell, teams }: { db: Db; tell(fact: Told): void; teams: ReadonlyMap<string, string> },
  report: ReportRow,
  line: LineRow,
  receipts: Awaited<ReturnType<typeof receiptsUnder>>,
): Promise<void> {
  for (const receipt of receipts) {
    const teamId = teams.get(receipt.id) ?? report.teamId
    if (teamId === receipt.teamId) continue
    await save(db, 'expenseReceipt', receipt, { teamId })
    tell({
      ...aboutLine(report, line.id),
      record: ['receipt', receipt.id],
      teamId,
      hasMoved: true,
      says: 'expenses.said.receiptLetGo',
      params: { number: receipt.number, report: report.number },
    })
  }
}

/** Refuses receipts on which a line of another report rests, naming each with one such report. */
export async function refuseClaimedElsewhere(
  db: Db,
  actor: Actor,
  { id }: ReportRow,
  receipts: readonly Locked<'expenseReceipt'>[],
): Promise<void> {
  const ids = receipts.map((receipt) => receipt.id)
  const there = Map.groupBy(await claimedElsewhere(db, id, ids), (one) => one.number)
  refuseNamingEach(
    actor,
    [...there].map(([number, [report]]) => [report!, { says: 'expenses.receiptInUse', number }]),
  )
}

/** Refuses receipts on which another line of the report rests, but for the other parts of one split: one receipt is claimed once. */
export async function refuseClaimedBeside(
  db: Db,
  report: ReportRow,
  receipts: readonly Locked<'expenseReceipt'>[],
  line?: Pick<LineRow, 'id' | 'splitOf'>,
): Promise<void> {
  const beside = await linesRestingOn(
    db,
    report.id,
    receipts.map(({ id }) => id),
  )
  const others = beside.filter((one) => one.lineId !== line?.id && (!line?.splitOf || one.splitOf !== line.splitOf))
  refuseIfAny(
    others.map(({ number, merchant, lineId }) => ({
      says: 'expenses.report.receiptInLine',
      number,
      line: merchant,
      record: lineId,
    })),
  )
}

/** Puts receipts to a line; one that is there already stays. */
export async function attach(
  db: Db,
  line: { id: string; reportId: string },
  receipts: readonly Locked<'expenseReceipt'>[],
): Promise<void> {
  if (receipts.length === 0) return
  await db
    .insertInto('expenseLineReceipt')
    .values(receipts.map(({ id }) => ({ lineId: line.id, receiptId: id, reportId: line.reportId })))
    .onConflict((oc) => oc.doNothing())
    .execute()
}

/** What a line takes over from its receipt. */
export function fromReceipt(
  receipt: Awaited<ReturnType<typeof receiptsFor>>[number],
  officeCurrency: string,
): Partial<Line> {
  return {
    spentOn: receipt.spentOn,
    merchant: receipt.merchant ?? '',
    amountCents: receipt.totalCents ?? 0,
    currency: currencyForLine(receipt, officeCurrency),
    vat: receipt.vat,
  }
}

/** Whether a receipt is still to be read for the first time. */
export function waitsForReading({ readingState, reading }: Awaited<ReturnType<typeof receiptsFor>>[number]): boolean {
  return reading === null && (readingState === 'waiting' || readingState === 'reading')
}
