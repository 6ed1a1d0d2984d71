import type { Db } from '#core/database.ts'
import type { Told } from '#core/events.ts'
import { readAllLocked } from '#core/locked.ts'
import { rateFor } from '../queries/rates.ts'
import { reportsToChange } from '../queries/reports.ts'
import { claimedOf, isCountable } from '../rules/amounts.ts'
import { saveLine } from './line-edits.ts'

/** The reports that are not presented, held: none of their lines is saved meanwhile by what the table of rates said before. */
export async function reportsInWork(db: Db) {
  const seen = await db.selectFrom('expenseReport').select('id').where('presentedAt', 'is', null).execute()
  const reports = await reportsToChange(
    db,
    seen.map(({ id }) => id),
  )
  return reports.filter((report) => !report.presentedAt)
}

/** Counts the lines that waited for a rate of the currency, as saving each of them again would. */
export async function countWaiting(
  { db, tell }: { db: Db; tell(fact: Told): void },
  reports: Awaited<ReturnType<typeof reportsInWork>>,
  { currency, officeCurrency }: { currency: string; officeCurrency: string },
): Promise<void> {
  for (const line of await waitingLines(db, reports, currency)) {
    const next = { ...line, ...(await rateFor(db, currency, line.spentOn)) }
    if (next.rate === null || !isCountable(next, officeCurrency)) continue
    await saveLine(db, line, { ...next, claimedCents: claimedOf(next, officeCurrency) })
    const report = reports.find(({ id }) => id === line.reportId)!
    tell({
      record: ['expenseLine', line.id],
      also: [report.id],
      says: 'expenses.said.rateCame',
      params: { number: report.number, merchant: line.merchant, currency, rate: next.rate },
      memberId: report.memberId,
      teamId: report.teamId,
    })
  }
}

async function waitingLines(db: Db, reports: readonly { id: string }[], currency: string) {
  if (reports.length === 0) return []
  const waiting = db
    .selectFrom('expenseLine')
    .selectAll()
    .where('currency', '=', currency)
    .where('rate', 'is', null)
    .where(
      'reportId',
      'in',
      reports.map(({ id }) => id),
    )
  const ids = (await waiting.execute()).map(({ id }) => id)
  return ids.length === 0 ? [] : readAllLocked(db, 'expenseLine', ids, () => waiting.orderBy('id').execute())
}
