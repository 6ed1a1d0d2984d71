import * as z from 'zod'
import type { Db } from '#core/database.ts'

export const FigureShape = z.object({
  claimedCents: z.number(),
  acceptedCents: z.number(),
  previousCents: z.number(),
  budgetCents: z.number().nullable(),
  lines: z.number(),
})

export const MatrixShape = z.object({
  rows: z.array(
    z.object({
      memberId: z.string(),
      memberName: z.string(),
      teamId: z.string(),
      teamName: z.string(),
      cells: z.record(z.string(), FigureShape),
      sum: FigureShape,
    }),
  ),
  columns: z.record(z.string(), FigureShape),
  sum: FigureShape,
})

export const Categories = z.array(
  z.object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    account: z.string().nullable(),
    limitCents: z.number().nullable(),
  }),
)

/** Categories in their order, named in the language; closed ones too, since older months use them. */
export async function categoriesIn(db: Db, language: 'en' | 'lt'): Promise<z.input<typeof Categories>> {
  const rows = await db.selectFrom('expenseCategory').selectAll().orderBy('position').orderBy('code').execute()
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: language === 'lt' ? row.nameLt : row.nameEn,
    account: row.account,
    limitCents: row.limitCents,
  }))
}
