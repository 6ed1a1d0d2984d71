import { type KeyboardEvent, type RefObject, useState } from 'react'
import { useKeys } from '#web/keys.ts'
import type { BulkAction } from '#web/ui/table/column.ts'
import type { Selection } from '#web/ui/table/useSelection.ts'
import { useWords } from '#web/words.ts'

interface Given<Row> {
  rows: readonly { id: string; original: Row }[]
  selection: Selection<Row>
  scroll: RefObject<HTMLDivElement | null>
  onOpen?: (row: Row) => void
  openAsYouGo?: boolean
  openId?: string | undefined
  actions?: readonly BulkAction<Row>[]
}

/** The row the keys stand on. */
export interface Cursor {
  at: number
  setAt: (at: number) => void
  onKeyDown: (event: KeyboardEvent) => void
}

/** j and k, arrows, Enter, Space and x, as in a mail program; letters work anywhere on the page, the rest in the list. */
export function useCursor<Row>(given: Given<Row>): Cursor {
  const { rows, selection, onOpen, openAsYouGo, actions } = given
  const { t } = useWords()
  const opened = rows.findIndex((row) => row.id === given.openId)
  const [own, setAt] = useState(-1)
  const at = own < 0 ? opened : own

  const move = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    setAt(next)
    const row = rows[next]
    if (openAsYouGo && row) onOpen?.(row.original)
  }
  const open = () => rows[at] && onOpen?.(rows[at].original)
  const choose = () => rows[at] && actions && selection.toggle(rows[at].id)

  useKeys([
    { key: 'j', does: t('web.table.down1'), run: () => move(at + 1) },
    { key: 'k', does: t('web.table.up1'), run: () => move(at - 1) },
    ...(onOpen ? [{ key: 'o', does: t('web.table.open'), run: () => void open() }] : []),
    ...(actions ? [{ key: 'x', does: t('web.table.choose'), run: () => void choose() }] : []),
  ])

  const places: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + 12,
    PageUp: at - 12,
    Home: 0,
    End: rows.length - 1,
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return
    const mod = event.ctrlKey || event.metaKey
    const to = places[event.key]
    if (mod && event.key === 'a' && actions) selection.toggleAll()
    else if (mod) return
    else if (to !== undefined) move(to)
    else if (event.key === 'Enter') open()
    else if (event.key === ' ') choose()
    else return
    event.preventDefault()
  }
  return { at, setAt, onKeyDown }
}
