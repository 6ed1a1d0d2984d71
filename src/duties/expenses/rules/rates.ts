export const ratePattern = /^\d{1,9}(\.\d{1,10})?$/

/** Whether it is decimal text above zero, as units of the office's currency for one of another are. */
export function isRate(text: string): boolean {
  return ratePattern.test(text) && /[1-9]/.test(text)
}

/** A rate published longer before the purchase than this says nothing of the day; a long weekend with holidays is shorter. */
const mostDays = 7

/** Whether the rate of `rateDay` is too old for a purchase of `spentOn` (ISO days); one typed by hand is the person's own word. */
export function isOldRate(line: {
  spentOn: string | null
  rateDay: string | null
  rateSource: string | null
}): boolean {
  const { spentOn, rateDay, rateSource } = line
  if (!spentOn || !rateDay || rateSource === 'hand') return false
  return Temporal.PlainDate.from(rateDay).until(spentOn).days > mostDays
}

/** Whether a rate typed by hand still holds after a change: another currency or day asks for one again. */
export function keepsTypedRate(
  before: { currency: string; spentOn: string | null; rateSource: string | null },
  next: { currency: string; spentOn: string | null },
): boolean {
  return before.rateSource === 'hand' && before.currency === next.currency && before.spentOn === next.spentOn
}
