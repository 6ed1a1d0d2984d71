import { convert } from '#core/money.ts'

/** What of a line is claimed. Minor units; `rate` is units of the office's currency for one of the line's. */
export interface Amounts {
  amountCents: number
  ownShareCents: number
  currency: string
  rate: string
}

/**
 * The amount claimed, in minor units of the office's currency: what was spent less the person's own share, converted
 * by the line's rate and rounded half away from zero.
 */
export function claimedOf(line: Amounts, officeCurrency: string): number {
  const spent = { cents: line.amountCents - line.ownShareCents, currency: line.currency }
  if (line.currency === officeCurrency) return spent.cents
  return convert(spent, { base: line.currency, quote: officeCurrency, rate: line.rate }).cents
}

/** As large as an amount may be, in minor units. */
const mostCents = 1_000_000_000_000

/** Whether what is claimed can be kept: an amount and a rate may both be sensible and their product is not. */
export function isCountable({ amountCents, ownShareCents, rate }: Amounts): boolean {
  return Math.abs(amountCents - ownShareCents) * Number(rate) <= mostCents
}

/** The VAT a line carries, all rates together; minor units of the line's currency. */
export function vatCentsOf(vat: readonly { vatCents: number }[]): number {
  return vat.reduce((sum, part) => sum + part.vatCents, 0)
}

/** What is accepted after an edit: a refused line stays at nothing, any other follows what is claimed. */
export function acceptedAfterEdit(
  line: { refusedWhy: string | null; acceptedCents: number },
  claimedCents: number,
): number {
  return line.refusedWhy === null ? claimedCents : line.acceptedCents
}
