import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { lock } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { invalid, refuse } from '#core/refusal.ts'
import { Instant, listOf, whole } from '#core/shapes.ts'
import { refuseUnseen } from '#core/stale.ts'
import { profileOf } from '#office/public.ts'
import { nearestRate } from '../queries/rates.ts'
import { ratesSince } from '../queries/settings.ts'
import { isFarOff } from '../rules/rates.ts'
import { currency, currencyCode, day, id, line, rate } from '../rules/shapes.ts'
import { countWaiting, reportsInWork } from '../steps/count-waiting.ts'
import { mustLook, mustSettle, policyRecord } from '../steps/settings.ts'

const rateShape = z
  .object({
    currency: currencyCode,
    day,
    rate: z.string(),
    source: z.string(),
    setBy: id.nullable(),
    at: Instant,
  })
  .meta({ title: 'Rate' })

export const rates = read({
  right: 'member',
  summary: 'Exchange rates to the office’s currency, newest first.',
  rest: 'GET /expenses/rates',
  input: z.object({
    currency: currency.optional(),
    limit: z.int().min(1).max(500).default(100).describe('How many at most.'),
  }),
  output: listOf(rateShape),
  async do({ db, actor, input }) {
    mustLook(actor)
    return whole(await ratesSince(db, input.currency, input.limit))
  },
})

export const setRate = change({
  right: 'member',
  ownName: true,
  summary:
    'Set the exchange rate of a currency on a day: units of the office’s currency for one of it. Lines in work that the table prices count by it.',
  rest: 'PUT /expenses/rates/{currency}/{day}',
  idempotent: true,
  input: z.object({
    currency,
    day,
    rate,
    was: rate
      .nullable()
      .describe(
        'The rate that stood there when it was decided, null where none did; refused where it is another by now.',
      ),
    wasSource: line
      .nullable()
      .optional()
      .describe(
        'Where that one was published, as it was seen; so that it is not another’s that gives way to the same rate.',
      ),
    source: line.describe('Where it is published.'),
  }),
  output: rateShape,
  async do({ db, actor, input, tell }) {
    mustSettle(actor)
    // Whoever opens a report waits here, so that no line escapes that is priced by what the table said before.
    await lock(db, { expensePolicy: true })
    const { currency: officeCurrency } = await profileOf(db)
    if (input.currency === officeCurrency)
      invalid('currency', { says: 'expenses.rateOfOwnCurrency', currency: officeCurrency })
    const reports = await reportsInWork(db)
    await refuseChanged(db, actor, input)
    await refuseFarOff(db, input)
    const set = { rate: input.rate, source: input.source, setBy: actor.id }
    const row = await db
      .insertInto('exchangeRate')
      .values({ currency: input.currency, day: input.day, ...set })
      .onConflict((oc) => oc.columns(['currency', 'day']).doUpdateSet(set))
      .returningAll()
      .executeTakeFirstOrThrow()
    tell({
      record: ['exchangeRate', policyRecord],
      says: 'expenses.said.rateSet',
      params: { currency: input.currency, day: input.day, rate: input.rate, source: input.source },
    })
    await countWaiting({ db, tell }, reports, { currency: input.currency, officeCurrency })
    return row
  },
})

interface Rate {
  currency: string
  day: string
  rate: string
}

interface Seen extends Rate {
  was: string | null
  wasSource?: string | null | undefined
  source: string
}

async function refuseChanged(
  db: Db,
  actor: Actor,
  { currency, day, rate, was, wasSource, source }: Seen,
): Promise<void> {
  const row = await db
    .selectFrom('exchangeRate')
    .leftJoin('member', 'member.id', 'exchangeRate.setBy')
    .select(['rate', 'source', 'setBy', 'member.name'])
    .where('currency', '=', currency)
    .where('day', '=', day)
    .executeTakeFirst()
  const now = row?.rate ?? null
  // 0.90 is 0.9; no rate is 0.
  refuseUnseen([{ field: 'rate', was, now, yours: rate }], (one, other) => Number(one) === Number(other))
  const isAnothers = row !== undefined && row.setBy !== actor.id && row.source !== source && row.source !== wasSource
  if (isAnothers && Number(row.rate) === Number(rate))
    refuse({ says: 'expenses.rateOfAnother', rate: row.rate, source: row.source, name: row.name ?? '' })
}

async function refuseFarOff(db: Db, { currency, day, rate }: Rate): Promise<void> {
  const known = await nearestRate(db, { currency, day })
  if (known && isFarOff(rate, known.rate))
    refuse({ says: 'expenses.rateFarOff', currency, rate, tableRate: known.rate, day: known.day })
}
