import Holidays from 'date-holidays'
import type { Day } from './days.ts'

/** A day off by law, with its name in the language asked for. */
interface Holiday {
  day: Day
  name: string
}

/**
 * The public holidays of a country (ISO 3166-1 alpha-2) and, where it matters, its region (ISO 3166-2 part, 'BY'), in order.
 * A country the data does not know gives none. Data: date-holidays, CC-BY-3.0. Server only: the data is 46 MB.
 */
export function publicHolidays(
  country: string,
  region: string | undefined,
  year: number,
  language = 'en',
): readonly Holiday[] {
  const key = `${country}-${region ?? ''}-${year}-${language}`
  let known = holidaysOf.get(key)
  if (!known) {
    const calendar = region ? new Holidays(country, region) : new Holidays(country)
    const off = calendar.getHolidays(year, language).filter((holiday) => holiday.type === 'public')
    known = off.flatMap((holiday) => daysOff(holiday.date, holiday.end, holiday.start, holiday.name))
    holidaysOf.set(key, known)
  }
  return known
}
const holidaysOf = new Map<string, readonly Holiday[]>()

// A feast of several days is one entry with its end; each of its days is off.
function daysOff(date: string, end: Date, start: Date, name: string): Holiday[] {
  const first = Temporal.PlainDate.from(date.slice(0, 10))
  const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000))
  return Array.from({ length }, (_, at) => ({ day: first.add({ days: at }).toString(), name }))
}
