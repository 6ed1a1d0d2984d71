/** The days of one sample month, as ISO days; none lies after today. */
export type MonthDays = {
  /** First day. */
  month: string
  stage: 'approved' | 'inReview' | 'collecting'
  /** Last day on which something can have been bought. */
  last: string
  openedOn: string
  dueOn: string
  handedOverOn: string
  lateOn: string
  presentedOn: string
  presentedAgainOn: string
  approvedOn: string
  paidOn: string
}

/** Six months up to today's: four approved, last month in review, this one being collected. */
export function sampleCalendar(today: string): MonthDays[] {
  const now = Temporal.PlainDate.from(today)
  const first = now.with({ day: 1 })
  return [5, 4, 3, 2, 1, 0].map((back) => {
    const month = first.subtract({ months: back })
    const next = month.add({ months: 1 })
    const after = (days: number) => earlier(next.add({ days: days - 1 }), now)
    return {
      month: month.toString(),
      stage: back === 0 ? 'collecting' : back === 1 ? 'inReview' : 'approved',
      last: earlier(next.subtract({ days: 1 }), now),
      openedOn: month.toString(),
      // Plans may lie ahead.
      dueOn: next.add({ days: 4 }).toString(),
      handedOverOn: after(6),
      lateOn: after(9),
      presentedOn: after(7),
      presentedAgainOn: after(10),
      approvedOn: after(12),
      paidOn: after(15),
    }
  })
}

/** When the second claim procedure came out: after last month's presentation, within the last week. */
export function renewedOn(today: string): string {
  const presented = sampleCalendar(today)[4]!.presentedAgainOn
  const weekAgo = Temporal.PlainDate.from(today).subtract({ days: 6 }).toString()
  return [presented, weekAgo].sort()[1]!
}

function earlier(day: Temporal.PlainDate, now: Temporal.PlainDate): string {
  return (Temporal.PlainDate.compare(day, now) < 0 ? day : now).toString()
}
