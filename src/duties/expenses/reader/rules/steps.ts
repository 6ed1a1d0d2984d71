import type { Amount } from './amounts.ts'
import type { Label } from './labels.ts'
import type { TotalCandidate } from './total-candidate.ts'

/** What may stand between one total and the next, and how much it says that the next one is what was paid. */
const BETWEEN: Partial<Record<Label, number>> = { rounding: 3, tip: 3, discount: 2, service: 2, tax: 1 }
const BEFORE: Label[] = ['subtotal', 'net', 'total', 'grandTotal']
const AFTER: Label[] = ['subtotal', 'net', 'total', 'grandTotal', 'paidCash', 'paidCard', 'other']
/** Moves weight from one total to the one that followed from it, once for each pair. */
type Step = (before: TotalCandidate, after: TotalCandidate, weight: number, name: string) => void
/** Rows between two totals of one column. */
const FARTHEST = 9

/**
 * Where the paper goes on from one total to another by tips, taxes, roundings or discounts printed between them, the later
 * one is likelier what was paid; and what was paid in advance belongs to the total.
 */
export function followSteps(candidates: TotalCandidate[], amounts: Amount[]): void {
  const byCents = new Map(candidates.map((c) => [c.cents, c]))
  const taken = new Set<string>()
  const step: Step = (before, after, weight, name) => {
    const key = `${before.cents} ${after.cents}`
    if (before === after || taken.has(key)) return
    taken.add(key)
    const isPlain = ['other', 'paidCash', 'net'].includes(after.bestLabel)
    after.score += weight + (isPlain ? 2 : 0)
    before.score -= weight / 2
    // A tip, a discount or a rounding leaves no doubt which of the two comes last.
    if (weight >= 2) after.score = Math.max(after.score, before.score + 1.5)
    after.proofs.push(name)
  }
  // A card slip repeats the till's total under a word of its own.
  const isTotal = (a: Amount) => a.cents > 0 && BEFORE.includes(byCents.get(a.cents)?.bestLabel ?? 'other')
  for (const from of amounts.filter((a) => BEFORE.includes(a.label) || isTotal(a))) {
    for (const to of amounts.filter(
      (a) => AFTER.includes(a.label) && a.row > from.row && a.row - from.row <= FARTHEST,
    )) {
      const weight = weightBetween(from, to, amounts)
      if (weight > 0) step(byCents.get(from.cents)!, byCents.get(to.cents)!, weight, 'steps')
    }
  }
  followRoundings(candidates, amounts, step)
  const paidBefore = amounts.filter((a) => a.label === 'prepaid' && a.cents !== 0).map((a) => Math.abs(a.cents))
  for (const whole of candidates.filter((c) => c.bestLabel === 'total' || c.bestLabel === 'grandTotal'))
    for (const rest of candidates)
      if (paidBefore.includes(whole.cents - rest.cents)) step(rest, whole, 2, 'lessPrepaid')
}

/** 0 unless the second amount is the first with what is printed between them; taxes may be included already, roundings lack signs. */
function weightBetween(from: Amount, to: Amount, amounts: Amount[]): number {
  if (from.cents <= 0 || to.cents <= 0 || to.cents === from.cents) return 0
  const between = [...new Map(amounts.filter((a) => isBetween(a, from, to)).map((a) => [a.row, a])).values()]
  if (between.length === 0) return 0
  const sum = (labels: Label[], sign: (a: Amount) => number) =>
    between.filter((a) => labels.includes(a.label)).reduce((total, a) => total + sign(a), 0)
  const fixed = sum(['tip', 'service'], (a) => a.cents) - sum(['discount'], (a) => Math.abs(a.cents))
  const taxes = sum(['tax'], (a) => a.cents)
  const rounding = sum(['rounding'], (a) => a.cents)
  for (const tax of [0, taxes])
    for (const round of [rounding, -rounding]) {
      if (from.cents + fixed + tax + round !== to.cents) continue
      const used = between.filter((a) => a.label !== 'tax' || (tax !== 0 && to.label !== 'other'))
      return Math.max(0, ...used.map((a) => BETWEEN[a.label]!))
    }
  return 0
}

function isBetween(a: Amount, from: Amount, to: Amount): boolean {
  return a.row > from.row && a.row < to.row && a.label in BETWEEN && a.cents !== 0
}

/** Some tills print the rounding beside or below the rounded total: the rounded one was paid. */
function followRoundings(candidates: TotalCandidate[], amounts: Amount[], step: Step): void {
  const roundings = amounts
    .filter((a) => a.label === 'rounding' && a.cents !== 0 && Math.abs(a.cents) < 100)
    .map((a) => Math.abs(a.cents))
  for (const before of candidates)
    for (const after of candidates) {
      const isRounded = after.cents % 5 === 0 && before.cents % 5 !== 0 && after.score >= 1.5
      if (isRounded && roundings.includes(Math.abs(after.cents - before.cents))) step(before, after, 2, 'rounded')
    }
}
