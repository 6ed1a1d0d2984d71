/** One figure of a matrix, in minor units of the matrix's currency. */
export interface MatrixCell {
  rowId: string
  columnId: string
  cents: number
  previous?: number
  budget?: number
  tone?: 'warn' | 'bad' | 'mark'
  ticked?: boolean
  /** Why it is marked, shown on pointing. */
  hint?: string
}

export type Figure = Omit<MatrixCell, 'rowId' | 'columnId'>

/** The key of a figure; null for a row or column is the sum over all of them. */
export function at(rowId: string | null, columnId: string | null): string {
  return `${rowId ?? '∑'}\n${columnId ?? '∑'}`
}

/** Every figure with the sums of its row, its column and of all; a sum of previous or budget stands where any cell has one. */
export function sumsOf(cells: readonly MatrixCell[]): Map<string, Figure> {
  const figures = new Map<string, Figure>()
  for (const { rowId, columnId, ...figure } of cells) {
    figures.set(at(rowId, columnId), figure)
    for (const key of [at(rowId, null), at(null, columnId), at(null, null)])
      figures.set(key, added(figures.get(key), figure))
  }
  return figures
}

function added(sum: Figure | undefined, figure: Figure): Figure {
  const both = (kind: 'previous' | 'budget') => {
    const total = (sum?.[kind] ?? 0) + (figure[kind] ?? 0)
    return sum?.[kind] === undefined && figure[kind] === undefined ? {} : { [kind]: total }
  }
  const ticked = figure.ticked === true && (sum === undefined || sum.ticked === true)
  return {
    cents: (sum?.cents ?? 0) + figure.cents,
    ...both('previous'),
    ...both('budget'),
    ...(ticked ? { ticked } : {}),
  }
}
