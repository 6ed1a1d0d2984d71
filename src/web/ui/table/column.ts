import type { ComponentType, ReactNode } from 'react'

export type CellValue = string | number | boolean | null | undefined

/** One column: what it says of a row, and how it is shown, sorted and filtered. */
export interface Column<Row> {
  id: string
  label: string
  /** What sorting, filtering and searching look at: cents for money, ISO text for days, the shown text for choices. */
  value: (row: Row) => CellValue
  /** What is shown, if not the value itself. */
  cell?: (row: Row) => ReactNode
  /** Decides alignment and the kind of filter; `money` needs `currency` for its filter. */
  kind?: 'text' | 'number' | 'money' | 'day' | 'choice'
  choices?: readonly { value: string; label: string }[]
  /** The only values of a choice that there can be; others in an address are left aside. */
  of?: readonly string[]
  currency?: string
  /** Pixels; the column may grow with the window. */
  width?: number
  sortable?: boolean
  filterable?: boolean
  /** Not shown until somebody chooses it. */
  hidden?: boolean
  /** Its place on the card that a row becomes on a phone. */
  card?: 'title' | 'end' | 'line' | 'none'
}

/** How a list is looked at; it lives in the address. Filters: text, `from..to`, or chosen values by comma. */
export interface TableView {
  sort: { id: string; desc: boolean } | null
  filters: Record<string, string>
  search: string
}

/** One step of a long list: its rows, and where the next step begins. */
export interface TablePage<Row> {
  rows: readonly Row[]
  next: string | null
  total?: number | undefined
}

/** Rows that come from the server step by step, sorted and filtered there. */
export interface TableSource<Row> {
  /** Begins with the duty's name, so that live changes refresh it: `['expenses', 'lines', reportId]`. */
  key: readonly unknown[]
  page: (view: TableView, cursor: string | null) => Promise<TablePage<Row>>
}

/** Something to be done with all chosen rows at once. */
export interface BulkAction<Row> {
  label: string
  icon?: ComponentType<{ size?: number | string }>
  danger?: boolean
  /** Rows it can be done to; while none of them is chosen, it is not offered. */
  fits?: (row: Row) => boolean
  run: (rows: Row[], unselect: () => void) => void
}
