import { percentOf, pointed, scaled, splitVat } from '#core/money.ts'
import type { VatLine } from '../reading.ts'
import type { Amount } from './amounts.ts'
import { folded, pattern } from './fold.ts'
import type { Row } from './rows.ts'

export interface FoundVat {
  line: VatLine
  row: number
  /** Net, VAT and gross agree with the rate, so the digits confirm each other. */
  proven: boolean
}

/**
 * Rates in force in Europe and at the shops that receipts came from; used where the paper gives amounts without a rate.
 * All rates here are counted in thousandths of a per cent.
 */
const RATES = '0 2.6 3 3.8 4 5 5.5 6 7 7.7 8 8.1 9 9.5 10 12 13 13.5 14 15 17 18 19 20 21 22 23 24 25 25.5 27'
  .split(' ')
  .map(thousandths)
const RATE = /(?<![\d.,])(\d{1,2}(?:[.,]\d{1,3})?)\s?(?:%|proc\b)/g
const ABOUT_VAT = pattern(
  '(GST|SST|VAT|TAX|MWST|UST|STEUER|PVM|PVN|PTU|TVA|IVA|BTW|MOMS|NETTO|BRUTTO|SR|ZR|KM|ALV|DPH|MVA|KAIBEMAKS)',
)
/** Words for the tax itself, and those that say that an amount is not it. */
const TAX = pattern(
  '\\b(GST|SST|VAT|TAX|SERVICE TAX|SALES TAX|MWST|UST|MEHRWERTST|STEUER|PVM|PVN|PTU|TVA|IVA|BTW|MOMS|KM|KAIBEMAKS|ALV|DPH|MVA)\\b',
)
const NOT_TAX = pattern(
  '\\b(NETTO|NET|HT|BE PVM|BEZ PVN|KM TA|BRUTTO|SPRZEDAZ|SP OP|EXCL|EXCLUDING|INCL? ?GST$|SU PVM|TOTAL (SALES|INCL|PAYABLE)|SUPPLIES|BASE|IMPONIBILE|ZAKLAD|GRUNDLAG|APYVARTA|APMOKESTINAM)',
)

/**
 * VAT by rate. A row with a rate and two or three amounts is believed if net × rate = VAT within rounding;
 * one amount beside a rate or a tax word is VAT alone.
 */
export function vatOf(rows: Row[], amounts: Amount[]): FoundVat[] {
  const found: FoundVat[] = []
  for (const [index, row] of rows.entries()) {
    const own = amounts.filter((a) => a.row === index && a.exact && !a.measure)
    if (own.length === 0) continue
    // A till that sets labels above amounts has the rate there too.
    const words = own[0]!.borrowed ? `${own[0]!.words} ${row.text}` : row.text
    const rates = [...words.matchAll(RATE)].map((m) => thousandths(m[1]!.replace(',', '.'))).filter((r) => r <= 30_000)
    const near = ABOUT_VAT.test(folded(`${rows[index - 1]?.text ?? ''} ${rows[index - 2]?.text ?? ''} ${words}`))
    if (rates.length === 0 && !near) continue
    const cents = own.map((a) => Math.abs(a.cents))
    // Tables whose head says "%" have bare rates.
    const bare = belowRates(rows, index)
      ? [...row.text.matchAll(/(?<![\d.,])\d{1,2}(?![\d.,])/g)].map((m) => thousandths(m[0]))
      : []
    if (rates.length === 0 && cents.length >= 2) rates.push(...bare.filter((rate) => rate > 0 && RATES.includes(rate)))
    const line = withRate(rates, cents) ?? (near ? withRateAmong(cents) : undefined)
    if (line) found.push({ line, row: index, proven: line.netCents !== null && line.vatCents > 0 })
    else if (own.length === 1 && cents[0]! > 0 && saysTax(own[0]!, words, rates.length > 0))
      found.push({
        line: {
          rate: rates[0] === undefined ? null : text(rates[0]),
          netCents: null,
          vatCents: cents[0]!,
          grossCents: null,
        },
        row: index,
        proven: false,
      })
  }
  return withoutRepeats(found).map((one) => completed(one, amounts))
}

/** Whether one of the rows above is the head of a table with a column of rates. */
function belowRates(rows: Row[], index: number): boolean {
  return rows
    .slice(Math.max(0, index - 6), index)
    .some(({ text }) => /%/.test(text) && !/\d\s?%/.test(text) && !/\d[.,]\d{2}/.test(text))
}

/** One amount beside a word for the tax: the tax, unless the words say net or gross. */
function saysTax({ label }: Amount, words: string, hasRate: boolean): boolean {
  const text = folded(words)
  if (NOT_TAX.test(text)) return false
  const isTotal = label === 'total' || label === 'grandTotal' || label === 'subtotal'
  return label === 'tax' || (hasRate && !isTotal && TAX.test(text))
}

/** VAT beside its rate alone: a row nearby may hold the gross or net amount that it was taken from. */
function completed(one: FoundVat, amounts: Amount[]): FoundVat {
  const { rate, netCents, vatCents } = one.line
  if (netCents !== null || rate === null || vatCents < 20) return one
  const near = amounts.filter(
    (a) => Math.abs(a.row - one.row) <= 2 && a.row !== one.row && a.exact && a.cents > vatCents,
  )
  const gross = near.find((a) => splitVat(a.cents, rate).vatCents === vatCents)
  const net = near.find((a) => a.label === 'net' && agrees(thousandths(rate), a.cents, vatCents))
  if (net) return { ...one, line: { ...one.line, netCents: net.cents, grossCents: net.cents + vatCents } }
  if (!gross) return one
  return { ...one, line: { ...one.line, netCents: gross.cents - vatCents, grossCents: gross.cents } }
}

function withRate(rates: number[], cents: number[]): VatLine | undefined {
  for (const rate of rates) {
    const line = agreeing(rate, cents)
    if (line) return line
  }
  return undefined
}

/** The rate is one of the numbers itself ("SR 6.00 16.98 1.02"), or follows from three amounts that add up. */
function withRateAmong(cents: number[]): VatLine | undefined {
  if (cents.length < 3) return undefined
  const [first, ...rest] = cents as [number, ...number[]]
  if (RATES.includes(first * 10)) {
    const line = agreeing(first * 10, rest)
    if (line && line.vatCents > 0) return line
  }
  const sorted = cents.toSorted((a, b) => b - a)
  for (let g = 0; g < sorted.length - 2; g++) {
    const [gross, net, vat] = sorted.slice(g, g + 3) as [number, number, number]
    if (Math.abs(net + vat - gross) > 1 || vat === 0) continue
    const rate = RATES.find((r) => r > 0 && agrees(r, net, vat))
    if (rate !== undefined) return { rate: text(rate), netCents: net, vatCents: vat, grossCents: gross }
  }
  return undefined
}

function agreeing(rate: number, cents: number[]): VatLine | undefined {
  const made = (netCents: number, vatCents: number, grossCents: number): VatLine => ({
    rate: text(rate),
    netCents,
    vatCents,
    grossCents,
  })
  if (rate === 0) {
    const net = Math.max(...cents)
    return cents.length >= 2 && net > 0 && cents.includes(0) ? made(net, 0, net) : undefined
  }
  for (const gross of cents)
    for (const net of cents)
      if (net < gross && cents.some((v) => Math.abs(net + v - gross) <= 1 && agrees(rate, net, v)))
        return made(net, gross - net, gross)
  for (const net of cents)
    for (const vat of cents) if (vat < net && vat > 0 && agrees(rate, net, vat)) return made(net, vat, net + vat)
  for (const gross of cents)
    for (const vat of cents)
      if (vat < gross && vat > 0 && agrees(rate, gross - vat, vat)) return made(gross - vat, vat, gross)
  for (const gross of cents)
    for (const net of cents) if (net < gross && agrees(rate, net, gross - net)) return made(net, gross - net, gross)
  return undefined
}

/** Tills round each line, so sums may be a few cents off. */
function agrees(rate: number, net: number, vat: number): boolean {
  return Math.abs(vat * 100_000 - net * rate) <= Math.max(101_000, vat * 600)
}

function withoutRepeats(found: FoundVat[]): FoundVat[] {
  const best = new Map<string, FoundVat>()
  for (const one of found.filter((f) => f.line.rate !== null)) {
    const key = `${one.line.rate}`
    const before = best.get(key)
    const isLarger = one.proven && (one.line.grossCents ?? 0) > (before?.line.grossCents ?? 0)
    if (!before || (one.proven && !before.proven) || isLarger) best.set(key, one)
  }
  if (best.size > 0) return [...best.values()]
  return found.slice(0, 1)
}

function thousandths(rate: string): number {
  return scaled(rate, 3)!
}

function text(rate: number): string {
  return pointed(rate, 3).replace(/\.?0+$/, '')
}

/** The rate in force that makes this VAT of this gross amount, as decimal text; null if none or several do. */
export function rateMaking(vatCents: number, grossCents: number): string | null {
  const isMade = (rate: number) => {
    const whole = 100_000 + rate
    return Math.abs(vatCents * whole - grossCents * rate) <= percentOf(whole, '101')
  }
  const rates = RATES.filter((rate) => rate > 0 && isMade(rate))
  return rates.length === 1 ? text(rates[0]!) : null
}
