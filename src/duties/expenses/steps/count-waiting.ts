import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import { readAllLocked } from '#core/locked.ts'
import type { Told } from '#core/told.ts'
import { rateFor } from '../queries/rates.ts'
import { reportsToChange } from '../queries/reports.ts'
import { isCountable } from '../rules/amounts.ts'
import { isSameRate } from '../rules/rates.ts'
import { inWork, saveCounted } from './save-counted.ts'

/** The reports that are not presented, held: none of their lines is saved meanwhile by what the table of rates said before. */
export async function reportsInWork(db: Db) {
  const seen = await db.selectFrom('expenseReport').select('id').where('presentedAt', 'is', null).execute()
  const reports = await reportsToChange(
    db,
    seen.map(({ id }) => id),
  )
  return reports.filter((report) => !report.presentedAt)
}

interface Counting {
  officeCurrency: string
  /** Without one, of every currency but the office's. */
  currency?: string | undefined
  /** What the history says of each line; without it, that somebody set or corrected the rate. */
  says?: Told['says']
}

/**
 * Counts the lines that waited for a rate of the currency, and again those that the table now gives another, as saving each
 * of them would. A rate typed by hand stays.
 */
export async function countWaiting(
  { db, tell }: { db: Db; tell(fact: Told): void },
  reports: Awaited<ReturnType<typeof reportsInWork>>,
  { officeCurrency, currency, says }: Counting,
): Promise<void> {
  const edits = []
  for (const line of await linesByTable(db, reports, { officeCurrency, currency })) {
    const next = { ...line, ...(await rateFor(db, line.currency, line.spentOn)) }
    if (next.rate === null || (line.rate && isSameRate(line.rate, next.rate) && line.rateDay === next.rateDay)) continue
    if (!isCountable(next, officeCurrency)) continue
    edits.push({ before: line, next })
  }
  await saveCounted(db, edits, { officeCurrency, standing: inWork })
  for (const { before: line, next } of edits) {
    const report = reports.find(({ id }) => id === line.reportId)!
    tell({
      record: ['expenseLine', line.id],
      also: [report.id],
      says: says ?? saidOfRate(line.rate, next.rate),
      params: {
        number: report.number,
        merchant: line.merchant,
        currency: line.currency,
        rate: next.rate,
        oldRate: line.rate,
        day: next.rateDay,
      },
      memberId: report.memberId,
      teamId: report.teamId,
    })
  }
}

function saidOfRate(was: string | null, now: string | null): Told['says'] {
  if (!was || !now) return 'expenses.said.rateCame'
  return isSameRate(was, now) ? 'expenses.said.rateSetAlike' : 'expenses.said.rateChanged'
}

async function linesByTable(db: Db, reports: readonly { id: string }[], { officeCurrency, currency }: Counting) {
  if (reports.length === 0) return []
  const priced = db
    .selectFrom('expenseLine')
    .selectAll()
    .where('currency', currency ? '=' : '<>', currency ?? officeCurrency)
    .where(sql<boolean>`rate_source is distinct from 'hand'`)
    .where(
      'reportId',
      'in',
      reports.map(({ id }) => id),
    )
  const ids = (await priced.execute()).map(({ id }) => id)
  return ids.length === 0 ? [] : readAllLocked(db, 'expenseLine', ids, () => priced.orderBy('id').execute())
}
