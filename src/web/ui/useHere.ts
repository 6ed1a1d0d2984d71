import { useState } from 'react'

/** Where the keys of a list stand. */
export interface Here<Row> {
  /** Its place, -1 while they stand on no row that is there. */
  at: number
  row: Row | undefined
  /** Whether the row they stood on has left. */
  isGone: boolean
  stand: (row: Row | undefined) => void
  /** The row so many further, the first or last one at the ends. */
  further: (steps: number) => Row | undefined
}

/**
 * The row of a live list that keys stand on, kept by its id: they stay with it when others come, leave or change places.
 * A row stands in for another only once one moves to it: after one that has left the next is the one in its place. A row
 * with the focus is the one they are for: give each `onFocus={() => here.stand(row)}`. `begin` is theirs before they move.
 */
export function useHere<Row>(rows: readonly Row[], idOf: (row: Row) => string, begin?: string): Here<Row> {
  const [stood, setStood] = useState<{ id?: string | undefined; at: number }>({ at: 0 })
  const id = stood.id ?? begin
  const at = rows.findIndex((row) => idOf(row) === id)
  if (at >= 0 && at !== stood.at) setStood({ ...stood, at })
  return {
    at,
    row: rows[at],
    isGone: id !== undefined && at < 0,
    stand: (row) => setStood({ id: row && idOf(row), at: row ? Math.max(0, rows.indexOf(row)) : 0 }),
    further: (steps) => {
      const from = at >= 0 ? at : steps > 0 ? stood.at - 1 : stood.at
      return rows[Math.max(0, Math.min(rows.length - 1, from + steps))]
    },
  }
}
