import type { MatrixCell } from '#web/ui/Matrix.tsx'
import { sumShown } from '../../rules/figures.ts'
import { type Figure, type Matrix, previousShown } from '../../rules/matrix.ts'

type Marks = Pick<MatrixCell, 'tone' | 'hint' | 'ticked'>

/** How many lines a figure, or the previous period's beside it, does not count; of the latter null where it is unknown. */
export interface Missed {
  now: (lines: number) => string
  previous: (lines: number | null) => string
}

/** The figures of a matrix and its sums as the sheet shows them; a sum is ticked when every figure in it is. */
export function matrixCells(
  matrix: Pick<Matrix, 'rows' | 'columns' | 'sum'>,
  categories: readonly { id: string }[],
  missed: Missed,
  marksOf: (memberId: string, categoryId: string) => Marks = () => ({}),
): MatrixCell[] {
  const cellOf = cellsWith(missed)
  const cells = matrix.rows.flatMap((row) =>
    categories.flatMap(({ id }) => cellOf(row.memberId, id, row.cells[id], marksOf(row.memberId, id))),
  )
  const ticked = (of: (cell: MatrixCell) => boolean) =>
    cells.filter((cell) => cell.cents !== null && of(cell)).every((cell) => cell.ticked)
  return [
    ...cells,
    ...matrix.rows.flatMap(({ memberId, sum }) =>
      cellOf(memberId, null, sum, { ticked: ticked((cell) => cell.rowId === memberId) }),
    ),
    ...categories.flatMap(({ id }) =>
      cellOf(null, id, matrix.columns[id], { ticked: ticked((cell) => cell.columnId === id) }),
    ),
    ...cellOf(null, null, matrix.sum, { ticked: ticked(() => true) }),
  ]
}

function cellsWith(missed: Missed) {
  return (rowId: string | null, columnId: string | null, figure: Figure | undefined, marks: Marks): MatrixCell[] => {
    if (!figure || (figure.lines === 0 && figure.previousLines === 0)) return []
    const cents = sumShown(figure.acceptedCents, figure)
    const { linesNotCounted, previousLinesNotCounted: before } = figure
    const notes = {
      ...(cents === null ? {} : marks),
      ...(linesNotCounted > 0 ? { missed: missed.now(linesNotCounted) } : {}),
      ...(before === 0 ? {} : { previousMissed: missed.previous(before) }),
    }
    return [{ rowId, columnId, cents, previous: previousShown(figure), ...notes }]
  }
}
