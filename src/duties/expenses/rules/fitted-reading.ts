import * as z from 'zod'
import { shortened, visibleLine } from '#core/visible-text.ts'
import type { Box, Facts, Field, Fuel, PaperKind, Reading, Told, VatLine } from '../reader/reading.ts'
import { cents, currency, day, vatPart } from './shapes.ts'

const fraction = z.number().min(-100).max(100)
const box = z.object({ page: z.int().min(0), x: fraction, y: fraction, width: fraction, height: fraction })
/** As much of a name, number or word as is kept; what is longer ends in `…`. */
const text = (most: number) =>
  z
    .string()
    .transform((read) => shortened(visibleLine(read), most))
    .pipe(z.string().min(1))
const name = text(200)
const number = text(60)
const decimal = z.string().regex(/^\d{1,9}(\.\d{1,9})?$/)
const kinds = ['receipt', 'invoice', 'creditNote', 'proForma', 'cardSlip'] as const satisfies PaperKind[]
const vatLine: z.ZodType<VatLine> = z.object({
  rate: vatPart.shape.rate.nullable(),
  netCents: cents.nullable(),
  vatCents: cents,
  grossCents: cents.nullable(),
})
const fuel: z.ZodType<Fuel> = z.object({ litres: decimal, price: decimal.nullable() })
const mostRates = 20

/**
 * A reading as it may be stored and shown: every fact by the same shapes as what people type. A fact that does not fit is
 * empty and a warning quotes it; the original file keeps what was written.
 */
export function fitted(read: Reading): Reading {
  const leftOut: Told[] = []
  const facts = fittedFacts(read, leftOut)
  const parts = (read.parts ?? []).flatMap((part) => {
    const place = box.safeParse(part.box)
    return place.success ? [{ ...fittedFacts(part, []), box: place.data }] : []
  })
  const warnings = (read.warnings ?? []).map(shortenedParams)
  const fresh = leftOut.filter((one) => !warnings.some(({ says }) => says === one.says))
  return { ...read, ...facts, parts, warnings: [...warnings, ...fresh] }
}

const leftOutSays = {
  date: 'expenses.reader.leftOut.date',
  totalCents: 'expenses.reader.leftOut.totalCents',
  currency: 'expenses.reader.leftOut.currency',
  vat: 'expenses.reader.leftOut.vat',
}

function fittedFacts(read: Partial<Facts>, leftOut: Told[]): Facts {
  const quote = (fact: keyof typeof leftOutSays) => (value: unknown) =>
    void leftOut.push({ says: leftOutSays[fact], params: { value: quoted(value) } })
  return {
    merchant: fact(read.merchant, name),
    date: fact(read.date, day, quote('date')),
    time: fact(read.time, z.string().regex(/^\d{2}:\d{2}$/)),
    totalCents: fact(read.totalCents, cents, quote('totalCents')),
    currency: fact(read.currency, currency, quote('currency')),
    vat: vatOf(read.vat, quote('vat')),
    registrationNumber: fact(read.registrationNumber, number),
    vatNumber: fact(read.vatNumber, number),
    documentNumber: fact(read.documentNumber, number),
    kind: fact(read.kind, z.enum(kinds)),
    tipCents: fact(read.tipCents, cents),
    fuel: fact(read.fuel, fuel),
    nights: fact(read.nights, z.int().min(0).max(1000)),
  }
}

function fact<T>(read: Field<T> | undefined, shape: z.ZodType<T>, quote?: (value: unknown) => void): Field<T> {
  const { value = null, confidence = 0, sure = false, alternatives } = read ?? {}
  const found = value === null ? null : shape.safeParse(value)
  if (found?.success === false) quote?.(value)
  const others = (alternatives ?? []).flatMap((one) => {
    const other = shape.safeParse(one)
    return other.success ? [other.data] : []
  })
  return {
    ...(found?.success ? { value: found.data, confidence, sure } : { value: null, confidence: 0, sure: false }),
    ...placeOf(read),
    ...(others.length > 0 ? { alternatives: others } : {}),
  }
}

/** VAT rate by rate: those that fit stay, but are not sure when one is missing. */
function vatOf(read: Field<VatLine[]> | undefined, quote: (value: unknown) => void): Field<VatLine[]> {
  const lines = read?.value ?? []
  const fitting = lines.length > mostRates ? [] : lines.filter((one) => vatLine.safeParse(one).success)
  if (!read || fitting.length === lines.length) return fact(read, z.array(vatLine))
  quote(
    lines
      .filter((one) => !fitting.includes(one))
      .map(({ rate }) => `${rate ?? '?'} %`)
      .join(', '),
  )
  return { value: fitting.length > 0 ? fitting : null, confidence: 0, sure: false, ...placeOf(read) }
}

function placeOf(read: { box?: Box } | undefined): { box?: Box } {
  const place = box.safeParse(read?.box)
  return place.success ? { box: place.data } : {}
}

/** A sentence whose words of outsiders are cleaned and cut, so that it can be stored and shown. */
export function shortenedParams({ says, params }: Told): Told {
  const short = Object.entries(params).map(([key, value]) => [key, typeof value === 'string' ? quoted(value) : value])
  return { says, params: Object.fromEntries(short) }
}

function quoted(value: unknown): string {
  return shortened(visibleLine(String(value)), 80)
}
