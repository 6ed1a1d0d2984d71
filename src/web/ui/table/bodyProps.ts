import type { RefObject } from 'react'
import type { Column } from '#web/ui/table/column.ts'
import type { Entry } from '#web/ui/table/localRows.ts'
import type { Cursor } from '#web/ui/table/useCursor.ts'
import type { Selection } from '#web/ui/table/useSelection.ts'
import type { TableColumns } from '#web/ui/table/useTableModel.ts'
import type { ViewState } from '#web/ui/table/useTableView.ts'

/** How a row stands out. */
export type RowTone<Row> = (row: Row) => 'warn' | 'bad' | 'mark' | 'quiet' | undefined

/** What the two shapes of a list, rows and cards, are drawn from. */
export interface BodyProps<Row extends object> {
  table: TableColumns
  rows: readonly Entry<Row>[]
  columns: readonly Column<Row>[]
  state: ViewState
  cursor: Cursor
  selection: Selection<Row> | undefined
  scroll: RefObject<HTMLDivElement | null>
  total: number
  reachEnd: () => void
  label: string
  openId: string | undefined
  onOpen: ((row: Row) => void) | undefined
  rowTone: RowTone<Row> | undefined
}
