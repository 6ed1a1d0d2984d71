import type { Reading } from '../reader/reading.ts'

/** What a line calls its seller; `isCorrected` when a person wrote something else than was read. */
export interface NameGiven {
  name: string
  isCorrected: boolean
}

/** So much of the weight must agree on a name before it stands for another reading of it. */
const AGREED = 2 / 3
/** A name somebody typed over a reading weighs as much as three that were let stand. */
const CORRECTED = 3
/** As sure as a name can be that people have accepted before. */
const CONFIDENCE = 0.99

/** The reading with the name under which the office knows this VAT number; what was read stays as its alternative. */
export function withKnownName(reading: Reading, names: readonly NameGiven[]): Reading {
  const { merchant, vatNumber } = reading
  const known = agreedName(names)
  if (!known || !vatNumber.sure) return reading
  const others = [merchant.value, ...(merchant.alternatives ?? [])].filter((name) => name !== null && name !== known)
  const { box } = merchant
  return {
    ...reading,
    merchant: {
      value: known,
      confidence: CONFIDENCE,
      sure: true,
      ...(box && { box }),
      ...(others.length > 0 && { alternatives: others as string[] }),
    },
  }
}

function agreedName(names: readonly NameGiven[]): string | undefined {
  const weight = (given: readonly NameGiven[]) => given.reduce((sum, one) => sum + (one.isCorrected ? CORRECTED : 1), 0)
  const byName = [...Map.groupBy(names, ({ name }) => name)].map(([name, given]) => ({ name, weight: weight(given) }))
  const [first] = byName.toSorted((a, b) => b.weight - a.weight)
  return first && first.name !== '' && first.weight >= weight(names) * AGREED ? first.name : undefined
}
