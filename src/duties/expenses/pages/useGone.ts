import { useRef } from 'react'

interface Row {
  id: string
}

/** All that a live list has had while it was open here, each as it was last. */
export function useAllSeen<Seen extends Row>(rows: readonly Seen[]): ReadonlyMap<string, Seen> {
  const seen = useRef(new Map<string, Seen>())
  for (const one of rows) seen.current.set(one.id, one)
  return seen.current
}

/** What was taken out here or gone on from, until it is there again: then it stays like anything else. */
export function useReleased(rows: readonly Row[]): Map<string, 'leaving' | 'gone'> {
  const released = useRef(new Map<string, 'leaving' | 'gone'>())
  const there = new Set(rows.map(({ id }) => id))
  for (const [id, state] of released.current) {
    if (!there.has(id)) released.current.set(id, 'gone')
    else if (state === 'gone') released.current.delete(id)
  }
  return released.current
}
