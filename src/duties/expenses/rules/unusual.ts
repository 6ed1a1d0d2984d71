import { percentIn } from '#core/money.ts'
import type { Says } from '#core/refusal.ts'
import type { Matrix } from './matrix.ts'
import type { SaidTwin } from './obstacles.ts'
import type { PresentedLine } from './presented-line.ts'

export interface UnusualPolicy {
  unusualPercent: number
  /** A difference smaller than this is never unusual. */
  unusualCents: number
  currency: string
  limits: ReadonlyMap<string, number>
  categoryNames: ReadonlyMap<string, string>
  /** The month presented, `YYYY-MM-01`. */
  month: string
  /** By receipt, what is likely of one purchase with it; `why` and `by` where told apart. */
  twins: ReadonlyMap<string, readonly (SaidTwin & { why: string; by: string })[]>
}

export const unusualKinds = [
  ...(['overLimit', 'farFromLast', 'overBudget', 'declaredMissing', 'changedAfterReading', 'otherMonth'] as const),
  ...(['samePurchase', 'toldApart'] as const),
] as const
export type UnusualKind = (typeof unusualKinds)[number]

/** One thing the senior manager should look at first. `target` is what a tick on it covers. */
export interface Unusual {
  kind: UnusualKind
  target: string
  memberId: string | null
  lineId: string | null
  categoryId: string | null
  /** For sorting, most money first. */
  weightCents: number
  says: Says
}

/** What is unusual in a presented version: most money first. */
export function unusualIn(lines: readonly PresentedLine[], matrix: Matrix, policy: UnusualPolicy): Unusual[] {
  return [
    ...lines.flatMap((line) => unusualLine(line, policy)),
    ...unusualCells(matrix, policy),
    ...overBudget(matrix, policy),
  ].sort((a, b) => b.weightCents - a.weightCents)
}

function unusualLine(line: PresentedLine, policy: UnusualPolicy): Unusual[] {
  const { currency, limits, categoryNames, month } = policy
  const amount = { cents: line.claimedCents, currency }
  const common = { name: line.memberName, line: line.merchant, amount }
  const found: Unusual[] = []
  const mark = (kind: Unusual['kind'], params: object = {}) =>
    found.push({
      kind,
      target: `line:${line.lineId}`,
      memberId: line.memberId,
      lineId: line.lineId,
      categoryId: line.categoryId,
      weightCents: Math.abs(line.claimedCents),
      says: { says: `expenses.unusual.${kind}`, ...common, ...params },
    })

  const limit = limits.get(line.categoryId)
  if (limit && line.claimedCents > limit) {
    mark('overLimit', {
      limit: { cents: limit, currency },
      category: categoryNames.get(line.categoryId) ?? '',
      why: line.explanation,
    })
  }
  if (line.missingReason) mark('declaredMissing', { why: line.missingReason })
  if (line.changedAfterReading.length > 0) mark('changedAfterReading', { fields: line.changedAfterReading.join(',') })
  if (line.spentOn.slice(0, 7) !== month.slice(0, 7)) mark('otherMonth', { day: line.spentOn })
  for (const { id } of line.receipts)
    for (const { receipt, whose, other, name: whom, why, by } of policy.twins.get(id) ?? [])
      mark(by ? 'toldApart' : 'samePurchase', { receipt, whose, other, whom, why, by })
  return found
}

function unusualCells(
  matrix: Matrix,
  { unusualPercent, unusualCents, currency, categoryNames }: UnusualPolicy,
): Unusual[] {
  return matrix.rows.flatMap((row) =>
    Object.entries(row.cells).flatMap(([categoryId, figure]): Unusual[] => {
      if (figure.previousCents === 0 || figure.lines === 0) return []
      const difference = figure.claimedCents - figure.previousCents
      const percent = Number(percentIn(difference, figure.previousCents, 0))
      if (Math.abs(difference) < unusualCents || Math.abs(percent) < unusualPercent) return []
      return [
        {
          kind: 'farFromLast',
          target: `cell:${row.memberId}:${categoryId}`,
          memberId: row.memberId,
          lineId: null,
          categoryId,
          weightCents: Math.abs(difference),
          says: {
            says: 'expenses.unusual.farFromLast',
            name: row.memberName,
            category: categoryNames.get(categoryId) ?? '',
            amount: { cents: figure.claimedCents, currency },
            previous: { cents: figure.previousCents, currency },
            percent,
          },
        },
      ]
    }),
  )
}

function overBudget(matrix: Matrix, { currency, categoryNames }: UnusualPolicy): Unusual[] {
  return Object.entries(matrix.columns)
    .filter(([, figure]) => figure.budgetCents !== null && figure.claimedCents > figure.budgetCents)
    .map(([categoryId, figure]) => ({
      kind: 'overBudget' as const,
      target: `column:${categoryId}`,
      memberId: null,
      lineId: null,
      categoryId,
      weightCents: figure.claimedCents - (figure.budgetCents ?? 0),
      says: {
        says: 'expenses.unusual.overBudget',
        category: categoryNames.get(categoryId) ?? '',
        amount: { cents: figure.claimedCents, currency },
        budget: { cents: figure.budgetCents ?? 0, currency },
      },
    }))
}
