// biome-ignore-all lint/a11y/useSemanticElements: the cards are drawn by need, which a table element cannot
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect } from 'react'
import type { BodyProps } from '#web/ui/table/bodyProps.ts'
import type { Column } from '#web/ui/table/column.ts'
import lines from '#web/ui/table/lines.module.css'
import { CellText, useReachEnd } from '#web/ui/table/TableBody.tsx'
import classes from '#web/ui/table/TableCards.module.css'
import { isEnd } from '#web/ui/table/TableHead.tsx'
import { useWords } from '#web/words.ts'

/** The rows as cards, for a phone or a narrow list: a title, a figure at the right, the rest beneath. */
export function TableCards<Row extends object>(props: BodyProps<Row>) {
  const { rows, columns, state, cursor, selection, scroll } = props
  const { t } = useWords()
  const places = placesOf(state.columns.map((id) => columns.find((column) => column.id === id)!))
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 64,
    overscan: 8,
    getItemKey: (at) => rows[at]!.id,
  })
  const items = virtual.getVirtualItems()
  useReachEnd(items.at(-1)?.index, rows.length, props.reachEnd)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it comes into sight once one moves to it, not when it changes places
  useEffect(() => {
    if (cursor.at >= 0) virtual.scrollToIndex(cursor.at, { align: 'auto' })
  }, [cursor.id, virtual])
  return (
    <div
      ref={scroll}
      className={lines.scroll}
      role="grid"
      aria-rowcount={props.total}
      aria-label={props.label}
      aria-activedescendant={cursor.id && `row-${cursor.id}`}
      tabIndex={0}
      onKeyDown={cursor.onKeyDown}
    >
      <div className={lines.rows} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index]!
          const chosen = selection?.ids.has(row.id)
          const open = () => {
            cursor.stand(row.id)
            props.onOpen?.(row.original)
          }
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
            <div
              key={row.id}
              id={`row-${row.id}`}
              ref={virtual.measureElement}
              data-index={item.index}
              className={classes.card}
              role="row"
              aria-rowindex={item.index + 1}
              tabIndex={-1}
              aria-selected={row.id === props.openId || chosen === true}
              data-here={row.id === cursor.id || undefined}
              data-open={row.id === props.openId || undefined}
              data-chosen={chosen || undefined}
              data-opens={props.onOpen ? true : undefined}
              data-tone={props.rowTone?.(row.original)}
              style={{ transform: `translateY(${item.start}px)` }}
              onFocus={() => cursor.stand(row.id)}
              onClick={(event) => !(event.target as Element).closest('a, button, input') && open()}
            >
              <div className={classes.title} role="gridcell" tabIndex={-1}>
                {selection && (
                  <input
                    type="checkbox"
                    aria-label={t('web.table.selectRow')}
                    checked={chosen ?? false}
                    onChange={() => {}}
                    onClick={(event) => selection.toggle(row.id, event.shiftKey)}
                  />
                )}
                {places.title && <CellText column={places.title} row={row.original} />}
              </div>
              <div className="figures" role="gridcell" tabIndex={-1}>
                {places.end && <CellText column={places.end} row={row.original} />}
              </div>
              <CardLines columns={places.lines} row={row.original} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function CardLines<Row>({ columns, row }: { columns: readonly Column<Row>[]; row: Row }) {
  if (columns.length === 0) return null
  return (
    <div className={classes.lines} role="gridcell" tabIndex={-1}>
      {columns.map((column) => (
        <span key={column.id}>
          {isEnd(column) && <span className={classes.label}>{column.label}</span>}
          <CellText column={column} row={row} />
        </span>
      ))}
    </div>
  )
}

function placesOf<Row>(shown: readonly Column<Row>[]) {
  const title = shown.find((column) => column.card === 'title') ?? shown.find((column) => !column.card)
  const end =
    shown.find((column) => column.card === 'end') ?? shown.find((column) => !column.card && column.kind === 'money')
  const lines = shown.filter((column) => column !== title && column !== end && column.card !== 'none')
  return { title, end, lines }
}
