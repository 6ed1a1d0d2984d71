import { todayIn } from '#web/place.ts'
import type { Tone } from '#web/ui/StateBadge.tsx'
import { roundStanding } from '../../rules/rounds.ts'

interface Standing {
  closedAt: string | null
  dueDay: string
  timeZone: string
  tally: { people: number; complete: number }
}

/** Where a round stands today. */
export function stateOf(round: Standing) {
  return roundStanding(round, todayIn(round.timeZone))
}

/** Whether the round's day is over where its team works. */
export function isPastDue({ dueDay, timeZone }: Pick<Standing, 'dueDay' | 'timeZone'>): boolean {
  return dueDay < todayIn(timeZone)
}

const tones = { closed: 'neutral', complete: 'good', overdue: 'bad', collecting: 'info' } as const

export function toneOf(round: Standing): Tone {
  return tones[stateOf(round)]
}
