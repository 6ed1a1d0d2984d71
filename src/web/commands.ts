import { type ComponentType, useEffect, useRef, useSyncExternalStore } from 'react'

/** Something that can be done from `Ctrl+K` while the page that offers it is shown. */
export interface Command {
  name: string
  /** Other words by which it is found. */
  words?: string
  icon?: ComponentType<{ size?: number | string; stroke?: number | string }>
  run: () => void
}

type Offer = { current: readonly Command[] }
let offers: readonly Offer[] = []
const listeners = new Set<() => void>()

/** Offers one or more commands in the palette while the component is mounted. */
export function useCommand(command: Command | readonly Command[], when = true): void {
  const list = Array.isArray(command) ? (command as readonly Command[]) : [command as Command]
  const offer = useRef<readonly Command[]>(list)
  useEffect(() => {
    offer.current = list
  })
  useEffect(() => {
    if (!when) return
    setOffers([offer, ...offers])
    return () => setOffers(offers.filter((other) => other !== offer))
  }, [when])
}

/** All commands on offer now, those of the page in front first. */
export function useOfferedCommands(): Command[] {
  return useSyncExternalStore(subscribe, () => offers).flatMap((offer) => offer.current)
}

function setOffers(next: readonly Offer[]): void {
  offers = next
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
