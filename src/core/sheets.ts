import Papa from 'papaparse'
import type { Sheet, SheetCell, SheetColumn, SheetRead } from './sheet.ts'
import { csvText } from './sheets-csv.ts'
import type { SheetTask } from './sheets-worker.ts'
import { SpokenError } from './spoken-error.ts'
import { WorkerFault, WorkerOverrun, WorkerPool } from './worker-pool.ts'

export type { Sheet, SheetCell, SheetColumn, SheetRead } from './sheet.ts'

type SheetFault =
  | 'core.sheets.notASheet'
  | 'core.sheets.oldExcel'
  | 'core.sheets.locked'
  | 'core.sheets.damaged'
  | 'core.sheets.tooLarge'

/** A sheet that cannot be read, with the reason. */
export class SheetRefused extends SpokenError<SheetFault> {}

const pool = new WorkerPool<SheetTask, Uint8Array | SheetRead[]>(new URL('./sheets-worker.ts', import.meta.url), {
  size: 1,
  timeoutMs: 120_000,
  recycleAfter: 50,
  maxHeapMb: 1024,
})

/** Writes an Excel file with bold headers that stay in view. Text is never a formula there. Off the event loop. */
export async function writeXlsx(book: { sheets: Sheet[] }): Promise<Uint8Array> {
  return (await pool.run({ write: book.sheets })) as Uint8Array
}

/**
 * Writes CSV as the language's Excel opens it by double click: UTF-8 with BOM; `;` between cells and a decimal comma where
 * the language has one. Text that Excel would run as a formula gets an apostrophe before it; amounts stay numbers.
 */
export function writeCsv(columns: SheetColumn[], rows: SheetCell[][], language = 'en'): Uint8Array {
  return new TextEncoder().encode(csvText(columns, rows, language))
}

/**
 * Reads XLSX or CSV, whichever it is: CSV's separator and encoding (UTF-8, UTF-16, else Windows-1257 as old Baltic bank
 * programs write) are found out. Throws SheetRefused.
 */
export async function readSheet(bytes: Uint8Array): Promise<SheetRead[]> {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (head.startsWith('PK\x03\x04')) return readXlsx(bytes)
  if (head.startsWith('\xd0\xcf\x11\xe0')) throw new SheetRefused(oldExcelOrLocked(bytes))
  const text = decoded(bytes)
  if (text.includes('\0')) throw new SheetRefused('core.sheets.notASheet')
  const parsed = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy' })
  return [{ name: 'CSV', rows: parsed.data.map((row) => row.map((cell) => cell.trim() || null)) }]
}

async function readXlsx(bytes: Uint8Array): Promise<SheetRead[]> {
  const copy = new Uint8Array(bytes)
  try {
    return (await pool.run({ read: copy }, { transfer: [copy.buffer] })) as SheetRead[]
  } catch (error) {
    if (error instanceof WorkerOverrun) throw new SheetRefused('core.sheets.tooLarge', {}, { cause: error })
    if (error instanceof WorkerFault && error.says)
      throw new SheetRefused(error.says as SheetFault, error.params, { cause: error })
    throw error
  }
}

// Excel keeps a locked XLSX inside the old container format.
function oldExcelOrLocked(bytes: Uint8Array): SheetFault {
  const name = Buffer.from('EncryptedPackage', 'utf16le')
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name)
    ? 'core.sheets.locked'
    : 'core.sheets.oldExcel'
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1257').decode(bytes)
  }
}
