import type { DateCandidate } from './date.ts'
import type { MerchantCandidate } from './merchant.ts'
import { type Row, surenessOf } from './rows.ts'
import type { TotalCandidate } from './total.ts'

/** Fields at least this likely are called sure. */
export const SURE = 0.98

/** How likely the first candidate is the total: its weight, its lead over the next, proof by arithmetic, clear digits. */
export function totalConfidence(candidates: TotalCandidate[]): number {
  const [first, second] = candidates
  if (!first) return 0
  const lead = first.score - (second?.score ?? -3)
  const strength =
    -3.2 +
    0.55 * Math.min(first.score, 9) +
    0.7 * Math.min(lead, 5) +
    1.1 * Math.min(2, first.proofs.length) +
    (first.amount.exact ? 0 : -2.5)
  return capped(logistic(strength), first.amount.confidence)
}

/** How likely the first candidate is the day. */
export function dateConfidence(candidates: DateCandidate[], rows: Row[]): number {
  const [first, second] = candidates
  if (!first) return 0
  const lead = first.score - (second?.score ?? -1)
  const strength = 0.2 + 0.9 * Math.min(first.score, 4) + 0.8 * Math.min(lead, 3)
  return capped(logistic(strength), surenessOf(rows[first.row]!, first.start, first.end))
}

/** How likely the first candidate is the name, letters included. */
export function merchantConfidence(candidates: MerchantCandidate[], rows: Row[]): number {
  const [first, second] = candidates
  if (!first) return 0
  const lead = first.score - (second?.score ?? 0)
  const row = rows[first.rows[0]!]!
  return capped(
    logistic(-2.6 + 0.6 * Math.min(first.score, 7) + 0.5 * Math.min(lead, 4)),
    surenessOf(row, 0, row.text.length),
  )
}

/** Badly seen letters bound every confidence: a digit read at 0.7 is wrong often enough. */
function capped(confidence: number, seen: number): number {
  return Math.min(confidence, 0.5 + 0.5 * Math.min(1, seen / 0.8), 0.995)
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
