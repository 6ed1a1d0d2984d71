import type { SampleTeam } from '#office/sample/company.ts'
import type { SampleMember } from '#office/sample/members.ts'
import type { Random } from '#office/sample/random.ts'
import type { MonthDays } from './calendar.ts'
import { sampleCategories } from './categories.ts'
import type { Country } from './countries.ts'
import { lineFrom } from './invent-line.ts'
import { inventMerchant, type Merchant, type ReceiptKind } from './merchants.ts'
import type { SampleExpected, SampleRate, SampleReceipt, SampleReport } from './months-shapes.ts'
import { inventReceipt, isSheet } from './receipt-facts.ts'
import type { PictureFormat, Wear } from './render-receipt.ts'

/** Where a team's people go; home comes first and most often. */
const roads: Record<SampleTeam, readonly (readonly [Country, number])[]> = {
  north: [['LT', 9], ['LV', 1], ['DE', 0.4]],
  south: [['LT', 9], ['PL', 1], ['GB', 0.4]],
  west: [['LT', 9], ['LV', 0.7], ['DE', 0.5]],
  export: [['LV', 4], ['PL', 4], ['DE', 2], ['GB', 0.8], ['IE', 0.6], ['LT', 1]],
} // biome-ignore format: a table

const habits: readonly (readonly [category: string, weight: number])[] = [
  ['fuel', 10],
  ['parking', 5],
  ['meals', 4],
  ['entertainment', 4],
  ['hotel', 3],
  ['taxi', 2],
  ['supplies', 2],
  ['travel', 1.5],
  ['samples', 1.5],
  ['training', 0.6],
]

/** Shops people come back to: a handful for each country and trade, so that the desk can learn from them. */
export type Shops = (random: Random, country: Country, kind: ReceiptKind) => Merchant

export function inventShops(random: Random): Shops {
  const known = new Map<string, Merchant[]>()
  return (choice, country, kind) => {
    const key = `${country} ${kind}`
    let shops = known.get(key)
    if (!shops) {
      const source = random.fork(key)
      shops = Array.from({ length: 5 }, () => inventMerchant(source, country, kind))
      known.set(key, shops)
    }
    return choice.pick(shops)
  }
}

type ReportWish = {
  person: SampleMember
  team: SampleTeam
  days: MonthDays
  shops: Shops
  /** The rate on that day; the office's own currency has none. */
  rateOf: (currency: string, day: string) => SampleRate | undefined
}

/** One salesperson's month: receipts, what was expected, the lines made of them, and how often the person was asked. */
export function inventReport(random: Random, wish: ReportWish): SampleReport {
  const { person, days } = wish
  const country = random.fork('home').weighted(roads[wish.team].slice(0, 1))
  const receipts: SampleReceipt[] = []
  const categories: string[] = []
  // A month begun half-way has half its receipts.
  const share = Number(days.last.slice(8)) / 30
  const count = Math.max(1, Math.round(random.int(3, 11) * share))
  for (let i = 0; i < count; i++) {
    const category = random.weighted(habits)
    const abroad = random.weighted(roads[wish.team])
    receipts.push(
      inventSampleReceipt(
        random,
        wish,
        category,
        category === 'training' ? abroad : random.chance(0.5) ? country : abroad,
        i,
      ),
    )
    categories.push(category)
  }
  receipts.push(phoneBill(random, wish, receipts.length))
  categories.push('phone')
  const lines = receipts.map((receipt, i) => lineFrom(random, { receipt, category: categories[i]!, person, rate: wish.rateOf(receipt.facts.currency, receipt.facts.day), key: receipt.key.replace('receipt', 'line') })) // biome-ignore format: one call
  const report: SampleReport = {
    salesperson: person.key,
    receipts,
    expected: expectedOf(person, receipts),
    lines,
    reminders: [],
  }
  if (days.stage === 'collecting') return halfWay(random, report, wish)
  report.confirmed = { day: days.handedOverOn, way: random.weighted([['self', 7], ['phone', 2], ['inPerson', 1]] as const) } // biome-ignore format: a table
  if (random.chance(0.35))
    report.reminders.push({ day: [days.dueOn, days.handedOverOn].sort()[0]!, missing: random.int(1, 3), way: 'mail' })
  return report
}

function inventSampleReceipt(
  random: Random,
  wish: ReportWish,
  category: string,
  country: Country,
  index: number,
): SampleReceipt {
  const { kind } = sampleCategories.find(({ code }) => code === category)!
  const { person, days } = wish
  const day = `${days.month.slice(0, 8)}${String(random.int(1, Number(days.last.slice(8)))).padStart(2, '0')}`
  const merchant = wish.shops(random, country, kind)
  const facts = inventReceipt(random.fork(`${person.key} ${days.month} ${index}`), {
    country,
    kind,
    day,
    guest: person.name,
    merchant,
  })
  return sampleReceipt(random, `receipt ${days.month.slice(0, 7)} ${person.key} ${index}`, facts, days.last)
}

/** The phone bill comes every month from the same company. */
function phoneBill(random: Random, wish: ReportWish, index: number): SampleReceipt {
  const { person, days } = wish
  const country: Country = person.branch === 'riga' ? 'LV' : person.branch === 'gdansk' ? 'PL' : 'LT'
  const day = `${days.month.slice(0, 8)}${days.last.slice(8) < '05' ? days.last.slice(8) : '05'}`
  const facts = inventReceipt(random.fork(`${person.key} phone ${days.month}`), { country, kind: 'telephone', day, merchant: wish.shops(random, country, 'telephone') }) // biome-ignore format: one call
  return sampleReceipt(random, `receipt ${days.month.slice(0, 7)} ${person.key} ${index}`, facts, days.last)
}

export function sampleReceipt(random: Random, key: string, facts: SampleReceipt['facts'], last: string): SampleReceipt {
  const wear: Wear = random.weighted([['clean', 11], ['worn', 4], ['photo', 4], ['tilted', 1], ['crumpled', 1], ['dark', 0.5]] as const) // biome-ignore format: a table
  // A phone does not take its pictures as PNG.
  const others = wear === 'clean' ? ([['jpeg', 12], ['png', 1], ['webp', 1]] as const) : ([['jpeg', 12], ['webp', 1]] as const) // biome-ignore format: a table
  const format: PictureFormat = isSheet(facts) && random.chance(0.35) ? 'pdf' : random.weighted<PictureFormat>(others)
  const arrived = Temporal.PlainDate.from(facts.day)
    .add({ days: random.int(0, 9) })
    .toString()
  const ending = format === 'jpeg' ? 'jpg' : format
  const fileName =
    format === 'pdf'
      ? `${facts.number.replace(/\W+/g, '-')}.pdf`
      : `IMG_${facts.day.replaceAll('-', '')}_${random.digits(6)}.${ending}`
  const cameBy = random.weighted([['link', 5], ['browser', 4], ['mail', 1]] as const) // biome-ignore format: a table
  return {
    key,
    facts,
    picture: { seed: key, wear, format },
    fileName,
    cameBy,
    receivedOn: arrived < last ? arrived : last,
  }
}

/** Everybody's list: the phone bill each month, and what the calendar says they have bought. */
function expectedOf(person: SampleMember, receipts: SampleReceipt[]): SampleExpected[] {
  const lt = person.language === 'lt'
  const phone = receipts.at(-1)!
  const expected: SampleExpected[] = [
    {
      what: lt ? 'Mobiliojo ryšio sąskaita' : 'Mobile bill',
      category: 'phone',
      recurring: true,
      source: 'recurring',
      state: 'received',
      receipt: phone.key,
    },
  ]
  for (const receipt of receipts.slice(0, -1)) {
    const town = receipt.facts.merchant.town.replace(/[A-Z]{2}-?\d{4,5}|\d{2}-\d{3}|\d{5}|, .*$/g, '').trim()
    if (receipt.facts.kind !== 'hotel' && receipt.facts.kind !== 'train') continue
    const what =
      receipt.facts.kind === 'hotel'
        ? lt
          ? `Viešbutis, ${town}`
          : `Hotel in ${town}`
        : lt
          ? 'Traukinio bilietas'
          : 'Train ticket'
    const category = receipt.facts.kind === 'hotel' ? 'hotel' : 'travel'
    expected.push({ what, category, recurring: false, source: 'assistant', state: 'received', expectedOn: receipt.facts.day, receipt: receipt.key }) // biome-ignore format: one row
  }
  return expected
}

/** The running month: the last receipts are still on their way, some lie unlooked-at, and the slow ones were asked. */
function halfWay(random: Random, report: SampleReport, { person, days }: ReportWish): SampleReport {
  const lost = new Set(report.receipts.filter(() => random.chance(0.2)).map((receipt) => receipt.key))
  const receipts = report.receipts.filter((receipt) => !lost.has(receipt.key))
  for (const receipt of receipts) if (random.chance(0.3)) receipt.unchecked = true
  const waiting = (one: SampleExpected): SampleExpected => {
    const { receipt, ...rest } = one
    return receipt && lost.has(receipt) ? { ...rest, state: 'waiting' } : one
  }
  const expected = report.expected.map(waiting)
  if (random.chance(0.3)) expected.push({ what: person.language === 'lt' ? 'Pietūs su klientu' : 'Lunch with a customer', category: 'entertainment', recurring: false, source: 'salesperson', state: random.chance(0.3) ? 'notNeeded' : 'waiting' }) // biome-ignore format: one row
  const open = receipts.filter((receipt) => receipt.unchecked).map((receipt) => receipt.key)
  const lines = report.lines.filter((line) => !line.receipts.some((key) => lost.has(key) || open.includes(key)))
  const missing = expected.filter((one) => one.state === 'waiting').length
  const asked = missing ? random.int(0, 2) : 0
  const reminders = Array.from({ length: asked }, (_, i) => {
    const day = Temporal.PlainDate.from(days.last)
      .subtract({ days: (asked - i) * 3 })
      .toString()
    return { day: [day, days.month].sort()[1]!, missing, way: i ? ('phone' as const) : ('mail' as const) }
  })
  return { ...report, receipts, expected, lines, reminders }
}
