import * as z from 'zod'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { changesBetween } from '#core/events.ts'
import { newId } from '#core/ids.ts'
import { lock, readTheLocked, save } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import { eachOnce, Instant, listOf, textOf, VersionSeen, whole } from '#core/shapes.ts'
import { refuseStale, refuseUnlessSeen, unseenIn } from '#core/stale.ts'
import { profileOf } from '#office/public.ts'
import { allCategories, budgetSetBy, budgetsOf, categoryToChange, policyOf } from '../queries/settings.ts'
import { seenBy } from '../queries/whose.ts'
import { cents, id, line, month, version } from '../rules/shapes.ts'
import { mustBeOpenTeam } from '../steps/open-teams.ts'
import { mustLook, mustSettle, policyRecord } from '../steps/settings.ts'

const policyFields = {
  receiptFreeCents: cents.min(0),
  unusualPercent: z.int().min(1).max(1000).describe('From this difference to the month before a figure is unusual.'),
  unusualCents: cents.min(0),
  linkDays: z.int().min(1).max(90).describe('How long an upload link works.'),
  linkFiles: z.int().min(1).max(500).describe('How many files it takes.'),
  dueDay: z.int().min(1).max(28).describe('Day of the following month.'),
}

const policyShape = z.object({ ...policyFields, version }).meta({ title: 'Policy' })

export const policy = read({
  right: 'member',
  summary: 'The rules of collecting and checking: limits, deadlines, how long upload links live.',
  rest: 'GET /expenses/policy',
  input: z.object({}),
  output: policyShape,
  do({ db, actor }) {
    mustLook(actor)
    return policyOf(db)
  },
})

export const changePolicy = change({
  right: 'member',
  ownName: true,
  summary: 'Change the rules of collecting and checking.',
  rest: 'PATCH /expenses/policy',
  inPerson: true,
  idempotent: true,
  input: z
    .object({ version, ...policyFields })
    .partial()
    .required({ version: true }),
  output: policyShape,
  async do({ db, actor, input, tell }) {
    mustSettle(actor)
    const { version: edited, ...fields } = input
    const before = await readTheLocked(db, 'expensePolicy', () => policyOf(db))
    refuseStale({ ...before, id: policyRecord }, edited, fields)
    const { receiptFreeCents, unusualCents } = before
    const { currency: amountsCurrency } = await profileOf(db)
    await save(db, 'expensePolicy', before, { receiptFreeCents, unusualCents, ...fields, amountsCurrency })
    tell({
      record: ['expensePolicy', policyRecord],
      says: 'expenses.said.policyChanged',
      changes: changesBetween(before, fields),
    })
    return policyOf(db)
  },
})

const categoryFields = {
  nameEn: line.max(100).describe('Its name in English.'),
  nameLt: line.max(100).describe('Its name in Lithuanian.'),
  account: textOf(40).nullable().describe('Of the bookkeeping.'),
  limitCents: cents.min(1).nullable(),
  vatDeductiblePercent: z.int().min(0).max(100).describe('How much of the VAT may be claimed.'),
  needsCustomer: z.boolean().describe('Whether a line has to name one.'),
  position: z.int().min(0).max(10_000).describe('Where it stands in lists.'),
}

const code = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9]{1,40}$/, { error: 'expenses.mustBe.code' })
  .describe('Short name for programs, such as hotel.')

const categoryShape = z
  .object({ id, code, ...categoryFields, version, closedAt: Instant.nullable() })
  .meta({ title: 'Category' })

export const categories = read({
  right: 'member',
  summary: 'The categories of expenses, closed ones too.',
  rest: 'GET /expenses/categories',
  input: z.object({}),
  output: listOf(categoryShape),
  async do({ db, actor }) {
    mustLook(actor)
    return whole(await allCategories(db))
  },
})

export const addCategory = change({
  right: 'member',
  ownName: true,
  summary: 'Add a category of expenses.',
  rest: 'POST /expenses/categories',
  input: z
    .object({ code, ...categoryFields })
    .partial()
    .required({ code: true, nameEn: true, nameLt: true }),
  output: categoryShape,
  async do({ db, actor, input, tell }) {
    mustSettle(actor)
    await lock(db, { expensePolicy: true })
    const taken = await db
      .selectFrom('expenseCategory')
      .select(['id', 'code'])
      .where(({ fn }) => fn<string>('lower', ['code']), '=', input.code.toLowerCase())
      .executeTakeFirst()
    if (taken) refuse({ says: 'expenses.categoryExists', code: taken.code, record: taken.id })
    const { currency: limitCurrency } = await profileOf(db)
    const row = await db
      .insertInto('expenseCategory')
      .values({ account: null, limitCents: null, ...input, limitCurrency, id: newId(), closedAt: null })
      .returningAll()
      .executeTakeFirstOrThrow()
    tell({
      record: ['expenseCategory', row.id],
      says: 'expenses.said.categoryAdded',
      params: { category: row.nameEn },
    })
    return row
  },
})

export const changeCategory = change({
  right: 'member',
  ownName: true,
  summary: 'Change a category of expenses.',
  rest: 'PATCH /expenses/categories/{categoryId}',
  idempotent: true,
  input: z
    .object({ categoryId: id, version, ...categoryFields })
    .partial()
    .required({ categoryId: true, version: true }),
  output: categoryShape,
  async do({ db, actor, input, tell }) {
    mustSettle(actor)
    const { categoryId, version: edited, ...fields } = input
    const before = await categoryToChange(db, categoryId)
    refuseStale(before, edited, fields)
    const { currency: limitCurrency } = await profileOf(db)
    await save(db, 'expenseCategory', before, { limitCents: before.limitCents, ...fields, limitCurrency })
    const after = await categoryToChange(db, categoryId)
    tell({
      record: ['expenseCategory', categoryId],
      says: 'expenses.said.categoryChanged',
      params: { category: after.nameEn },
      changes: changesBetween(before, fields),
    })
    return after
  },
})

export const closeCategory = change({
  right: 'member',
  ownName: true,
  summary: 'Take a category out of use, or back into use.',
  rest: 'POST /expenses/categories/{categoryId}/close',
  idempotent: true,
  input: z.object({
    categoryId: id,
    version: VersionSeen,
    closed: z.boolean().default(true).describe('False brings it back into use.'),
  }),
  output: categoryShape,
  async do({ db, actor, input, tell }) {
    mustSettle(actor)
    const before = await categoryToChange(db, input.categoryId)
    const isNow = { state: before.closedAt ? 'closed' : 'used', nameEn: before.nameEn, nameLt: before.nameLt }
    refuseUnlessSeen(before, input.version, {
      reason: { says: 'expenses.categoryIsNow', state: isNow.state },
      now: { id: before.id, ...isNow },
    })
    await save(db, 'expenseCategory', before, { closedAt: input.closed ? now().toString() : null })
    const after = await categoryToChange(db, before.id)
    tell({
      record: ['expenseCategory', after.id],
      says: input.closed ? 'expenses.said.categoryClosed' : 'expenses.said.categoryOpened',
      params: { category: after.nameEn },
    })
    return after
  },
})

const budgetShape = z.object({ teamId: id, categoryId: id, month, cents: cents.min(0) }).meta({ title: 'Budget' })

export const budgets = read({
  right: 'member',
  summary: 'What each team may spend on each category in a month.',
  rest: 'GET /expenses/budgets',
  input: z.object({ month }),
  output: listOf(budgetShape),
  async do({ db, actor, input }) {
    mustLook(actor)
    const all = actor.rights.has('office.administer')
    const teams = all ? null : seenBy(actor).teamIds
    return whole(await budgetsOf(db, teams, input.month))
  },
})

export const setBudgets = change({
  right: 'member',
  ownName: true,
  summary: 'Set what a team may spend in a month, category by category.',
  rest: 'PUT /expenses/budgets/{teamId}/{month}',
  idempotent: true,
  input: z.object({
    teamId: id,
    month,
    amounts: eachOnce(
      z
        .array(
          z.object({
            categoryId: id,
            cents: cents.min(0).nullable(),
            was: cents
              .min(0)
              .nullable()
              .describe('What stood there when it was decided; refused where it is another by now.'),
          }),
        )
        .min(1)
        .max(200),
      ({ categoryId }) => categoryId,
    ).describe('One per category; null takes the budget away, or says that there was none.'),
  }),
  output: listOf(budgetShape),
  async do({ db, actor, input, tell }) {
    mustSettle(actor)
    const mine = actor.rights.has('office.administer') || actor.teams['expenses.combine'].includes(input.teamId)
    await lock(db, { team: [input.teamId] })
    const team = await db.selectFrom('team').select('name').where('id', '=', input.teamId).executeTakeFirst()
    if (!mine || !team) absent({ says: 'expenses.noSuchTeam' })
    await mustBeOpenTeam(db, input.teamId)
    const known = new Set((await allCategories(db)).map((category) => category.id))
    await mustBeSeen(db, input)
    for (const { categoryId, cents } of input.amounts) {
      if (!known.has(categoryId)) absent({ says: 'expenses.noSuchCategory' })
      const key = { teamId: input.teamId, categoryId, month: input.month }
      if (cents === null) {
        await db
          .deleteFrom('expenseBudget')
          .where((eb) => eb.and(key))
          .execute()
        continue
      }
      await db
        .insertInto('expenseBudget')
        .values({ ...key, cents })
        .onConflict((oc) => oc.columns(['teamId', 'month', 'categoryId']).doUpdateSet({ cents }))
        .execute()
    }
    tell({
      record: ['team', input.teamId],
      says: 'expenses.said.budgetsSet',
      params: { team: team.name, month: input.month, categories: input.amounts.map(({ categoryId }) => categoryId) },
      teamId: input.teamId,
    })
    return whole(await budgetsOf(db, [input.teamId], input.month))
  },
})

interface Budgets {
  teamId: string
  month: string
  amounts: readonly { categoryId: string; cents: number | null; was: number | null }[]
}

/** Refuses what is set in place of a budget that nobody looked at, saying which stands there and who set it. */
async function mustBeSeen(db: Db, { teamId, month, amounts }: Budgets): Promise<void> {
  const before = new Map((await budgetsOf(db, [teamId], month)).map((row) => [row.categoryId, row.cents]))
  const fields = unseenIn(
    amounts.map(({ categoryId, cents, was }) => {
      return { field: categoryId, was, now: before.get(categoryId) ?? null, yours: cents }
    }),
  )
  const [first] = fields
  if (!first) return
  const name = (await budgetSetBy(db, { teamId, month, categoryId: first.field })) ?? 'unknown'
  const { currency } = await profileOf(db)
  const says = first.now === null ? 'expenses.noBudgetNow' : 'expenses.budgetIsNow'
  refuse({ says, name, now: { cents: first.now ?? 0, currency } }, { fields })
}
