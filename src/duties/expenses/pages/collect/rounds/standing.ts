import { todayHere } from '#web/place.ts'
import type { Tone } from '#web/ui/StateBadge.tsx'

interface Standing {
  closedAt: string | null
  dueDay: string
  tally: { people: number; complete: number }
}

/** Where a round stands today: closed, complete, past its day, or still collecting. */
export function stateOf(round: Standing): 'closed' | 'complete' | 'overdue' | 'collecting' {
  if (round.closedAt) return 'closed'
  if (round.tally.people > 0 && round.tally.complete === round.tally.people) return 'complete'
  return round.dueDay < todayHere() ? 'overdue' : 'collecting'
}

const tones = { closed: 'neutral', complete: 'good', overdue: 'bad', collecting: 'info' } as const

export function toneOf(round: Standing): Tone {
  return tones[stateOf(round)]
}
