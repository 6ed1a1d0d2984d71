import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { decimalText, minorUnits, noCurrency } from '#core/money.ts'
import type { Reading } from '#duties/expenses/reader/reading.ts'
import { renderLines, type Wear } from '#duties/expenses/sample/render-receipt.ts'

/** What a paper says, as a person read it. Of the facts that may be absent, those that are not labelled are not judged. */
export interface Label {
  company: string
  /** ISO day. */
  date: string
  /** Decimal text; negative on a credit note. */
  total: string
  currency?: string
  kind?: string
  vat?: { rate: string | null; vat: string }[]
  vatNumber?: string
  registrationNumber?: string
  documentNumber?: string
  tip?: string
  fuel?: { litres: string; price: string }
  nights?: number
}

export interface LabelledPaper {
  name: string
  label: Label
  bytes(): Promise<Uint8Array>
}

type Written = Label & { id: string; lines: string[] }
type Pictured = Label & { file: string }

const wears: readonly Wear[] = ['clean', 'photo', 'worn', 'tilted', 'clean', 'crumpled']

/** Pictures of a folder with labels.json, or papers written out in a .json, printed, worn and photographed on the way. */
export async function labelledPapers(source: string): Promise<LabelledPaper[]> {
  if (source.endsWith('.json')) {
    const papers = JSON.parse(await readFile(source, 'utf8')) as Written[]
    return papers.map((paper, at) => ({
      name: paper.id,
      label: paper,
      bytes: () => renderLines(paper.lines, { seed: paper.id, wear: wears[at % wears.length]! }),
    }))
  }
  const labels = JSON.parse(await readFile(join(source, 'labels.json'), 'utf8')) as Pictured[]
  return labels.map((label) => ({ name: label.file, label, bytes: () => readFile(join(source, label.file)) }))
}

/** Every folder and file of labelled papers below this folder. */
export async function sourcesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true })
  return files.flatMap((file) => {
    if (basename(file) === 'labels.json') return [join(folder, dirname(file))]
    return file.startsWith('papers') && file.endsWith('.json') ? [join(folder, file)] : []
  })
}

export interface Judged {
  name: string
  right: boolean
  confidence: number
  sure: boolean
  got: string
  want: string
}

/** Each labelled fact beside what was read. Names are judged on letters and digits, accents kept. */
export function judge(reading: Reading, label: Label): Judged[] {
  const judged: Judged[] = []
  const add = (name: keyof Reading, want: unknown, got: unknown, isRight = want === got) => {
    if (want === undefined || want === null) return
    const { confidence, sure } = reading[name] as { confidence: number; sure: boolean }
    judged.push({ name, right: isRight, confidence, sure, got: String(got), want: String(want) })
  }
  const currency = label.currency ?? noCurrency
  const cents = (text: string | undefined) => (text === undefined ? undefined : minorUnits(text, currency))
  const code = (text: string | null | undefined) => text?.replace(/[^\p{L}\d]/gu, '').toUpperCase()
  add('totalCents', cents(label.total), reading.totalCents.value)
  add('date', label.date, reading.date.value)
  add('merchant', letters(label.company), letters(reading.merchant.value ?? ''))
  add('currency', label.currency, reading.currency.value)
  add('kind', label.kind, reading.kind.value)
  add('vat', label.vat && ratesOf(label.vat), ratesOf(decimalVat(reading)))
  const vatNumber = code(reading.vatNumber.value)
  // Some papers print the number without its country's letters.
  add(
    'vatNumber',
    code(label.vatNumber),
    vatNumber,
    vatNumber?.endsWith(code(label.vatNumber)?.slice(2) ?? '') === true,
  )
  add('registrationNumber', code(label.registrationNumber), code(reading.registrationNumber.value))
  add('documentNumber', code(label.documentNumber), code(reading.documentNumber.value))
  add('tipCents', cents(label.tip), reading.tipCents.value)
  add('nights', label.nights, reading.nights.value)
  const fuel = reading.fuel.value
  const litres = label.fuel && `${Number(label.fuel.litres)} × ${Number(label.fuel.price)}`
  add('fuel', litres, fuel ? `${Number(fuel.litres)} × ${Number(fuel.price)}` : null)
  return judged
}

function decimalVat({ vat, currency }: Reading) {
  return (vat.value ?? []).map(({ rate, vatCents }) => ({
    rate,
    vat: decimalText(vatCents, currency.value ?? noCurrency),
  }))
}

function ratesOf(vat: { rate: string | null; vat: string }[]): string {
  const taxed = vat.filter((one) => Number(one.vat) !== 0)
  return taxed
    .map((one) => `${one.rate === null ? '?' : Number(one.rate)} %: ${one.vat}`)
    .toSorted()
    .join(', ')
}

/** Letters and digits only, accents kept, a trailing registration number dropped. */
export function letters(name: string): string {
  return name
    .toUpperCase()
    .replace(/\(?\d{4,}-[A-Z]\)?/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** 1 for the same letters, 0 for none in common: edits against the longer name's length. */
export function similarity(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    let corner = row[0]!
    row[0] = i
    for (let j = 1; j <= b.length; j++) {
      const least = Math.min(row[j]! + 1, row[j - 1]! + 1, corner + (a[i - 1] === b[j - 1] ? 0 : 1))
      corner = row[j]!
      row[j] = least
    }
  }
  return 1 - row[b.length]! / Math.max(a.length, b.length, 1)
}
