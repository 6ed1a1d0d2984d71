import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, memo, type ReactNode, type RefObject, useEffect, useRef } from 'react'
import type { BodyProps } from '#web/ui/table/bodyProps.ts'
import type { Column } from '#web/ui/table/column.ts'
import lines from '#web/ui/table/lines.module.css'
import classes from '#web/ui/table/TableBody.module.css'
import { isEnd, TableHead } from '#web/ui/table/TableHead.tsx'
import { useWords } from '#web/words.ts'

const rowHeight = 34

/** The rows of a list; only those in sight are drawn, so that a hundred thousand cost as much as forty. */
export function TableBody<Row extends object>(props: BodyProps<Row>) {
  const { table, rows, columns, state, cursor, selection, scroll } = props
  const shown = state.columns.map((id) => columns.find((column) => column.id === id)!)
  const sizes = table.state.columnSizing
  const widths = shown.map((column) => {
    const fixed = sizes[column.id]
    return fixed ? `${fixed}px` : `minmax(${column.width ?? 140}px, ${column.width ?? 140}fr)`
  })
  const template = [...(selection ? ['38px'] : []), ...widths].join(' ')
  // One width for head and rows: each is a grid of its own, and its content must not move its columns.
  const least = shown.reduce((sum, column) => sum + (sizes[column.id] ?? column.width ?? 140), selection ? 38 : 0)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight + 2,
    getItemKey: (at) => rows[at]!.id,
  })
  const items = virtual.getVirtualItems()
  const acts = useRef<Acts<Row>>({})
  acts.current = { toggle: selection?.toggle, stand: cursor.stand, onOpen: props.onOpen }
  useReachEnd(items.at(-1)?.index, rows.length, props.reachEnd)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it comes into sight once one moves to it, not when it changes places
  useEffect(() => {
    if (cursor.at >= 0) virtual.scrollToIndex(cursor.at, { align: 'auto' })
  }, [cursor.id, virtual])

  return (
    // biome-ignore lint/a11y/useSemanticElements: the rows are drawn by need, which a table element cannot
    <div
      ref={scroll}
      className={lines.scroll}
      style={{ '--least': `${least}px` } as CSSProperties}
      role="grid"
      aria-label={props.label}
      aria-rowcount={props.total + 1}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={cursor.id && `row-${cursor.id}`}
      tabIndex={0}
      onKeyDown={cursor.onKeyDown}
    >
      <TableHead
        table={table}
        columns={columns}
        state={state}
        template={template}
        all={selection && { checked: selection.all, some: selection.some, toggle: selection.toggleAll }}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div className={lines.rows} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index]!
          return (
            <RowLine
              key={row.id}
              id={row.id}
              row={row.original}
              at={item.index}
              start={item.start}
              columns={shown}
              template={template}
              here={row.id === cursor.id}
              open={row.id === props.openId}
              tone={props.rowTone?.(row.original)}
              chosen={selection?.ids.has(row.id)}
              canChoose={selection !== undefined}
              opens={props.onOpen !== undefined}
              acts={acts}
            />
          )
        })}
      </div>
    </div>
  )
}

interface LineProps<Row> {
  id: string
  row: Row
  at: number
  start: number
  columns: readonly Column<Row>[]
  template: string
  here: boolean
  open: boolean
  tone: string | undefined
  chosen: boolean | undefined
  canChoose: boolean
  opens: boolean
  acts: RefObject<Acts<Row>>
}

/** What a press on a row does now: they are new each time the list is drawn, and no reason to draw a row again. */
interface Acts<Row> {
  toggle?: ((id: string, range?: boolean) => void) | undefined
  stand?: (id: string) => void
  onOpen?: ((row: Row) => void) | undefined
}

const RowLine = memo(DrawnRow, sameLine) as typeof DrawnRow

function DrawnRow<Row>({
  id,
  row,
  at,
  start,
  columns,
  template,
  here,
  open,
  tone,
  chosen,
  canChoose,
  opens,
  acts,
}: LineProps<Row>) {
  const { t } = useWords()
  const click = (target: EventTarget) => {
    if (target instanceof Element && target.closest('a, button, input, select, textarea, label')) return
    acts.current.stand?.(id)
    acts.current.onOpen?.(row)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: the rows are drawn by need, which a table element cannot
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys
    <div
      id={`row-${id}`}
      className={classes.row}
      role="row"
      tabIndex={-1}
      aria-rowindex={at + 2}
      aria-selected={chosen}
      data-here={here || undefined}
      data-open={open || undefined}
      data-chosen={chosen || undefined}
      data-opens={opens || undefined}
      data-tone={tone}
      style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
      onClick={(event) => click(event.target)}
      onFocus={() => acts.current.stand?.(id)}
    >
      {canChoose && (
        // biome-ignore lint/a11y/useSemanticElements: as above
        <div className={lines.tick} role="gridcell" tabIndex={-1}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={t('web.table.selectRow')}
            checked={chosen ?? false}
            onChange={() => {}}
            onClick={(event) => acts.current.toggle?.(id, event.shiftKey)}
          />
        </div>
      )}
      {columns.map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        <div
          key={column.id}
          className={classes.cell}
          role="gridcell"
          tabIndex={-1}
          data-end={isEnd(column) || undefined}
        >
          <CellText column={column} row={row} />
        </div>
      ))}
    </div>
  )
}

/** A cell as its column shows it; without its own drawing the value is written by its kind. */
export function CellText<Row>({ column, row }: { column: Column<Row>; row: Row }): ReactNode {
  const { day, money, number, t } = useWords()
  if (column.cell) {
    const shown = column.cell(row)
    return typeof shown === 'string' ? <span className="clipped">{shown}</span> : shown
  }
  const value = column.value(row)
  if (value === null || value === undefined || value === '') return column.kind === 'money' ? '–' : null
  if (typeof value === 'boolean') return t(value ? 'web.yes' : 'web.no')
  if (column.kind === 'day') return <span className="clipped">{day(String(value))}</span>
  if (column.kind === 'money') return money(Number(value), column.currency ?? 'EUR')
  if (column.kind === 'number') return number(Number(value))
  const label = column.choices?.find((choice) => choice.value === value)?.label ?? String(value)
  return (
    <span className="clipped" title={label}>
      {label}
    </span>
  )
}

/** A row is drawn again only when something seen changes. */
function sameLine<Row>(a: LineProps<Row>, b: LineProps<Row>): boolean {
  const seen = ['id', 'row', 'at', 'start', 'template', 'here', 'open', 'tone', 'chosen', 'canChoose', 'opens'] as const
  return (
    seen.every((key) => a[key] === b[key]) &&
    a.columns.length === b.columns.length &&
    a.columns.every((column, at) => column === b.columns[at])
  )
}

/** Asks for more when the last rows come into sight. */
export function useReachEnd(last: number | undefined, count: number, reachEnd: () => void): void {
  useEffect(() => {
    if (last !== undefined && last >= count - 25) reachEnd()
  }, [last, count, reachEnd])
}
