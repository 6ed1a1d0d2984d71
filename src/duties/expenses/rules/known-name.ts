import type { Reading } from '../reader/reading.ts'

/** Two of three lines must agree on a name before it stands for another reading of it. */
const AGREED = 2 / 3
/** As sure as a name can be that people have accepted before. */
const CONFIDENCE = 0.99

/** The reading with the name under which the office knows this VAT number; what was read stays as its alternative. */
export function withKnownName(reading: Reading, names: readonly string[]): Reading {
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

function agreedName(names: readonly string[]): string | undefined {
  const [first] = [...Map.groupBy(names, (name) => name)].toSorted((a, b) => b[1].length - a[1].length)
  return first && first[0] !== '' && first[1].length >= names.length * AGREED ? first[0] : undefined
}
