import type { Says } from '#core/refusal.ts'
import type { Field } from '../reader/reading.ts'

/** What a line is held against of a receipt. Minor units, ISO day; `reading` tells how sure of it one may be. */
export interface ReceiptSays {
  id: string
  totalCents: number | null
  currency: string | null
  spentOn: string | null
  checkedAt: string | null
  reading: {
    totalCents?: Field<number> | undefined
    currency?: Field<string> | undefined
    date?: Field<string> | undefined
    tipCents?: Field<number> | undefined
  } | null
}

interface Claim {
  id: string
  merchant: string
  spentOn: string | null
  amountCents: number
  currency: string
  explanation: string
  receipts: readonly ReceiptSays[]
}

/** What stands in the way of a line, and the field of it to jump to. */
export type Contradiction = Says & { lineId: string; field: string }

/** `why`: what is explained on the lines concerned, whatever it was written for; empty where nothing is. */
type Difference = Contradiction & { field: 'currency' | 'spentOn' | 'amountCents'; why: string }

/** Differences from receipts that nobody has explained: they are in the way. Only of lines that are asked about. */
export function receiptContradictions(
  lines: readonly Claim[],
  isAsked: (line: Claim) => boolean = () => true,
): Contradiction[] {
  return receiptDifferences(lines, isAsked).flatMap(({ why, ...contradiction }) => (why ? [] : [contradiction]))
}

/**
 * Lines whose currency, day or amount is another than their receipts say, as far as those are known for certain. Several
 * receipts of a line add up, so do the lines of a split. Only of lines that are asked about, with all that share their
 * receipts.
 */
export function receiptDifferences(
  lines: readonly Claim[],
  isAsked: (line: Claim) => boolean = () => true,
): Difference[] {
  const asked = lines.filter((line) => line.receipts.length > 0 && isAsked(line))
  const purchases = purchasesOf(lines).filter((purchase) => purchase.some(isAsked))
  return [...asked.flatMap(otherCurrency), ...asked.flatMap(otherDay), ...purchases.flatMap(otherAmount)]
}

function whyOf(lines: readonly Claim[]): string {
  return [...new Set(lines.map((line) => line.explanation.trim()).filter((why) => why !== ''))].join(' · ')
}

function otherCurrency(line: Claim): Difference[] {
  const { id, merchant, currency, receipts } = line
  const told = receipts.map((receipt) => certain(receipt, 'currency'))
  const [first] = told
  if (!first || told.some((code) => code === null || code === currency)) return []
  const says = 'expenses.obstacle.currencyNotReceipts'
  return [{ says, line: merchant, currency, receipt: first, lineId: id, field: 'currency', why: whyOf([line]) }]
}

function otherDay(line: Claim): Difference[] {
  const { id, merchant, spentOn, receipts } = line
  const days = receipts.map((receipt) => certain(receipt, 'spentOn'))
  const [first] = days
  // Several receipts of one line, such as a trip's parking tickets, bear several days.
  if (!spentOn || !first || days.some((day) => day === null)) return []
  const [from, to] = [days.reduce((a, b) => (a! < b! ? a : b))!, days.reduce((a, b) => (a! > b! ? a : b))!]
  if (spentOn >= from && spentOn <= to) return []
  const says = 'expenses.obstacle.dayNotReceipts'
  const receipt = spentOn < from ? from : to
  return [{ says, line: merchant, day: spentOn, receipt, lineId: id, field: 'spentOn', why: whyOf([line]) }]
}

/** Lines that share receipts, together with these; each receipt once. */
function purchasesOf(lines: readonly Claim[]): Claim[][] {
  let purchases: Claim[][] = []
  for (const line of lines.filter(({ receipts }) => receipts.length > 0)) {
    const ids = new Set(line.receipts.map(({ id }) => id))
    const shares = (purchase: Claim[]) => purchase.some(({ receipts }) => receipts.some(({ id }) => ids.has(id)))
    const joined = purchases.filter(shares).flat()
    purchases = [...purchases.filter((purchase) => !shares(purchase)), [...joined, line]]
  }
  return purchases
}

function otherAmount(purchase: Claim[]): Difference[] {
  const last = purchase.at(-1)!
  const { currency } = last
  const receipts = [...new Map(purchase.flatMap((line) => line.receipts).map((one) => [one.id, one])).values()]
  const isComparable =
    purchase.every((line) => line.currency === currency && line.amountCents !== 0) &&
    receipts.every((one) => certain(one, 'totalCents') !== null && (one.currency ?? currency) === currency)
  if (!isComparable) return []
  const sumCents = sum(purchase.map((line) => line.amountCents))
  const totalCents = sum(receipts.map((one) => one.totalCents!))
  const tipCents = sum(receipts.map((one) => one.reading?.tipCents?.value ?? 0))
  if (sumCents === totalCents || sumCents === totalCents + tipCents) return []
  const money = (cents: number) => ({ cents, currency })
  return [
    {
      says: `expenses.obstacle.${Math.abs(sumCents) > Math.abs(totalCents) ? 'more' : 'less'}ThanReceipt`,
      line: last.merchant,
      sum: money(sumCents),
      total: money(totalCents),
      lineId: last.id,
      field: 'amountCents',
      why: whyOf(purchase),
    },
  ]
}

const readAs = { totalCents: 'totalCents', currency: 'currency', spentOn: 'date' } as const

/** A fact of a receipt that was surely read, or that a person typed or checked; null where it may be misread. */
export function certain<Name extends keyof typeof readAs>(receipt: ReceiptSays, name: Name): ReceiptSays[Name] | null {
  const read = receipt.reading?.[readAs[name]]
  const isCertain = receipt.checkedAt !== null || !read || read.sure || read.value !== receipt[name]
  return isCertain ? receipt[name] : null
}

function sum(cents: readonly number[]): number {
  return cents.reduce((total, one) => total + one, 0)
}
