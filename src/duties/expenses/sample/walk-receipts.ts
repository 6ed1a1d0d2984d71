import { seeded } from '#office/sample/random.ts'
import type { Country } from './countries.ts'
import type { ReceiptKind } from './merchants.ts'
import { inventReceipt, type ReceiptFacts } from './receipt-facts.ts'
import { type PictureFormat, renderReceipt, type Wear } from './render-receipt.ts'

/** A picture whose truth is known. `name` is what the file would be called on the phone or in the mail. */
export type KnownReceipt = { name: string; bytes: Uint8Array; facts: ReceiptFacts }

type Plan = readonly [
  Country,
  ReceiptKind,
  Wear,
  PictureFormat,
  day: string,
  more?: { credit?: boolean; quarters?: 1 | 2 | 3; blur?: number; width?: number },
]

const walk: readonly Plan[] = [
  ['LT', 'restaurant', 'clean', 'jpeg', '2026-03-04'],
  ['LT', 'hotel', 'clean', 'pdf', '2026-03-06'],
  ['LT', 'fuel', 'photo', 'jpeg', '2026-03-09'],
  ['LV', 'restaurant', 'clean', 'png', '2026-03-10'],
  ['LV', 'parking', 'worn', 'jpeg', '2026-03-10'],
  ['PL', 'fuel', 'clean', 'webp', '2026-03-12'],
  ['PL', 'hotel', 'photo', 'jpeg', '2026-03-13', { width: 1200 }],
  ['DE', 'restaurant', 'clean', 'jpeg', '2026-03-17'],
  ['DE', 'fair', 'clean', 'pdf', '2026-03-18'],
  ['GB', 'restaurant', 'clean', 'png', '2026-03-20'],
  ['IE', 'taxi', 'clean', 'jpeg', '2026-03-20'],
  ['LT', 'officeSupplies', 'clean', 'webp', '2026-03-24'],
]

export const fixtureKinds = ['walk', 'wear', 'countries', 'formats', 'credit', 'turned', 'unreadable'] as const
type FixtureKind = (typeof fixtureKinds)[number]

/** The twelve receipts of one month (`YYYY-MM`) that the browser walk drops in: five languages, all four formats. */
export async function walkReceipts(month = '2026-03'): Promise<KnownReceipt[]> {
  const made: KnownReceipt[] = []
  for (const [index, [country, trade, wear, format, day, more]] of walk.entries()) {
    made.push(await make('walk', index, [country, trade, wear, format, `${month}${day.slice(7)}`, more ?? {}]))
  }
  return made
}

/** Receipts for tests, always the same ones: of every wear, country or format, credit notes, lying wrong, beyond reading. */
export async function fixturesFor(kind: FixtureKind): Promise<KnownReceipt[]> {
  const made: KnownReceipt[] = []
  for (const [index, plan] of plansFor(kind).entries()) made.push(await make(kind, index, plan))
  return made
}

function plansFor(kind: FixtureKind): readonly Plan[] {
  const day = '2026-04-15'
  switch (kind) {
    case 'walk':
      return walk
    case 'wear':
      return (['clean', 'photo', 'worn', 'tilted', 'dark', 'crumpled'] as const).flatMap((wear) => [
        ['LT', 'restaurant', wear, 'jpeg', day] as const,
        ['DE', 'officeSupplies', wear, 'jpeg', day] as const,
      ])
    case 'countries':
      return (['LT', 'LV', 'PL', 'DE', 'GB', 'IE'] as const).flatMap((country) => [
        [country, 'restaurant', 'clean', 'jpeg', day] as const,
        [country, 'hotel', 'clean', 'jpeg', day] as const,
      ])
    case 'formats':
      return (['jpeg', 'png', 'webp', 'pdf'] as const).map((format) => ['LT', 'hotel', 'clean', format, day] as const)
    case 'credit':
      return (['LT', 'PL', 'DE', 'GB'] as const).map(
        (country) => [country, 'gift', 'clean', 'jpeg', day, { credit: true }] as const,
      )
    case 'turned':
      return ([1, 2, 3] as const).map(
        (quarters) => ['LT', 'officeSupplies', 'photo', 'jpeg', day, { quarters }] as const,
      )
    case 'unreadable':
      return [['LT', 'restaurant', 'dark', 'jpeg', day, { blur: 7 }]]
  }
}

async function make(kind: FixtureKind, index: number, plan: Plan): Promise<KnownReceipt> {
  const [country, trade, wear, format, day, more = {}] = plan
  const { credit = false, ...picture } = more
  const seed = `${kind} ${index}`
  const facts = inventReceipt(seeded(seed), { country, kind: trade, day, credit, guest: 'Rūta Šimkutė' })
  const bytes = await renderReceipt(facts, { seed, wear, format, ...picture })
  const ending = format === 'jpeg' ? 'jpg' : format
  return { name: `${String(index + 1).padStart(2, '0')}-${country.toLowerCase()}-${trade}.${ending}`, bytes, facts }
}
