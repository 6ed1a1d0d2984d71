import { useState } from 'react'
import { usePageSearch } from '#web/address.ts'
import { useHere } from '#web/ui/useHere.ts'
import type { Receipt } from '../receipts/types.ts'
import { useAllSeen, useReleased } from '../useGone.ts'

interface Id {
  id: string
}

/**
 * Which receipts of the tray are decided on: those chosen, else the one in front, which is part of the address. What others
 * sort meanwhile stays in front, and chosen, until one goes on: nothing is decided on another before it was seen.
 */
export function useMeant(items: readonly Receipt[]) {
  const [search, setSearch] = usePageSearch()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const seen = useAllSeen(items)
  const released = useReleased(items)
  const release = (receipts: Iterable<Id>) => {
    for (const { id } of receipts) released.set(id, 'leaving')
  }
  const there = (id: string) => items.find((item) => item.id === id)
  const goneOf = (ids: Iterable<string>) =>
    [...ids].flatMap((id) => (there(id) || released.has(id) ? [] : (seen.get(id) ?? [])))
  const found = search.open ? (there(search.open) ?? goneOf([search.open])[0]) : undefined
  const inFront = found ?? items[0]
  const ids = chosen.size > 0 ? chosen : new Set(inFront && [inFront.id])
  const meant = items.filter(({ id }) => ids.has(id))
  const gone = goneOf(ids)
  const here = useHere(items, ({ id }) => id, inFront?.id)
  const open = (one: Id | undefined) => setSearch({ open: one?.id })
  return {
    inFront,
    here,
    meant,
    gone,
    chosen,
    isOpen: found !== undefined,
    open,
    toggle: (id: string) =>
      setChosen((before) => (before.has(id) ? before.difference(new Set([id])) : new Set([...before, id]))),
    /** Goes to the next once these are sorted here. */
    goOn: (sorted: readonly Id[]) => {
      release(sorted)
      const rest = items.filter(({ id }) => !sorted.some((one) => one.id === id))
      const next = here.row ? (rest.find((item) => items.indexOf(item) > here.at) ?? rest.at(-1)) : here.further(1)
      setChosen(new Set())
      open(found && next)
    },
    /** Goes on from what others have sorted. */
    letGo: () => {
      release(gone)
      setChosen(chosen.intersection(new Set(meant.map(({ id }) => id))))
      if (inFront && !here.row) open(here.further(1))
    },
  }
}
