import readXlsxFile, { type Sheet as FoundSheet } from 'read-excel-file/node'
import writeXlsxFile, { type CellObject } from 'write-excel-file/node'
import { decimalText, minorDigits } from './money.ts'
import { isDecimal, type Sheet, type SheetCell, type SheetColumn, type SheetRead } from './sheet.ts'
import { serveTasks, TaskRefused } from './worker-seat.ts'

export type SheetTask = { write: Sheet[] } | { read: Uint8Array }

serveTasks((task: SheetTask) => ('write' in task ? written(task.write) : readAll(task.read)))

async function written(sheets: Sheet[]): Promise<Uint8Array> {
  const names = sheetNames(sheets.map((sheet) => sheet.name))
  const file = writeXlsxFile(
    sheets.map((sheet, at) => ({
      sheet: names[at]!,
      data: [headers(sheet.columns), ...sheet.rows.map((row) => cells(sheet.columns, row)), ...totals(sheet)],
      columns: sheet.columns.map((column) => ({ width: column.width ?? defaultWidth[column.kind] })),
      stickyRowsCount: 1,
    })),
    { fontFamily: 'Calibri', fontSize: 11 },
  )
  return new Uint8Array(await file.toBuffer())
}

const defaultWidth = { text: 24, money: 14, date: 12, number: 12 }

function headers(columns: SheetColumn[]): CellObject[] {
  return columns.map((column) => ({
    ...textCell(column.title),
    fontWeight: 'bold',
    align: column.kind === 'money' || column.kind === 'number' ? 'right' : 'left',
    backgroundColor: '#E9ECEF',
  }))
}

function totals(sheet: Sheet): (CellObject | null)[][] {
  if (!sheet.totals) return []
  const row = cells(sheet.columns, sheet.totals)
  return [row.map((cell) => ({ ...(cell ?? textCell('')), fontWeight: 'bold', topBorderStyle: 'thin' }))]
}

function cells(columns: SheetColumn[], row: SheetCell[]): (CellObject | null)[] {
  return columns.map((column, at) => cellOf(column, row[at]))
}

function cellOf(column: SheetColumn, cell: SheetCell): CellObject | null {
  if (cell === null || cell === undefined || cell === '') return null
  if (typeof cell === 'object') return moneyCell(cell.cents, cell.currency)
  if (typeof cell === 'number') {
    if (column.kind === 'money') return moneyCell(cell, column.currency ?? 'EUR')
    return { value: cell, type: Number }
  }
  if (column.kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(cell))
    return { value: new Date(`${cell}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' }
  if (column.kind === 'number' && isDecimal(cell)) return { value: Number(cell), type: Number }
  return textCell(cell)
}

// The thousands mark and the decimal mark follow the reader's own Excel.
function moneyCell(cents: number, currency: string): CellObject {
  const digits = minorDigits(currency)
  const plain = digits > 0 ? `#,##0.${'0'.repeat(digits)}` : '#,##0'
  return { value: Number(decimalText(cents, currency)), type: Number, format: plain }
}

/** Text as XML can carry it and Excel takes it: no control characters, at most 32,767 long. */
function textCell(text: string): CellObject {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').toWellFormed()
  return { value: clean.length > 32_767 ? `${clean.slice(0, 32_766)}…` : clean, type: String }
}

function sheetNames(wanted: string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((name) => {
    const clean =
      name
        .replace(/[[\]:*?/\\]/g, ' ')
        .trim()
        .replace(/^'+|'+$/g, '')
        .slice(0, 31) || 'Sheet'
    let free = clean
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${clean.slice(0, 31 - ` (${n})`.length)} (${n})`
    taken.add(free.toLowerCase())
    return free
  })
}

async function readAll(bytes: Uint8Array): Promise<SheetRead[]> {
  if (unpackedSize(bytes) > 300_000_000) throw new TaskRefused('core.sheets.tooLarge')
  const sheets = await readXlsxFile(Buffer.from(bytes)).catch((error: { code?: string }) => {
    const foreign = error.code === 'FILE_NOT_SUPPORTED' || error.code === 'INPUT_TYPE_NOT_SUPPORTED'
    throw new TaskRefused(foreign ? 'core.sheets.notASheet' : 'core.sheets.damaged', {}, { cause: error })
  })
  return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(plain)) }))
}

function plain(cell: FoundSheet['data'][number][number]): SheetRead['rows'][number][number] {
  const value = cell as unknown
  if (!(value instanceof Date)) return value as string | number | boolean | null
  const text = value.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 16)
}

/** What the zip's directory says its parts unpack to: a bomb is refused before it is opened. */
function unpackedSize(bytes: Uint8Array): number {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > zip.length) throw new TaskRefused('core.sheets.damaged')
  let size = 0
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0 && at + 46 <= zip.length; left--) {
    size += zip.readUInt32LE(at + 24)
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return size
}
