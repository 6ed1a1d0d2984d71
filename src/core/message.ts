import { IntlMessageFormat } from 'intl-messageformat'
import { formatDay, isDay } from '#core/days.ts'
import { formatMoney } from '#core/money.ts'

/** The languages Talka speaks; the first is used where a text is missing in another. */
export const languages = ['en', 'lt'] as const
export type Language = (typeof languages)[number]

/** Flat texts by full key, such as `expenses.lineNeedsReceipt`. */
export type Words = Record<string, string>
export type WordTree = { [key: string]: string | WordTree }
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
export function flattenWords(prefix: string, tree: WordTree, into: Words = {}): Words {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') into[`${prefix}.${key}`] = value
    else flattenWords(`${prefix}.${key}`, value, into)
  }
  return into
}

/**
 * Makes a refusal's params readable: `{cents, currency}` becomes an amount and an ISO day a written day, both in the language;
 * everything else stays as it is.
 */
export function readableParams(language: string, params: Params): Params {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      key === 'month' ? month(language, value) : readable(language, value),
    ]),
  )
}

/** Fills one ICU message. A message that cannot be read comes back as it is, so that the person still sees something. */
export function fillMessage(language: string, message: string, params: Params = {}): string {
  try {
    return String(messageOf(language, message).format(readableParams(language, params) as Record<string, string>))
  } catch {
    return message
  }
}

function readable(language: string, value: unknown): unknown {
  if (typeof value === 'string' && isDay(value)) return formatDay(value, language)
  if (typeof value === 'string') return turnsText.test(value) ? isolated(value) : value
  if (!isMoney(value)) return value
  return formatMoney(value.cents, value.currency, localeOf(language))
}

// Letters written from right to left, and what turns the direction without being seen.
const turners = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const turnsText =
  /[\p{scx=Hebr}\p{scx=Arab}\p{scx=Syrc}\p{scx=Thaa}\p{scx=Nkoo}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** A name of another direction in a sentence: FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE (UAX #9) keep it to itself. */
function isolated(text: string): string {
  return `\u2068${text.replace(turners, '')}\u2069`
}

/** A param called `month` names one by its first day or as `2026-03`: "March 2026", „2026 m. kovas“. */
function month(language: string, value: unknown): unknown {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}(-\d{2})?$/.test(value)) return value
  const [year, number] = value.split('-').map(Number)
  return new Intl.DateTimeFormat(localeOf(language), { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(year!, number! - 1, 1),
  )
}

function isMoney(value: unknown): value is { cents: number; currency: string } {
  return typeof value === 'object' && value !== null && 'cents' in value && 'currency' in value
}

function messageOf(language: string, message: string): IntlMessageFormat {
  const key = `${language}\n${message}`
  let format = messages.get(key)
  if (!format) {
    format = new IntlMessageFormat(message, localeOf(language), undefined, { ignoreTag: true })
    messages.set(key, format)
  }
  return format
}
const messages = new Map<string, IntlMessageFormat>()
