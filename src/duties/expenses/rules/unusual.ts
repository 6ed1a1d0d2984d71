import { percentIn } from '#core/money.ts'
import type { Says } from '#core/refusal.ts'
import type { receiptDifferences } from './contradictions.ts'
import { sumShown } from './figures.ts'
import type { Matrix } from './matrix.ts'
import type { SaidTwin } from './obstacles.ts'
import type { PresentedLine } from './presented-line.ts'
import { isBeside, isSameRate, rateOfDay, type TableRate } from './rates.ts'

export interface UnusualPolicy {
  unusualPercent: number
  /** A difference smaller than this is never unusual. */
  unusualCents: number
  currency: string
  limits: ReadonlyMap<string, number>
  categoryNames: ReadonlyMap<string, string>
  /** The month presented, `YYYY-MM-01`. */
  month: string
  /** Of the report; a supplement has for a budget what its month left of it. */
  supplement: number
  /** What the office's table says of foreign lines, by `CURRENCY DAY`. */
  rates: ReadonlyMap<string, TableRate>
  /** By receipt, what is likely of one purchase with it; `why` and `by` where told apart. */
  twins: ReadonlyMap<string, readonly (SaidTwin & { why: string; by: string })[]>
  /** By line, what is other on its receipts, explained or not. */
  unlike: ReadonlyMap<string, ReturnType<typeof receiptDifferences>>
}

export const unusualKinds = [
  ...(['overLimit', 'farFromLast', 'overBudget', 'declaredMissing', 'changedAfterReading', 'otherMonth'] as const),
  ...(['samePurchase', 'toldApart', 'typedRate', 'typedRateAlone', 'rateCorrected'] as const),
  ...(['otherCurrency', 'otherDay', 'otherAmount'] as const),
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
  const rate = line.currency === currency ? null : unusualRate(line, policy.rates)
  if (rate) mark(rate.kind, { rate: line.rate, currency: line.currency, ...rate.known })
  for (const { says: _, field, ...difference } of policy.unlike.get(line.lineId) ?? [])
    mark(unlikeIn[field], difference)
  for (const { id } of line.receipts)
    for (const { receipt, whose, other, name: whom, n, why, by } of policy.twins.get(id) ?? [])
      mark(by ? 'toldApart' : 'samePurchase', { receipt, whose, other, whom, n, why, by })
  return found
}

const unlikeIn = { currency: 'otherCurrency', spentOn: 'otherDay', amountCents: 'otherAmount' } as const

/** A typed rate beside the table's, or where it has none; a table's rate that was corrected since. */
function unusualRate({ rate, rateSource, spentOn, currency }: PresentedLine, rates: UnusualPolicy['rates']) {
  const table = rates.get(`${currency} ${spentOn}`)
  const known = table ? rateOfDay(table, spentOn) : null
  if (!known) return rateSource === 'hand' ? { kind: 'typedRateAlone' as const, known: {} } : null
  const isTyped = rateSource === 'hand' && isBeside(rate, known.rate)
  const isCorrected = rateSource && rateSource !== 'hand' && !isSameRate(rate, known.rate)
  const kind = isTyped ? ('typedRate' as const) : isCorrected ? ('rateCorrected' as const) : null
  return kind && { kind, known: { tableRate: known.rate, day: known.day } }
}

/** Figures far from the period before: what is accepted then and now, as the matrix shows both. */
function unusualCells(
  matrix: Matrix,
  { unusualPercent, unusualCents, currency, categoryNames }: UnusualPolicy,
): Unusual[] {
  return matrix.rows.flatMap((row) =>
    Object.entries(row.cells).flatMap(([categoryId, figure]): Unusual[] => {
      if (figure.previousCents === 0 || sumShown(figure.acceptedCents, figure) === null) return []
      const difference = figure.acceptedCents - figure.previousCents
      // Of a refund before there is no percentage that says anything.
      const percent = figure.previousCents > 0 ? Number(percentIn(difference, figure.previousCents, 0)) : null
      const isMissing = figure.linesNotCounted > 0 || (figure.previousLinesNotCounted ?? 0) > 0
      const says = isMissing ? 'farFromMissing' : percent === null ? 'farFromRefund' : 'farFromLast'
      if (Math.abs(difference) < unusualCents || Math.abs(percent ?? unusualPercent) < unusualPercent) return []
      return [
        {
          kind: 'farFromLast',
          target: `cell:${row.memberId}:${categoryId}`,
          memberId: row.memberId,
          lineId: null,
          categoryId,
          weightCents: Math.abs(difference),
          says: {
            says: `expenses.unusual.${says}`,
            name: row.memberName,
            category: categoryNames.get(categoryId) ?? '',
            amount: { cents: figure.acceptedCents, currency },
            previous: { cents: figure.previousCents, currency },
            ...(says === 'farFromLast' ? { percent } : {}),
          },
        },
      ]
    }),
  )
}

function overBudget(matrix: Matrix, { currency, categoryNames, supplement }: UnusualPolicy): Unusual[] {
  return (
    Object.entries(matrix.columns)
      // A supplement has what its month left of the budget, maybe less than nothing: it is over it only by what it takes itself.
      .filter(([, { acceptedCents, budgetCents }]) => budgetCents !== null && acceptedCents > Math.max(0, budgetCents))
      .map(([categoryId, figure]) => ({
        kind: 'overBudget' as const,
        target: `column:${categoryId}`,
        memberId: null,
        lineId: null,
        categoryId,
        weightCents: figure.acceptedCents - (figure.budgetCents ?? 0),
        says: {
          says: `expenses.unusual.${supplement > 0 ? 'overBudgetLeft' : 'overBudget'}`,
          category: categoryNames.get(categoryId) ?? '',
          amount: { cents: figure.acceptedCents, currency },
          budget: { cents: figure.budgetCents ?? 0, currency },
        },
      }))
  )
}
