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

/** What the office's table says of a currency on a day: the last rate set on or before it, and the last one at all. */
export interface TableRate {
  ofDay: SetRate | null
  last: SetRate | null
}

export interface SetRate {
  rate: string
  day: string
}

/** Whether the table has a rate for a purchase of that day that is not too old. */
export function rateOfDay({ ofDay }: TableRate, spentOn: string): SetRate | null {
  return ofDay && !isOldRate({ spentOn, rateDay: ofDay.day, rateSource: null }) ? ofDay : null
}

/** Whether one rate is more than ten times the other: no market moves so, a slipped comma does. Decimal text. */
export function isFarOff(one: string, other: string): boolean {
  const [a, b] = [rateUnits(one), rateUnits(other)]
  return a > 10n * b || b > 10n * a
}

/** Whether a rate is more than 2 % beside the known one: banks and cards add less to what is published. */
export function isBeside(rate: string, known: string): boolean {
  const [a, b] = [rateUnits(rate), rateUnits(known)]
  return 100n * (a > b ? a - b : b - a) > 2n * b
}

/** Whether two rates are one, however written: `0.2` is `0.20`. */
export function isSameRate(one: string, other: string): boolean {
  return rateUnits(one) === rateUnits(other)
}

/** Ten-thousand-millionths, as many as a rate may have digits. */
export function rateUnits(rate: string): bigint {
  const [whole = '0', part = ''] = rate.split('.')
  return BigInt(whole + part.slice(0, 10).padEnd(10, '0'))
}
