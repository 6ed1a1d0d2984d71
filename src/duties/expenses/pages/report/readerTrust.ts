import type { Box, Reading } from '../../reader/reading.ts'
import { asShown } from '../../rules/parts.ts'
import { isReading } from './isReading.ts'
import type { LineField } from './lineFields.ts'
import type { ReadFactName } from './readFacts.ts'

/** A place on a page as the picture viewer takes it. */
export interface Place {
  page: number
  x: number
  y: number
  w: number
  h: number
}

/** How far a field that was read can be trusted. */
export interface Trust {
  sure: boolean
  /** 0..100. */
  percent: number
  place: Place | null
}

const readAs: Partial<
  Record<LineField | ReadFactName, 'merchant' | 'date' | 'totalCents' | 'currency' | 'vat' | ReadFactName>
> = {
  merchant: 'merchant',
  spentOn: 'date',
  amountCents: 'totalCents',
  currency: 'currency',
  vat: 'vat',
  documentNumber: 'documentNumber',
  vatNumber: 'vatNumber',
  registrationNumber: 'registrationNumber',
}

/** The reader's word on a field of a line or a number it found besides; null when it did not read it. */
export function trustIn(reading: unknown, field: LineField | ReadFactName): Trust | null {
  const name = readAs[field]
  const read = name && isReading(reading) ? reading[name] : undefined
  if (!read || read.value === null || (Array.isArray(read.value) && read.value.length === 0)) return null
  const { box } = read
  return {
    sure: read.sure,
    percent: Math.round(read.confidence * 100),
    place: box && isReading(reading) ? placeOf(box, reading) : null,
  }
}

/** The places of the receipts that were seen on one picture, named 1, 2 … */
export function partsIn(reading: unknown): (Place & { name: string })[] {
  if (!isReading(reading)) return []
  return (reading.parts ?? []).map(({ box }, at) => ({ ...placeOf(box, reading), name: String(at + 1) }))
}

/** The first field that a person should look at: not read, or read with doubt. */
export function firstDoubt(reading: unknown, fields: readonly LineField[]): LineField | undefined {
  return fields.find((field) => field in readAs && trustIn(reading, field)?.sure !== true && field !== 'vat')
}

function placeOf(box: Box, reading: Reading): Place {
  const { page, x, y, width, height } = asShown(box, reading.quarters)
  return { page, x, y, w: width, h: height }
}
