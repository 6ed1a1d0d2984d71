import { useMemo, useState } from 'react'
import { type Search, usePageSearch } from '#web/address.ts'
import type { Column, TableView } from '#web/ui/table/column.ts'
import { readSort, writeSort } from '#web/ui/table/fits.ts'

export interface ViewState {
  view: TableView
  /** The columns shown, in their order. */
  columns: string[]
  setSort: (sort: TableView['sort']) => void
  setFilter: (id: string, filter: string | undefined) => void
  setSearch: (search: string) => void
  setColumns: (columns: string[] | null) => void
  clear: () => void
  /** The view as it stands in the address, to be saved or sent on. */
  address: Record<string, string>
  show: (address: Record<string, string>) => void
}

/** How the list is looked at, read from the address and written back there; `initial` holds where the address is silent. */
export function useTableView<Row>(id: string, all: readonly Column<Row>[], initial: Partial<TableView>): ViewState {
  const [search, change] = usePageSearch()
  const prefer = `talka-columns-${id}`
  const [own, setOwn] = useState(() => localStorage.getItem(prefer))
  const first = all.filter((column) => !column.hidden).map((column) => column.id)
  const chosen = (search.cols ?? own)?.split(',').filter((each) => all.some((column) => column.id === each))
  const address = useMemo(() => ownPart(search), [search])
  const view = useMemo(() => readView(address, initial, all), [address, initial, all])

  const setColumns = (columns: string[] | null) => {
    if (columns) localStorage.setItem(prefer, columns.join(','))
    else localStorage.removeItem(prefer)
    setOwn(columns?.join(',') ?? null)
    change({ cols: columns?.join(',') })
  }
  const show = (next: Record<string, string>) => {
    const gone = Object.fromEntries(Object.keys(address).map((key) => [key, undefined]))
    change({ ...gone, ...next })
  }
  return {
    view,
    columns: chosen?.length ? chosen : first,
    setSort: (sort) => change({ sort: writeSort(sort) ?? (initial.sort ? 'none' : undefined) }),
    setFilter: (column, filter) => change({ [`f.${column}`]: filter ?? (initial.filters?.[column] ? '*' : undefined) }),
    setSearch: (text) => change({ q: text || undefined }),
    setColumns,
    clear: () => {
      const filters = Object.keys({ ...initial.filters, ...view.filters })
      change(
        Object.fromEntries([
          ['q', undefined],
          ...filters.map((key) => [`f.${key}`, initial.filters?.[key] ? '*' : undefined]),
        ]),
      )
    },
    address,
    show,
  }
}

function ownPart(search: Search): Record<string, string> {
  const own = Object.entries(search).filter(
    ([key, value]) => value && (key === 'sort' || key === 'q' || key === 'cols' || key.startsWith('f.')),
  )
  return Object.fromEntries(own) as Record<string, string>
}

function readView<Row>(
  address: Record<string, string>,
  initial: Partial<TableView>,
  columns: readonly Column<Row>[],
): TableView {
  const asked = { ...initial.filters }
  for (const [key, value] of Object.entries(address)) {
    if (key.startsWith('f.')) asked[key.slice(2)] = value
  }
  const filters = Object.entries(asked).flatMap(([id, filter]) => {
    const taken = takenBy(
      columns.find((column) => column.id === id),
      filter,
    )
    return taken ? [[id, taken] as const] : []
  })
  const asIs = readSort(address.sort) ?? initial.sort ?? null
  const sorted = columns.find((column) => column.id === asIs?.id)
  const sort = address.sort === 'none' ? null : sorted?.sortable === false ? (initial.sort ?? null) : asIs
  return { sort, filters: Object.fromEntries(filters), search: address.q ?? '' }
}

/** Of what an address or an old view asks of a column what it still takes. */
function takenBy<Row>(column: Column<Row> | undefined, filter: string): string | undefined {
  if (!column || column.filterable === false || filter === '*') return undefined
  return column.of
    ? filter
        .split(',')
        .filter((value) => column.of!.includes(value))
        .join(',')
    : filter
}
