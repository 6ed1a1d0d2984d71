/** The facts of a receipt that a line repeats. */
interface Facts {
  merchant: string | null
  spentOn: string | null
  totalCents: number | null
  currency: string | null
}

/**
 * Fields of a line that differ from what the reader found on its one receipt: the senior manager sees them first.
 * A smaller amount is a split or an own share and does not count; a larger one does.
 */
export function changedAfterReading(
  line: { merchant: string; spentOn: string | null; amountCents: number; currency: string },
  read: Facts | null,
): string[] {
  if (!read) return []
  const changed: string[] = []
  if (read.spentOn && line.spentOn !== read.spentOn) changed.push('spentOn')
  if (read.currency && line.currency !== read.currency) changed.push('currency')
  if (read.totalCents !== null && Math.abs(line.amountCents) > Math.abs(read.totalCents)) changed.push('amountCents')
  return changed
}
