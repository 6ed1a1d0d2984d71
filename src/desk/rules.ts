import type { WaitingItem } from '#core/desk-items.ts'

/** What presses most comes first, then what is due soonest, then what has waited longest. */
export function byUrgency(a: WaitingItem, b: WaitingItem): number {
  if (a.urgency !== b.urgency) return b.urgency - a.urgency
  return a.since < b.since ? -1 : a.since > b.since ? 1 : a.key < b.key ? -1 : 1
}

/** Text of a `like` pattern that finds `text` anywhere in it, its own signs taken as they are. */
export function likeAnywhere(text: string): string {
  return `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
}
