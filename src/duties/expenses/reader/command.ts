import { readFile } from 'node:fs/promises'
import { decimalText, noCurrency } from '#core/money.ts'
import type { Says } from '#core/refusal.ts'
import { sentence } from '#core/shapes.ts'
import { StartRefused } from '#core/start-refused.ts'
import { visibleLine } from '#core/visible-text.ts'
import { closeEngines } from './engines/engines.ts'
import { ReaderFailure } from './failures.ts'
import { readReceipt } from './read.ts'
import type { Reading } from './reading.ts'

/** One line of what the command prints. */
interface ReadFile {
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
  failure?: ReturnType<typeof sentence>
}

/** Reads files one after another, without server or database, and prints a JSON array. Gives the exit code. */
export async function readFiles(paths: string[]): Promise<number> {
  if (paths.length === 0) throw new StartRefused('Name the receipts: talka read-receipts receipt.jpg invoice.pdf.')
  const read: ReadFile[] = []
  for (const file of paths) read.push(await readOne(file))
  await closeEngines()
  process.stdout.write(`${JSON.stringify(read, null, 1)}\n`)
  const failed = read.filter(({ failure }) => failure)
  for (const { file, failure } of failed) process.stderr.write(`${visibleLine(`${file}: ${failure!.text}`)}\n`)
  return failed.length > 0 ? 1 : 0
}

async function readOne(file: string): Promise<ReadFile> {
  const began = performance.now()
  try {
    const today = Temporal.Now.plainDateISO().toString()
    return lineOf(file, await readReceipt({ bytes: await readFile(file), name: file }, { today }))
  } catch (error) {
    const says = error instanceof ReaderFailure ? { ...error.params, says: error.says } : unreadable(error, file)
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
      failure: sentence('en', says),
    }
  }
}

function unreadable(error: unknown, file: string): Says {
  if (error instanceof Error && 'code' in error)
    return { says: 'expenses.reader.noSuchFile', file, detail: String(error.code) }
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
