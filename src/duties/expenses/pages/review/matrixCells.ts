import type { MatrixCell } from '#web/ui/Matrix.tsx'
import { acceptedShown } from '../../rules/figures.ts'
import type { Figure, Matrix } from '../../rules/matrix.ts'

type Marks = Pick<MatrixCell, 'tone' | 'hint' | 'ticked'>

/**
 * The figures of a matrix and its sums as the sheet shows them; a sum is ticked when every figure in it is. `missed` says how
 * many lines a figure does not count.
 */
export function matrixCells(
  matrix: Pick<Matrix, 'rows' | 'columns' | 'sum'>,
  categories: readonly { id: string }[],
  missed: (lines: number) => string,
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

function cellsWith(missed: (lines: number) => string) {
  return (rowId: string | null, columnId: string | null, figure: Figure | undefined, marks: Marks): MatrixCell[] => {
    if (!figure || (figure.lines === 0 && figure.previousCents === 0)) return []
    const cents = acceptedShown(figure)
    const { previousCents: previous, linesNotCounted } = figure
    const notes = {
      ...(cents === null ? {} : marks),
      ...(linesNotCounted > 0 ? { missed: missed(linesNotCounted) } : {}),
    }
    return [{ rowId, columnId, cents, previous, ...notes }]
  }
}
