/** An amount: `cents` counts the currency's minor units (cents, grosze; whole yen for JPY), `currency` is its ISO 4217 code. */
export interface Money {
  cents: number
  currency: string
}

/** One `base` is worth `rate` of `quote`, as the ECB and the Bank of Lithuania publish it: base EUR, quote USD, rate '1.0850'. */
export interface Rate {
  base: string
  quote: string
  rate: string
}

/** How many decimals a currency is written with: 2 for EUR, 0 for JPY, 3 for TND. */
export function minorDigits(currency: string): number {
  let digits = digitsOf.get(currency)
  if (digits === undefined) {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
    digitsOf.set(currency, digits)
  }
  return digits
}
const digitsOf = new Map<string, number>()

/** Adds two amounts of one currency; two currencies are a bug of the caller and throw. */
export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new Error(`Cannot add ${b.currency} to ${a.currency} without a rate.`)
  return { cents: exact(BigInt(a.cents) + BigInt(b.cents)), currency: a.currency }
}

/** Adds any number of amounts of `currency`; none gives zero. */
export function sum(amounts: Iterable<Money>, currency: string): Money {
  let total: Money = { cents: 0, currency }
  for (const amount of amounts) total = add(total, amount)
  return total
}

/**
 * Converts by a published rate in either direction: quote → base divides, base → quote multiplies, so no rate is ever inverted
 * and rounded first. Rounds half away from zero, as Regulation (EC) 1103/97 art. 5 asks ("half-way … rounded up") and as
 * accountants' sheets do; half-even would differ from the controller's own sum.
 */
export function convert(amount: Money, rate: Rate): Money {
  const { units, scale } = decimal(rate.rate)
  if (units <= 0n) throw new Error(`The rate ${rate.rate} must be above zero.`)
  const forward = amount.currency === rate.base
  if (!forward && amount.currency !== rate.quote)
    throw new Error(`The rate ${rate.base}/${rate.quote} does not fit ${amount.currency}.`)
  const to = forward ? rate.quote : rate.base
  const up = 10n ** BigInt(minorDigits(to))
  const down = 10n ** BigInt(minorDigits(amount.currency))
  const tens = 10n ** BigInt(scale)
  const cents = BigInt(amount.cents)
  return {
    cents: forward ? divided(cents * units * up, tens * down) : divided(cents * tens * up, units * down),
    currency: to,
  }
}

/**
 * Splits a total into `parts` equal shares, or by the weights given, so that the shares add up to the total exactly.
 * Cents left over go to the shares with the largest remainder, the earlier first. Weights are whole numbers ≥ 0, not all zero.
 */
export function splitCents(totalCents: number, parts: number | readonly number[]): number[] {
  const weights = (typeof parts === 'number' ? new Array<number>(parts).fill(1) : [...parts]).map(BigInt)
  const whole = weights.reduce((a, b) => a + b, 0n)
  if (whole <= 0n || weights.some((weight) => weight < 0n))
    throw new Error('A split needs at least one positive share.')
  const total = BigInt(Math.abs(exact(BigInt(totalCents))))
  const shares = weights.map((weight, at) => ({ at, cents: (total * weight) / whole, rest: (total * weight) % whole }))
  let left = total - shares.reduce((a, share) => a + share.cents, 0n)
  const first = [...shares].sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))
  for (const share of first) {
    if (left === 0n) break
    share.cents += 1n
    left -= 1n
  }
  return shares.map((share) => (totalCents < 0 ? Number(-share.cents) : Number(share.cents)) || 0)
}

/** Takes the VAT out of a gross amount; `percent` is decimal text ('21', '5.5'). Net and VAT add up to the gross. */
export function splitVat(grossCents: number, percent: string): { netCents: number; vatCents: number } {
  const { units, scale } = decimal(percent)
  const hundred = 100n * 10n ** BigInt(scale)
  if (units < 0n) throw new Error(`The VAT rate ${percent} must not be negative.`)
  const vatCents = divided(BigInt(grossCents) * units, hundred + units)
  return { netCents: grossCents - vatCents, vatCents }
}

/** A share of an amount in per cent ('12.5'), rounded half away from zero. */
export function percentOf(cents: number, percent: string): number {
  const { units, scale } = decimal(percent)
  return divided(BigInt(cents) * units, 100n * 10n ** BigInt(scale))
}

/** Multiplies by a decimal quantity ('123.4' km at 0,30 €), rounded half away from zero. */
export function times(cents: number, quantity: string): number {
  const { units, scale } = decimal(quantity)
  return divided(BigInt(cents) * units, 10n ** BigInt(scale))
}

function decimal(text: string): { units: bigint; scale: number } {
  const found = /^(-?\d+)(?:\.(\d+))?$/.exec(text)
  if (!found) throw new Error(`"${text}" is not a decimal number like 1.0850.`)
  const fraction = found[2] ?? ''
  return { units: BigInt(`${found[1]}${fraction}`), scale: fraction.length }
}

function divided(over: bigint, under: bigint): number {
  const negative = over < 0n
  const size = negative ? -over : over
  const rounded = (size * 2n + under) / (under * 2n)
  return exact(negative ? -rounded : rounded)
}

function exact(cents: bigint): number {
  const number = Number(cents)
  if (!Number.isSafeInteger(number)) throw new Error(`The amount ${cents} is too large to be counted exactly.`)
  return number || 0
}

/** The amount with its currency as the language writes it: "−1 234,50 €", "-€1,234.50". */
export function formatMoney(cents: number, currency: string, language: string): string {
  return written(`${language} ${currency}`, language, { style: 'currency', currency }).format(exactly(cents, currency))
}

/** The amount without its currency, for columns and fields: "1 234,50". */
export function formatAmount(cents: number, currency: string, language: string): string {
  const digits = minorDigits(currency)
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return written(`${language} ${digits}`, language, options).format(exactly(cents, currency))
}

/** The amount as plain decimal text for files and programs: "-1234.50". */
export function decimalText(cents: number, currency: string): string {
  const digits = minorDigits(currency)
  const text = String(Math.abs(cents)).padStart(digits + 1, '0')
  const point = text.length - digits
  const fraction = digits > 0 ? `.${text.slice(point)}` : ''
  return `${cents < 0 ? '-' : ''}${text.slice(0, point)}${fraction}`
}

// Intl takes decimal text exactly; a floating number would lose cents above 2^53.
function exactly(cents: number, currency: string): Intl.StringNumericLiteral {
  return decimalText(cents, currency) as Intl.StringNumericLiteral
}

function written(key: string, language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(language, options)
    formats.set(key, format)
  }
  return format
}
const formats = new Map<string, Intl.NumberFormat>()

/** What a typed amount came to, or why it did not: `says` is the key of a sentence, `text` what was typed. */
export type ParsedAmount = { cents: number } | { says: AmountFault; text: string; currency: string }
type AmountFault =
  | 'core.money.notAnAmount'
  | 'core.money.tooManyDecimals'
  | 'core.money.otherCurrency'
  | 'core.money.tooLarge'

const spaces = /[\s\u00a0\u202f\u2009'’]/g
const minuses = /^[-−–]|[-−–]$/

/**
 * Reads an amount as people type and paste it: "1 234,50", "1,234.50", "12.5", "−3,20 €", "(4.10)", "12,00-".
 * Where one mark could be either, the language decides; what stays doubtful is refused, never guessed: a wrong
 * thousand costs more than a second look.
 */
export function parseAmount(text: string, language: string, currency = 'EUR'): ParsedAmount {
  const fault = (says: AmountFault): ParsedAmount => ({ says, text, currency })
  const { digits, negative, foreign } = bare(text, currency)
  if (foreign) return fault('core.money.otherCurrency')
  const parts = wholeAndFraction(digits, language)
  if (!parts) return fault('core.money.notAnAmount')
  const decimals = minorDigits(currency)
  if (parts.fraction.length > decimals) return fault('core.money.tooManyDecimals')
  const cents = Number(parts.whole + parts.fraction.padEnd(decimals, '0'))
  if (!Number.isSafeInteger(cents)) return fault('core.money.tooLarge')
  return { cents: negative && cents !== 0 ? -cents : cents }
}

/** Without currency sign and minus; an unknown word stays, so that the digits are then refused. */
function bare(text: string, currency: string): { digits: string; negative: boolean; foreign: boolean } {
  const sign = /\p{Sc}|\p{L}+\.?/u.exec(text)?.[0] ?? ''
  const own = sign !== '' && (sign.toUpperCase() === currency || symbolsOf(currency).includes(sign))
  const foreign = !own && (/\p{Sc}/u.test(sign) || Intl.supportedValuesOf('currency').includes(sign.toUpperCase()))
  const rest = (own ? text.replace(sign, '') : text).trim()
  const bracketed = /^\((.*)\)$/.exec(rest)
  if (bracketed) return { digits: bracketed[1]!.trim(), negative: true, foreign }
  const digits = rest.replace(minuses, '').trim().replace(/^\+/, '')
  return { digits, negative: minuses.test(rest), foreign }
}

/** The signs a currency is written with at home and abroad: PLN gives PLN and zł. */
function symbolsOf(currency: string): string[] {
  const locales = ['en', 'pl', 'cs', 'hu', 'sv', 'da', 'ro', 'bg', 'de-CH']
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
  const signs = locales.map((locale) => new Intl.NumberFormat(locale, style).formatToParts(0))
  return signs.flatMap((parts) => parts.filter((part) => part.type === 'currency').map((part) => part.value))
}

function wholeAndFraction(text: string, language: string): { whole: string; fraction: string } | undefined {
  if (!/\d/.test(text)) return undefined
  const mark = decimalMark(text, language)
  const at = mark ? text.lastIndexOf(mark) : -1
  const whole = at < 0 ? text : text.slice(0, at)
  const fraction = at < 0 ? '' : text.slice(at + 1)
  if (!/^\d*$/.test(fraction) || !isGrouped(whole)) return undefined
  return { whole: whole.replace(/\D/g, '') || '0', fraction }
}

/** The mark that begins the decimals, if there is one. */
function decimalMark(text: string, language: string): '.' | ',' | undefined {
  const marks = text.match(/[.,]/g) ?? []
  const last = marks.at(-1) as '.' | ',' | undefined
  if (!last) return undefined
  const same = marks.filter((mark) => mark === last).length
  if (same > 1) return undefined
  if (marks.length > 1) return last
  const looksGrouped = /^[1-9]\d{0,2}[.,]\d{3}$/.test(text)
  return looksGrouped && last === groupMark(language) ? undefined : last
}

/** Digits alone, or in threes parted by one kind of mark: "12 50" and "1,23,456" are slips, not amounts. */
function isGrouped(whole: string): boolean {
  const plain = whole.replace(spaces, ' ')
  return /^\d*$/.test(plain) || /^\d{1,3}([ .,])\d{3}(\1\d{3})*$/.test(plain)
}

function groupMark(language: string): string {
  return new Intl.NumberFormat(language).formatToParts(1234567).find((part) => part.type === 'group')?.value ?? ''
}
