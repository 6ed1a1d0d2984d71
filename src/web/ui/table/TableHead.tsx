import { Button, Popover, Stack } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconDots, IconFilterFilled } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { ColumnFilter } from '#web/ui/table/ColumnFilter.tsx'
import type { Column } from '#web/ui/table/column.ts'
import lines from '#web/ui/table/lines.module.css'
import classes from '#web/ui/table/TableHead.module.css'
import type { TableColumns } from '#web/ui/table/useTableModel.ts'
import type { ViewState } from '#web/ui/table/useTableView.ts'
import { useWords } from '#web/words.ts'

interface Props<Row extends object> {
  table: TableColumns
  columns: readonly Column<Row>[]
  state: ViewState
  template: string
  /** The box that chooses all rows; absent without bulk actions. */
  all?: { checked: boolean; some: boolean; toggle: () => void } | undefined
}

/** The heads of the columns: a click sorts, the dots filter or hide, a drag moves, the edge changes the width. */
export function TableHead<Row extends object>({ table, columns, state, template, all }: Props<Row>) {
  const { t } = useWords()
  const headers = table.getHeaderGroups()[0]?.headers ?? []
  return (
    // biome-ignore lint/a11y/useSemanticElements: the rows are drawn by need, which a table element cannot
    <div className={classes.head} role="row" tabIndex={-1} aria-rowindex={1} style={{ gridTemplateColumns: template }}>
      {all && (
        // biome-ignore lint/a11y/useSemanticElements: the rows are drawn by need, which a table element cannot
        <div className={lines.tick} role="columnheader" tabIndex={-1}>
          <input
            type="checkbox"
            aria-label={t('web.table.selectAll')}
            checked={all.checked}
            ref={(box) => {
              if (box) box.indeterminate = all.some && !all.checked
            }}
            onChange={all.toggle}
          />
        </div>
      )}
      {headers.map((header) => {
        const column = columns.find((each) => each.id === header.id)!
        return (
          <HeadCell
            key={header.id}
            column={column}
            state={state}
            resizing={header.column.getIsResizing()}
            startResize={header.getResizeHandler()}
            nudge={(step) =>
              table.setColumnSizing((sizes) => ({ ...sizes, [column.id]: Math.max(56, header.getSize() + step) }))
            }
          />
        )
      })}
    </div>
  )
}

interface CellProps<Row> {
  column: Column<Row>
  state: ViewState
  resizing: boolean
  startResize: (event: unknown) => void
  nudge: (step: number) => void
}

function HeadCell<Row>({ column, state, resizing, startResize, nudge }: CellProps<Row>) {
  const { t } = useWords()
  const [over, setOver] = useState(false)
  const { sort } = state.view
  const sorted = sort?.id === column.id ? (sort.desc ? 'descending' : 'ascending') : undefined
  const next = () =>
    state.setSort(
      !sorted ? { id: column.id, desc: false } : sorted === 'ascending' ? { id: column.id, desc: true } : null,
    )
  const Arrow = sorted === 'descending' ? IconArrowDown : IconArrowUp
  const drop = (moved: string) => {
    const rest = state.columns.filter((id) => id !== moved)
    rest.splice(rest.indexOf(column.id), 0, moved)
    if (moved !== column.id) state.setColumns(rest)
  }
  const onGripKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.stopPropagation()
    nudge(event.key === 'ArrowLeft' ? -16 : 16)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: the rows are drawn by need, which a table element cannot
    <div
      className={classes.cell}
      role="columnheader"
      tabIndex={-1}
      aria-sort={sorted ?? 'none'}
      data-end={isEnd(column) || undefined}
      data-over={over || undefined}
      draggable
      onDragStart={(event) => event.dataTransfer.setData('text/x-column', column.id)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('text/x-column')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        drop(event.dataTransfer.getData('text/x-column'))
      }}
    >
      {column.sortable === false ? (
        <span className="clipped">{column.label}</span>
      ) : (
        <button type="button" className={classes.sort} onClick={next}>
          <span className="clipped">{column.label}</span>
          {sorted && <Arrow size={14} />}
        </button>
      )}
      <HeadMenu column={column} state={state} />
      {/* biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved */}
      <div
        className={classes.grip}
        role="separator"
        aria-orientation="vertical"
        aria-label={t('web.table.resize', { column: column.label })}
        aria-valuenow={column.width ?? 140}
        tabIndex={0}
        data-on={resizing || undefined}
        onKeyDown={onGripKey}
        onMouseDown={startResize}
        onTouchStart={startResize}
        onDragStart={(event) => event.preventDefault()}
        draggable
      />
    </div>
  )
}

function HeadMenu<Row>({ column, state }: { column: Column<Row>; state: ViewState }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const filter = state.view.filters[column.id]
  const sort = (desc: boolean) => {
    setOpen(false)
    state.setSort({ id: column.id, desc })
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus width={270}>
      <Popover.Target>
        <button
          type="button"
          className={classes.menu}
          data-on={filter || undefined}
          aria-label={t('web.table.menu', { column: column.label })}
          onClick={() => setOpen(!open)}
        >
          {filter ? <IconFilterFilled size={14} /> : <IconDots size={15} />}
        </button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Stack gap={8}>
          {column.filterable !== false && (
            <ColumnFilter column={column} filter={filter} set={(value) => state.setFilter(column.id, value)} />
          )}
          <Button.Group>
            {column.sortable !== false && (
              <>
                <Button
                  fullWidth
                  size="compact-xs"
                  variant="default"
                  onClick={() => sort(false)}
                  aria-label={t('web.table.sortUp')}
                >
                  <IconArrowUp size={14} />
                </Button>
                <Button
                  fullWidth
                  size="compact-xs"
                  variant="default"
                  onClick={() => sort(true)}
                  aria-label={t('web.table.sortDown')}
                >
                  <IconArrowDown size={14} />
                </Button>
              </>
            )}
            {state.columns.length > 1 && (
              <Button
                fullWidth
                size="compact-xs"
                variant="default"
                onClick={() => state.setColumns(state.columns.filter((id) => id !== column.id))}
              >
                {t('web.table.hide')}
              </Button>
            )}
          </Button.Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Figures stand at the right edge. */
export function isEnd<Row>(column: Column<Row>): boolean {
  return column.kind === 'number' || column.kind === 'money'
}
