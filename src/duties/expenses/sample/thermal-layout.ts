import { type Random, seeded } from '#office/sample/random.ts'
import { manners, writeAmount, writeDate, writeDecimal, writeNumber } from './countries.ts'
import { type Labels, labels } from './labels.ts'
import type { FaceName, Page } from './page.ts'
import type { ReceiptFacts, ReceiptItem } from './receipt-facts.ts'
import { Roll } from './roll.ts'

/** How one printer prints: a merchant keeps to it, so that its receipts look alike and those of others differ. */
type Manner = {
  faces: readonly [FaceName, FaceName]
  columns: number
  rule: string
  banner: boolean
  capitals: boolean
  twoLines: boolean
  vatTable: boolean
  totalTall: number
  totalWide: boolean
  sign: boolean
  dateOnTop: boolean
  code: 'bar' | 'square' | 'none'
  total: string
}

/** Lays a receipt out as a cash register or card terminal would print it. */
export function layThermal(facts: ReceiptFacts, random: Random): Page {
  const words = labels[facts.country]
  const manner = chooseManner(facts, styleOf(facts))
  const roll = new Roll(manner.faces[0], manner.faces[1], manner.columns)
  head(roll, facts, words, manner, random)
  roll.rule(manner.rule)
  for (const item of facts.items) itemLines(roll, facts, item, manner)
  roll.rule(manner.rule)
  if (facts.items.length > 2 && random.chance(0.3)) roll.pair(words.subtotal, money(facts, facts.total))
  const vatFirst = facts.country === 'PL' || random.chance(0.25)
  if (vatFirst) vatLines(roll, facts, words, manner)
  totalLines(roll, facts, words, manner, random)
  if (!vatFirst) vatLines(roll, facts, words, manner)
  foot(roll, facts, words, manner, random)
  return roll.page()
}

/** The merchant's own choices, the same on all its receipts. */
export const styleOf = (facts: ReceiptFacts) => seeded(`style ${facts.merchant.registration.vat}`)

function chooseManner(facts: ReceiptFacts, random: Random): Manner {
  const faces = random.pick([
    ['plex', 'plexBold'],
    ['inconsolata', 'inconsolataBold'],
    ['inconsolata', 'inconsolataBold'],
    ['courier', 'courierBold'],
    ['vt323', 'vt323'],
  ] as const)
  return {
    faces,
    columns: random.pick([34, 36, 40]),
    rule: random.pick(['-', '=', '- ', '*', 'line', '.']),
    banner: random.chance(0.2),
    capitals: random.chance(0.5),
    twoLines: facts.kind === 'fuel' || random.chance(0.4),
    vatTable: random.chance(0.6),
    totalTall: random.pick([1, 1.5, 2]),
    totalWide: random.chance(0.3),
    sign: random.chance(0.35),
    dateOnTop: random.chance(0.5),
    code: random.pick(['bar', 'square', 'none', 'none']),
    total: random.pick(labels[facts.country].total),
  }
}

function head(roll: Roll, facts: ReceiptFacts, words: Labels, manner: Manner, random: Random): void {
  const { merchant } = facts
  if (manner.banner) roll.banner(merchant.name.toUpperCase())
  else roll.centre(manner.capitals ? merchant.name.toUpperCase() : merchant.name, { bold: true, tall: 1.5, wide: true })
  roll.gap(0.25)
  if (merchant.legalName !== merchant.name) roll.centre(merchant.legalName)
  roll.centre(merchant.street)
  roll.centre(merchant.town)
  if (random.chance(0.6)) roll.centre(`${words.phone} ${merchant.phone}`)
  if (facts.country !== 'PL') roll.centre(withLabel(words.company, merchant.registration.company))
  roll.centre(withLabel(words.vatNumber, vatNumberOf(facts)))
  roll.gap()
  roll.centre(facts.credits ? words.creditNote : random.pick(words.receipt), { bold: true })
  if (facts.credits) roll.text(`${words.credits} ${words.number} ${facts.credits}`)
  if (manner.dateOnTop) whenLine(roll, facts, words)
  roll.pair(`${words.number} ${facts.number}`, random.pick(words.cashier))
  detailLines(roll, facts, words, random)
}

const withLabel = (label: string, value: string) => (value.startsWith(label) ? value : `${label} ${value}`)

/** The number as printed: Polish receipts write the NIP in groups, without the country. */
export function vatNumberOf(facts: ReceiptFacts): string {
  const { vat } = facts.merchant.registration
  return facts.country === 'PL' ? vat.slice(2).replace(/^(...)(...)(..)(..)$/, '$1-$2-$3-$4') : vat
}

function whenLine(roll: Roll, facts: ReceiptFacts, words: Labels): void {
  const date = writeDate(facts.day, facts.merchant.manner, facts.language)
  if (facts.country === 'DE') roll.pair(date, `${facts.time} Uhr`)
  else if (facts.merchant.manner === 'words') roll.pair(`${words.date}: ${date}`, facts.time)
  else roll.pair(date, facts.time)
}

function detailLines(roll: Roll, facts: ReceiptFacts, words: Labels, random: Random): void {
  if (facts.kind === 'fuel') roll.text(`${words.pump} ${random.int(1, 8)}`)
  if (facts.kind === 'taxi') roll.pair(words.ride[1], `${writeNumber(random.int(21, 280) / 10, 1, facts.country)} km`)
  if (facts.kind === 'parking') {
    const day = writeDate(facts.day, facts.merchant.manner, facts.language)
    roll.pair(words.parked[0], `${day} ${earlier(facts.time, random.int(45, 300))}`)
    roll.pair(words.parked[1], `${day} ${facts.time}`)
  }
}

function earlier(time: string, minutes: number): string {
  return Temporal.PlainTime.from(time).subtract({ minutes }).toString().slice(0, 5)
}

function itemLines(roll: Roll, facts: ReceiptFacts, item: ReceiptItem, manner: Manner): void {
  const lettered = ['LT', 'LV', 'PL', 'DE'].includes(facts.country) && facts.vat.length > 0
  const letter = lettered ? ` ${vatLetter(facts, item.vatRate)}` : ''
  const amount = writeAmount(item.amount, facts.country) + letter
  const times = timesText(facts, item)
  if (manner.twoLines) {
    roll.text(item.name)
    roll.pair(`  ${times}`, amount)
    return
  }
  roll.pair(
    Math.abs(item.quantity) !== 1 && (facts.country === 'DE' || facts.country === 'GB')
      ? `${item.quantity} x ${item.name}`
      : item.name,
    amount,
  )
  if (Math.abs(item.quantity) !== 1) roll.text(`    ${times}`)
}

function timesText(facts: ReceiptFacts, item: ReceiptItem): string {
  const quantity = writeNumber(item.quantity, item.decimals, facts.country)
  if (item.decimals === 0)
    return `${quantity} ${item.unit} x ${writeDecimal(item.unitPrice, facts.country)}`.replace('  ', ' ')
  return `${quantity} ${item.unit} x ${writeDecimal(item.unitPrice, facts.country)} ${facts.currency}/${item.unit}`
}

const vatLetter = (facts: ReceiptFacts, rate: number) => 'ABCDE'[facts.vat.findIndex((vat) => vat.rate === rate)]!

function vatLines(roll: Roll, facts: ReceiptFacts, words: Labels, manner: Manner): void {
  const amount = (minor: number) => writeAmount(minor, facts.country)
  const percent = (rate: number) => `${writeNumber(rate, rate % 1 ? 1 : 0, facts.country)}%`
  if (facts.country === 'PL') {
    for (const vat of facts.vat) {
      const letter = vatLetter(facts, vat.rate)
      roll.pair(`SPRZEDAŻ OPODATKOWANA ${letter}`, amount(vat.gross))
      roll.pair(`PTU ${letter} ${writeNumber(vat.rate, 2, 'PL')}%`, amount(vat.tax))
    }
    roll.pair(words.vatSum, amount(facts.vat.reduce((sum, vat) => sum + vat.tax, 0)))
    return
  }
  if (!manner.vatTable) {
    for (const vat of facts.vat)
      if (vat.rate) roll.pair(`${words.vat} ${vatLetter(facts, vat.rate)} ${percent(vat.rate)}`, amount(vat.tax))
    return
  }
  const ends = [0, Math.round(roll.columns * 0.48), Math.round(roll.columns * 0.73), roll.columns]
  roll.row([words.vat, words.net, words.vat, words.gross], ends)
  for (const vat of facts.vat)
    roll.row(
      [`${vatLetter(facts, vat.rate)} ${percent(vat.rate)}`, amount(vat.net), amount(vat.tax), amount(vat.gross)],
      ends,
    )
}

function totalLines(roll: Roll, facts: ReceiptFacts, words: Labels, manner: Manner, random: Random): void {
  const amount = manner.sign ? withSign(facts, facts.total) : money(facts, facts.total)
  roll.gap(0.3)
  roll.pair(manner.total, amount, { bold: true, tall: manner.totalTall, wide: manner.totalWide })
  roll.gap(0.3)
  if (facts.tip) {
    roll.pair(words.tip, money(facts, facts.tip))
    roll.pair(words.withTip, money(facts, facts.total + facts.tip))
  }
  if (facts.paid.by === 'cash') {
    roll.pair(words.cash, money(facts, facts.paid.tendered))
    roll.pair(words.change, money(facts, facts.paid.change))
  } else {
    roll.pair(random.pick(words.card), money(facts, facts.total + facts.tip))
    roll.text(`**** **** **** ${facts.paid.last4}`)
  }
  roll.gap(0.3)
}

const money = (facts: ReceiptFacts, minor: number) => writeAmount(minor, facts.country)

function withSign(facts: ReceiptFacts, minor: number): string {
  const { sign } = manners[facts.country]
  return sign === '£' || facts.country === 'IE' ? `${sign}${money(facts, minor)}` : `${money(facts, minor)} ${sign}`
}

function foot(roll: Roll, facts: ReceiptFacts, words: Labels, manner: Manner, random: Random): void {
  roll.rule(manner.rule)
  if (!manner.dateOnTop) whenLine(roll, facts, words)
  roll.centre(random.pick(words.thanks))
  if (random.chance(0.4)) roll.centre(facts.merchant.web)
  if (manner.code === 'bar') roll.barcode(random.digits(13))
  if (manner.code === 'square') roll.square(() => random.next())
}
