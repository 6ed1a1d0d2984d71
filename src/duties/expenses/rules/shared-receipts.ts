import { type Contradiction, certain, type ReceiptSays } from './contradictions.ts'

interface Claim {
  id: string
  merchant: string
  splitOf: string | null
  receipts: readonly (ReceiptSays & { number: string })[]
}

/**
 * Receipts of which nobody knows for certain how much they come to, under lines that are not the parts of one split: each of
 * them may claim it whole. Said once of each receipt, of the last line that is asked about.
 */
export function receiptsSharedUncounted(lines: readonly Claim[], isAsked: (line: Claim) => boolean): Contradiction[] {
  const receipts = new Map(lines.flatMap((line) => line.receipts).map((one) => [one.id, one]))
  return [...receipts.values()].flatMap((receipt) => {
    if (certain(receipt, 'totalCents') !== null) return []
    const under = lines.filter((line) => line.receipts.some(({ id }) => id === receipt.id))
    const line = under.findLast(isAsked)
    const other = line && under.find((one) => one.id !== line.id && (!line.splitOf || one.splitOf !== line.splitOf))
    if (!line || !other) return []
    const says = 'expenses.obstacle.receiptTwice'
    const named = { line: line.merchant, receipt: receipt.number, other: other.merchant }
    return [{ says, ...named, lineId: line.id, field: 'receipts' }]
  })
}
