import type { PaperKind } from '../reading.ts'
import { LANGUAGE_OF } from './country.ts'
import type { DateCandidate } from './date.ts'
import type { FoundText } from './documentNumber.ts'
import type { MerchantCandidate } from './merchant.ts'
import { type Row, surenessOf } from './rows.ts'
import type { TotalCandidate } from './total-candidate.ts'

/** Fields at least this likely are called sure. */
export const SURE = 0.98

/**
 * How likely the first candidate is the total: its weight, its lead over the next, proof by arithmetic, clear digits.
 * Digits that add up confirm each other, however badly they were seen.
 */
export function totalConfidence(candidates: TotalCandidate[], kind: PaperKind): number {
  const [first, second] = candidates
  if (!first) return 0
  const lead = first.score - (second?.score ?? -3)
  const strength =
    -3.2 +
    0.55 * Math.min(first.score, 9) +
    0.7 * Math.min(lead, 5) +
    1.1 * Math.min(2, first.proofs.length) +
    (first.amount.exact ? 0 : -2.5)
  const confidence = capped(logistic(strength), first.proofs.length > 0 ? 1 : first.amount.confidence)
  // A credit note that prints no minus leaves open which way the money goes; a voucher, whether it was money.
  const isOpen = (kind === 'creditNote' && first.cents > 0) || first.proofs.includes('lessPrepaid')
  return isOpen ? Math.min(confidence, 0.9) : confidence
}

/** How likely the first candidate is the day. */
export function dateConfidence(candidates: DateCandidate[], rows: Row[]): number {
  const [first, second] = candidates
  if (!first) return 0
  const lead = first.score - (second?.score ?? -1)
  const strength = 0.2 + 0.9 * Math.min(first.score, 4) + 0.8 * Math.min(lead, 3)
  return capped(logistic(strength), surenessOf(rows[first.row]!, first.start, first.end))
}

/** Countries whose names are written in the letters that the first engine knows. */
const PLAIN_LETTERS = new Set(['MY', 'SG', 'GB', 'IE', 'US', 'AU', 'IN', 'PH'])

/**
 * How likely the first candidate is the name, letters included. Never sure without a company's form, clear letters and a
 * lead over names elsewhere on the paper; `accented` judges countries with letters of their own.
 */
export function merchantConfidence(candidates: MerchantCandidate[], rows: Row[], country: string | null): number {
  const [first, second] = candidates
  if (!first) return 0
  const own = new Set(first.places.map((place) => place.row))
  const other = candidates.find((c) => !c.places.some((place) => own.has(place.row)))
  const seen = Math.min(...first.places.map((place) => surenessOf(rows[place.row]!, place.start, place.end)))
  const isClear = first.score >= 6.5 && first.score - (other?.score ?? 0) >= 3 && seen >= 0.9
  if (isClear && country !== null && (PLAIN_LETTERS.has(country) || country in LANGUAGE_OF)) return 0.985
  const lead = first.score - (second?.score ?? 0)
  const likely = capped(logistic(-2.6 + 0.6 * Math.min(first.score, 7) + 0.5 * Math.min(lead, 4)), seen)
  return Math.min(likely, 0.97)
}

/** Sure only if it is called an invoice's number and every letter was clear: three of four others are right. */
export function documentNumberConfidence({ row, start, end, isNamed }: FoundText, rows: Row[]): number {
  return isNamed && surenessOf(rows[row]!, start, end) >= 0.9 ? 0.985 : 0.75
}

/** Badly seen letters bound every confidence: a digit read at 0.7 is wrong often enough. */
function capped(confidence: number, seen: number): number {
  return Math.min(confidence, 0.5 + 0.5 * Math.min(1, seen / 0.8), 0.995)
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
