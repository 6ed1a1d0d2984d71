import type { Amount } from './amounts.ts'

/** A tip that was printed or written beside its word, above nothing and below the total. */
export function tipOf(amounts: Amount[], totalCents: number | null): Amount | null {
  return (
    amounts.find((a) => a.label === 'tip' && a.cents > 0 && (totalCents === null || a.cents < Math.abs(totalCents))) ??
    null
  )
}
