import type { Call } from './call.ts'
import { zoneOf } from './days.ts'
import { type List, type ListColumn, type ListValue, listKey } from './list.ts'
import type { SheetCell, SheetColumn } from './sheet.ts'
import { writeCsv, writeXlsx } from './sheets.ts'
import { translate } from './words.ts'

interface Written {
  format: 'csv' | 'xlsx'
  /** The columns, in their order. */
  columns: readonly string[]
  call: Pick<Call, 'language'>
  timeZone: string
}

const mimes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
const kinds: Partial<Record<ListColumn<never>['kind'], SheetColumn['kind']>> = {
  number: 'number',
  money: 'money',
  day: 'date',
  month: 'date',
}

/** Rows of a list as a sheet: numbers, amounts and days as such, choices in the reader's words, instants as on his clock. */
export async function sheetFile<Row>(list: List<Row>, rows: readonly Row[], written: Written): Promise<File> {
  const { format, call } = written
  const say = (key: string) => translate(call.language, key)
  const chosen = written.columns.map((id) => ({ title: say(listKey(list, id)), column: list.columns[id]! }))
  const columns = chosen.map(({ title, column }): SheetColumn => ({ title, kind: kinds[column.kind] ?? 'text' }))
  const cells = rows.map((row) => chosen.map(({ column }) => cellOf(column, row, written, say)))
  const name = say(listKey(list, 'title'))
  const bytes =
    format === 'csv'
      ? writeCsv(columns, cells, call.language)
      : await writeXlsx({ sheets: [{ name, columns, rows: cells }] })
  return new File([bytes as Uint8Array<ArrayBuffer>], `${name}.${format}`, { type: mimes[format] })
}

function cellOf<Row>(
  column: ListColumn<Row>,
  row: Row,
  { timeZone }: Written,
  say: (key: string) => string,
): SheetCell {
  const value = column.value(row)
  if (value === null || value === undefined || value === '') return null
  if (column.kind === 'money') return moneyOf(Number(value), column.currency?.(row))
  if (column.kind === 'instant') return momentOf(String(value), timeZone)
  if (column.kind === 'choice')
    return [value]
      .flat()
      .map((one) => wordOf(column, one, say))
      .join(', ')
  return typeof value === 'object' ? value.join(', ') : value
}

function wordOf<Row>(
  { words }: ListColumn<Row>,
  value: Exclude<ListValue, null | undefined>,
  say: (key: string) => string,
) {
  return words ? say(`${words}.${value}`) : String(value)
}

function moneyOf(cents: number, currency: string | null | undefined): SheetCell {
  return currency ? { cents, currency } : null
}

function momentOf(instant: string, timeZone: string): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(zoneOf(timeZone))
  return `${at.toPlainDate()} ${at.toPlainTime().toString({ smallestUnit: 'minute' })}`
}
