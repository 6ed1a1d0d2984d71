import type { Amount } from './amounts.ts'
import type { Label } from './labels.ts'

/** A value that might be the total, with what speaks for it. */
export interface TotalCandidate {
  cents: number
  score: number
  amount: Amount
  /** Kinds of arithmetic that lead to this value: paid − change, parts + tax, VAT table, items, payments, steps. */
  proofs: string[]
  bestLabel: Label
}
