import { useSyncExternalStore } from 'react'

let readings = 0
const listeners = new Set<() => void>()

/** Notes that the page is being read anew after a refusal, until it shows what was read. */
export function noteReading(reading: Promise<void>): void {
  count(1)
  onceShown(reading, () => count(-1))
}

/** Does it once the page shows what was read: the page is told of that before this. */
export function onceShown(reading: Promise<void>, then: () => void): void {
  void reading.finally(() => setTimeout(then))
}

/** Whether the page still shows what a refusal has shown to be of before. */
export function useReadingAnew(): boolean {
  return useSyncExternalStore(listen, () => readings > 0)
}

function count(step: number): void {
  readings += step
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
