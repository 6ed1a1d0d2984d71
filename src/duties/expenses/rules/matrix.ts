/** One figure with what it can be held against; minor units of the office's currency. */
export interface Figure {
  claimedCents: number
  acceptedCents: number
  previousCents: number
  budgetCents: number | null
  lines: number
}

export interface MatrixRow {
  memberId: string
  memberName: string
  teamId: string
  teamName: string
  cells: Record<string, Figure>
  sum: Figure
}

export interface Matrix {
  rows: MatrixRow[]
  /** By category id. */
  columns: Record<string, Figure>
  sum: Figure
}

interface MatrixLine {
  memberId: string
  memberName: string
  teamId: string
  teamName: string
  categoryId: string
  claimedCents: number
  acceptedCents: number
}

/**
 * Salesperson × category with sums; people sorted by team and name. `previous` holds last period's accepted cents by
 * `member:category`, `budget` the month's cents by category (null where none is set).
 */
export function matrixOf(
  lines: readonly MatrixLine[],
  previous: ReadonlyMap<string, number>,
  budget: ReadonlyMap<string, number>,
): Matrix {
  const rows = new Map<string, MatrixRow>()
  const columns: Record<string, Figure> = {}
  const sum = emptyFigure()
  for (const line of lines) {
    const row = rows.get(line.memberId) ?? emptyRow(line)
    rows.set(line.memberId, row)
    const cell = row.cells[line.categoryId] ?? emptyFigure()
    row.cells[line.categoryId] = cell
    const column = columns[line.categoryId] ?? emptyFigure()
    columns[line.categoryId] = column
    for (const figure of [cell, row.sum, column, sum]) addTo(figure, line)
  }
  for (const [key, cents] of previous) {
    const [memberId = '', categoryId = ''] = key.split(':')
    const row = rows.get(memberId)
    for (const figure of [row?.cells[categoryId], row?.sum, columns[categoryId], sum])
      if (figure) figure.previousCents += cents
  }
  for (const [categoryId, cents] of budget) {
    const column = columns[categoryId]
    if (column) column.budgetCents = cents
    sum.budgetCents = (sum.budgetCents ?? 0) + cents
  }
  const order = (row: MatrixRow) => `${row.teamName}\n${row.memberName}`
  return { rows: [...rows.values()].sort((a, b) => order(a).localeCompare(order(b), 'lt')), columns, sum }
}

function emptyRow({ memberId, memberName, teamId, teamName }: MatrixLine): MatrixRow {
  return { memberId, memberName, teamId, teamName, cells: {}, sum: emptyFigure() }
}

function emptyFigure(): Figure {
  return { claimedCents: 0, acceptedCents: 0, previousCents: 0, budgetCents: null, lines: 0 }
}

function addTo(figure: Figure, line: MatrixLine): void {
  figure.claimedCents += line.claimedCents
  figure.acceptedCents += line.acceptedCents
  figure.lines += 1
}
