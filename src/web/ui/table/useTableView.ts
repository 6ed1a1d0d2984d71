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
  const view = useMemo(() => readView(address, initial), [address, initial])

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

function readView(address: Record<string, string>, initial: Partial<TableView>): TableView {
  const filters = { ...initial.filters }
  for (const [key, value] of Object.entries(address)) {
    if (!key.startsWith('f.')) continue
    if (value === '*') delete filters[key.slice(2)]
    else filters[key.slice(2)] = value
  }
  const sort = address.sort === 'none' ? null : (readSort(address.sort) ?? initial.sort ?? null)
  return { sort, filters, search: address.q ?? '' }
}
