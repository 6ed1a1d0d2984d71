import { noCurrency, rewritten } from '#core/money.ts'
import { currencyForLine } from '../../rules/receipt-currency.ts'
import type { Line, PileReceipt } from './reportTypes.ts'

/** What a person can type of a line. Amounts in minor units of the line's currency. */
export interface LineFields {
  spentOn: string | null
  merchant: string
  categoryId: string | null
  amountCents: number
  currency: string
  /** Units of the office's currency for one of the line's, as decimal text; null until it is known. */
  rate: string | null
  vat: Line['vat']
  ownShareCents: number
  purpose: string
  customer: string
  guests: string
  explanation: string
}
export type LineField = keyof LineFields
export type Edits = Partial<LineFields>

/** In the order in which one goes through them. */
export const lineFields: readonly LineField[] = [
  'spentOn',
  'merchant',
  'categoryId',
  'amountCents',
  'currency',
  'ownShareCents',
  'rate',
  'vat',
  'purpose',
  'customer',
  'guests',
  'explanation',
]

/** A line before anything is known of it. */
export function emptyFields(currency: string): LineFields {
  return {
    spentOn: null,
    merchant: '',
    categoryId: null,
    amountCents: 0,
    currency,
    rate: null,
    vat: [],
    ownShareCents: 0,
    purpose: '',
    customer: '',
    guests: '',
    explanation: '',
  }
}

export function fieldsOfLine(line: Line): LineFields {
  return Object.fromEntries(lineFields.map((field) => [field, line[field]])) as unknown as LineFields
}

/** A receipt of the pile as the line it would become. */
export function fieldsOfReceipt(receipt: PileReceipt, currency: string): LineFields {
  return {
    ...emptyFields(currency),
    spentOn: receipt.spentOn,
    merchant: receipt.merchant ?? '',
    amountCents: receipt.totalCents ?? 0,
    currency: currencyForLine(receipt, currency),
    vat: receipt.vat,
  }
}

/** The edits with one more; what was put back to what stands is no edit, unless something else was offered for it. */
export function withEdit<Field extends LineField>(
  base: LineFields,
  edits: Edits,
  field: Field,
  value: LineFields[Field],
  isOffered = false,
): Edits {
  const now = { ...base, ...edits }
  const next = put(base, edits, field, value, isOffered)
  if (isSame(now[field], value) || (field !== 'currency' && field !== 'spentOn')) return next
  const following = field === 'currency' ? inCurrency(base, now, next, value as string) : next
  return askingForRate(base, following)
}

function put<Field extends LineField>(
  base: LineFields,
  edits: Edits,
  field: Field,
  value: LineFields[Field],
  isOffered = false,
): Edits {
  const { [field]: _, ...others } = edits
  return isSame(base[field], value) && !isOffered ? (others as Edits) : { ...edits, [field]: value }
}

/** The figures stay as they are written: 127.00 of one currency is 127 of one without decimals. */
function inCurrency(base: LineFields, now: LineFields, edits: Edits, currency: string): Edits {
  const figure = (cents: number) => rewritten(cents, now.currency, currency)
  const vat = now.vat.map((part) => ({
    ...part,
    netCents: figure(part.netCents),
    vatCents: figure(part.vatCents),
  }))
  const amounts = put(base, edits, 'amountCents', figure(now.amountCents))
  return put(base, put(base, amounts, 'ownShareCents', figure(now.ownShareCents)), 'vat', vat)
}

/** A rate holds for its currency and day: with another of them it is asked for again. */
function askingForRate(base: LineFields, edits: Edits): Edits {
  const { rate: _, ...others } = edits
  const isMoved = others.currency !== undefined || others.spentOn !== undefined
  return isMoved && base.rate !== null ? { ...others, rate: null } : (others as Edits)
}

/** What is told of fields, without those that were edited. */
export function withoutEdited<Told extends object>(told: Told, edits: Edits): Told {
  return Object.fromEntries(Object.entries(told).filter(([field]) => !(field in edits))) as Told
}

/** The fields once what they were taken from has become another; what was edited stays. */
export function followed(fields: LineFields, edits: Edits, [was, now]: [LineFields, LineFields]): LineFields {
  const moved = Object.entries(now).filter(([field, value]) => !isSame(value, was[field as LineField]))
  return { ...fields, ...withoutEdited(Object.fromEntries(moved), edits) }
}

/** The edits that are others than those which were saved. */
export function withoutSaved(edits: Edits, saved: Edits): Edits {
  const left = Object.entries(edits).filter(([field, value]) => !isSame(value, saved[field as LineField]))
  return Object.fromEntries(left) as Edits
}

/** The edited fields in which somebody else's line now stands differently from what it was and from the edit. */
export function clashingFields({ edits, was }: { edits: Edits; was: Edits }, theirs: LineFields): LineField[] {
  const isTheirs = (field: LineField) => was[field] === undefined || !isSame(was[field], theirs[field])
  return lineFields.filter(
    (field) => edits[field] !== undefined && !isSame(edits[field], theirs[field]) && isTheirs(field),
  )
}

/** A rate only counts when it was typed; the office's table gives it otherwise. No currency is left to the receipt. */
export function inputOf(
  { rate, currency, ...rest }: LineFields,
  rateTyped: boolean,
): Omit<LineFields, 'rate' | 'currency'> & { rate?: string | null; currency?: string } {
  return { ...rest, ...(currency === noCurrency ? {} : { currency }), ...(rateTyped ? { rate } : {}) }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
