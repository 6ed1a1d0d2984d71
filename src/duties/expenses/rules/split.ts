import { splitCents } from '#core/money.ts'
import type { Says } from '#core/refusal.ts'
import type { VatPart } from '../tables.ts'
import { type Amounts, claimedOf } from './amounts.ts'
import { rateUnits } from './rates.ts'

interface Splittable {
  amountCents: number
  ownShareCents: number
  currency: string
  vat: readonly VatPart[]
  /** What of it is claimed, with the own share taken off. */
  vatCents: number
  purpose: string
  categoryId: string | null
}

interface Part {
  amountCents: number
  categoryId?: string | null | undefined
  purpose?: string | undefined
}

/**
 * The lines that a line is split into: VAT and own share are shared out without losing a cent. What they claim is
 * `claimedByParts`, then and whenever it is counted again.
 * Refused when the parts do not add up to the line (minor units of its currency).
 */
export function splitLineInto(line: Splittable, parts: readonly Part[]) {
  const sum = parts.reduce((total, part) => total + part.amountCents, 0)
  if (sum !== line.amountCents) {
    return {
      says: 'expenses.report.partsDoNotAddUp',
      sum: { cents: sum, currency: line.currency },
      total: { cents: line.amountCents, currency: line.currency },
    } satisfies Says
  }
  if (parts.some(({ amountCents }) => amountCents === 0 || Math.sign(amountCents) !== Math.sign(line.amountCents))) {
    return { says: 'expenses.report.partOfNothing' } satisfies Says
  }
  const weights = parts.map((part) => Math.abs(part.amountCents))
  const ownShares = splitCents(line.ownShareCents, weights)
  const vats = vatOfParts(line, weights)
  const taxes = weights.map((_, at) => Math.abs(vats.reduce((sum, shares) => sum + shares[at]!.vatCents, 0)))
  const vatClaimed = shared(line.vatCents, taxes, weights)
  return parts.map((part, at) => ({
    amountCents: part.amountCents,
    ownShareCents: ownShares[at] ?? 0,
    vat: vats.map((shares) => shares[at]!),
    vatCents: vatClaimed[at]!,
    purpose: part.purpose ?? line.purpose,
    categoryId: part.categoryId === undefined ? line.categoryId : part.categoryId,
  }))
}

type ClaimedPart = Amounts & { id: string; claimedCents: number | null }

/**
 * What the parts of one split claim, by id, in minor units of the office's currency; null without a rate. Those of one
 * currency and rate are converted and rounded once, together: each claims what the sum up to it is worth beyond the sum
 * before it. Parts that are held keep their claim, and the others come to what is left of the whole, as far as each may claim
 * it: nothing the other way than it was spent, nor more than a unit above its own worth.
 */
export function claimedByParts<Part extends ClaimedPart>(
  parts: readonly Part[],
  officeCurrency: string,
  isHeld: (part: Part) => boolean = () => false,
): Map<string, number | null> {
  const claimed = new Map<string, number | null>()
  const alike = Map.groupBy(parts, ({ currency, rate }) => `${currency} ${rate && rateUnits(rate)}`)
  for (const own of alike.values()) {
    let spentCents = 0
    let beforeCents = 0
    for (const part of [...own.filter(isHeld), ...own.filter((one) => !isHeld(one))]) {
      spentCents += part.amountCents - part.ownShareCents
      const worth = claimedOf({ ...part, amountCents: spentCents, ownShareCents: 0 }, officeCurrency)
      const cents = isHeld(part)
        ? part.claimedCents
        : worth === null
          ? null
          : within(part, worth - beforeCents, officeCurrency)
      claimed.set(part.id, cents)
      beforeCents += cents ?? 0
    }
  }
  return claimed
}

/** The nearest to an amount that a part may claim. */
function within(part: Amounts, cents: number, officeCurrency: string): number {
  const sign = Math.sign(part.amountCents - part.ownShareCents)
  const worthCents = Math.abs(claimedOf(part, officeCurrency) ?? 0)
  const most = part.currency === officeCurrency ? worthCents : worthCents + 1
  return sign * Math.min(most, Math.max(0, sign * cents)) || 0
}

/** Split by the first weights, or by the others where the first are all nothing. */
function shared(cents: number, weights: readonly number[], others: readonly number[]): number[] {
  return splitCents(cents, weights.some((weight) => weight > 0) ? weights : others)
}

/** Each rate's parts: they add up to the rate's own figures, and net with VAT of all rates to a part's amount where they do so in the line. */
function vatOfParts({ amountCents, vat }: Splittable, weights: readonly number[]): VatPart[][] {
  const grosses = vat.map((part) => part.netCents + part.vatCents)
  const rest = amountCents - grosses.reduce((sum, gross) => sum + gross, 0)
  const shares = splitTogether([...grosses, rest], weights)
  return vat.map(({ rate, vatCents }, at) => {
    const own = shares.map((row) => row[at]!)
    const taxes = shared(vatCents, own.map(Math.abs), weights)
    return own.map((gross, part) => ({ rate, netCents: gross - taxes[part]!, vatCents: taxes[part]! }))
  })
}

/**
 * Splits several totals by the same weights into rows: each total adds up, and each row adds up to its share of their sum
 * where that is whole. Units left over go where most are missing.
 */
function splitTogether(totals: readonly number[], weights: readonly number[]): number[][] {
  const whole = BigInt(weights.reduce((sum, weight) => sum + weight, 0))
  const floors = weights.map((weight) => totals.map((total) => floored(BigInt(total) * BigInt(weight), whole)))
  const missing = totals.map((total, at) => total - floors.reduce((sum, row) => sum + row[at]!, 0))
  const all = totals.reduce((sum, total) => sum + total, 0)
  const due = splitCents(all, weights)
  return floors.map((row, part) => {
    const left = due[part]! - row.reduce((sum, cents) => sum + cents, 0)
    const first = [...missing.keys()].sort((a, b) => missing[b]! - missing[a]!).slice(0, left)
    for (const at of first) missing[at]! -= 1
    return row.map((cents, at) => (first.includes(at) ? cents + 1 : cents))
  })
}

function floored(over: bigint, under: bigint): number {
  const cut = over / under
  return Number(over % under < 0n ? cut - 1n : cut)
}
