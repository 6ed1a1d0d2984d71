import type { CellValue, Column, TableView } from '#web/ui/table/column.ts'

/** Whether a row's value passes a column's filter, as the address writes it. */
export function fitsFilter<Row>(column: Column<Row>, value: CellValue, filter: string): boolean {
  if (column.kind === 'choice') return filter.split(',').includes(String(value ?? ''))
  if (column.kind === 'day') return isWithin(value === null ? undefined : value, filter, (text) => text)
  if (column.kind === 'number' || column.kind === 'money') return isWithin(value ?? undefined, filter, Number)
  return plain(String(value ?? '')).includes(plain(filter))
}

/** Whether any of a row's values holds every word searched for; accents and case are left aside. */
export function fitsSearch<Row>(columns: readonly Column<Row>[], row: Row, words: readonly string[]): boolean {
  const text = plain(columns.map((column) => column.value(row) ?? '').join(' '))
  return words.every((word) => text.includes(word))
}

/** The words of a search, ready to be compared. */
export function wordsOf(search: string): string[] {
  return plain(search).split(/\s+/).filter(Boolean)
}

/** `date` or `-date` as the address writes a sort. */
export function readSort(text: string | undefined): TableView['sort'] {
  if (!text) return null
  return text.startsWith('-') ? { id: text.slice(1), desc: true } : { id: text, desc: false }
}

export function writeSort(sort: TableView['sort']): string | undefined {
  return sort ? `${sort.desc ? '-' : ''}${sort.id}` : undefined
}

/** `from..to` as a filter writes a span; either side may be open. */
export function readSpan(filter: string | undefined): [from: string, to: string] {
  const [from = '', to = ''] = (filter ?? '').split('..')
  return [from, to]
}

export function writeSpan(from: string, to: string): string | undefined {
  return from || to ? `${from}..${to}` : undefined
}

function isWithin<T>(value: CellValue, filter: string, read: (text: string) => T): boolean {
  if (value === undefined || value === null || value === '') return false
  const [from, to] = readSpan(filter)
  const own = value as T
  return (!from || own >= read(from)) && (!to || own <= read(to))
}

/** Small letters without accents: "simkus" finds „Šimkus“. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
