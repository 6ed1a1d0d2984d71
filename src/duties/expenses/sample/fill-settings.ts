import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import type { SampleIds } from '#office/sample/fill-office.ts'
import { sampleMembers } from '#office/sample/members.ts'
import { renewedOn } from './calendar.ts'
import { sampleBudgets, sampleCategories } from './categories.ts'
import { type SampleInformed, type SampleProcedure, sampleProcedures } from './claim-procedure.ts'
import type { PastFact } from './fill-history.ts'
import type { Moment } from './fill-moments.ts'
import { preparers } from './months.ts'
import type { SampleMonths } from './months-shapes.ts'

type Setting = {
  db: Db
  story: SampleMonths
  today: string
  ids: SampleIds
  moment: Moment
  language: 'en' | 'lt'
}

/** Writes what the months stand on: categories' accounts and limits, budgets, rates, claim procedures. Returns its history. */
export async function fillSettings(at: Setting): Promise<PastFact[]> {
  await setCategories(at.db)
  await setBudgets(at)
  await setRates(at)
  const past: PastFact[] = []
  for (const procedure of sampleProcedures(at.today, renewedOn(at.today), salespeople))
    past.push(...(await publish(at, procedure)))
  return past
}

const salespeople = sampleMembers.flatMap(({ key, team }) => (team ? [{ key, assistant: preparers[team] }] : []))

async function setCategories(db: Db): Promise<void> {
  for (const { code, account, limitCents, vatDeductiblePercent } of sampleCategories)
    await db
      .updateTable('expenseCategory')
      .set({ account, limitCents, vatDeductiblePercent })
      .where('code', '=', code)
      .execute()
}

/** The ids of the categories by their codes. */
export async function categoryIds(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('expenseCategory').select(['id', 'code']).execute()
  return new Map(rows.map(({ id, code }) => [code, id]))
}

async function setBudgets({ db, story, ids }: Setting): Promise<void> {
  const categories = await categoryIds(db)
  const months = story.months.map(({ month }) => month)
  const people = { north: 0, south: 0, west: 0, export: 0 }
  for (const { team } of sampleMembers) if (team) people[team] += 1
  const rows = sampleBudgets(months, people).map(({ team, category, month, cents }) => ({
    teamId: ids.team(team).id,
    categoryId: categories.get(category)!,
    month,
    cents,
  }))
  await db.insertInto('expenseBudget').values(rows).execute()
}

/** Whence the rates of the sample office are. */
export const sourceOfRates = { en: 'sample data', lt: 'pavyzdiniai duomenys' }

async function setRates({ db, story, moment, language }: Setting): Promise<void> {
  const rows = story.rates.map(({ currency, day, rate }) => ({
    currency,
    day,
    rate,
    source: sourceOfRates[language],
    setBy: null,
    at: moment(day, 8 * 60),
  }))
  await db.insertInto('exchangeRate').values(rows).execute()
}

/** Publishes a version (the office's first draft becomes the first one) and writes who was informed of it how. */
async function publish({ db, ids, moment }: Setting, procedure: SampleProcedure): Promise<PastFact[]> {
  const { version: number, publishedOn, text, informed } = procedure
  const by = ids.person(procedure.publishedBy)
  const at = moment(publishedOn, 8 * 60)
  const row = {
    number,
    bodyEn: text.en,
    bodyLt: text.lt,
    draftedBy: by.id,
    draftedAt: at,
    publishedBy: by.id,
    publishedAt: at,
  }
  await db.deleteFrom('expenseProcedureVersion').where('publishedAt', 'is', null).execute()
  const id = newId()
  await db
    .insertInto('expenseProcedureVersion')
    .values({ id, ...row })
    .execute()
  const proofs = informed.map((one, i) => proofOf(ids, id, one, moment(one.day, 10 * 60 + i)))
  if (proofs.length > 0) await db.insertInto('expenseProcedureProof').values(proofs).execute()
  const published: PastFact = {
    at,
    by,
    operation: 'expenses.publishProcedure',
    record: ['procedureVersion', id],
    says: 'expenses.said.procedurePublished',
    params: { number },
  }
  return [published, ...informed.map((one, i) => informedFact(ids, { id, number, one, at: proofs[i]!.at }))]
}

function proofOf(ids: SampleIds, versionId: string, one: SampleInformed, at: string) {
  const member = ids.person(one.salesperson)
  const recordedBy = one.way === 'read' ? member : ids.person(one.by)
  return { versionId, memberId: member.id, way: one.way, informedOn: one.day, recordedBy: recordedBy.id, at }
}

function informedFact(
  ids: SampleIds,
  { id, number, one, at }: { id: string; number: number; one: SampleInformed; at: string },
): PastFact {
  const member = ids.person(one.salesperson)
  const isRead = one.way === 'read'
  return {
    at,
    by: isRead ? member : ids.person(one.by),
    operation: isRead ? 'expenses.confirmProcedure' : 'expenses.recordInformed',
    record: ['procedureVersion', id],
    says: isRead ? 'expenses.said.procedureConfirmed' : `expenses.said.informed.${one.way}`,
    params: { number, name: member.name, way: one.way, day: one.day },
    memberId: member.id,
    teamId: ids.team(sampleMembers.find(({ key }) => key === one.salesperson)!.team!).id,
  }
}
