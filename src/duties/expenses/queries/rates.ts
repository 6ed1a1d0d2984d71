import type { Db } from '#core/database.ts'

/**
 * The rate of a currency on a day: the last one set on or before it (at weekends the last working day's applies, as the
 * Bank of Lithuania publishes). Null where there is none: the amount is then not counted, and an obstacle says so.
 */
export async function rateFor(db: Db, currency: string, day: string | null) {
  const row = await db
    .selectFrom('exchangeRate')
    .select(['rate', 'day', 'source'])
    .where('currency', '=', currency)
    .$if(day !== null, (query) => query.where('day', '<=', day!))
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row
    ? { rate: row.rate, rateDay: row.day, rateSource: row.source }
    : { rate: null, rateDay: null, rateSource: null }
}
