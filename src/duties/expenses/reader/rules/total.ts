import type { Amount } from './amounts.ts'
import { folded, pattern } from './fold.ts'
import type { Label } from './labels.ts'
import type { Row } from './rows.ts'
import { followSteps } from './steps.ts'
import type { TotalCandidate } from './total-candidate.ts'
import type { FoundVat } from './vat.ts'

const WEIGHT: Record<Label, number> = {
  grandTotal: 6,
  total: 4.6,
  paidCard: 3.4,
  paidCash: 2,
  subtotal: 1.8,
  net: 0.4,
  service: -1,
  deposit: -1,
  prepaid: -1,
  balance: 0,
  taxTable: 0.6,
  tax: -2,
  tip: -2.5,
  change: -3,
  rounding: -4,
  discount: -3,
  saving: -4,
  quantity: -3,
  other: 0,
}

interface TotalSwitches {
  labels: boolean
  arithmetic: boolean
}

/**
 * Candidates for the total in order of likelihood. A value gathers weight from the words beside its best place,
 * from standing in several places, and from arithmetic with the other amounts.
 */
export function totalCandidates(
  rows: Row[],
  amounts: Amount[],
  vat: FoundVat[],
  switches: TotalSwitches = { labels: true, arithmetic: true },
): TotalCandidate[] {
  const labelled = resolved(withTables(rows, amounts))
  const groups = new Map<number, Amount[]>()
  for (const amount of labelled) {
    if (amount.cents === 0) continue
    groups.set(amount.cents, [...(groups.get(amount.cents) ?? []), amount])
  }
  const candidates = [...groups.values()].map((places) => candidateOf(places, labelled, switches))
  if (switches.arithmetic) {
    for (const candidate of candidates) addProofs(candidate, rows, labelled, vat)
    followSteps(candidates, labelled)
    lowerUnproven(candidates)
  }
  return candidates.toSorted((a, b) => b.score - a.score)
}

function candidateOf(places: Amount[], all: Amount[], { labels }: TotalSwitches): TotalCandidate {
  const weigh = (a: Amount) => {
    const several = all.some((o) => o.row === a.row && o.cents !== a.cents) && a.label !== 'other' ? 0.6 : 1
    const weight = labels ? WEIGHT[a.label] : 0
    const faint = (a.borrowed ? 0.75 : 1) * (weight > 0 ? several : 1)
    return weight * faint - (a.exact ? 0 : 1.6) - (a.measure ? 3 : 0) - (1 - a.confidence)
  }
  const best = places.toSorted((a, b) => weigh(b) - weigh(a) || b.row - a.row)[0]!
  const repeats = Math.min(4, places.filter((p) => weigh(p) > -1.5).length - 1)
  const largest = Math.max(...all.filter((a) => a.exact && a.label !== 'paidCash').map((a) => a.cents))
  const score =
    weigh(best) + Math.max(0, repeats) * 0.4 + (places[0]!.cents === largest ? 0.6 : 0) + (best.cents < 0 ? -1.5 : 0)
  return { cents: best.cents, score, amount: best, proofs: [], bestLabel: best.label }
}

const TABLE_HEAD = pattern(
  '(GST|TAX|VAT|SST|MWST|PVM|PVN|PTU|IVA|TVA) ?(SUMMARY|ANALYSIS|DETAIL|BREAKDOWN|RATE|SATZ|CODE)|MWST.{0,4}NETTO|NETTO.{0,12}(MWST|BRUTTO)|(SUMMARY|CODE).{0,8}(AMOUNT|AMT).{0,8}TAX|MWST % |BRUTTO.{0,6}NETTO',
)

/** Below the head of a VAT table a "Total" is the table's own. */
function withTables(rows: Row[], amounts: Amount[]): Amount[] {
  const heads = rows.flatMap((row, i) =>
    TABLE_HEAD.test(folded(row.text)) && !amounts.some((a) => a.row === i) ? [i] : [],
  )
  return amounts.map((amount) => {
    const head = heads.findLast((h) => h < amount.row)
    if (head === undefined || amount.row - head > 6) return amount
    const inTable = amount.label === 'total' || amount.label === 'other' || amount.label === 'tax'
    return inTable && amounts.some((a) => a.row === amount.row && a !== amount)
      ? { ...amount, label: 'taxTable' as const }
      : amount
  })
}

/** Words that mean two things: a balance after the payment is change, one without is the total; what is rounded may be a rest or a sum. */
function resolved(amounts: Amount[]): Amount[] {
  return amounts.map((amount) => {
    if (amount.label === 'rounding' && Math.abs(amount.cents) >= 100) return { ...amount, label: 'grandTotal' as const }
    if (amount.label !== 'balance') return amount
    const isPaid = amounts.some(
      (a) =>
        (a.label === 'paidCash' || a.label === 'paidCard') &&
        a.row < amount.row &&
        amount.row - a.row <= 4 &&
        a.cents > amount.cents,
    )
    return { ...amount, label: isPaid ? ('change' as const) : ('total' as const) }
  })
}

function addProofs(candidate: TotalCandidate, rows: Row[], amounts: Amount[], vat: FoundVat[]): void {
  const { cents } = candidate
  const valuesOf = (...labels: Label[]) => [
    ...new Set(amounts.filter((a) => labels.includes(a.label)).map((a) => Math.abs(a.cents))),
  ]
  const prove = (name: string, weight: number, holds: boolean) => {
    if (!holds) return
    candidate.score += weight
    candidate.proofs.push(name)
  }
  const change = valuesOf('change')
  const paid = valuesOf('paidCash', 'paidCard')
  prove(
    'paidLessChange',
    3,
    change.some((c) => c > 0 && paid.some((p) => p > c && near(p - c, cents, 0))),
  )
  prove('paidExactly', 1.2, candidate.bestLabel !== 'paidCash' && paid.includes(Math.abs(cents)))
  const grosses = vat.filter((v) => v.line.grossCents !== null)
  const table = grosses.reduce((sum, v) => sum + v.line.grossCents!, 0)
  prove('vatTable', 2.5, grosses.some((v) => v.proven) && near(table, Math.abs(cents), grosses.length))
  const parts = [...valuesOf('subtotal'), ...valuesOf('net')]
  const added = [...valuesOf('tax'), ...vat.map((v) => v.line.vatCents)].filter((t) => t > 0)
  const service = [0, ...valuesOf('service')]
  prove(
    'partsAndTax',
    1.5,
    parts.some((p) => p !== cents && added.some((t) => service.some((s) => near(p + t + s, cents, 2)))),
  )
  prove('payments', 2, paymentsAdd(cents, amounts, change))
  prove('items', 1.5, itemsAdd(candidate, rows, amounts))
}

/** The last amounts of the item rows above the candidate add up to it. */
function itemsAdd({ cents, amount }: TotalCandidate, rows: Row[], amounts: Amount[]): boolean {
  const firstTotal =
    amounts.find((a) => a.label === 'total' || a.label === 'grandTotal' || a.label === 'subtotal')?.row ?? amount.row
  const items = rows.slice(0, Math.min(firstTotal, amount.row)).flatMap((_, i) => {
    const last = amounts.findLast((a) => a.row === i && a.exact && !a.measure)
    return last && (last.label === 'other' || last.label === 'discount' || last.label === 'deposit') ? [last.cents] : []
  })
  return items.length >= 2 && items.reduce((sum, c) => sum + c, 0) === cents
}

/** If what was paid less the change is a value on the paper, another value is unlikely. */
function lowerUnproven(candidates: TotalCandidate[]): void {
  const proven = candidates.filter((c) => c.proofs.includes('paidLessChange') && c.bestLabel !== 'other')
  if (proven.length === 0) return
  for (const other of candidates) if (!proven.includes(other)) other.score -= 1.5
}

/** Two or three payments of different kinds, less the change, make the total: a deposit and the rest, a voucher and cash. */
function paymentsAdd(cents: number, amounts: Amount[], change: number[]): boolean {
  const payments = amounts.filter((a) => a.label === 'prepaid' || a.label === 'paidCash' || a.label === 'paidCard')
  const values = [...new Map(payments.map((a) => [a.row, Math.abs(a.cents)])).values()].filter(
    (c) => c > 0 && c !== cents,
  )
  const back = [0, ...change]
  for (const [i, a] of values.entries())
    for (const b of values.slice(i + 1)) if (back.some((c) => a + b - c === cents)) return true
  return false
}

function near(a: number, b: number, cents: number): boolean {
  return Math.abs(a - b) <= cents
}
