import { addDays, type Day, type Period } from '#core/days.ts'
import type { Says } from '#core/refusal.ts'
import type { Assignment } from './rights.ts'

type Line = Pick<Assignment, 'id' | 'memberId' | 'fromDay' | 'toDay' | 'coversId'>

type Held = Pick<Line, 'memberId' | 'fromDay' | 'toDay'>

/** Two people who do the same duty for the same place on the same days, though neither stands in for the other. */
interface Overlap extends Period {
  ids: [string, string]
}

/** The periods of a window in which nobody does the duty. A cover fills nothing: it lies within the line that it covers. */
export function gapsIn(lines: readonly Line[], window: Period): Period[] {
  const gaps: Period[] = []
  let free = window.from
  for (const line of byFirstDay(lines)) {
    if (line.fromDay > window.to) break
    if (line.fromDay > free) gaps.push({ from: free, to: addDays(line.fromDay, -1) })
    if (line.toDay === null) return gaps
    if (line.toDay >= free) free = addDays(line.toDay, 1)
  }
  if (free <= window.to) gaps.push({ from: free, to: window.to })
  return gaps
}

/** The periods of a window in which two people do the same duty, each pair once; covers do not count. */
export function overlapsIn(lines: readonly Line[], window: Period): Overlap[] {
  const own = byFirstDay(lines)
  return own.flatMap((first, at) =>
    own.slice(at + 1).flatMap((second): Overlap[] => {
      const from = later(second.fromDay, window.from)
      const to = earlier(earlier(first.toDay ?? window.to, second.toDay ?? window.to), window.to)
      return from <= to ? [{ from, to, ids: [first.id, second.id] }] : []
    }),
  )
}

/**
 * From when a gap counts: the first day that somebody did the duty here; where nobody ever has, from today.
 * What was before Talka came is nobody's fault.
 */
export function gapWindow(lines: readonly Line[], window: Period, today: Day): Period | null {
  const first = byFirstDay(lines)[0]?.fromDay ?? today
  const from = later(window.from, first)
  return from <= window.to ? { from, to: window.to } : null
}

/** Why somebody cannot stand in on these days. */
export function coverReasons(
  covered: { memberId: string; memberName: string; fromDay: Day; toDay: Day | null },
  cover: { memberId: string } & Period,
): Says[] {
  if (cover.to < cover.from) return [{ says: 'office.endsBeforeBegins', from: cover.from, to: cover.to }]
  if (cover.memberId === covered.memberId) return [{ says: 'office.coversHimself', name: covered.memberName }]
  const within = covered.fromDay <= cover.from && (covered.toDay === null || cover.to <= covered.toDay)
  if (within) return []
  return covered.toDay === null
    ? [{ says: 'office.coverBeforeDuty', name: covered.memberName, from: covered.fromDay }]
    : [{ says: 'office.coverOutsideDuty', name: covered.memberName, from: covered.fromDay, to: covered.toDay }]
}

/** Whether a line becomes another's, or holds on a day on which it did not. */
export function isWidened(before: Held, after: Held): boolean {
  if (after.memberId !== before.memberId || after.fromDay < before.fromDay) return true
  return before.toDay !== null && (after.toDay === null || after.toDay > before.toDay)
}

/** What becomes of a cover when the line it covers gets other days: it is cut to them, or falls away (null). */
export function cutCover(cover: Period, covered: { fromDay: Day; toDay: Day | null }): Period | null {
  const from = later(cover.from, covered.fromDay)
  const to = covered.toDay === null ? cover.to : earlier(cover.to, covered.toDay)
  return from <= to ? { from, to } : null
}

function byFirstDay(lines: readonly Line[]): Line[] {
  return lines.filter((line) => line.coversId === null).sort((a, b) => (a.fromDay < b.fromDay ? -1 : 1))
}

function later(one: Day, other: Day): Day {
  return one > other ? one : other
}

function earlier(one: Day, other: Day): Day {
  return one < other ? one : other
}
