import { todayIn } from '#web/place.ts'
import type { Tone } from '#web/ui/StateBadge.tsx'

interface Standing {
  closedAt: string | null
  dueDay: string
  timeZone: string
  tally: { people: number; complete: number }
}

/** Where a round stands today: closed, complete, past its day, or still collecting. */
export function stateOf(round: Standing): 'closed' | 'complete' | 'overdue' | 'collecting' {
  if (round.closedAt) return 'closed'
  if (round.tally.people > 0 && round.tally.complete === round.tally.people) return 'complete'
  return isPastDue(round) ? 'overdue' : 'collecting'
}

/** Whether the round's day is over where its team works. */
export function isPastDue({ dueDay, timeZone }: Pick<Standing, 'dueDay' | 'timeZone'>): boolean {
  return dueDay < todayIn(timeZone)
}

const tones = { closed: 'neutral', complete: 'good', overdue: 'bad', collecting: 'info' } as const

export function toneOf(round: Standing): Tone {
  return tones[stateOf(round)]
}
