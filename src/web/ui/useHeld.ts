import { useLayoutEffect, useState } from 'react'

interface HeldItem<Item> {
  item: Item
  /** Its place in the list. */
  at: number
}

export type Hold<Item> = (item: Item, isHeld: boolean) => void

/**
 * A live list in which an item stays what and where it was while a form about it is open: what others do to it meanwhile,
 * even that it leaves the list, neither takes away what is typed nor changes what the form was opened for. `shown` tells
 * what of it shows all the same as it is by now.
 */
export function useHeld<Item>(now: readonly Item[], idOf: (item: Item) => string, shown?: (held: Item) => Item) {
  const [held, setHeld] = useState<ReadonlyMap<string, HeldItem<Item>>>(new Map())
  const items = now.map((one) => (shown ? one : (held.get(idOf(one))?.item ?? one)))
  const here = new Set(now.map(idOf))
  for (const [id, { item, at }] of held) if (!here.has(id)) items.splice(at, 0, shown?.(item) ?? item)
  const hold = (item: Item, isHeld: boolean) => {
    const at = items.findIndex((one) => idOf(one) === idOf(item))
    setHeld((before) => {
      const next = new Map(before)
      if (isHeld) next.set(idOf(item), { item, at })
      else next.delete(idOf(item))
      return next
    })
  }
  return { items, hold }
}

/** Holds an item of such a list for as long as its form is open; let go, it is at once what it has become. */
export function useHold<Item>(hold: Hold<Item>, item: Item, isOpen: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: as it was when the form was opened
  useLayoutEffect(() => {
    if (!isOpen) return
    hold(item, true)
    return () => hold(item, false)
  }, [isOpen])
}
