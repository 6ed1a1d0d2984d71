import Papa from 'papaparse'
import { decimalText } from './money.ts'
import { isDecimal, type SheetCell, type SheetColumn } from './sheet.ts'

/** The text of a CSV file; see `writeCsv`. */
export function csvText(columns: SheetColumn[], rows: SheetCell[][], language: string): string {
  const mark = decimalMark(language)
  const lines = rows.map((row) => columns.map((column, at) => cellText(column, row[at], mark)))
  const delimiter = mark === ',' ? ';' : ','
  const text = Papa.unparse([columns.map((column) => defused(column.title)), ...lines], { delimiter, newline: '\r\n' })
  return `\ufeff${text}\r\n`
}

function cellText(column: SheetColumn, cell: SheetCell, mark: string): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'object') return decimalText(cell.cents, cell.currency).replace('.', mark)
  if (typeof cell === 'string')
    return column.kind === 'number' && isDecimal(cell) ? cell.replace('.', mark) : defused(cell)
  if (column.kind === 'money') return decimalText(cell, column.currency ?? 'EUR').replace('.', mark)
  return String(cell).replace('.', mark)
}

/** CSV injection (OWASP): a cell that begins so may run as a formula; a plain negative number may not. */
function defused(text: string): string {
  const isFormula = /^\s*[=+@\t\r\n＝＋－＠-]/.test(text) && !/^-\d+([.,]\d+)?$/.test(text)
  return isFormula ? `'${text}` : text
}

function decimalMark(language: string): string {
  return new Intl.NumberFormat(language).formatToParts(0.5).find((part) => part.type === 'decimal')?.value ?? '.'
}
