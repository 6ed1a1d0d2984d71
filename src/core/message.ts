import { IntlMessageFormat } from 'intl-messageformat'
import { formatDay, isDay } from '#core/days.ts'
import { formatMoney, withMinus } from '#core/money.ts'

/** The languages Talka speaks; the first is used where a text is missing in another. */
export const languages = ['en', 'lt'] as const
export type Language = (typeof languages)[number]

/** A text as written, or read beforehand (`web/readWords.ts`) so that browsers need not know how. */
export type Text = ConstructorParameters<typeof IntlMessageFormat>[0]
/** Flat texts by full key, such as `expenses.lineNeedsReceipt`. */
export type Words<One extends Text = string> = Record<string, One>
export type WordTree<One extends Text = string> = { [key: string]: One | WordTree<One> }
export type Params = Record<string, unknown>

/** The Intl locale of a language: English as written in Europe, day before month. */
export function localeOf(language: string): string {
  return language === 'lt' ? 'lt-LT' : 'en-GB'
}

/** The language nearest to what a browser or a letter head asks for (`lt-LT,lt;q=0.9`); English when none fits. */
export function nearestLanguage(asked: string | null | undefined): Language {
  return languagesIn(asked)[0] ?? 'en'
}

/** Whether one of Talka's languages is asked for; `*` asks for none. */
export function namesLanguage(asked: string | null | undefined): boolean {
  return languagesIn(asked).length > 0
}

/** Ours among those asked for, the most wanted first (RFC 9110 §12.5.4). */
function languagesIn(asked: string | null | undefined): Language[] {
  return (asked ?? '')
    .split(',')
    .map((part) => ({
      language: languages.find(
        (one) =>
          one ===
          part
            .trim()
            .toLowerCase()
            .split(/[-_;.]/)[0],
      ),
      weight: Number(/;\s*q=([\d.]+)/i.exec(part)?.[1] ?? 1),
    }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .flatMap(({ language }) => language ?? [])
}

/** Flattens one words file; `{nav: {rounds: 'Rounds'}}` under `expenses` gives `expenses.nav.rounds`. */
export function flattenWords<One extends Text>(prefix: string, tree: WordTree<One>, into: Words<One> = {}): Words<One> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string' || Array.isArray(value)) into[`${prefix}.${key}`] = value as One
    else flattenWords(`${prefix}.${key}`, value as WordTree<One>, into)
  }
  return into
}

/**
 * Makes a refusal's params readable: `{cents, currency}` becomes an amount, an ISO day under a name of `ofDays` a written day,
 * `rate` a decimal, names a list, all in the language; everything else stays as it is.
 */
function readableParams(language: string, params: Params): Params {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      key === 'month'
        ? month(language, value)
        : /rate$/i.test(key)
          ? rate(language, value)
          : readable(language, value, ofDays.has(key)),
    ]),
  )
}

/** Params called so name a day or a moment; any other text that looks like one is somebody's own. */
const ofDays = new Set(['day', 'from', 'to', 'due', 'since', 'at', 'receipt'])

/** Fills one ICU message. A message that cannot be read comes back as it is, so that the person still sees something. */
export function fillMessage(language: string, message: Text, params: Params = {}): string {
  if (typeof message === 'string' && !/[{']/.test(message)) return message
  try {
    const format = messageOf(language, message)
    const values = readableParams(language, params) as Record<string, string>
    return language === 'lt' ? inLithuanian(format, values) : String(format.format(values))
  } catch {
    return typeof message === 'string' ? message : message.map((part) => ('value' in part ? part.value : '')).join('')
  }
}

// A Lithuanian day is written with a point, „gruodžio 5 d.“, which also ends a sentence.
const dayAtEnd = /(\d d\.)\.(?!\.)/g
// Quoted by the sentence, a name with marks of its own at an end would have two there: „UAB „Rimi““.
const ownMarks = /^„[^„“]*“|„[^„“]*“$/

/** What is filled in stays a part to itself, so that only the sentence's own marks are ever left out around it. */
function inLithuanian(format: IntlMessageFormat, values: Record<string, unknown>): string {
  const apart = Object.entries(values).map(([key, value]) => [key, typeof value === 'string' ? { toString: () => value } : value]) // biome-ignore format: one row
  const parts = format.formatToParts(Object.fromEntries(apart)).map(({ value }) => String(value))
  for (const [at, text] of parts.entries()) {
    const [before, after] = [parts[at - 1], parts[at + 1]]
    if (!before?.endsWith('„') || !after?.startsWith('“') || !ownMarks.test(text)) continue
    parts[at - 1] = before.slice(0, -1)
    parts[at + 1] = after.slice(1)
  }
  return parts.join('').replace(dayAtEnd, '$1')
}

function readable(language: string, value: unknown, mayBeDay: boolean): unknown {
  if (mayBeDay && typeof value === 'string' && isDay(value)) return formatDay(value, language)
  if (typeof value === 'string') return keptApart(value)
  if (Array.isArray(value)) return listOf(language, value)
  if (!isMoney(value)) return value
  return formatMoney(value.cents, value.currency, localeOf(language))
}

/** Names as the language lists them: "a, b and c", „a, b ir c“; parted by semicolons when one of them holds a comma, but for that of an amount. */
export function listOf(language: string, names: readonly string[]): string {
  if (names.length > 1 && names.some((name) => /,(?!\d)/.test(name))) return names.map(keptApart).join('; ')
  return new Intl.ListFormat(localeOf(language)).format(names.map(keptApart))
}

// Letters written from right to left, and what turns the direction without being seen.
const turners = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const turnsText =
  /[\p{scx=Hebr}\p{scx=Arab}\p{scx=Syrc}\p{scx=Thaa}\p{scx=Nkoo}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** A name among other words: of another direction, FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE (UAX #9) keep it to itself. */
export function keptApart(text: string): string {
  return turnsText.test(text) ? `\u2068${text.replace(turners, '')}\u2069` : text
}

/** A param called `month` names one by its first day or as `2026-03`: "March 2026", „2026 m. kovas“. */
function month(language: string, value: unknown): unknown {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}(-\d{2})?$/.test(value)) return value
  const [year, number] = value.split('-').map(Number)
  return new Intl.DateTimeFormat(localeOf(language), { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(year!, number! - 1, 1),
  )
}

/** A param called `rate`, or `…Rate`, is a decimal as it is kept: `1.1634` is „1,1634“. */
function rate(language: string, value: unknown): unknown {
  if (typeof value !== 'string' || !/^\d+(\.\d+)?$/.test(value)) return value
  return new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 20 }).format(value as `${number}`)
}

function isMoney(value: unknown): value is { cents: number; currency: string } {
  return typeof value === 'object' && value !== null && 'cents' in value && 'currency' in value
}

function messageOf(language: string, message: Text): IntlMessageFormat {
  const key = typeof message === 'string' ? `${language}\n${message}` : message
  let format = messages.get(key)
  if (!format) {
    format = new IntlMessageFormat(message, localeOf(language), undefined, { ignoreTag: true, formatters })
    messages.set(key, format)
  }
  return format
}
const messages = new Map<Text, IntlMessageFormat>()

// Each message is read once and keeps its own.
const formatters = {
  getNumberFormat: (...of: ConstructorParameters<typeof Intl.NumberFormat>) => {
    const format = new Intl.NumberFormat(...of)
    return { format: (value: number) => withMinus(format.format(value)) } as Intl.NumberFormat
  },
  getDateTimeFormat: (...of: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...of),
  getPluralRules: (...of: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...of),
}
