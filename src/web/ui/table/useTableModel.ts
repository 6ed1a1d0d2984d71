import { useInfiniteQuery } from '@tanstack/react-query'
import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo, useState } from 'react'
import type { Column, TablePage, TableSource, TableView } from '#web/ui/table/column.ts'
import { type Entry, filteredRows, sortedRows } from '#web/ui/table/localRows.ts'
import { useWords } from '#web/words.ts'

const features = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  columnSizingFeature,
  columnResizingFeature,
})
const noRows: object[] = []

/** The table's columns: which are shown, in which order, how wide, and being widened. */
export function useTableColumns<Row extends object>(
  id: string,
  columns: readonly Column<Row>[],
  shown: readonly string[],
) {
  const definitions = useMemo(
    () => columns.map(({ id, width }) => ({ id, size: width ?? 140, minSize: 56 })),
    [columns],
  )
  const [sizing, setSizing] = useKeptWidths(id)
  return useTable({
    features,
    columns: definitions,
    data: noRows,
    columnResizeMode: 'onChange',
    state: {
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

export type TableColumns = ReturnType<typeof useTableColumns>

interface Given<Row> {
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  view: TableView
  /** True when the server sorts and filters. */
  remote: boolean
}

/**
 * The rows as they are looked at. A table's own row models make an object with methods a row; for a hundred thousand
 * rows that and a collator's comparison a pair took seconds, these take a fraction.
 */
export function useTableRows<Row extends object>({
  columns,
  rows,
  rowId,
  view,
  remote,
}: Given<Row>): readonly Entry<Row>[] {
  const { locale } = useWords()
  const { filters, search, sort } = view
  // biome-ignore lint/correctness/useExhaustiveDependencies: how an id is read does not change with each drawing
  const entries = useMemo(() => rows.map((original) => ({ id: rowId(original), original })), [rows])
  const sorted = useMemo(
    () =>
      remote
        ? entries
        : sortedRows(
            entries,
            columns.find((column) => column.id === sort?.id),
            sort?.desc ?? false,
            locale,
          ),
    [entries, columns, sort?.id, sort?.desc, locale, remote],
  )
  return useMemo(
    () => (remote ? sorted : filteredRows(sorted, columns, { filters, search })),
    [sorted, columns, filters, search, remote],
  )
}

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

function useKeptWidths(id: string) {
  const key = `talka-widths-${id}`
  const [widths, setWidths] = useState<Record<string, number>>(() => JSON.parse(localStorage.getItem(key) ?? '{}'))
  const keep = (next: Record<string, number>) => {
    localStorage.setItem(key, JSON.stringify(next))
    setWidths(next)
  }
  return [widths, keep] as const
}
