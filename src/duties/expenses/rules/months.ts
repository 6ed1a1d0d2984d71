import { previousMonth } from '#core/days.ts'

/** The month before, both as first days: `2026-01-01` gives `2025-12-01`. */
export function monthBefore(month: string): string {
  return `${previousMonth(month.slice(0, 7))}-01`
}
