/**
 * An amount in a currency by its ISO 4217 code. `cents`, here and in every name that ends so, counts the currency's minor
 * units as ISO 4217 has them: cents of EUR, whole yen of JPY, fils (thousandths) of KWD, fillér of HUF.
 */
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

/**
 * The decimals of a currency's minor unit by ISO 4217: 2 for EUR and HUF, 0 for JPY, 3 for TND; 2 where the list has no
 * such code. Not those of Intl: CLDR gives what is customary in print (HUF 0, IQD 0), and differs from browser to browser.
 */
export function minorDigits(currency: string): number {
  return digitsOf.get(currency) ?? 2
}
// The list of ISO 4217 by decimals; fifths (MGA, MRU), which no decimal writes, count as hundredths.
const listed = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2: `
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD
    CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
    GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD
    MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP
    PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT
    TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
}
const digitsOf = new Map(
  Object.entries(listed).flatMap(([digits, codes]) =>
    codes
      .trim()
      .split(/\s+/)
      .map((code) => [code, Number(digits)] as const),
  ),
)

/** Decimal text ("168.0999", "-5") to minor units, half away from zero; null when it is none or too large to count. */
export function minorUnits(text: string, currency: string): number | null {
  return scaled(text, minorDigits(currency))
}

/** Decimal text as a whole number of its last of `digits` decimals: "1.4995" with 3 is 1500; null as `minorUnits`. */
export function scaled(text: string, digits: number): number | null {
  const read = /^[-+]?\d{1,40}(\.\d{1,40})?$/.test(text) ? decimal(text.replace('+', '')) : null
  if (!read) return null
  const whole = Number(divided(read.units * 10n ** BigInt(digits), 10n ** BigInt(read.scale)))
  return Number.isSafeInteger(whole) ? whole || 0 : null
}

/** ISO 4217's code where there is no currency, as while it is not known yet. Two decimals, as most print has. */
export const noCurrency = 'XXX'

/** Listed codes in which nobody pays: shares of funds, units of account. Metals, tests and nothing are not even listed. */
const notPaidIn = 'BOV CHE CHW CLF COU MXV USN UYI UYW'.split(' ')

/** Whether a code is a currency of ISO 4217 in which something is paid. */
export function isCurrency(code: string): boolean {
  return digitsOf.has(code) && !notPaidIn.includes(code)
}

/** The minor units of the same written figure in another currency: 127.00 EUR is 127 JPY, no conversion. */
export function rewritten(cents: number, from: string, to: string): number {
  return exact(divided(BigInt(cents) * 10n ** BigInt(minorDigits(to)), 10n ** BigInt(minorDigits(from))))
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
    cents: exact(forward ? divided(cents * units * up, tens * down) : divided(cents * tens * up, units * down)),
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
  const vatCents = exact(divided(BigInt(grossCents) * units, hundred + units))
  return { netCents: grossCents - vatCents, vatCents }
}

/** A share of an amount in per cent ('12.5'), rounded half away from zero. */
export function percentOf(cents: number, percent: string): number {
  const { units, scale } = decimal(percent)
  return exact(divided(BigInt(cents) * units, 100n * 10n ** BigInt(scale)))
}

/** What per cent of a whole a part is, as decimal text with so many decimals: 1 of 3 is "33.33". The whole is not 0. */
export function percentIn(part: number, whole: number, digits: number): string {
  const over = BigInt(part) * 100n * 10n ** BigInt(digits)
  return pointed(exact(whole < 0 ? divided(-over, BigInt(-whole)) : divided(over, BigInt(whole))), digits)
}

/** Multiplies two decimals ('123.4' km at '0.30') to minor units, rounded half away from zero, once. */
export function times(price: string, quantity: string, currency: string): number {
  const [one, other] = [decimal(price), decimal(quantity)]
  const up = 10n ** BigInt(minorDigits(currency))
  return exact(divided(one.units * other.units * up, 10n ** BigInt(one.scale + other.scale)))
}

function decimal(text: string): { units: bigint; scale: number } {
  const found = /^(-?\d+)(?:\.(\d+))?$/.exec(text)
  if (!found) throw new Error(`"${text}" is not a decimal number like 1.0850.`)
  const fraction = found[2] ?? ''
  return { units: BigInt(`${found[1]}${fraction}`), scale: fraction.length }
}

/** Half away from zero; `under` is above zero. */
function divided(over: bigint, under: bigint): bigint {
  const size = over < 0n ? -over : over
  const rounded = (size * 2n + under) / (under * 2n)
  return over < 0n ? -rounded : rounded
}

function exact(cents: bigint): number {
  const number = Number(cents)
  if (!Number.isSafeInteger(number)) throw new Error(`The amount ${cents} is too large to be counted exactly.`)
  return number || 0
}

/** The amount with its currency as the language writes it: "−1 234,50 €", "−€1,234.50". */
export function formatMoney(cents: number, currency: string, language: string): string {
  return withMinus(written(language, currency, { style: 'currency', currency }).format(exactly(cents, currency)))
}

/** The amount without its currency, for columns and fields: "1 234,50". */
export function formatAmount(cents: number, currency: string, language: string): string {
  return withMinus(written(language, currency, { style: 'decimal' }).format(exactly(cents, currency)))
}

/** A number for people with a minus sign (U+2212) for the hyphen that Intl writes in English. */
export function withMinus(number: string): string {
  return number.replace('-', '−')
}

/** The amount as plain decimal text for files and programs: "-1234.50". */
export function decimalText(cents: number, currency: string): string {
  return pointed(cents, minorDigits(currency))
}

/** Whole units with their last `digits` behind the point: 1399 with 3 is "1.399". */
export function pointed(units: number, digits: number): string {
  const text = String(Math.abs(units)).padStart(digits + 1, '0')
  const point = text.length - digits
  const fraction = digits > 0 ? `.${text.slice(point)}` : ''
  return `${units < 0 ? '-' : ''}${text.slice(0, point)}${fraction}`
}

// Intl takes decimal text exactly; a floating number would lose cents above 2^53.
function exactly(cents: number, currency: string): Intl.StringNumericLiteral {
  return decimalText(cents, currency) as Intl.StringNumericLiteral
}

/** With all decimals of the minor unit; without where they are zeros and the currency is customarily written so (12 700 HUF). */
function written(language: string, currency: string, style: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${currency} ${style.style}`
  let format = formats.get(key)
  if (!format) {
    const digits = minorDigits(currency)
    const customary = new Intl.NumberFormat(language, { style: 'currency', currency }).resolvedOptions()
    const trailingZeroDisplay = customary.maximumFractionDigits === 0 ? 'stripIfInteger' : 'auto'
    const options = { ...style, minimumFractionDigits: digits, maximumFractionDigits: digits, trailingZeroDisplay }
    format = new Intl.NumberFormat(language, options as Intl.NumberFormatOptions)
    formats.set(key, format)
  }
  return format
}
const formats = new Map<string, Intl.NumberFormat>()

/** What a typed amount came to, or why it did not: `says` is the key of a sentence, `text` what was typed. */
type ParsedAmount = { cents: number } | { says: AmountFault; text: string; currency: string }
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
