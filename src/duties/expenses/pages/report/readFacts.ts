import type { Fuel, PaperKind, Reading } from '../../reader/reading.ts'
import { isReading } from './isReading.ts'

/** What else the reader found beside the fields of a line, in the order in which people look for it. */
export type ReadFact = { sure: boolean } & (
  | { name: 'kind'; value: PaperKind }
  | { name: 'documentNumber' | 'vatNumber' | 'registrationNumber'; value: string }
  | { name: 'time'; value: string }
  | { name: 'nights' | 'tipCents'; value: number }
  | { name: 'fuel'; value: Fuel }
)
export type ReadFactName = ReadFact['name']

const names = [
  'kind',
  'documentNumber',
  'vatNumber',
  'registrationNumber',
  'time',
  'nights',
  'fuel',
  'tipCents',
] as const

/** The facts that were found; what the reader did not see is left out. */
export function readFactsOf(reading: unknown): ReadFact[] {
  if (!isReading(reading)) return []
  return names.flatMap((name) => {
    const read = reading[name] as Reading[ReadFactName] | undefined
    if (read == null || read.value === null) return []
    // A paper with no word of what it is counts as a receipt; there is no such word to check.
    const sure = read.sure || read.value === 'receipt'
    return [{ name, value: read.value, sure } as ReadFact]
  })
}

/** A paper that supports no expense, as the word to warn with; null for one that may. */
export function noSupportIn(facts: readonly ReadFact[]): { kind: 'proForma' | 'cardSlip'; sure: boolean } | null {
  const kind = facts.find((fact) => fact.name === 'kind')
  if (kind?.value !== 'proForma' && kind?.value !== 'cardSlip') return null
  return { kind: kind.value, sure: kind.sure }
}
