import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import type { SetRate, TableRate } from '../rules/rates.ts'

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

/** What the table says for each currency and day, by `CURRENCY DAY`. */
export async function tableRates(
  db: Db,
  of: readonly { currency: string; spentOn: string | null }[],
): Promise<Map<string, TableRate>> {
  const wanted = [...new Set(of.flatMap(({ currency, spentOn }) => (spentOn ? [`${currency} ${spentOn}`] : [])))]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<TableRate & { key: string }>`
    select key, to_jsonb(of_day) as of_day, to_jsonb(last) as last
    from unnest(${wanted}::text[]) key
    left join lateral (
      select rate::text, day::text from exchange_rate
      where currency = left(key, 3) and day <= substr(key, 5)::date order by exchange_rate.day desc limit 1
    ) of_day on true
    left join lateral (
      select rate::text, day::text from exchange_rate
      where currency = left(key, 3) order by exchange_rate.day desc limit 1
    ) last on true`.execute(db)
  return new Map(rows.map(({ key, ofDay, last }) => [key, { ofDay, last }]))
}

/** The rate of another day nearest before, else the next after; what a new one is held against. */
export async function nearestRate(
  db: Db,
  { currency, day }: { currency: string; day: string },
): Promise<SetRate | null> {
  const others = db.selectFrom('exchangeRate').select(['rate', 'day']).where('currency', '=', currency)
  const before = await others.where('day', '<', day).orderBy('day', 'desc').limit(1).executeTakeFirst()
  return before ?? (await others.where('day', '>', day).orderBy('day').limit(1).executeTakeFirst()) ?? null
}

/** Of which day and source the rates of lines are, by line; not of one that has got another rate since. */
export async function ratesBehind(db: Db, lines: readonly { lineId: string; rate: string | null }[]) {
  const rated = new Map(lines.map((line) => [line.lineId, line.rate]))
  const rows = await db
    .selectFrom('expenseLine')
    .select(['id', 'rate', 'rateDay as day', 'rateSource as source'])
    .where(sql<boolean>`id = any(${[...rated.keys()]}::uuid[])`)
    .execute()
  return new Map(
    rows.flatMap(({ id, rate, day, source }) =>
      day && source && rate === rated.get(id) ? [[id, { day, source }] as const] : [],
    ),
  )
}
