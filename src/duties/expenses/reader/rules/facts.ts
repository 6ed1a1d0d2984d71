import { noCurrency, rewritten, splitVat } from '#core/money.ts'
import type { Box, Facts, Field, VatLine } from '../reading.ts'
import { amountsIn } from './amounts.ts'
import { dateConfidence, documentNumberConfidence, merchantConfidence, SURE, totalConfidence } from './confidence.ts'
import { countryOf } from './country.ts'
import { currencyOf } from './currency.ts'
import { dateCandidates } from './date.ts'
import { documentNumberOf } from './documentNumber.ts'
import { withWrittenForm } from './forms.ts'
import { fuelOf } from './fuel.ts'
import { kindOf } from './kind.ts'
import { merchantCandidates } from './merchant.ts'
import { nightsOf } from './nights.ts'
import { type FoundNumber, registrationNumberOf, vatNumberOf } from './numbers.ts'
import { partiesOf, UNTOLD } from './parties.ts'
import { boxOf, type Row, surenessOf } from './rows.ts'
import { tipOf } from './tip.ts'
import { totalCandidates } from './total.ts'
import { type FoundVat, rateMaking, vatOf } from './vat.ts'

export interface Hints {
  /** ISO 3166 alpha-2 of the branch the receipt was handed in at. */
  country?: string | undefined
  today?: string | undefined
  currency?: string | undefined
}

/** Groups of rules that the bench can leave out to see what each adds. */
export interface RuleSwitches {
  labels: boolean
  arithmetic: boolean
  forms: boolean
  joins: boolean
  parties: boolean
  dayWords: boolean
}

export const ALL_RULES: RuleSwitches = {
  labels: true,
  arithmetic: true,
  forms: true,
  joins: true,
  parties: true,
  dayWords: true,
}

/** All facts on one receipt from the rows of its pages. */
export function factsOf(rows: Row[], hints: Hints = {}, switches: RuleSwitches = ALL_RULES): Facts {
  return inMinorUnits(printedFacts(rows, hints, switches))
}

/** The rules count hundredths, as most paper prints; a yen has none, and a dinar's minor unit is a thousandth. */
function inMinorUnits(facts: Facts): Facts {
  const units = <C extends number | null>(cents: C) =>
    (cents === null ? null : rewritten(cents, noCurrency, facts.currency.value ?? noCurrency)) as C
  const { alternatives: others, ...total } = facts.totalCents
  return {
    ...facts,
    totalCents: { ...total, value: units(total.value), ...(others && { alternatives: others.map(units) }) },
    tipCents: { ...facts.tipCents, value: units(facts.tipCents.value) },
    vat: {
      ...facts.vat,
      value:
        facts.vat.value?.map(({ rate, netCents, vatCents, grossCents }) => ({
          rate,
          netCents: units(netCents),
          vatCents: units(vatCents),
          grossCents: units(grossCents),
        })) ?? null,
    },
  }
}

function printedFacts(rows: Row[], hints: Hints, switches: RuleSwitches): Facts {
  const parties = switches.parties ? partiesOf(rows) : UNTOLD
  const country = countryOf(rows, hints.country, parties)
  const amounts = amountsIn(rows)
  const foundVat = vatOf(rows, amounts)
  const totals = totalCandidates(rows, amounts, foundVat, switches)
  const days = dateCandidates(rows, { country: country ?? hints.country, today: hints.today }, switches)
  const merchants = merchantCandidates(rows, switches, parties)
  const [total, day, merchant] = [totals[0], days[0], merchants[0]]
  const currency = currencyOf(rows, country, hints)
  const vatNumber = vatNumberOf(rows, country, parties)
  const kind = kindOf(rows, total, parties)
  const isMinus =
    total !== undefined && (total.cents < 0 || total.amount.bracketed || totals.some((t) => t.cents === -total.cents))
  const isGivenBack = kind.kind === 'creditNote' && isMinus
  const sign = isGivenBack ? -1 : 1
  const number = documentNumberOf(rows, parties)
  const tip = tipOf(amounts, total?.cents ?? null)
  const fuel = fuelOf(rows, amounts)
  const nights = nightsOf(rows, { country: country ?? undefined, today: hints.today })
  const low = kind.kind === 'invoice' && (number === null || (vatNumber?.row ?? 0) > number.row)
  const foreign = country !== null && /^[A-Z]{2}/.test(vatNumber?.value ?? '') && !vatNumber?.value.startsWith(country)
  // Invoices set the buyer's address in the right half.
  const right = vatNumber !== null && boxOf(rows[vatNumber.row]!, vatNumber.start, vatNumber.end).x > 0.45
  const mayBeBuyers = low || foreign || right
  return {
    merchant: merchant
      ? field(
          withWrittenForm(merchant.value, country),
          merchantConfidence(merchants, rows, country),
          boxAround(merchant.places.map((place) => boxOf(rows[place.row]!, place.start, place.end))),
          merchants.slice(1, 4).map((m) => m.value),
        )
      : unknown(),
    date: day
      ? field(
          day.value,
          dateConfidence(days, rows),
          boxOf(rows[day.row]!, day.start, day.end),
          days.slice(1, 4).map((d) => d.value),
        )
      : unknown(),
    time: day?.time ? field(day.time, 0.8, rowsBox(rows, [day.row])) : unknown(),
    totalCents: total
      ? field(
          sign < 0 ? -Math.abs(total.cents) : total.cents,
          totalConfidence(totals, kind.kind),
          total.amount.box,
          totals.slice(1, 4).map((t) => t.cents),
        )
      : unknown(),
    currency: currency
      ? field(currency.code, currency.confidence, currency.row === null ? undefined : rowsBox(rows, [currency.row]))
      : unknown(),
    vat: vatField(rows, foundVat, total ? Math.abs(total.cents) : null, sign),
    registrationNumber: numberField(rows, registrationNumberOf(rows, country, vatNumber, parties)),
    vatNumber: numberField(rows, vatNumber, mayBeBuyers),
    documentNumber: number
      ? field(number.value, documentNumberConfidence(number, rows), boxOf(rows[number.row]!, number.start, number.end))
      : unknown(),
    kind: field(kind.kind, 0.9, kind.row === null ? undefined : rowsBox(rows, [kind.row])),
    tipCents: tip ? field(tip.cents, 0.8, tip.box) : unknown(),
    fuel: fuel ? field(fuel.fuel, 0.95, rowsBox(rows, [fuel.row])) : unknown(),
    nights: nights ? field(nights.nights, 0.85, rowsBox(rows, [nights.row])) : unknown(),
  }
}

export function field<T>(value: T, confidence: number, box?: Box, alternatives?: T[]): Field<T> {
  const known: Field<T> = { value, confidence: Math.round(confidence * 1000) / 1000, sure: confidence >= SURE }
  if (box) known.box = box
  if (alternatives && alternatives.length > 0) known.alternatives = alternatives
  return known
}

export function unknown<T>(): Field<T> {
  return { value: null, confidence: 0, sure: false }
}

/** VAT that stands alone, with its rate or without, is completed from the total, if the arithmetic allows it. */
function vatField(rows: Row[], found: FoundVat[], totalCents: number | null, sign: number): Field<VatLine[]> {
  if (found.length === 0) return unknown()
  const lines = found.map(({ line }) => line)
  const [only] = lines
  let proven = found.every((f) => f.proven || f.line.rate === '0')
  if (lines.length === 1 && only && only.netCents === null && totalCents !== null) {
    const rate = only.rate ?? rateMaking(only.vatCents, totalCents)
    const isOfTotal = rate !== null && Math.abs(splitVat(totalCents, rate).vatCents - only.vatCents) <= 1
    if (isOfTotal)
      lines[0] = { rate, vatCents: only.vatCents, netCents: totalCents - only.vatCents, grossCents: totalCents }
    proven = isOfTotal && only.rate !== null
  }
  const sum = lines.reduce((gross, line) => gross + (line.grossCents ?? 0), 0)
  const whole = totalCents !== null && Math.abs(sum - totalCents) <= lines.length + 5
  return field(
    sign < 0 ? lines.map(negative) : lines,
    proven ? (whole ? 0.995 : 0.9) : 0.6,
    rowsBox(
      rows,
      found.map((f) => f.row),
    ),
  )
}

function negative({ rate, netCents, vatCents, grossCents }: VatLine): VatLine {
  const less = (cents: number | null) => (cents === null ? null : -Math.abs(cents))
  return { rate, netCents: less(netCents), vatCents: less(vatCents) ?? 0, grossCents: less(grossCents) }
}

/** `doubtful`: on an invoice, below its number, it may be the buyer's. */
function numberField(rows: Row[], found: FoundNumber | null, doubtful = false): Field<string> {
  if (!found) return unknown()
  const read = surenessOf(rows[found.row]!, found.start, found.end)
  return field(
    found.value,
    found.holds ? (doubtful ? 0.7 : 0.995) : found.holds === undefined ? 0.7 * read : 0.3,
    boxOf(rows[found.row]!, found.start, found.end),
  )
}

/** One box around whole rows of one page. */
function rowsBox(rows: Row[], indexes: number[]): Box | undefined {
  return boxAround(indexes.map((i) => boxOf(rows[i]!, 0, rows[i]!.text.length)))
}

/** One box around those on the page of the first. */
function boxAround(boxes: Box[]): Box | undefined {
  const [first] = boxes
  if (!first) return undefined
  const own = boxes.filter((b) => b.page === first.page)
  const x = Math.min(...own.map((b) => b.x))
  const y = Math.min(...own.map((b) => b.y))
  return {
    page: first.page,
    x,
    y,
    width: Math.max(...own.map((b) => b.x + b.width)) - x,
    height: Math.max(...own.map((b) => b.y + b.height)) - y,
  }
}
