import { dayAt, formatDay, formatMonth, zoneOf } from '#core/days.ts'

/** The hour at which reminders go out by themselves, in the office's time. */
const morning = 9

/** The morning, `everyDays` days on, at which reminders go out next. */
export function nextReminderAt(from: Temporal.Instant, everyDays: number, timeZone: string): Temporal.Instant {
  return Temporal.PlainDate.from(dayAt(from, timeZone))
    .add({ days: everyDays })
    .toZonedDateTime({ timeZone: zoneOf(timeZone), plainTime: Temporal.PlainTime.from({ hour: morning }) })
    .toInstant()
}

interface ReminderFacts {
  language: 'en' | 'lt'
  name: string
  assistant: string
  month: string
  dueDay: string
  isOverdue: boolean
  /** What is still waited for; empty when the person only has to say whether something is to come. */
  missing: readonly { what: string; expectedOn: string | null }[]
  received: number
  /** Personal address to upload without signing in; null leaves the sentence out. */
  url: string | null
}

type Say = (key: string, params: Record<string, string | number>) => string

/** The letter that names what is missing, in the person's language; `say` gives the text of a key. */
export function reminderLetter(facts: ReminderFacts, say: Say): { subject: string; body: string } {
  const month = formatMonth(facts.month, facts.language)
  const due = formatDay(facts.dueDay, facts.language, 'long')
  const key = (name: string, params: Record<string, string | number> = {}) => say(`expenses.letter.${name}`, params)
  const items = facts.missing.map(({ what, expectedOn }) =>
    expectedOn ? `– ${what} (${formatDay(expectedOn, facts.language)})` : `– ${what}`,
  )
  const middle =
    items.length > 0
      ? [key('missing', { count: items.length, month }), ...items]
      : [key(facts.received > 0 ? 'allHere' : 'nothingYet', { month })]
  const parts = [
    key('greeting', { name: facts.name }),
    middle.join('\n'),
    key(facts.isOverdue ? 'wasDue' : 'due', { due }),
    ...(facts.received > 0 ? [key('received', { count: facts.received })] : []),
    ...(facts.url ? [`${key('link')}\n${facts.url}`] : []),
    key('lost'),
    `${key('regards')}\n${facts.assistant}`,
  ]
  return { subject: key('subject', { month, count: items.length }), body: parts.join('\n\n') }
}
