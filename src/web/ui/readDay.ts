/**
 * Reads a day as people type it: "9" and "9.7" take month and year from `near` (ISO day), "9.7.26", "2026-07-09",
 * "2026.07.09", "20260709", "07-09" (month first, as in ISO) and "9 Jul 2026". Undefined when it is no day.
 */
export function readDay(text: string, near: string): string | undefined {
  const typed = text.trim().replace(/\.$/, '')
  const [year, month] = near.split('-') as [string, string]
  const iso = /^(\d{4})[-./ ]?(\d{1,2})[-./ ]?(\d{1,2})$/.exec(typed)
  if (iso) return dayOf(iso[1]!, iso[2]!, iso[3]!)
  const parts = /^(\d{1,2})(?:[./ ](\d{1,2})(?:[./ ](\d{2}|\d{4}))?)?$/.exec(typed)
  if (parts) return dayOf(fullYear(parts[3], year), parts[2] ?? month, parts[1]!)
  const monthFirst = /^(\d{1,2})-(\d{1,2})$/.exec(typed)
  if (monthFirst) return dayOf(year, monthFirst[1]!, monthFirst[2]!)
  return writtenDay(typed, year)
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** "9 Jul 2026", as the field itself writes it in English. */
function writtenDay(typed: string, year: string): string | undefined {
  const parts = /^(\d{1,2}) ([a-z]{3,})\.?(?: (\d{4}))?$/i.exec(typed)
  const month = parts ? months.indexOf(parts[2]!.slice(0, 3).toLowerCase()) : -1
  return month < 0 ? undefined : dayOf(parts![3] ?? year, String(month + 1), parts![1]!)
}

function dayOf(year: string, month: string, day: string): string | undefined {
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const read = new Date(`${written}T00:00:00Z`)
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== written ? undefined : written
}

function fullYear(typed: string | undefined, near: string): string {
  if (!typed) return near
  return typed.length === 4 ? typed : `20${typed}`
}
