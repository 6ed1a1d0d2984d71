import type { Reading } from '../reader/reading.ts'
import type { VatPart } from '../tables.ts'
import { currencyForLine } from './receipt-currency.ts'
import { vatPart } from './shapes.ts'

/** The facts of a receipt that people can correct. Minor units, ISO day, ISO 4217. */
export interface ReceiptFacts {
  merchant: string | null
  spentOn: string | null
  totalCents: number | null
  currency: string | null
  vat: VatPart[]
}

/**
 * What a fitted reading says about those facts; VAT without its rate or net amount is left to the person. A credit note gives money back,
 * also where it prints no minus.
 */
export function factsOf(reading: Reading): ReceiptFacts {
  const signed = (cents: number) => (reading.kind?.value === 'creditNote' ? -Math.abs(cents) : cents)
  return {
    merchant: reading.merchant.value,
    spentOn: reading.date.value,
    totalCents: reading.totalCents.value === null ? null : signed(reading.totalCents.value),
    currency: reading.currency.value,
    vat: (reading.vat.value ?? []).flatMap(({ rate, netCents, vatCents, grossCents }) => {
      const net = netCents ?? (grossCents === null ? null : grossCents - vatCents)
      const part = vatPart.safeParse({ rate, netCents: net === null ? null : signed(net), vatCents: signed(vatCents) })
      return part.success ? [part.data] : []
    }),
  }
}

/** The facts after a reading: what people have changed since the last reading stays theirs. */
export function filledFrom(now: ReceiptFacts, before: Reading | null, read: Reading): ReceiptFacts {
  const was = before ? factsOf(before) : { merchant: null, spentOn: null, totalCents: null, currency: null, vat: [] }
  const found = factsOf(read)
  const fill = <Name extends keyof ReceiptFacts>(name: Name): ReceiptFacts[Name] =>
    JSON.stringify(now[name]) === JSON.stringify(was[name]) ? found[name] : now[name]
  return {
    merchant: fill('merchant'),
    spentOn: fill('spentOn'),
    totalCents: fill('totalCents'),
    currency: fill('currency'),
    vat: fill('vat'),
  }
}

interface OfLine {
  merchant: string
  spentOn: string | null
  amountCents: number
  currency: string
  vat: VatPart[]
}

/** A field of a line that its receipt's reading may fill. */
export type FieldToFill = keyof OfLine

/** What a line that is made of a receipt leaves to its reading: what is empty, and a currency that nobody chose. */
export function fieldsToFill(line: OfLine, officeCurrency: string): FieldToFill[] {
  const isEmpty: Record<FieldToFill, boolean> = {
    merchant: line.merchant === '',
    spentOn: line.spentOn === null,
    amountCents: line.amountCents === 0,
    currency: line.currency === officeCurrency,
    vat: line.vat.length === 0,
  }
  return (Object.keys(isEmpty) as FieldToFill[]).filter((field) => isEmpty[field])
}

/**
 * What a line that was made of a receipt before it was read takes over from it now: of the fields that were left to the
 * reading. The amount only where the whole receipt is the line's; VAT only beside the receipt's own amount.
 */
export function filledByReceipt(
  line: OfLine & { toFill: readonly FieldToFill[] },
  receipt: ReceiptFacts & { reading: unknown },
  { officeCurrency, isWhole }: { officeCurrency: string; isWhole: boolean },
): Partial<OfLine> {
  const filled: Partial<OfLine> = {}
  const { toFill } = line
  if (toFill.includes('merchant') && receipt.merchant) filled.merchant = receipt.merchant
  if (toFill.includes('spentOn') && receipt.spentOn) filled.spentOn = receipt.spentOn
  const currency = currencyForLine(receipt, officeCurrency)
  const isItsCurrency = line.currency === currency
  if (!isWhole || !receipt.totalCents || !(isItsCurrency || toFill.includes('currency'))) return filled
  const isAmountLeft = toFill.includes('amountCents')
  if (isAmountLeft) filled.amountCents = receipt.totalCents
  if (isAmountLeft && !isItsCurrency) filled.currency = currency
  const isItsAmount = isAmountLeft || (line.amountCents === receipt.totalCents && isItsCurrency)
  if (isItsAmount && toFill.includes('vat') && receipt.vat.length > 0) filled.vat = receipt.vat
  return filled
}
