/** What a line counts for; minor units of the office's currency. */
export interface Counted {
  claimedCents: number
  acceptedCents: number
}

export interface Totals extends Counted {
  lines: number
}

/** The sum of some lines. Whatever adds up lines calls this or `queries/figures.ts`, so that one figure is one everywhere. */
export function totalsOf(lines: Iterable<Counted>): Totals {
  const totals = { claimedCents: 0, acceptedCents: 0, lines: 0 }
  for (const line of lines) addLine(totals, line)
  return totals
}

/** Counts one more line into a sum. */
export function addLine(totals: Totals, line: Counted): void {
  totals.claimedCents += line.claimedCents
  totals.acceptedCents += line.acceptedCents
  totals.lines += 1
}

/** The sum of payouts; minor units of the office's currency. */
export function totalPayout(payouts: Iterable<{ cents: number }>): number {
  let total = 0
  for (const { cents } of payouts) total += cents
  return total
}
