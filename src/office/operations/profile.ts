import * as z from 'zod'
import type { Db } from '#core/database.ts'
import { changesBetween } from '#core/events.ts'
import { readTheLocked, save } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import { verifyHistory as verifyHistoryOf } from '#core/seals.ts'
import { Currency, CurrencyCode, Instant } from '#core/shapes.ts'
import { given, refuseStale } from '#core/stale.ts'
import { keepsAmounts, officeProfile } from '../queries/office.ts'
import { Country, Id, Language, Name, TimeZone, Version } from '../shapes.ts'
import { officeRecord } from '../steps/office-record.ts'

const Fields = { name: Name, country: Country, currency: Currency, timeZone: TimeZone, language: Language }
const Profile = z
  .object({
    ...Fields,
    name: z.string(),
    country: z.string(),
    currency: CurrencyCode,
    timeZone: z.string(),
    sample: z.boolean(),
    currencyStays: z.boolean().describe('Amounts are kept in it, so that it can no longer change.'),
    version: Version,
    setUpAt: Instant,
  })
  .meta({ title: 'Profile' })

export const profile = read({
  right: 'member',
  summary: 'The office’s own facts: name, country, currency, time zone, language.',
  rest: 'GET /office/profile',
  input: z.object({}),
  output: Profile,
  do: ({ db }) => shownProfile(db),
})

export const changeProfile = change({
  right: 'office.administer',
  summary: 'Change the office’s own facts; its currency only while no amounts are kept in it.',
  rest: 'PATCH /office/profile',
  idempotent: true,
  input: z.object(Fields).partial().extend({ version: Version }),
  output: Profile,
  async do({ input: { version, ...input }, db, tell }) {
    const before =
      (await readTheLocked(db, 'officeProfile', () => officeProfile(db))) ?? absent({ says: 'office.notSetUp' })
    const edit = given(input)
    refuseStale({ ...before, id: officeRecord }, version, edit)
    const isOther = edit.currency !== undefined && edit.currency !== before.currency
    if (isOther && (await keepsAmounts(db))) refuse({ says: 'office.currencyStays', currency: before.currency })
    await save(db, 'officeProfile', before, edit)
    tell({
      record: ['office', officeRecord],
      says: 'office.said.profileChanged',
      changes: changesBetween(before, edit),
    })
    return shownProfile(db)
  },
})

async function shownProfile(db: Db) {
  const profile = (await officeProfile(db)) ?? absent({ says: 'office.notSetUp' })
  return { ...profile, currencyStays: await keepsAmounts(db) }
}

export const verifyHistory = read({
  right: 'office.administer',
  summary: 'Recompute the seals of the history: whether anything in it or under it was changed, removed or slipped in.',
  rest: 'GET /office/history/verify',
  input: z.object({
    sealNumber: z
      .int()
      .min(1)
      .optional()
      .describe('Number of a seal as a signed paper shows it: whether it still stands.'),
    sealHash: z
      .string()
      .regex(/^[0-9a-f]{8,64}$/, { error: 'office.mustBe.sealHash' })
      .optional()
      .describe('Beginning of that seal’s hash.'),
  }),
  output: z.object({
    isWhole: z.boolean(),
    seals: z.int(),
    events: z.int(),
    wrongSeal: z.int().nullable().describe('The first seal that does not fit, or that is gone.'),
    /** What the history had settled and was changed past it, such as the payouts of a report. */
    changed: z.array(
      z.object({ table: z.string(), recordType: z.string(), recordId: Id, number: z.string().nullable() }),
    ),
  }),
  async do({ db, office, input: { sealNumber, sealHash } }) {
    const given = sealNumber && sealHash ? [{ number: sealNumber, hash: sealHash }] : []
    return verifyHistoryOf(db, [...(await office.sealLog.read()), ...given])
  },
})
