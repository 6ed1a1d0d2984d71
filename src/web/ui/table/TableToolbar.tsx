import { ActionIcon, Button, Menu, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconDownload, IconSearch, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useKeys } from '#web/keys.ts'
import { ColumnsMenu } from '#web/ui/table/ColumnsMenu.tsx'
import type { Column, TableView } from '#web/ui/table/column.ts'
import { readSpan } from '#web/ui/table/fits.ts'
import classes from '#web/ui/table/TableToolbar.module.css'
import type { ViewState } from '#web/ui/table/useTableView.ts'
import { ViewsMenu } from '#web/ui/table/ViewsMenu.tsx'
import { type Speech, useWords } from '#web/words.ts'

export type ExportFormat = 'csv' | 'xlsx'

interface Props<Row> {
  id: string
  columns: readonly Column<Row>[]
  state: ViewState
  count: string
  children?: ReactNode
  onExport?: ((format: ExportFormat, view: TableView, columns: string[]) => unknown) | undefined
}

/** The line above a list: search, the filters that are on, how many rows, and how to look at them. */
export function TableToolbar<Row>({ id, columns, state, count, children, onExport }: Props<Row>) {
  const { t } = useWords()
  const { view } = state
  const filtered = Object.keys(view.filters).length > 0
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('web.table.search')}>
      <SearchField state={state} />
      {children}
      <FilterChips columns={columns} state={state} />
      {(filtered || view.search) && (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={state.clear}>
          {t('web.table.clear')}
        </Button>
      )}
      <div className={classes.tools}>
        <span className={classes.count} role="status">
          {count}
        </span>
        <ViewsMenu id={id} state={state} />
        <ColumnsMenu columns={columns} state={state} />
        {onExport && <ExportMenu run={(format) => onExport(format, view, state.columns)} />}
      </div>
    </div>
  )
}

function ExportMenu({ run }: { run: (format: ExportFormat) => unknown }) {
  const { t } = useWords()
  const [isWriting, setIsWriting] = useState(false)
  const write = async (format: ExportFormat) => {
    setIsWriting(true)
    await Promise.resolve(run(format)).finally(() => setIsWriting(false))
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('web.table.export')} title={t('web.table.export')} loading={isWriting}>
          <IconDownload size={17} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {(['xlsx', 'csv'] as const).map((format) => (
          <Menu.Item key={format} onClick={() => void write(format)}>
            {t('web.table.exportAs', { format: format.toUpperCase() })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function SearchField({ state }: { state: ViewState }) {
  const { t } = useWords()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(state.view.search)
  const search = useDebouncedCallback(state.setSearch, 150)
  useEffect(() => setTyped(state.view.search), [state.view.search])
  useKeys([{ key: 'f', does: t('web.table.search'), run: () => field.current?.focus() }])
  return (
    <TextInput
      ref={field}
      size="xs"
      flex="0 1 190px"
      miw={112}
      type="search"
      aria-label={t('web.table.search')}
      placeholder={t('web.table.search')}
      leftSection={<IconSearch size={14} />}
      value={typed}
      onKeyDown={(event) => event.key === 'Escape' && field.current?.blur()}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        search(event.currentTarget.value)
      }}
    />
  )
}

function FilterChips<Row>({ columns, state }: { columns: readonly Column<Row>[]; state: ViewState }) {
  const speech = useWords()
  return Object.entries(state.view.filters).map(([id, filter]) => {
    const column = columns.find((each) => each.id === id)
    if (!column) return null
    return (
      <span key={id} className={classes.chip}>
        <span className="clipped">
          {column.label}: {filterText(column, filter, speech)}
        </span>
        <button
          type="button"
          aria-label={`${speech.t('web.table.clear')}: ${column.label}`}
          onClick={() => state.setFilter(id, undefined)}
        >
          <IconX size={13} />
        </button>
      </span>
    )
  })
}

function filterText<Row>(column: Column<Row>, filter: string, { day, money, number }: Speech): string {
  if (column.kind === 'choice') {
    const labels = filter
      .split(',')
      .map((value) => column.choices?.find((choice) => choice.value === value)?.label ?? value)
    return labels.join(', ')
  }
  if (!column.kind || column.kind === 'text') return `“${filter}”`
  const write = (value: string) => {
    if (!value) return ''
    if (column.kind === 'day') return day(value)
    return column.kind === 'money' ? money(Number(value), column.currency ?? 'EUR') : number(Number(value))
  }
  const [from, to] = readSpan(filter).map(write)
  if (from && to) return from === to ? from : `${from} – ${to}`
  return from ? `≥ ${from}` : `≤ ${to}`
}
