import { addDays, type Day, daysBetween, monthPeriod, nextMonth, type Period, previousMonth } from '#core/days.ts'

/** Whole months of the chart beside each other. */
export interface ChartWindow extends Period {
  months: string[]
}

/** So many months from a first one. */
export function monthsFrom(month: string, count: number): ChartWindow {
  const months = [month]
  while (months.length < count) months.push(nextMonth(months.at(-1)!))
  return { months, from: monthPeriod(month).from, to: monthPeriod(months.at(-1)!).to }
}

/** The month some steps later, or earlier when negative. */
export function moveMonth(month: string, steps: number): string {
  let moved = month
  for (let step = 0; step < Math.abs(steps); step++) moved = steps > 0 ? nextMonth(moved) : previousMonth(moved)
  return moved
}

/** Where a stretch of days lies in the window, in hundredths of its width; null when it lies outside. */
export function placeIn(
  window: Period,
  stretch: { from: Day; to: Day | null },
): { left: number; width: number } | null {
  const days = daysBetween(window.from, window.to) + 1
  const first = Math.max(0, daysBetween(window.from, stretch.from))
  const last = stretch.to === null ? days - 1 : Math.min(days - 1, daysBetween(window.from, stretch.to))
  if (first > days - 1 || last < 0 || last < first) return null
  return { left: (first / days) * 100, width: ((last - first + 1) / days) * 100 }
}

/** The day at a share (0 to 1) of the window's width. */
export function dayAtShare(window: Period, share: number): Day {
  const days = daysBetween(window.from, window.to) + 1
  return addDays(window.from, Math.max(0, Math.min(days - 1, Math.floor(share * days))))
}

/** Puts lines that run at once into lanes one under the other, the earliest on top; covers under what they cover. */
export function lanesOf<Line extends { id: string; fromDay: Day; toDay: Day | null; coversId: string | null }>(
  lines: readonly Line[],
): { line: Line; lane: number }[] {
  const ends: (Day | null)[] = []
  const own = lines.filter((line) => line.coversId === null)
  const covers = lines.filter((line) => line.coversId !== null)
  const placed: { line: Line; lane: number }[] = []
  for (const group of [own, covers]) {
    const base = ends.length
    for (const line of group.toSorted((a, b) => (a.fromDay < b.fromDay ? -1 : 1))) {
      const free = ends.findIndex((end, lane) => lane >= base && end !== null && end < line.fromDay)
      const lane = free >= 0 ? free : ends.length
      ends[lane] = line.toDay
      placed.push({ line, lane })
    }
  }
  return placed
}
