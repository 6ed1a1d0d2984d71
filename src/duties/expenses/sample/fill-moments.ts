/** A moment of a sample day, told in minutes after local midnight, as an ISO instant that is never ahead of `now`. */
export type Moment = (day: string, minute: number) => string

/** What lies ahead of `now` is moved just before it, in the same order. */
export function momentsUpTo(now: Temporal.Instant, timeZone: string): Moment {
  return (day, minute) => {
    const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: Math.floor(minute % 60) })
    const at = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: time }).toInstant()
    if (Temporal.Instant.compare(at, now) < 0) return at.toString()
    return now.subtract({ milliseconds: Math.round((1440 - minute) * 100) }).toString()
  }
}

/** Minutes of the day at which the desk does what, so that things keep their order when they fall on one day. */
export const deskHours = {
  roundOpened: 8 * 60 + 5,
  receiptsFrom: 9 * 60,
  linesFrom: 14 * 60,
  reminded: 15 * 60 + 40,
  confirmed: 15 * 60 + 50,
  handedOver: 16 * 60 + 10,
  presented: 16 * 60 + 30,
  looked: 16 * 60 + 45,
  presentedAgain: 16 * 60 + 55,
  asked: 17 * 60 + 5,
  answered: 17 * 60 + 20,
  settled: 17 * 60 + 30,
  ticked: 17 * 60 + 35,
  approved: 17 * 60 + 45,
  paid: 17 * 60 + 55,
  corrected: 18 * 60 + 5,
  agreed: 18 * 60 + 20,
} as const
