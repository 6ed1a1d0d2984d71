import { formatMonth, monthOf, previousMonth } from '#core/days.ts'
import { todayHere } from '#web/place.ts'
import { useWords } from '#web/words.ts'

/** Writes a month given as its first day: "March 2026", „2026 m. kovas“. */
export function useMonth(): (day: string) => string {
  const { locale } = useWords()
  return (day) => formatMonth(day.slice(0, 7), locale)
}

/** First days of this month and the ones before it, newest first. */
export function recentMonths(count: number): string[] {
  const months = [monthOf(todayHere())]
  while (months.length < count) months.push(previousMonth(months.at(-1)!))
  return months.map((month) => `${month}-01`)
}
