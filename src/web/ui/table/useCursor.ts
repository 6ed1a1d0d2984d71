import type { KeyboardEvent, RefObject } from 'react'
import { useKeys } from '#web/keys.ts'
import type { BulkAction } from '#web/ui/table/column.ts'
import type { Selection } from '#web/ui/table/useSelection.ts'
import { useHere } from '#web/ui/useHere.ts'
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
  id: string | undefined
  stand: (id: string) => void
  onKeyDown: (event: KeyboardEvent) => void
}

/** j and k, arrows, Enter, Space and x, as in a mail program; letters work anywhere on the page, the rest in the list. */
export function useCursor<Row>(given: Given<Row>): Cursor {
  const { rows, selection, onOpen, openAsYouGo, actions } = given
  const { t } = useWords()
  const here = useHere(rows, (row) => row.id, given.openId)

  const move = (steps: number) => {
    const next = here.further(steps)
    here.stand(next)
    if (openAsYouGo && next) onOpen?.(next.original)
  }
  const open = () => here.row && onOpen?.(here.row.original)
  const choose = () => here.row && actions && selection.toggle(here.row.id)

  useKeys([
    { key: 'j', does: t('web.table.down1'), run: () => move(1) },
    { key: 'k', does: t('web.table.up1'), run: () => move(-1) },
    ...(onOpen ? [{ key: 'o', does: t('web.table.open'), run: () => void open() }] : []),
    ...(actions ? [{ key: 'x', does: t('web.table.choose'), run: () => void choose() }] : []),
  ])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return
    const mod = event.ctrlKey || event.metaKey
    const steps = stepsOf[event.key]
    if (mod && event.key === 'a' && actions) selection.toggleAll()
    else if (mod) return
    else if (steps !== undefined) move(steps)
    else if (event.key === 'Enter') open()
    else if (event.key === ' ') choose()
    else return
    event.preventDefault()
  }
  return { at: here.at, id: here.row?.id, stand: (id) => here.stand(rows.find((row) => row.id === id)), onKeyDown }
}

const stepsOf: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 12,
  PageUp: -12,
  Home: -Infinity,
  End: Infinity,
}
