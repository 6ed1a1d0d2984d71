import { addLine, type Budget, type Counted, sumShown, type Totals } from './figures.ts'

/** One figure with what it can be held against; minor units of the office's currency. */
export interface Figure extends Totals {
  /** Of the previous period, where `previousLines` is not 0. */
  previousCents: number
  /** Null, as the next then is, where it was signed before it was kept: some lines, nobody knows how many. */
  previousLines: number | null
  /** Of these lines those that `previousCents` misses; null where nobody knows whether it misses any. */
  previousLinesNotCounted: number | null
  budgetCents: number | null
}

interface MatrixRow {
  memberId: string
  memberName: string
  teamId: string
  teamName: string
  cells: Record<string, Figure>
  sum: Figure
}

export interface Matrix {
  rows: MatrixRow[]
  /** By category id; `none` for lines that have no category yet. */
  columns: Record<string, Figure>
  /** By team id, each line with the team it was claimed in. */
  teams: Record<string, Figure>
  sum: Figure
}

/** The column of lines that nobody has given a category yet. */
export const noCategory = 'none'

interface Placed {
  memberId: string
  memberName: string
  teamId: string
  teamName: string
  categoryId: string | null
}

/** What a person had accepted in a category in the previous period; how many lines it is over may be unknown. */
interface PreviousFigure extends Placed {
  cents: number
  lines?: number
  linesNotCounted?: number
}

/**
 * Salesperson × category with sums; people sorted by team and name. Whoever and whatever occurs only in the previous period
 * or only in the budget has its row and column too, so that rows and columns add up to the sum for every kind of figure.
 * `budget` holds the month's cents by category, `language` is the office's.
 */
export function matrixOf(
  lines: readonly (Placed & Counted)[],
  previous: readonly PreviousFigure[],
  budget: ReadonlyMap<string, number>,
  language: string,
): Matrix {
  const matrix: Matrix = { rows: [], columns: {}, teams: {}, sum: emptyFigure() }
  const rows = new Map<string, MatrixRow>()
  const figuresOf = (placed: Placed) => {
    const row = rows.get(placed.memberId) ?? emptyRow(placed)
    rows.set(placed.memberId, row)
    const category = placed.categoryId ?? noCategory
    const column = figureIn(matrix.columns, category)
    return [figureIn(row.cells, category), row.sum, column, figureIn(matrix.teams, placed.teamId), matrix.sum]
  }
  for (const line of lines) for (const figure of figuresOf(line)) addLine(figure, line)
  for (const was of previous) for (const figure of figuresOf(was)) addPrevious(figure, was)
  for (const [categoryId, cents] of budget) {
    figureIn(matrix.columns, categoryId).budgetCents = cents
    matrix.sum.budgetCents = (matrix.sum.budgetCents ?? 0) + cents
  }
  const order = (row: MatrixRow) => `${row.teamName}\n${row.memberName}`
  matrix.rows = [...rows.values()].sort((a, b) => order(a).localeCompare(order(b), language))
  return matrix
}

/** What of a month's budget, over the teams, its earlier reports have left; minor units by category. */
export function budgetLeft(
  budgets: readonly Budget[],
  earlier: readonly { categoryId: string | null; cents: number }[],
): Map<string, number> {
  const left = new Map<string, number>()
  for (const { categoryId, cents } of budgets) left.set(categoryId, (left.get(categoryId) ?? 0) + cents)
  for (const { categoryId, cents } of earlier) {
    const before = categoryId === null ? undefined : left.get(categoryId)
    if (categoryId !== null && before !== undefined) left.set(categoryId, before - cents)
  }
  return left
}

/** Of the previous period, what belongs beside a report: all of it, beside a supplement only that of its people. */
export function previousBeside(
  supplement: number,
  previous: readonly PreviousFigure[],
  lines: readonly { memberId: string }[],
): PreviousFigure[] {
  const people = new Set(lines.map((line) => line.memberId))
  return previous.filter((was) => supplement === 0 || people.has(was.memberId))
}

/** What the previous period comes to as it is shown: null while it has no lines, or not one of them is counted. */
export function previousShown({ previousCents, ...of }: Figure): number | null {
  const { previousLines: lines, previousLinesNotCounted: linesNotCounted } = of
  return lines === null || linesNotCounted === null
    ? previousCents
    : sumShown(previousCents, { lines, linesNotCounted })
}

/** The categories a matrix shows: those with a line now or in the previous period. */
export function shownCategories<Category extends { id: string }>(
  categories: readonly Category[],
  { columns }: Pick<Matrix, 'columns'>,
): Category[] {
  return categories.filter(({ id }) => columns[id] && (columns[id].lines > 0 || columns[id].previousLines !== 0))
}

function emptyRow({ memberId, memberName, teamId, teamName }: Placed): MatrixRow {
  return { memberId, memberName, teamId, teamName, cells: {}, sum: emptyFigure() }
}

function figureIn(figures: Record<string, Figure>, id: string): Figure {
  const figure = figures[id] ?? emptyFigure()
  figures[id] = figure
  return figure
}

/** What is unknown of one is unknown of a sum. */
function addPrevious(figure: Figure, { cents, lines, linesNotCounted }: PreviousFigure): void {
  const plus = (sum: number | null, more: number | undefined) =>
    sum === null || more === undefined ? null : sum + more
  figure.previousCents += cents
  figure.previousLines = plus(figure.previousLines, lines)
  figure.previousLinesNotCounted = plus(figure.previousLinesNotCounted, linesNotCounted)
}

function emptyFigure(): Figure {
  const previous = { previousCents: 0, previousLines: 0, previousLinesNotCounted: 0 }
  return { claimedCents: 0, acceptedCents: 0, ...previous, budgetCents: null, lines: 0, linesNotCounted: 0 }
}
