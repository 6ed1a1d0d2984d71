import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import { readLocked } from '#core/locked.ts'
import { absent } from '#core/refusal.ts'
import type { SignedCategory } from '../rules/signed-around.ts'

/** The office's rules of collecting and checking; every office has exactly one row. Amounts of another currency count as none. */
export async function policyOf(db: Db) {
  const policy = await db
    .selectFrom('expensePolicy')
    .selectAll()
    .select((eb) => eb.selectFrom('officeProfile').select('currency').as('officeCurrency'))
    .executeTakeFirstOrThrow()
  const { officeCurrency, ...rest } = policy
  return policy.amountsCurrency === officeCurrency ? rest : { ...rest, receiptFreeCents: 0, unusualCents: 0 }
}

/** The categories in their order, closed ones too. */
export async function allCategories(db: Db) {
  return (await categoryRows(db).orderBy('position').orderBy('code').execute()).map(withOwnLimit)
}

/** What a signed report keeps of its categories; null until it is signed, and where that was before this was kept. */
export async function signedCategories(db: Db, departmentReportId: string | null): Promise<SignedCategory[] | null> {
  if (!departmentReportId) return null
  const row = await db
    .selectFrom('expenseApproval')
    .select('categories')
    .where('departmentReportId', '=', departmentReportId)
    .executeTakeFirst()
  return row?.categories ?? null
}

/** The same as it is kept when a report is signed. */
export async function categoriesToKeep(db: Db): Promise<SignedCategory[]> {
  const rows = await allCategories(db)
  return rows.map(({ id, code, nameEn, nameLt, account, limitCents }) => ({
    id,
    code,
    nameEn,
    nameLt,
    account,
    limitCents,
  }))
}

function categoryRows(db: Db) {
  return db
    .selectFrom('expenseCategory')
    .selectAll()
    .select((eb) => eb.selectFrom('officeProfile').select('currency').as('officeCurrency'))
}

/** A limit of another currency is none: the ones that every office begins with are in euros. */
function withOwnLimit<Row extends { limitCents: number | null; limitCurrency: string; officeCurrency: string | null }>({
  officeCurrency,
  ...row
}: Row) {
  return row.limitCurrency === officeCurrency ? row : { ...row, limitCents: null }
}

/** A category for a change; absent when there is none. */
export async function categoryToChange(db: Db, id: string) {
  const row = await readLocked(db, 'expenseCategory', id, async () => {
    const found = await categoryRows(db).where('id', '=', id).executeTakeFirst()
    return found && withOwnLimit(found)
  })
  return row ?? absent({ says: 'expenses.noSuchCategory' })
}

/** Refuses a category that does not exist or is no longer used. */
export async function openCategory(db: Db, id: string) {
  const row = await db
    .selectFrom('expenseCategory')
    .select(['id', 'code', 'nameEn', 'nameLt'])
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .executeTakeFirst()
  return row ?? absent({ says: 'expenses.noSuchCategory' })
}

/** Budgets of a month; `teamIds` null means of all teams. */
export async function budgetsOf(db: Db, teamIds: readonly string[] | null, firstDay: string) {
  if (teamIds?.length === 0) return []
  let query = db.selectFrom('expenseBudget').selectAll().where('month', '=', firstDay)
  if (teamIds) query = query.where('teamId', 'in', teamIds)
  return query.execute()
}

/** Who set a category's budget last, as the history tells it; what was set before it named categories it does not know. */
export async function budgetSetBy(
  db: Db,
  { teamId, month, categoryId }: { teamId: string; month: string; categoryId: string },
): Promise<string | undefined> {
  const about = JSON.stringify({ month, categories: [categoryId] })
  const last = await db
    .selectFrom('event')
    .select('actorName')
    .where(sql<boolean>`records @> array[${teamId}::uuid] and params @> ${about}::jsonb`)
    .where('says', '=', 'expenses.said.budgetsSet')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.actorName
}

export function ratesSince(db: Db, currency: string | undefined, limit: number) {
  let query = db.selectFrom('exchangeRate').selectAll().orderBy('day', 'desc').orderBy('currency').limit(limit)
  if (currency) query = query.where('currency', '=', currency)
  return query.execute()
}
