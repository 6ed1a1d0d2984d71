/** What a line counts for; minor units of the office's currency, null while it has no amount, or a foreign one no exchange rate. */
export interface Counted {
  claimedCents: number | null
  acceptedCents: number | null
}

/** What a team may spend of a category. */
export interface Budget {
  teamId: string
  categoryId: string
  /** In the month. */
  cents: number
}

export interface Totals {
  claimedCents: number
  acceptedCents: number
  lines: number
  /** Of the lines those that the sums miss, for want of an amount or an exchange rate. */
  linesNotCounted: number
}

/** What a sum is over. */
export type SumOf = Pick<Totals, 'lines' | 'linesNotCounted'>

/** The sum of some lines. Whatever adds up lines calls this or `queries/figures.ts`, so that one figure is one everywhere. */
export function totalsOf(lines: Iterable<Counted>): Totals {
  const totals = { claimedCents: 0, acceptedCents: 0, lines: 0, linesNotCounted: 0 }
  for (const line of lines) addLine(totals, line)
  return totals
}

/** A sum over some lines as it is shown: null while not one of them is counted, which is other than nothing. */
export function sumShown(cents: number, { lines, linesNotCounted }: SumOf): number | null {
  return lines > linesNotCounted ? cents : null
}

/** Counts one more line into a sum. */
export function addLine(totals: Totals, line: Counted): void {
  totals.claimedCents += line.claimedCents ?? 0
  totals.acceptedCents += line.acceptedCents ?? 0
  totals.lines += 1
  if (line.claimedCents === null) totals.linesNotCounted += 1
}

/** The sum of payouts; minor units of the office's currency. */
export function totalPayout(payouts: Iterable<{ cents: number }>): number {
  let total = 0
  for (const { cents } of payouts) total += cents
  return total
}
