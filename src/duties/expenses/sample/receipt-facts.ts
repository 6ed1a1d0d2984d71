import { decimalText, minorUnits, pointed, splitVat, times } from '#core/money.ts'
import type { Random } from '#office/sample/random.ts'
import { type Country, manners, type ReceiptLanguage, type VatKind, vatRate } from './countries.ts'
import { fuelNames, shelfOf, stayNames } from './goods.ts'
import { inventMerchant, type Merchant, type ReceiptKind } from './merchants.ts'

/** One printed line. `amount` (minor units, VAT included) is always quantity × unitPrice, rounded once. */
export type ReceiptItem = {
  name: string
  quantity: number
  /** Decimals the quantity is printed with: 0 for pieces, 2 or 3 for litres. */
  decimals: number
  unit: string
  /** Decimal text as it is printed. */
  unitPrice: string
  amount: number
  vatRate: number
}

/** Minor units; net + tax = gross, and the grosses of all rates make the receipt's total. */
type ReceiptVat = { rate: number; net: number; tax: number; gross: number }

/** Everything true about one receipt that never was. Amounts are minor units of `currency`, negative on a credit note. */
export type ReceiptFacts = {
  kind: ReceiptKind
  country: Country
  language: ReceiptLanguage
  currency: string
  merchant: Merchant
  number: string
  day: string
  time: string
  items: ReceiptItem[]
  vat: ReceiptVat[]
  total: number
  /** Given on top of the total, never inside it; 0 where none was. */
  tip: number
  paid: { by: 'cash'; tendered: number; change: number } | { by: 'card'; last4: string }
  stay?: { guest: string; room: string; arrival: string; departure: string; nights: number }
  /** Number of the receipt this one takes back. */
  credits?: string
}

type ReceiptWish = {
  country: Country
  kind: ReceiptKind
  /** The ISO day printed on it; for a hotel, the day of departure. */
  day: string
  /** Whom the hotel's invoice names. */
  guest?: string
  merchant?: Merchant
  credit?: boolean
  nights?: number
}

/** Invents a receipt whose arithmetic adds up to the cent. The same random sequence and wish give the same facts. */
export function inventReceipt(random: Random, wish: ReceiptWish): ReceiptFacts {
  const manner = manners[wish.country]
  const merchant = wish.merchant ?? inventMerchant(random, wish.country, wish.kind)
  const stay = wish.kind === 'hotel' ? inventStay(random, wish) : undefined
  const listed = inventItems(random, wish, stay?.nights ?? 1)
  const items = wish.credit
    ? listed.map((item) => ({ ...item, quantity: -item.quantity, amount: -item.amount }))
    : listed
  const total = items.reduce((sum, item) => sum + item.amount, 0)
  const tip = wish.kind === 'restaurant' && !wish.credit && random.chance(0.2) ? tenthOf(total, manner.currency) : 0
  return {
    kind: wish.kind,
    country: wish.country,
    language: manner.language,
    currency: manner.currency,
    merchant,
    number: inventNumber(random, wish),
    day: wish.day,
    time: inventTime(random, wish.kind),
    items,
    vat: vatOf(items),
    total,
    tip,
    paid: inventPayment(random, wish.kind, total + tip),
    ...(stay && { stay }),
    ...(wish.credit && { credits: inventNumber(random, wish) }),
  }
}

/** Whether the receipt is an A4 invoice (hotels, telephone, fairs) or comes from a roll. */
export function isSheet(facts: ReceiptFacts): boolean {
  return facts.kind === 'hotel' || facts.kind === 'telephone' || facts.kind === 'fair'
}

/** What left the payer's pocket, tip included; negative when money came back. */
export function paidOf(facts: ReceiptFacts): number {
  return facts.total + facts.tip
}

/** A tip as one leaves it: a tenth, rounded up to a whole unit. */
function tenthOf(total: number, currency: string): number {
  return minorUnits(String(Math.ceil(Number(decimalText(total, currency)) / 10)), currency)!
}

/** The VAT summary of the lines, highest rate first. Tax is taken out of the gross sum of each rate and rounded once. */
export function vatOf(items: readonly ReceiptItem[]): ReceiptVat[] {
  const gross = new Map<number, number>()
  for (const item of items) gross.set(item.vatRate, (gross.get(item.vatRate) ?? 0) + item.amount)
  return [...gross]
    .sort(([a], [b]) => b - a)
    .map(([rate, sum]) => {
      const { netCents, vatCents } = splitVat(sum, String(rate))
      return { rate, net: netCents, tax: vatCents, gross: sum }
    })
}

function inventItems(random: Random, wish: ReceiptWish, nights: number): ReceiptItem[] {
  if (wish.kind === 'hotel') return stayItems(random, wish, nights)
  if (wish.kind === 'fuel') return [fuelItem(random, wish)]
  const shelf = shelfOf(wish.kind, manners[wish.country].language)
  const many = { restaurant: random.int(2, 6), officeSupplies: random.int(1, 5), gift: random.int(1, 3) }
  const count = many[wish.kind as keyof typeof many] ?? 1
  return random
    .shuffle(shelf)
    .slice(0, count)
    .map(([name, low, high, vat]) => {
      const quantity = count > 1 ? random.weighted([[1, 7], [2, 3], [3, 1]] as const) : 1 // biome-ignore format: a table
      return item(wish, vat, name, price(random, wish.country, low, high), quantity)
    })
}

function stayItems(random: Random, wish: ReceiptWish, nights: number): ReceiptItem[] {
  const [night, breakfast, levy] = stayNames[manners[wish.country].language]
  const items = [item(wish, 'stay', night, price(random, wish.country, 5900, 13900), nights)]
  if (random.chance(0.6)) items.push(item(wish, 'food', breakfast, price(random, wish.country, 900, 1600), nights))
  if (random.chance(0.4)) items.push(item(wish, 'none', levy, price(random, wish.country, 100, 200), nights))
  return items
}

function fuelItem(random: Random, wish: ReceiptWish): ReceiptItem {
  const { currency } = manners[wish.country]
  const litres = pointed(random.int(1800, 5800), 2)
  const unitPrice = pointed(random.int(1389, 1729) * (currency === 'PLN' ? 4 : 1), 3)
  const name = random.pick(fuelNames[manners[wish.country].language])
  return {
    name,
    quantity: Number(litres),
    decimals: 2,
    unit: 'l',
    unitPrice,
    amount: times(unitPrice, litres, currency),
    vatRate: vatRate(wish.country, 'standard', wish.day),
  }
}

function item(wish: ReceiptWish, vat: VatKind, name: string, unitCents: number, quantity: number): ReceiptItem {
  const rate = vatRate(wish.country, vat, wish.day)
  const { language, currency } = manners[wish.country]
  const unit = { lt: 'vnt.', lv: 'gab.', pl: 'szt.', de: 'Stk', en: '' }[language]
  const unitPrice = decimalText(unitCents, currency)
  return { name, quantity, decimals: 0, unit, unitPrice, amount: unitCents * quantity, vatRate: rate }
}

/** A price somebody would set: ends in 0, 5 or 9, and is about four times as many złoty as euros. */
function price(random: Random, country: Country, low: number, high: number): number {
  const factor = manners[country].currency === 'PLN' ? 4 : 1
  const tens = Math.floor((random.int(low, high) * factor) / 10)
  return tens * 10 + random.pick([0, 0, 5, 9])
}

function inventStay(random: Random, wish: ReceiptWish) {
  const nights = wish.nights ?? random.weighted([[1, 5], [2, 4], [3, 2], [4, 1]] as const) // biome-ignore format: a table
  const departure = Temporal.PlainDate.from(wish.day)
  return {
    guest: wish.guest ?? 'A. Guest',
    room: String(random.int(1, 5) * 100 + random.int(1, 28)),
    arrival: departure.subtract({ days: nights }).toString(),
    departure: departure.toString(),
    nights,
  }
}

function inventNumber(random: Random, wish: ReceiptWish): string {
  const year = wish.day.slice(0, 4)
  if (wish.kind === 'hotel' || wish.kind === 'fair' || wish.kind === 'telephone')
    return random.pick([`${year}-${random.digits(5)}`, `SF ${random.digits(6)}`, `${random.digits(4)}/${year}`])
  return random.pick([random.digits(6), `${random.digits(3)}/${random.digits(4)}`, `00${random.digits(5)}`])
}

function inventTime(random: Random, kind: ReceiptKind): string {
  const [from, to] = kind === 'restaurant' ? [11, 21] : kind === 'hotel' ? [7, 11] : [7, 20]
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(random.int(from, to))}:${two(random.int(0, 59))}`
}

function inventPayment(random: Random, kind: ReceiptKind, due: number): ReceiptFacts['paid'] {
  const last4 = random.digits(4)
  const invoiced = kind === 'hotel' || kind === 'telephone' || kind === 'fair'
  const cash = !invoiced && due > 0 && due < 10_000 && random.chance(0.3)
  if (!cash) return { by: 'card', last4 }
  const tendered = Math.ceil(due / random.pick([500, 1000, 2000])) * 1000
  const enough = Math.max(Math.ceil(due / 500) * 500, Math.min(tendered, Math.ceil(due / 5000) * 5000))
  return { by: 'cash', tendered: enough, change: enough - due }
}
