import { useInfiniteQuery } from '@tanstack/react-query'
import {
  type ColumnDef,
  columnFilteringFeature,
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createFilteredRowModel,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo, useState } from 'react'
import type { Column, TablePage, TableSource, TableView } from '#web/ui/table/column.ts'
import { fitsFilter, fitsSearch, wordsOf } from '#web/ui/table/fits.ts'
import { useWords } from '#web/words.ts'

const features = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  columnVisibilityFeature,
  columnOrderingFeature,
  columnSizingFeature,
  columnResizingFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
})

interface Given<Row> {
  id: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  view: TableView
  shown: readonly string[]
  /** True when the server sorts and filters. */
  remote: boolean
}

/** The table's model: rows sorted and filtered here unless the server did, and the columns with their widths. */
export function useTableModel<Row extends object>(given: Given<Row>) {
  const { columns, view, shown, remote } = given
  const { locale } = useWords()
  const definitions = useMemo(() => columns.map((column) => definitionOf(column, locale)), [columns, locale])
  const searched = useSearched(given)
  const [sizing, setSizing] = useKeptWidths(given.id)
  return useTable({
    features,
    columns: definitions,
    data: searched,
    getRowId: given.rowId,
    manualSorting: remote,
    manualFiltering: remote,
    columnResizeMode: 'onChange',
    state: {
      sorting: useMemo(() => (view.sort ? [view.sort] : []), [view.sort]),
      columnFilters: useMemo(() => Object.entries(view.filters).map(([id, value]) => ({ id, value })), [view.filters]),
      columnOrder: shown as string[],
      columnVisibility: useMemo(
        () => Object.fromEntries(columns.map((column) => [column.id, shown.includes(column.id)])),
        [columns, shown],
      ),
      columnSizing: sizing,
    },
    onColumnSizingChange: (update) => setSizing(typeof update === 'function' ? update(sizing) : update),
  })
}

export type TableModel<Row extends object> = ReturnType<typeof useTableModel<Row>>

/** Rows from the server, step by step; the next step is asked for when the last rows come into sight. */
export function useTableSource<Row>(source: TableSource<Row> | undefined, view: TableView) {
  const query = useInfiniteQuery({
    queryKey: [[source?.key[0]], 'table', ...(source?.key ?? []), view],
    queryFn: ({ pageParam }) => source!.page(view, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last: TablePage<Row>) => last.next,
    placeholderData: (before) => before,
    enabled: source !== undefined,
  })
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data])
  return { query, rows, total: query.data?.pages[0]?.total }
}

function useSearched<Row>({ rows, columns, view, remote }: Given<Row>): readonly Row[] {
  return useMemo(() => {
    const words = wordsOf(view.search)
    return remote || words.length === 0 ? rows : rows.filter((row) => fitsSearch(columns, row, words))
  }, [rows, columns, view.search, remote])
}

function definitionOf<Row extends object>(column: Column<Row>, locale: string): ColumnDef<typeof features, Row> {
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  return {
    id: column.id,
    accessorFn: (row: Row) => column.value(row) ?? undefined,
    size: column.width ?? 140,
    minSize: 56,
    enableSorting: column.sortable !== false,
    sortUndefined: 'last',
    sortFn: (a, b, id) => {
      const [left, right] = [a.getValue(id), b.getValue(id)]
      if (typeof left === 'string' && typeof right === 'string') return collator.compare(left, right)
      return Number(left) - Number(right)
    },
    filterFn: (row, id, filter: string) => fitsFilter(column, row.getValue(id), filter),
  }
}

function useKeptWidths(id: string) {
  const key = `talka-widths-${id}`
  const [widths, setWidths] = useState<Record<string, number>>(() => JSON.parse(localStorage.getItem(key) ?? '{}'))
  const keep = (next: Record<string, number>) => {
    localStorage.setItem(key, JSON.stringify(next))
    setWidths(next)
  }
  return [widths, keep] as const
}
