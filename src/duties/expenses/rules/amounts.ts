import { convert, minorUnits, splitCents } from '#core/money.ts'
import type { Says } from '#core/refusal.ts'

/** What of a line is claimed. Minor units; `rate` is units of the office's currency for one of the line's, null while unknown. */
export interface Amounts {
  amountCents: number
  ownShareCents: number
  currency: string
  rate: string | null
}

/**
 * The amount claimed, in minor units of the office's currency: what was spent less the person's own share, converted
 * by the line's rate and rounded half away from zero. Null without a rate: a foreign amount is never counted one to one.
 */
export function claimedOf(line: Amounts & { rate: string }, officeCurrency: string): number
export function claimedOf(line: Amounts, officeCurrency: string): number | null
export function claimedOf(line: Amounts, officeCurrency: string): number | null {
  const spent = { cents: line.amountCents - line.ownShareCents, currency: line.currency }
  if (line.currency === officeCurrency) return spent.cents
  if (line.rate === null) return null
  return convert(spent, { base: line.currency, quote: officeCurrency, rate: line.rate }).cents
}

/** An amount as it is shown: one of 0 is one that nobody knows yet, and null. */
export function known(amountCents: number): number | null {
  return amountCents === 0 ? null : amountCents
}

/** As large as an amount may be, in minor units. */
const mostCents = 1_000_000_000_000

/** Whether what is claimed can be kept: an amount and a rate may both be sensible and their product is not. */
export function isCountable(line: Amounts, officeCurrency: string): boolean {
  if (Math.abs(line.amountCents - line.ownShareCents) * Number(line.rate ?? 0) > mostCents) return false
  return Math.abs(claimedOf(line, officeCurrency) ?? 0) <= mostCents
}

type Counting = Amounts & { vat: readonly { vatCents: number }[] }

/** Whether two lines have all in common from which what is claimed of them, and the VAT in it, is counted. */
export function isCountedAlike(one: Counting, other: Counting): boolean {
  const { amountCents, ownShareCents, currency, rate, vat } = other
  const isSameSpent = one.amountCents === amountCents && one.currency === currency
  return (
    isSameSpent && one.ownShareCents === ownShareCents && one.rate === rate && vatCentsOf(one.vat) === vatCentsOf(vat)
  )
}

/** Why an own share cannot be: it lies between nothing and the amount, on refunds too, so that no more is claimed than was spent. */
export function whyNoOwnShare({ amountCents, ownShareCents, currency }: Omit<Amounts, 'rate'>): Says | null {
  const isWithin = ownShareCents * Math.sign(amountCents) >= 0 && Math.abs(ownShareCents) <= Math.abs(amountCents)
  if (isWithin) return null
  const money = (cents: number) => ({ cents, currency })
  return { says: 'expenses.report.ownShareOutside', share: money(ownShareCents), amount: money(amountCents) }
}

/**
 * Why a correction cannot be: what is accepted lies between nothing and what was spent, on refunds too; minor units of the
 * office's currency. What was claimed or accepted beyond that before may stay or
 * come down: a part of a split line may claim a unit more than its own amount is worth.
 */
export function whyNotAccepted(
  line: Amounts & { claimedCents: number; acceptedCents: number },
  nowCents: number,
  officeCurrency: string,
): Says | null {
  const spentCents = claimedOf({ ...line, ownShareCents: 0 }, officeCurrency) ?? 0
  const most = Math.max(...[spentCents, line.claimedCents, line.acceptedCents].map(Math.abs))
  const isWithin = nowCents * Math.sign(line.amountCents) >= 0 && Math.abs(nowCents) <= most
  if (isWithin) return null
  return { says: 'expenses.correction.beyondSpent', spent: { cents: spentCents, currency: officeCurrency } }
}

/**
 * The VAT in what is claimed, all rates together; minor units of the line's currency. The own share takes its part of it,
 * for only what is spent for the company may be deducted (Law on VAT art. 58).
 */
export function vatClaimedOf(line: {
  amountCents: number
  ownShareCents: number
  vat: readonly { vatCents: number }[]
}): number {
  const whole = vatCentsOf(line.vat)
  if (line.amountCents === 0) return whole
  const own = Math.abs(line.ownShareCents)
  return splitCents(whole, [Math.abs(line.amountCents) - own, own])[0]!
}

/** VAT of one rate, as on the receipt; minor units of the line's currency. */
interface VatOfRate {
  netCents: number
  vatCents: number
}

/**
 * Why the VAT of a line cannot be, but for the name of the line: it has the other sign than what it is of, is larger than the amount,
 * or comes with the net amounts to more than that, beyond the rounding of cash and of each rate.
 */
export function whyNoVat(line: { amountCents: number; currency: string; vat: readonly VatOfRate[] }): Says | null {
  const { amountCents, currency, vat } = line
  const money = (cents: number) => ({ cents, currency })
  const vatCents = vatCentsOf(vat)
  const isOther = (one: number, of: number) => one * Math.sign(of) < 0
  // What was given back of a purchase is negative, net and VAT.
  const turned = vat.find((one) => isOther(one.vatCents, one.netCents))
  if (turned || isOther(vatCents, amountCents))
    return {
      says: 'expenses.obstacle.vatOtherSign',
      vat: money(turned?.vatCents ?? vatCents),
      amount: money(amountCents),
    }
  if (Math.abs(vatCents) > Math.abs(amountCents)) return { says: 'expenses.obstacle.vatTooLarge' }
  const sumCents = vat.reduce((sum, one) => sum + one.netCents + one.vatCents, 0)
  const roundingCents = Math.max(minorUnits(cashRounding[currency] ?? '0.05', currency) ?? 0, vat.length)
  if (Math.abs(sumCents) <= Math.abs(amountCents) + roundingCents) return null
  return { says: 'expenses.obstacle.vatBeyondAmount', sum: money(sumCents), amount: money(amountCents) }
}

/** What a sum may lose when it is paid in cash: half of the smallest coin, where that is more than 0.05. */
const cashRounding: Record<string, string> = { CZK: '0.50', DKK: '0.25', HUF: '2.50', NOK: '0.50', SEK: '0.50' }

/** The VAT on the receipt, all rates together. */
export function vatCentsOf(vat: readonly { vatCents: number }[]): number {
  return vat.reduce((sum, part) => sum + part.vatCents, 0)
}

/** What is accepted of a line before any correction: nothing where it is refused, else what is claimed. */
export function acceptedOf(line: { refusedWhy: string | null; claimedCents: number | null }): number | null {
  return line.refusedWhy === null ? line.claimedCents : 0
}
