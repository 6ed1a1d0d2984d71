import { dayAt } from './days.ts'

let held: Temporal.Instant | undefined

/** The present instant; everything that needs the time asks here, so that a test can hold it. */
export function now(): Temporal.Instant {
  return held ?? Temporal.Now.instant()
}

/** The present day `YYYY-MM-DD` in an IANA time zone. */
export function today(timeZone: string): string {
  return dayAt(now(), timeZone)
}

/** Holds the clock at an instant; without one it runs again. For tests. */
export function holdClock(at?: Temporal.Instant): void {
  held = at
}
