import * as z from 'zod'
import type { Db } from '#core/database.ts'
import { RecordId } from '#core/shapes.ts'
import { translate } from '#core/words.ts'
import { allCategories, signedCategories } from '../queries/settings.ts'
import { type Matrix, noCategory } from '../rules/matrix.ts'
import type { SignedCategory } from '../rules/signed-around.ts'

const FigureShape = z
  .object({
    claimedCents: z.number(),
    acceptedCents: z.number(),
    previousCents: z.number().describe('What was accepted in the previous period, where it has lines.'),
    previousLines: z
      .int()
      .nullable()
      .describe(
        'Of the previous period. Null where there are some and the report was signed before their count was kept.',
      ),
    previousLinesNotCounted: z
      .int()
      .nullable()
      .describe(
        'Of the previous period’s lines those that `previousCents` misses, for want of an amount or an exchange rate. Null where ' +
          'the report was signed before this was kept: `previousCents` may miss some, and nobody can tell.',
      ),
    budgetCents: z.number().nullable().describe('Beside a supplement what its month left of the budget.'),
    lines: z.number(),
    linesNotCounted: z
      .number()
      .describe('Of the lines those that the figures miss, for want of an amount or an exchange rate.'),
  })
  .meta({ title: 'Figures' })

export const MatrixShape = z
  .object({
    rows: z.array(
      z.object({
        memberId: RecordId,
        memberName: z.string(),
        teamId: RecordId,
        teamName: z.string(),
        cells: z.record(z.string(), FigureShape),
        sum: FigureShape,
      }),
    ),
    columns: z.record(z.string(), FigureShape).describe('By category id; `none` for lines that have no category yet.'),
    teams: z.record(z.string(), FigureShape).describe('By team id, each line with the team it was claimed in.'),
    sum: FigureShape,
  })
  .meta({ title: 'Matrix' })

const CategoryShape = z
  .object({
    id: RecordId,
    code: z.string(),
    name: z.string(),
    account: z.string().nullable(),
    limitCents: z.number().nullable(),
  })
  .meta({ title: 'CategoryOfMonth' })

export const Categories = z.array(CategoryShape)

/** The same beside a matrix, with the column of lines that have no category yet. */
export const MatrixCategories = z.array(CategoryShape.extend({ id: z.union([RecordId, z.literal(noCategory)]) }))

/**
 * Categories in their order, named in the language; closed ones too, since older months use them. For what is signed in a
 * department report they are as they were then.
 */
export async function categoriesIn(
  db: Db,
  language: 'en' | 'lt',
  departmentReportId: string | null,
): Promise<z.input<typeof Categories>> {
  return categoriesCalled((await signedCategories(db, departmentReportId)) ?? (await allCategories(db)), language)
}

/** Categories as they are called in the language. */
export function categoriesCalled(
  categories: readonly SignedCategory[],
  language: 'en' | 'lt',
): z.input<typeof Categories> {
  return categories.map((row) => ({
    id: row.id,
    code: row.code,
    name: language === 'lt' ? row.nameLt : row.nameEn,
    account: row.account,
    limitCents: row.limitCents,
  }))
}

/** The categories of a matrix, with one for lines that nobody has given a category yet where there are some. */
export function categoriesFor(
  { columns }: Pick<Matrix, 'columns'>,
  categories: z.input<typeof Categories>,
  language: 'en' | 'lt',
): z.input<typeof MatrixCategories> {
  if (!columns[noCategory]) return categories
  const name = translate(language, 'expenses.review.noCategory')
  return [...categories, { id: noCategory, code: noCategory, name, account: null, limitCents: null }]
}
