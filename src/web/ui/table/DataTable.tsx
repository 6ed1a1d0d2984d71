import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useRef } from 'react'
import { RefusalPlace } from '#web/refusals.tsx'
import { BulkBar } from '#web/ui/table/BulkBar.tsx'
import type { BulkAction, Column, TableSource, TableView } from '#web/ui/table/column.ts'
import classes from '#web/ui/table/DataTable.module.css'
import { TableBody } from '#web/ui/table/TableBody.tsx'
import { TableCards } from '#web/ui/table/TableCards.tsx'
import { TableState } from '#web/ui/table/TableState.tsx'
import { type ExportFormat, TableToolbar } from '#web/ui/table/TableToolbar.tsx'
import { useCursor } from '#web/ui/table/useCursor.ts'
import { useSelection } from '#web/ui/table/useSelection.ts'
import { useTableColumns, useTableRows, useTableSource } from '#web/ui/table/useTableModel.ts'
import { useTableView } from '#web/ui/table/useTableView.ts'
import { useWords } from '#web/words.ts'
import type { RowTone } from './bodyProps.ts'

interface DataTableProps<Row extends object> {
  /** Under this name widths, columns and saved views are kept. */
  id: string
  /** What the list is, for those who hear it. */
  label: string
  columns: readonly Column<Row>[]
  rowId: (row: Row) => string
  /** All rows, sorted and filtered here; or `source`, whose server does it. */
  rows?: readonly Row[] | undefined
  source?: TableSource<Row>
  loading?: boolean
  error?: unknown
  retry?: () => void
  onOpen?: (row: Row) => void
  /** The row that stands open beside the list. */
  openId?: string | undefined
  /** Open each row as the keys come to it, as in a list with the thing at the right. */
  openAsYouGo?: boolean
  actions?: readonly BulkAction<Row>[]
  onExport?: (format: ExportFormat, view: TableView, columns: string[]) => unknown
  rowTone?: RowTone<Row>
  /** What to say and do first when there is nothing at all. */
  empty?: ReactNode
  /** More controls for the line above the list. */
  toolbar?: ReactNode
  /** How the list is looked at while the address says nothing. */
  initial?: Partial<TableView>
  /** Cards even on a wide screen, for a list that stands at the left of a thing. */
  cards?: boolean
}

const noRows: readonly never[] = []
const noView: Partial<TableView> = {}

/** A list of any length: sort, filter, columns, views, bulk actions, keys; on a phone its rows are cards. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { id, columns, rowId, actions } = props
  const phone = useMediaQuery('(max-width: 760px)') ?? false
  const state = useTableView(id, columns, props.initial ?? noView)
  const source = useTableSource(props.source, state.view)
  const all = props.source ? source.rows : (props.rows ?? noRows)
  const table = useTableColumns(id, columns, state.columns)
  const rows = useTableRows({ columns, rows: all, rowId, view: state.view, remote: !!props.source })
  const selection = useSelection<Row>(rows)
  const scroll = useRef<HTMLDivElement>(null)
  const cursor = useCursor({ ...props, rows, selection, scroll })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = source.query
  const loading = props.loading || (props.source ? source.query.isPending : props.rows === undefined && !props.error)
  const error = props.error ?? source.query.error
  const filtered = Object.keys(state.view.filters).length > 0 || state.view.search !== ''
  const reachEnd = () => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }
  const Body = phone || props.cards ? TableCards : TableBody
  return (
    <section className={classes.table} aria-label={props.label}>
      <TableToolbar
        id={id}
        columns={columns}
        state={state}
        count={useCount(rows.length, all.length, hasNextPage, source.total)}
        onExport={props.onExport}
      >
        {props.toolbar}
      </TableToolbar>
      {source.query.isFetching && !loading && <div className={classes.busy} />}
      {rows.length === 0 || (error && all.length === 0) ? (
        <TableState
          loading={loading}
          error={error}
          retry={props.retry ?? source.query.refetch}
          filtered={filtered}
          clear={state.clear}
        >
          {props.empty}
        </TableState>
      ) : (
        <Body
          table={table}
          rows={rows}
          columns={columns}
          state={state}
          cursor={cursor}
          selection={actions ? selection : undefined}
          scroll={scroll}
          total={source.total ?? rows.length + (hasNextPage ? 1 : 0)}
          reachEnd={reachEnd}
          label={props.label}
          openId={props.openId}
          onOpen={props.onOpen}
          rowTone={props.rowTone}
        />
      )}
      <RefusalPlace />
      {actions && <BulkBar actions={actions} selection={selection} />}
    </section>
  )
}

function useCount(shown: number, loaded: number, more: boolean, total: number | undefined): string {
  const { t, number } = useWords()
  if (total !== undefined) return t('web.table.rows', { count: total })
  if (more) return t('web.table.rowsMore', { count: number(loaded) })
  if (shown < loaded) return t('web.table.rowsOf', { count: number(shown), all: number(loaded) })
  return t('web.table.rows', { count: shown })
}
