import { holdClock } from '#core/clock.ts'

/** Holds the clock at noon of a day. */
export function holdNoon(day: string): void {
  holdClock(
    Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: 'Europe/Vilnius', plainTime: '12:00' }).toInstant(),
  )
}
