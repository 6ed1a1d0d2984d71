import { seeded } from '#office/sample/random.ts'
import type { Box, Field, PaperKind, Reading } from '../reader/reading.ts'
import type { Places } from './fill-places.ts'
import type { SampleReceipt } from './months-shapes.ts'
import { isSheet, paidOf } from './receipt-facts.ts'
import type { Wear } from './render-receipt.ts'

/** How sure a reader is of what it finds on such paper: 0..1. */
const legibility: Record<Wear, number> = { clean: 0.99, photo: 0.985, worn: 0.97, tilted: 0.94, dark: 0.88, crumpled: 0.84 } // biome-ignore format: a table
const sureFrom = 0.96

/** What a reader would have found on the receipt, once misread where the story says so. */
export function readingOf(receipt: SampleReceipt, places: Places): Reading {
  const { facts, picture } = receipt
  const random = seeded(`reading ${receipt.key}`)
  const clear = picture.format === 'pdf' ? 0.995 : legibility[picture.wear]
  const field = <T>(value: T | null, box?: Box): Field<T> => {
    if (value === null) return { value, confidence: 0, sure: false }
    const confidence = Math.round((clear - random.next() * 0.02) * 1000) / 1000
    return { value, confidence, sure: confidence >= sureFrom, ...(box && { box }) }
  }
  const fuel = facts.kind === 'fuel' ? facts.items[0] : undefined
  const ms = random.int(380, 1450)
  return {
    source: picture.format === 'pdf' ? 'pdfText' : 'picture',
    pages: 1,
    pagesRead: 1,
    quarters: 0,
    merchant: field(facts.merchant.name, places.merchant),
    date: field(facts.day, places.date),
    time: field(isSheet(facts) ? null : facts.time),
    totalCents: totalOf(receipt, field(paidOf(facts), places.total)),
    currency: field(facts.currency, places.total),
    vat: field(
      facts.vat.map(({ rate, net, tax, gross }) => ({
        rate: String(rate),
        netCents: net,
        vatCents: tax,
        grossCents: gross,
      })),
    ),
    registrationNumber: field(facts.merchant.registration.company),
    vatNumber: field(facts.merchant.registration.vat),
    documentNumber: field(facts.number),
    kind: field<PaperKind>(facts.credits ? 'creditNote' : isSheet(facts) ? 'invoice' : 'receipt'),
    tipCents: field(facts.tip || null),
    fuel: field(fuel ? { litres: String(fuel.quantity), price: fuel.unitPrice } : null),
    nights: field(facts.stay?.nights ?? null),
    warnings: [],
    parts: [],
    engines: ['sample'],
    ms,
    cpuMs: ms,
  }
}

function totalOf({ misreadTotal }: SampleReceipt, read: Field<number>): Field<number> {
  if (misreadTotal === undefined) return read
  return { ...read, value: misreadTotal, confidence: 0.97, sure: true, alternatives: [read.value!] }
}
