import { useMemo, useRef, useState } from 'react'

interface Shown<Row> {
  id: string
  original: Row
}

export interface Selection<Row> {
  ids: ReadonlySet<string>
  rows: () => Row[]
  /** `range` chooses everything since the last one, as with Shift held. */
  toggle: (id: string, range?: boolean) => void
  toggleAll: () => void
  clear: () => void
  all: boolean
  /** Some of those shown, and not all. */
  some: boolean
}

/** Which rows are chosen; rows that a filter hides are not acted upon. */
export function useSelection<Row>(shown: readonly Shown<Row>[]): Selection<Row> {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<string | null>(null)
  const all = useMemo(() => shown.length > 0 && ids.size > 0 && shown.every((row) => ids.has(row.id)), [shown, ids])
  const some = useMemo(() => !all && shown.some((row) => ids.has(row.id)), [shown, ids, all])
  const toggle = (id: string, range = false) => {
    const next = new Set(ids)
    const on = !ids.has(id)
    for (const each of range ? between(shown, last.current, id) : [id]) on ? next.add(each) : next.delete(each)
    last.current = id
    setIds(next)
  }
  return {
    ids,
    rows: () => shown.filter((row) => ids.has(row.id)).map((row) => row.original),
    toggle,
    toggleAll: () => setIds(all ? new Set() : new Set(shown.map((row) => row.id))),
    clear: () => setIds(new Set()),
    all,
    some,
  }
}

function between(shown: readonly { id: string }[], from: string | null, to: string): string[] {
  const [a, b] = [shown.findIndex((row) => row.id === from), shown.findIndex((row) => row.id === to)]
  return a < 0 ? [to] : shown.slice(Math.min(a, b), Math.max(a, b) + 1).map((row) => row.id)
}
