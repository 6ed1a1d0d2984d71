import { type Day, dayAt } from '#core/days.ts'

let zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** From now on days and moments are those of this IANA time zone: the branch where the person works, wherever the device is. */
export function standIn(timeZone: string): void {
  zone = timeZone
}

/** The time zone in which pages show moments; before sign-in the device's own. */
export function zoneHere(): string {
  return zone
}

/** The day it is where the person works. */
export function todayHere(): Day {
  return todayIn(zone)
}

/** The day it is at a place: what is due there is late by its own day, whoever looks on. */
export function todayIn(timeZone: string): Day {
  return dayAt(Temporal.Now.instant(), timeZone)
}
