import { daysBetween } from '#core/days.ts'
import { plainMerchant } from './likely-same.ts'

/** An expected receipt still waited for; `categoryCode` such as `hotel`. */
export interface Awaited {
  id: string
  what: string
  categoryCode: string | null
  expectedOn: string | null
  cents: number | null
}

export interface Arrived {
  merchant: string | null
  spentOn: string | null
  totalCents: number | null
  /** What the reading makes likely: nights mean `hotel`, litres mean `fuel`. */
  categoryCode: string | null
}

/**
 * The expected receipt that an arrived one is, or null when none fits or two fit as well. Words and amount weigh 3,
 * category 2, the day 1 or 2; at least 3 must come together, and a day or amount far off speaks against.
 */
export function bestExpected(receipt: Arrived, awaited: readonly Awaited[]): string | null {
  const [best, second] = awaited
    .map((item) => ({ id: item.id, weight: weightOf(receipt, item) }))
    .sort((a, b) => b.weight - a.weight)
  if (!best || best.weight < 3) return null
  return second?.weight === best.weight ? null : best.id
}

function weightOf(receipt: Arrived, item: Awaited): number {
  const category = item.categoryCode !== null && item.categoryCode === receipt.categoryCode ? 2 : 0
  return (
    namesMeet(receipt.merchant, item.what) +
    category +
    dayWeight(receipt.spentOn, item.expectedOn) +
    amountWeight(receipt.totalCents, item.cents)
  )
}

function namesMeet(merchant: string | null, what: string): number {
  if (!merchant) return 0
  const there = plainMerchant(merchant).split(' ')
  // The stem only: Lithuanian writes the same name with many endings.
  const stems = plainMerchant(what)
    .split(' ')
    .filter((word) => word.length >= 4)
  return stems.some((word) => there.some((other) => other.slice(0, 5) === word.slice(0, 5))) ? 3 : 0
}

function dayWeight(spentOn: string | null, expectedOn: string | null): number {
  if (!spentOn || !expectedOn) return 0
  const apart = Math.abs(daysBetween(spentOn, expectedOn))
  if (apart === 0) return 2
  return apart <= 3 ? 1 : apart > 10 ? -2 : 0
}

function amountWeight(cents: number | null, expected: number | null): number {
  if (cents === null || expected === null) return 0
  if (cents === expected) return 3
  return Math.abs(cents - expected) > expected / 2 ? -2 : 0
}

const wordsOfKinds: readonly [code: string, stems: RegExp][] = [
  ['hotel', /hotel|hostel|viesbut|inn\b|booking|apartment|viesnica/],
  ['fuel', /circle k|neste|viada|orlen|shell|baltic petrol|degal|kuras|benzin|statoil/],
  ['parking', /park|unipark|stov|toll|garage/],
  ['taxi', /taxi|taksi|bolt\b|uber/],
  ['flights', /airbaltic|ryanair|lufthansa|wizz|airways|airlines|\blot\b/],
  ['travel', /gelezink|pkp|railway|bahn|autobus|lux express|ferry|dfds|ltg link/],
  ['phone', /telia|tele2|bite\b|lmt|play\b|telekom/],
]

/** The category that a reading or the merchant's name makes likely; null when neither says anything. */
export function likelyCategory(receipt: {
  merchant: string | null
  hasNights: boolean
  hasFuel: boolean
}): string | null {
  if (receipt.hasNights) return 'hotel'
  if (receipt.hasFuel) return 'fuel'
  const plain = receipt.merchant && plainMerchant(receipt.merchant)
  return (plain && wordsOfKinds.find(([, stems]) => stems.test(plain))?.[0]) || null
}
