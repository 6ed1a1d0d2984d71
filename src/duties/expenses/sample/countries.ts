import { decimalText } from '#core/money.ts'
import type { Random } from '#office/sample/random.ts'

export const countries = ['LT', 'LV', 'PL', 'DE', 'GB', 'IE'] as const
export type Country = (typeof countries)[number]
export type ReceiptLanguage = 'lt' | 'lv' | 'pl' | 'de' | 'en'

/** How a country writes on its receipts. `date` offers every order in use there; a merchant keeps to one. */
type CountryManner = {
  language: ReceiptLanguage
  currency: string
  sign: string
  decimal: ',' | '.'
  dates: readonly DateManner[]
}

export type DateManner = 'y-m-d' | 'y.m.d' | 'd.m.y' | 'd.m.yy' | 'd/m/y' | 'd/m/yy' | 'd-m-y' | 'words'

export const manners: Record<Country, CountryManner> = {
  LT: { language: 'lt', currency: 'EUR', sign: '€', decimal: ',', dates: ['y-m-d', 'y-m-d', 'y.m.d'] },
  LV: { language: 'lv', currency: 'EUR', sign: '€', decimal: ',', dates: ['d.m.y', 'd.m.y', 'y-m-d'] },
  PL: { language: 'pl', currency: 'PLN', sign: 'zł', decimal: ',', dates: ['y-m-d', 'd-m-y', 'd.m.y'] },
  DE: { language: 'de', currency: 'EUR', sign: '€', decimal: ',', dates: ['d.m.y', 'd.m.yy'] },
  GB: { language: 'en', currency: 'GBP', sign: '£', decimal: '.', dates: ['d/m/y', 'd/m/yy', 'words'] },
  IE: { language: 'en', currency: 'EUR', sign: '€', decimal: '.', dates: ['d/m/y', 'words'] },
}

const months: Record<ReceiptLanguage, readonly string[]> = {
  lt: 'sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio'.split(' '),
  lv: 'janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris'.split(' '),
  pl: 'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia'.split(' '),
  de: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
  en: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
}

/** An ISO day as the country's cash registers, or (`words`) its letters, write it. */
export function writeDate(day: string, manner: DateManner, language: ReceiptLanguage): string {
  const [y, m, d] = day.split('-') as [string, string, string]
  if (manner === 'words') return dateInWords(y, months[language][Number(m) - 1]!, Number(d), language)
  const parts: Record<string, string> = { y, yy: y.slice(2), m, d }
  return manner.replace(/yy|[ymd]/g, (part) => parts[part]!)
}

function dateInWords(year: string, month: string, day: number, language: ReceiptLanguage): string {
  if (language === 'lt') return `${year} m. ${month} ${day} d.`
  if (language === 'lv') return `${year}. gada ${day}. ${month}`
  if (language === 'de') return `${day}. ${month} ${year}`
  return `${day} ${month} ${year}`
}

/** Minor units as the country prints them: 123456 → "1 234,56", "1.234,56" or "1,234.56". */
export function writeAmount(minor: number, country: Country): string {
  const { currency } = manners[country]
  return writeDecimal(decimalText(minor, currency), country)
}

/** Decimal text as the country prints it. */
export function writeDecimal(text: string, country: Country): string {
  const { decimal } = manners[country]
  const [whole, fraction] = text.split('.')
  const group = country === 'DE' ? '.' : decimal === '.' ? ',' : ' '
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, group)
  return fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`
}

/** A quantity with its decimals, in the country's comma or point. */
export function writeNumber(value: number, decimals: number, country: Country): string {
  return value.toFixed(decimals).replace('.', manners[country].decimal)
}

const vatKinds = ['standard', 'food', 'drink', 'stay', 'ride', 'book', 'none'] as const
export type VatKind = (typeof vatKinds)[number]

/**
 * The rate in percent that a purchase carried on that day. Sources: Lithuania VAT law art. 19 (9 % became 12 % on
 * 2026-01-01), Latvia art. 41 (12/5), Poland art. 41 (8/5), Germany § 12 UStG (meals 7 % from 2026-01-01),
 * United Kingdom VATA s. 2, Ireland VATCA s. 46 (meals 9 % from 2026-07-01).
 */
export function vatRate(country: Country, kind: VatKind, day: string): number {
  if (kind === 'none') return 0
  const reduced: Record<Country, Partial<Record<VatKind, number>>> = {
    LT: { stay: day < '2026-01-01' ? 9 : 12, ride: day < '2026-01-01' ? 9 : 12, book: 5 },
    LV: { stay: 12, ride: 12, book: 5 },
    PL: { food: 8, stay: 8, ride: 8, book: 5 },
    DE: { food: day < '2026-01-01' ? 19 : 7, stay: 7, ride: 7, book: 7 },
    GB: { ride: 0, book: 0 },
    IE: { food: day < '2026-07-01' ? 13.5 : 9, stay: 13.5, ride: 0, book: 0 },
  }
  const standard: Record<Country, number> = { LT: 21, LV: 21, PL: 23, DE: 19, GB: 20, IE: 23 }
  return reduced[country][kind] ?? standard[country]
}

const phoneShapes: Record<Country, string> = {
  LT: '+370 5 2## ####',
  LV: '+371 67######',
  PL: '+48 58 ### ## ##',
  DE: '+49 30 #### ###',
  // Ofcom keeps this range free for stories.
  GB: '020 7946 0###',
  IE: '+353 1 ### ####',
}

/** A desk number in the country's grouping; given to nobody on purpose. */
export function inventPhone(random: Random, country: Country): string {
  return phoneShapes[country].replace(/#/g, () => String(random.int(0, 9)))
}
