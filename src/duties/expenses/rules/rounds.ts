import { addDays, monthPeriod, nextMonth, previousMonth } from '#core/days.ts'
import type { Says } from '#core/refusal.ts'

interface ExpectedCounts {
  waiting: number
  received: number
  missing: number
  notNeeded: number
}

export const noneExpected: ExpectedCounts = { waiting: 0, received: 0, missing: 0, notNeeded: 0 }

/** Counts a person's expected receipts by what became of them. */
export function countExpected(items: readonly { state: keyof ExpectedCounts }[]): ExpectedCounts {
  const counts = { ...noneExpected }
  for (const { state } of items) counts[state]++
  return counts
}

/**
 * A person is complete when nothing is waited for, and something was expected, came and can be read, or the month is signed:
 * an empty list proves nothing.
 */
export function isComplete(
  counts: ExpectedCounts,
  { usable, isSigned }: { usable: number; isSigned: boolean },
): boolean {
  return counts.waiting === 0 && (isSigned || counts.received + counts.missing + counts.notNeeded + usable > 0)
}

/** Why a round cannot be due that day. */
export function whyNotDue({ month, dueDay }: { month: string; dueDay: string }): Says | null {
  return dueDay < monthPeriod(month).from ? { says: 'expenses.dueBeforeMonth', month, day: dueDay } : null
}

/** The day until which a month's receipts are due: `dueDay` of the month after, as the policy says. */
export function dueDayOf(month: string, dueDay: number): string {
  return addDays(monthPeriod(nextMonth(month)).from, dueDay - 1)
}

/** The month to collect next (its first day): the one after the last round, else the present month, or the one before in its first days. */
export function monthToOpen(lastMonth: string | null, today: string): string {
  const present = today.slice(0, 7)
  const month = lastMonth ? nextMonth(lastMonth) : Number(today.slice(8)) <= 10 ? previousMonth(present) : present
  return monthPeriod(month).from
}

interface Recurring {
  memberId: string
  what: string
  categoryId: string | null
  expectedOn: string | null
  cents: number | null
}

/**
 * The recurring expected receipts of the last round, for those who are still there: once each, on the same day of the
 * new month (its last day when the month is shorter).
 */
export function carriedOver<Item extends Recurring>(
  items: readonly Item[],
  memberIds: readonly string[],
  month: string,
): Recurring[] {
  const seen = new Set<string>()
  return items
    .filter(({ memberId, what }) => {
      const key = `${memberId} ${what.toLowerCase()}`
      if (!memberIds.includes(memberId) || seen.has(key)) return false
      seen.add(key)
      return true
    })
    .map(({ memberId, what, categoryId, expectedOn, cents }) => ({
      memberId,
      what,
      categoryId,
      expectedOn: expectedOn && sameDayIn(month, expectedOn),
      cents,
    }))
}

function sameDayIn(month: string, day: string): string {
  const { from, to } = monthPeriod(month)
  const same = addDays(from, Number(day.slice(8)) - 1)
  return same > to ? to : same
}

export const roundStandings = ['collecting', 'overdue', 'complete', 'closed'] as const

/** Where a round stands on a day of its team's branch: closed, complete, past its day, or still collecting. */
export function roundStanding(
  round: { closedAt: string | null; dueDay: string; tally: { people: number; complete: number } },
  today: string,
): (typeof roundStandings)[number] {
  if (round.closedAt) return 'closed'
  if (round.tally.people > 0 && round.tally.complete === round.tally.people) return 'complete'
  return round.dueDay < today ? 'overdue' : 'collecting'
}
