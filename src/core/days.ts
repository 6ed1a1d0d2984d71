/** A calendar day as text, 'YYYY-MM-DD', as PostgreSQL's `date` and JSON carry it. Texts of this shape sort by time. */
export type Day = string

/** From one day to another, both included. */
export interface Period {
  from: Day
  to: Day
}

/** Whether a text names a day that exists: '2026-02-30' does not. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text).toString() === text
  } catch {
    return false
  }
}

/** Whether a text names a time zone known here; one that is known elsewhere need not be. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return /^[A-Za-z]/.test(name)
  } catch {
    return false
  }
}

const zones = new Map<string, string>()

/** The time zone by which days are counted where this one is kept: UTC in place of one that is not known. */
export function zoneOf(name: string): string {
  const known = zones.get(name) ?? (isTimeZone(name) ? name : 'UTC')
  zones.set(name, known)
  return known
}

/** The day it is at an instant in a time zone such as 'Europe/Vilnius'. */
export function dayAt(instant: Temporal.Instant, timeZone: string): Day {
  return instant.toZonedDateTimeISO(zoneOf(timeZone)).toPlainDate().toString()
}

/** The instant at which a day begins in a time zone. */
export function beginOf(day: Day, timeZone: string): string {
  return Temporal.PlainDate.from(day).toZonedDateTime(zoneOf(timeZone)).toInstant().toString()
}

/** The month a day lies in: '2026-03'. */
export function monthOf(day: Day): string {
  return Temporal.PlainDate.from(day).toPlainYearMonth().toString()
}

/** First to last day of a month: '2026-02' gives 2026-02-01 to 2026-02-28. */
export function monthPeriod(month: string): Period {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 })
  return { from: first.toString(), to: first.with({ day: first.daysInMonth }).toString() }
}

/** The month before: '2026-01' gives '2025-12'. */
export function previousMonth(month: string): string {
  return Temporal.PlainYearMonth.from(month).subtract({ months: 1 }).toString()
}

/** The month after: '2025-12' gives '2026-01'. */
export function nextMonth(month: string): string {
  return Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString()
}

/** The day a number of days later, or earlier when negative. */
export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/** How many days lie from one day to another: the same day 0, tomorrow 1, yesterday −1. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days
}

/** Every day of a period in order; empty when it ends before it begins. */
export function daysOf(period: Period): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(period.from, period.to) + 1) }, (_, at) =>
    addDays(period.from, at),
  )
}

/** Whether a day lies in a period, its first and last day included. */
export function isWithin(day: Day, period: Period): boolean {
  return period.from <= day && day <= period.to
}

/** ISO weekday: Monday 1 … Sunday 7. */
export function weekday(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek
}

/** Saturday or Sunday. */
export function isWeekend(day: Day): boolean {
  return weekday(day) > 5
}

/** A day as the language writes it: "2026-03-05" in Lithuanian, "5 Mar 2026" in English; `long` spells the month out. */
export function formatDay(day: Day, language: string, style: 'short' | 'long' = 'short'): string {
  const written = Temporal.PlainDate.from(day).toLocaleString(local(language), {
    dateStyle: style === 'long' ? 'long' : 'medium',
  })
  return style === 'long' ? written : threeLetters(written)
}

const moments = new Map<string, Intl.DateTimeFormat>()

/** An instant as the language writes it in a time zone: "5 Dec 2026, 14:02", "2026-12-05 14:02". */
export function formatMoment(at: string | Date, language: string, timeZone: string): string {
  const key = `${language} ${timeZone}`
  const style = { dateStyle: 'medium', timeStyle: 'short', timeZone: zoneOf(timeZone) } as const
  const written = moments.get(key) ?? new Intl.DateTimeFormat(local(language), style)
  moments.set(key, written)
  return threeLetters(written.format(new Date(at)))
}

// Only September has four letters in British English, and stands out of every column.
const threeLetters = (written: string) => written.replace(/\bSept\b/, 'Sep')

/** A month as the language writes it: "2026 m. kovas", "March 2026". */
export function formatMonth(month: string, language: string): string {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 })
  return first.toLocaleString(local(language), { year: 'numeric', month: 'long' })
}

/** A period in words: a whole month by its name, else both days; one day once. */
export function formatPeriod(period: Period, language: string): string {
  const month = monthPeriod(monthOf(period.from))
  if (month.from === period.from && month.to === period.to) return formatMonth(monthOf(period.from), language)
  if (period.from === period.to) return formatDay(period.from, language)
  return `${formatDay(period.from, language)} – ${formatDay(period.to, language)}`
}

// The office is European: plain English must not put the month first, as American does.
function local(language: string): string {
  return language === 'en' ? 'en-GB' : language
}
