import { readFile } from 'node:fs/promises'
import { decimalText, noCurrency } from '#core/money.ts'
import { closeEngines } from './engines/engines.ts'
import { ReaderFailure } from './failures.ts'
import { readReceipt } from './read.ts'
import type { Reading } from './reading.ts'

/** One line of what the command prints. */
export interface ReadFile {
  file: string
  merchant: string | null
  date: string | null
  /** Decimal text such as "327.00" with its currency's decimals, with a minus on a credit note. */
  total: string | null
  currency: string | null
  vat: { rate: string | null; net: string | null; vat: string; gross: string | null }[]
  confidence: { merchant: number; date: number; total: number; currency: number; vat: number }
  ms: number
  /** Why it could not be read. */
  failure?: { says: string; params: Record<string, string | number> }
}

/** Reads files one after another, without server or database, and prints a JSON array. */
export async function readFiles(
  paths: string[],
  write: (text: string) => void = (text) => process.stdout.write(text),
): Promise<ReadFile[]> {
  const read: ReadFile[] = []
  for (const file of paths) read.push(await readOne(file))
  await closeEngines()
  write(`${JSON.stringify(read, null, 1)}\n`)
  return read
}

async function readOne(file: string): Promise<ReadFile> {
  const began = performance.now()
  try {
    const today = Temporal.Now.plainDateISO().toString()
    return lineOf(file, await readReceipt({ bytes: await readFile(file), name: file }, { today }))
  } catch (error) {
    const failure =
      error instanceof ReaderFailure ? { says: error.says, params: error.params } : unreadable(error, file)
    const confidence = { merchant: 0, date: 0, total: 0, currency: 0, vat: 0 }
    return {
      file,
      merchant: null,
      date: null,
      total: null,
      currency: null,
      vat: [],
      confidence,
      ms: Math.round(performance.now() - began),
      failure,
    }
  }
}

function unreadable(error: unknown, file: string) {
  if (error instanceof Error && 'code' in error)
    return { says: 'expenses.reader.noSuchFile', params: { file, detail: String(error.code) } }
  throw error
}

export function lineOf(file: string, reading: Reading): ReadFile {
  const { merchant, date, totalCents, currency, vat } = reading
  const decimal = (cents: number | null) => (cents === null ? null : decimalText(cents, currency.value ?? noCurrency))
  return {
    file,
    merchant: merchant.value,
    date: date.value,
    total: decimal(totalCents.value),
    currency: currency.value,
    vat: (vat.value ?? []).map(({ rate, netCents, vatCents, grossCents }) => ({
      rate,
      net: decimal(netCents),
      vat: decimal(vatCents)!,
      gross: decimal(grossCents),
    })),
    confidence: {
      merchant: merchant.confidence,
      date: date.confidence,
      total: totalCents.confidence,
      currency: currency.confidence,
      vat: vat.confidence,
    },
    ms: reading.ms,
  }
}
