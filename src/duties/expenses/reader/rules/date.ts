import { worded } from './fold.ts'
import { MONTHS } from './months.ts'
import type { Row } from './rows.ts'

export interface DateCandidate {
  /** ISO day. */
  value: string
  time: string | null
  score: number
  row: number
  start: number
  end: number
  /** The words before it say that it is another day: of arrival, of delivery, until when it is valid. */
  isOther: boolean
  /** It stands before an amount, as in an account of several days. */
  isEntry: boolean
}

export interface DateHints {
  country?: string | undefined
  /** ISO day; a receipt cannot come from after it. */
  today?: string | undefined
}

const NUMERIC = /(?<!\d)(?<a>\d{1,4})\s?(?<s1>[./-]|\s?[./-]\s?)(?<b>\d{1,2})\s?(?<s2>[./-])\s?(?<c>\d{4}|\d{2})/y
/** A day whose first digits are glued to the end of another number. */
/** The same with a short year, between two figures only if a time is glued to it before or behind. */
const GLUED_SHORT =
  /(?:(?<=\d)(?<!20)(?=.{8}[0-2]\d:[0-5]\d)|(?<=:\d{2}))(?<a>[0-3]\d)(?<s1>[./-])(?<b>[01]\d)\k<s1>(?<c>\d{2})(?!\d(?!\d:))/g
const GLUED = /(?<=\d)(?<a>[0-3]\d)(?<s1>[./])(?<b>[01]\d)(?<s2>[./])(?<c>20\d{2})(?!\d)/g
const GLUED_ISO = /(?<=\d)(?<year>20[0-4]\d)-(?<month>0[1-9]|1[0-2])-(?<day>[0-2]\d|3[01])/g
const NAMED_AFTER =
  /(?<![\d])(?<day>\d{1,2})(?:st|nd|rd|th)?\s?[.,/-]?\s?(?:de\s)?(?<month>\p{L}{3,12})\.?\s?[.,/-]?\s?'?(?<year>20\d{2}|\d{2})/gu
const NAMED_BEFORE =
  /(?<![\p{L}])(?<month>\p{L}{3,9})\.?\s?(?<day>\d{1,2})(?:st|nd|rd|th)?\s?[,.]?\s?(?<year>20\d{2})/gu
const LONG_LT = /(?<year>20\d{2})\s?(?:m\.?)?\s?(?<month>\p{L}{4,12})\s?(?:m[eė]n\s?\.?\s?)?(?<day>\d{1,2})\s?d?/gu
/** Latvian "2025. gada 9. augustā", Estonian "2025. a 2. august". */
const YEAR_THEN_DAY = /(?<year>20\d{2})\.?\s?(?:gada|g|a)\.?\s?(?<day>\d{1,2})\.?\s?(?<month>\p{L}{4,12})/gu
/** The international order with blanks, and as old Polish tills print it: "24r03.15". */
const SPACED = /(?<!\d)(?<year>20[0-4]\d) ?(?<month>0[1-9]|1[0-2]) (?<day>[0-2]\d|3[01])(?!\d)/g
const POLISH_TILL = /(?<!\d)(?<year>\d{2})r(?<month>0[1-9]|1[0-2])[.,](?<day>[0-2]\d|3[01])(?!\d)/g
const COMPACT =
  /(?<![\d])(?<year>20[1-4]\d)(?<month>0[1-9]|1[0-2])(?<day>[0-2]\d|3[01])(?=\D|$|[0-2]\d[0-5]\d(?:[0-5]\d)?(?:\D|$))/g

/**
 * Days printed on the rows, likeliest first. Numbers are read day first unless the year leads, the second number
 * cannot be a month, or the country is the United States. A time glued to the year ("02.05.202016:39") is parted from it.
 */
export function dateCandidates(rows: Row[], hints: DateHints = {}, { dayWords = true } = {}): DateCandidate[] {
  const found: DateCandidate[] = []
  for (const [index, row] of rows.entries()) {
    const text = lettersMended(row.text)
    const add = (iso: string | null, start: number, end: number, bonus: number) => {
      if (!iso || !plausible(iso, hints.today)) return false
      const time = timeBeside(text, end) ?? timeBeside(rows[index + 1]?.text ?? '', 0, true)
      found.push({
        value: iso,
        time,
        score: bonus + (dayWords ? contextScore(rows, index, text, start, end) : 1 - index / rows.length),
        row: index,
        start,
        end,
        isEntry: isEntry(text, start),
        isOther: dayWords && BAD.test(text.slice(Math.max(0, start - 30), start)),
      })
      return true
    }
    for (let at = 0; at < text.length; ) {
      NUMERIC.lastIndex = at
      const m = NUMERIC.exec(text)
      const { iso, length, sure } = m ? numericDay(m, text, hints) : NOTHING
      at += add(iso, at, at + length, sure) ? length : 1
    }
    for (const m of text.matchAll(GLUED_SHORT)) {
      const { a = '', b = '', c = '' } = m.groups ?? {}
      add(isoOf(2000 + Number(c), Number(b), Number(a)), m.index, m.index + m[0].length, -1)
    }
    for (const m of text.matchAll(GLUED)) add(numericDay(m, text, hints).iso, m.index, m.index + m[0].length, -1)
    for (const m of text.matchAll(NAMED_AFTER))
      add(namedDay(m.groups!), m.index, m.index + m[0].length, m.groups!.year!.length === 4 ? 1.2 : 0.8)
    for (const m of text.matchAll(NAMED_BEFORE)) add(namedDay(m.groups!), m.index, m.index + m[0].length, 1.2)
    for (const m of text.matchAll(LONG_LT)) add(namedDay(m.groups!), m.index, m.index + m[0].length, 1.5)
    for (const m of text.matchAll(YEAR_THEN_DAY)) add(namedDay(m.groups!), m.index, m.index + m[0].length, 1.5)
    for (const [source, weight] of [[SPACED, -0.5], [POLISH_TILL, 0.5], [GLUED_ISO, -1]] as const) // biome-ignore format: a table
      for (const m of text.matchAll(source)) add(numberedDay(m.groups!), m.index, m.index + m[0].length, weight)
    for (const m of text.matchAll(COMPACT)) add(numberedDay(m.groups!), m.index, m.index + m[0].length, -2)
  }
  return gathered(found)
}

const NOTHING = { iso: null, length: 1, sure: 0 }

/** Letters misread among the digits of a date. */
function lettersMended(text: string): string {
  return text
    .replace(/(?<=\d|[./-])[oOQD](?=\d|[./-])/g, '0')
    .replace(/(?<=\d|[./-])[lI|](?=\d|[./-])/g, '1')
    .replace(/(?<=\d[./-])\s(?=\d)/g, '')
    .replace(/0ct/gi, 'Oct')
    .replace(/(?<!\d)0(?=\p{Ll}{2})/gu, 'O')
    .replace(/(?<=[-/. \d]J)u[1|](?=[-/. \d])/gi, 'ul')
    .replace(/(?<=[-/. \d]\p{L}{1,2})0(?=\p{L})/gu, 'O')
    .replace(/(?<![\p{L}\d])[oO](?=\d[./-]\d)/gu, '0')
    .replace(/(?<![\p{L}\d])[lI|](?=\d[./-]\d)/gu, '1')
}

function numericDay(
  m: RegExpMatchArray,
  text: string,
  hints: DateHints,
): { iso: string | null; length: number; sure: number } {
  const { a = '', b = '', c = '', s1 = '', s2 = '' } = m.groups ?? {}
  const after = text.slice(m.index! + m[0].length)
  const same = s1.trim() === s2 ? 0 : -1.5
  if (a.length === 4)
    return { iso: isoOf(+a, +b, +c.slice(0, 2)), length: m[0].length - (c.length - 2), sure: same + 1 }
  if (a.length === 3 || (s1.trim() !== s2 && c.length === 2)) return { iso: null, length: m[0].length, sure: 0 }
  let year = c
  let length = m[0].length
  // "04.05.2009:52" is the 4th of May 2020 at 09:52: a colon cannot follow a year.
  if (c.length === 4 && /^:\d{2}/.test(after)) {
    year = c.slice(0, 2)
    length -= 2
  } else if (c.length === 4 && !/^(19|20)/.test(c)) {
    if (!/^\d{2}[0-2]\d/.test(c)) return { iso: null, length, sure: 0 }
    year = c.slice(0, 2)
    length -= 2
  } else if (c.length === 2 && /^\d(?!\d*:)/.test(after)) return { iso: null, length, sure: 0 }
  const full = year.length === 2 ? 2000 + Number(year) : Number(year)
  const short = year.length === 2 ? -0.4 : 0.4
  const monthFirst = isoOf(full, +a, +b)
  const isMonthFirst =
    MONTH_FIRST.has(hints.country ?? '') || (isWeekdayOf(monthFirst, text) && !isWeekdayOf(isoOf(full, +b, +a), text))
  if (isMonthFirst && monthFirst) return { iso: monthFirst, length, sure: short + same }
  if (year.length === 2 && YEAR_FIRST.has(hints.country ?? '') && +a >= 20 && isoOf(2000 + +a, +b, +year)) {
    const [first, last] = [isoOf(2000 + +a, +b, +year)!, isoOf(full, +b, +a)]
    if (!last || !plausible(last, hints.today) || (plausible(first, hints.today) && first > last))
      return { iso: first, length, sure: short + same }
  }
  return { iso: isoOf(full, +b, +a) ?? monthFirst, length, sure: short + same }
}

function numberedDay({ year = '', month = '', day = '' }: Record<string, string>): string | null {
  return isoOf(year.length === 2 ? 2000 + Number(year) : Number(year), Number(month), Number(day))
}

/** Countries that write the month first. */
const MONTH_FIRST = new Set(['US', 'PH'])
const WEEKDAYS = [
  /\b(mon|montag|lundi|lunes|pirm)/i,
  /\b(tue|dienstag|mardi|martes|antr)/i,
  /\b(wed|mittwoch|mercredi|mi[eé]rcoles|tre[cč])/i,
  /\b(thu|donnerstag|jeudi|jueves|ketv)/i,
  /\b(fri|freitag|vendredi|viernes|penkt)/i,
  /\b(sat|samstag|samedi|s[aá]bado|[sš]e[sš]t)/i,
  /\b(sun|sonntag|dimanche|domingo|sekm)/i,
]

/** True if a weekday is written on the row and it is this day's. */
function isWeekdayOf(iso: string | null, text: string): boolean {
  if (!iso) return false
  const written = WEEKDAYS.findIndex((name) => name.test(text))
  return written >= 0 && (new Date(`${iso}T00:00:00Z`).getUTCDay() + 6) % 7 === written
}

/** Countries that also write the short year first. */
const YEAR_FIRST = new Set(['LT', 'HU', 'SE'])

function namedDay({ day = '', month = '', year = '' }: Record<string, string>): string | null {
  const number = MONTHS.find(([name]) => name.test(plain(month)))?.[1]
  if (!number) return null
  return isoOf(year.length === 2 ? 2000 + Number(year) : Number(year), number, Number(day))
}

function plain(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

function isoOf(year: number, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || year < 2000 || year > 2099) return null
  const days = [31, year % 4 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!
  if (day > days) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Not in the future by more than a day (time zones), not older than accounts are kept. */
function plausible(iso: string, today: string | undefined): boolean {
  const year = Number(iso.slice(0, 4))
  if (!today) return year >= 2005
  const limit = new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  return iso <= limit && year >= Number(today.slice(0, 4)) - 15
}

const TIME =
  /^[\s,;:T|-]{0,4}(?:um |at |val\.? ?|time:? ?|uhr:? ?|zeit:? ?|laikas:? ?)?(\d{1,2})[:.](\d{2})(?::\d{2})?\s?([AP]\.?M\b)?/i
const TIME_LABEL =
  /(?:time|uhrzeit|uhr|zeit|laikas|laiks|godz|hora|heure)\D{0,6}(\d{1,2})[:.](\d{2})(?::\d{2})?\s?([AP]\.?M\b)?/i
const TIME_ANY = /(?<![\d:.,])(\d{1,2}):(\d{2})(?::\d{2})?\s?([AP]\.?M\b)?/i

function timeBeside(text: string, end: number, labelled = false): string | null {
  const m = labelled
    ? text.match(TIME_LABEL)
    : (text.slice(end).match(TIME) ?? text.match(TIME_LABEL) ?? text.slice(end).match(TIME_ANY) ?? text.match(TIME_ANY))
  if (!m) return null
  let hour = Number(m[1])
  const minute = Number(m[2])
  if (m[3]?.toUpperCase().startsWith('P') && hour < 12) hour += 12
  if (m[3]?.toUpperCase().startsWith('A') && hour === 12) hour = 0
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` : null
}

const GOOD = worded(/\b(date|datum|data|dat[ae]|kuup[aä]ev|datums|tarikh|fecha|pvm data|i[sš]ra[sš]y|dated|kuup|pvm)/iu)
const BEST = worded(
  /(inv(oice)?\.?\s?(date|dt)|bill\s?date|receipt\s?date|rechnungsdatum|s[aą]skaitos data|data wystawienia|datum vystaven|fakturadatum|date of issue|tax point|order (placed|date)|\bbought|pirkimo (data|laikas)|posted|wydano|ausgestellt|p[aä]iv[aä]ys)/iu,
)
/** The day of payment is mostly, not always, the paper's own. */
const PAID = worded(/(bezahlt|\bpaid\b|tasutud|apmok[eė]ta|zap[łl]ac|pay[ée]|betald)/iu)
const BAD = worded(
  /(due|expir|valid|until|\bthru|before|exchange|return(?!ed)|rented|wa[zż]n|\bbis\s*$|delivery|deliver|member|birth|best before|g[uü]ltig|f[aä]llig|galioja|apmok[eė]ti iki|iki |termin|effective|since|print|zahlbar|arriv|check.?in|anreise|ankunft|einfahrt|entry\b|sisse|[iį]va[zž]|atvyk|ie[bB]rau|ierašan|przyjazd|p[rř][ií]jezd|llegada|ankomst|liefer|leistung|ausgef|licen[cs]|approv|warranty|garanti|gwarancj|d\.?o\.?b|original|\bref\b|pagal kvit|pirk\. kv|drop.?off|collect|priimta|paruo[sš]ta|permit|vto\b|\bdo faktury|ends\b|claim by|\bshow\b|abfahrt|^\s*in\s*:?\s*$|odj\b|travel)/iu,
)
/** Of a stay the last day is the bill's, if no other is printed. */
const LEAVING = worded(
  /(departure|returned|check.?out|abreise|abfahrt|i[sš]vyk|d[ée]part|wyjazd|odjezd|salida|partenza|izbrauk|\bstart\b|\bende?\b)/iu,
)
/** A place and a comma before the day, as letters and invoices are dated. */
const PLACED = /\p{L}{3,},?\s+(?:am|den|le|dnia|dne|il)?\s*$/iu

function contextScore(rows: Row[], index: number, text: string, start: number, end: number): number {
  const before = text.slice(Math.max(0, start - 30), start)
  const above = start < 4 ? (rows[index - 1]?.text ?? '') : ''
  let score = 1
  if (BEST.test(before)) score += 2.5
  else if (GOOD.test(before)) score += 2
  else if (GOOD.test(above) && above.length < 40) score += 0.7
  if (BAD.test(before)) score -= 2.5
  else if (LEAVING.test(before)) score -= 1
  else if (PAID.test(before)) score += 1.2
  else if (/\p{L},\s|\b(am|den|le|dnia)\s/u.test(before) && PLACED.test(before)) score += 1
  if (timeBeside(text, end)) score += 1.2
  if (isEntry(text, start)) score -= 1
  return score - index / Math.max(1, rows.length) / 4
}

/** A row of an account, such as a hotel's: its day, what it was, its amount. */
function isEntry(text: string, start: number): boolean {
  return start < 3 && /\p{L}{3}.*\d[.,]\d{2}-?$/u.test(text)
}

/** The same day in several places is one candidate, stronger for it; entries of an account add nothing. */
function gathered(found: DateCandidate[]): DateCandidate[] {
  const best = new Map<string, DateCandidate>()
  for (const one of found) {
    const before = best.get(one.value)
    if (!before) best.set(one.value, { ...one })
    else {
      const [strong, weak] = before.score >= one.score ? [before, one] : [one, before]
      const isOther = strong.isOther || weak.isOther
      best.set(one.value, {
        ...strong,
        isOther,
        time: strong.time ?? weak.time,
        score: strong.score + (weak.isEntry ? 0 : 0.6),
      })
    }
  }
  return [...best.values()]
    .map((one) => (one.isOther ? { ...one, score: one.score - 1.9 } : one))
    .toSorted((a, b) => b.score - a.score)
}
