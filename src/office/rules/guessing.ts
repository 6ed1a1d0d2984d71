import type { Says } from '#core/refusal.ts'

/** Within so many minutes tries are counted. */
export const countedMinutes = 15
/** So many tries of one e-mail from one network or device are guessing. */
const mostFromOnePlace = 10
/** So many tries of one e-mail from everywhere go at once; then one every `paceSeconds`, so that nobody is locked out. */
const mostAtOnce = 20
const paceSeconds = 5
/** Nobody is kept waiting longer; he is told instead. */
const longestPauseSeconds = 15

export interface Tries {
  /** Of this e-mail from the same network or device. */
  fromHere: number
  /** Of this e-mail from everywhere. */
  all: number
  /** When the latest of them is let through, in ms of the epoch; null when there is none. */
  lastDueMs: number | null
}

/**
 * When a try may go on, in ms of the epoch, or why it may not. A device on which the owner has signed in before waits for
 * nobody else's tries.
 */
export function admit(
  tries: Tries,
  { nowMs, isKnown }: { nowMs: number; isKnown: boolean },
): { dueMs: number } | { refused: Says } {
  if (tries.fromHere >= mostFromOnePlace) return { refused: { says: 'office.tooManyTries' } }
  if (isKnown || tries.all < mostAtOnce) return { dueMs: nowMs }
  const dueMs = Math.max(nowMs, (tries.lastDueMs ?? nowMs) + paceSeconds * 1000)
  if (dueMs - nowMs <= longestPauseSeconds * 1000) return { dueMs }
  return { refused: { says: 'office.signInPaced', seconds: Math.ceil((dueMs - nowMs) / 1000) } }
}
