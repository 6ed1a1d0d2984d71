import { SegmentedControl } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import classes from '#web/ui/Matrix.module.css'
import { useWords } from '#web/words.ts'

/** One figure of a matrix, in minor units of its currency; without a row or a column it is the sum over all of them. */
export interface MatrixCell {
  rowId: string | null
  columnId: string | null
  /** Null where there is nothing now, only before or in the budget. */
  cents: number | null
  /** Null where there was nothing that counts. */
  previous?: number | null
  budget?: number | null
  tone?: 'warn' | 'bad' | 'mark'
  ticked?: boolean
  /** Why it is marked, shown on pointing. */
  hint?: string
  /** What it does not count, in a sentence; nothing where it counts all. */
  missed?: string
  /** The same of what `previous` does not count. */
  previousMissed?: string
}

interface Props {
  label: string
  rows: readonly { id: string; label: ReactNode; note?: ReactNode }[]
  columns: readonly { id: string; label: string }[]
  /** Every figure with its sums; whoever counts them counts the sums too. */
  cells: readonly MatrixCell[]
  currency: string
  /** Opens the lines behind a figure; null stands for a sum over all rows or all columns. */
  onOpen?: (rowId: string | null, columnId: string | null) => void
}

type Beside = 'nothing' | 'previous' | 'budget'

/** A sheet of figures with its sums; arrows move, Enter opens what is behind a figure, the previous period or the budget stand beside. */
export function Matrix({ label, rows, columns, cells, currency, onOpen }: Props) {
  const { t } = useWords()
  const figures = useMemo(() => new Map(cells.map((cell) => [at(cell.rowId, cell.columnId), cell])), [cells])
  const choices = (['previous', 'budget'] as const).filter((kind) => cells.some((cell) => cell[kind] !== undefined))
  const [beside, setBeside] = useState<Beside>(choices[0] ?? 'nothing')
  const move = useArrows()
  const allRows = [...rows.map((row) => row.id), null]
  const allColumns = [...columns.map((column) => column.id), null]
  return (
    <div className={classes.frame}>
      {choices.length > 0 && (
        <div className={classes.choice}>
          <span>{t('web.matrix.show')}</span>
          <SegmentedControl
            size="xs"
            value={beside}
            onChange={(value) => setBeside(value as Beside)}
            data={(['nothing', ...choices] as const).map((value) => ({ value, label: t(`web.matrix.${value}`) }))}
          />
        </div>
      )}
      <div className={classes.scroll}>
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the cells are moved through by arrows */}
        <table className={classes.matrix} role="grid" aria-label={label} onKeyDown={move}>
          <thead>
            <tr>
              <td className={classes.corner} />
              {columns.map((column) => (
                <th key={column.id} scope="col">
                  {column.label}
                </th>
              ))}
              <th scope="col">{t('web.matrix.sum')}</th>
            </tr>
          </thead>
          <tbody>
            {allRows.map((rowId, down) => (
              <tr key={rowId ?? 'sum'} data-sum={rowId === null || undefined}>
                <th scope="row">
                  {rowId === null ? t('web.matrix.sum') : rows[down]!.label}
                  {rowId !== null && rows[down]!.note && <small>{rows[down]!.note}</small>}
                </th>
                {allColumns.map((columnId, across) => (
                  <Figure
                    key={columnId ?? 'sum'}
                    cell={figures.get(at(rowId, columnId))}
                    beside={beside}
                    currency={currency}
                    isFirst={down === 0 && across === 0}
                    isSum={columnId === null}
                    open={onOpen && (() => onOpen(rowId, columnId))}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function at(rowId: string | null, columnId: string | null): string {
  return `${rowId ?? '∑'}\n${columnId ?? '∑'}`
}

interface FigureProps {
  cell: MatrixCell | undefined
  beside: Beside
  currency: string
  isFirst: boolean
  isSum: boolean
  open: (() => void) | undefined
}

function Figure({ cell, beside, currency, isFirst, isSum, open }: FigureProps) {
  const other = beside === 'nothing' ? undefined : cell?.[beside]
  const cents = cell?.cents ?? null
  const otherMissed = beside === 'previous' ? cell?.previousMissed : undefined
  const isMore = Boolean(other) && !otherMissed && cents !== null && cents > other!
  const opens = open && (cents !== null || cell?.missed) ? open : undefined
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: it is a cell of a grid, moved to by arrows
      role="gridcell"
      tabIndex={isFirst ? 0 : -1}
      data-sum={isSum || undefined}
      data-tone={cell?.tone}
      data-ticked={cell?.ticked || undefined}
      data-opens={opens ? true : undefined}
      title={[cell?.missed, otherMissed, cell?.hint].filter(Boolean).join(' ') || undefined}
      onClick={opens}
      onKeyDown={(event) => event.key === 'Enter' && opens?.()}
    >
      {(cents !== null || cell?.missed) && (
        <span>
          <Sum cents={cents} missed={cell?.missed} currency={currency} />
        </span>
      )}
      {other !== undefined && (
        <small data-more={isMore || undefined}>
          <Sum cents={other} missed={otherMissed} currency={currency} />
        </small>
      )}
    </td>
  )
}

interface SumProps {
  cents: number | null
  missed: string | undefined
  currency: string
}

function Sum({ cents, missed, currency }: SumProps) {
  const { amount } = useWords()
  return (
    <>
      {cents === null ? '–' : amount(cents, currency)}
      {missed && (
        <span role="img" aria-label={missed}>
          {' + ?'}
        </span>
      )}
    </>
  )
}

/** Arrows, Home and End move the focus from cell to cell. */
function useArrows() {
  const last = useRef<HTMLElement | null>(null)
  return (event: KeyboardEvent<HTMLTableElement>) => {
    const cell = (event.target as HTMLElement).closest<HTMLTableCellElement>('td')
    const row = cell?.parentElement as HTMLTableRowElement | undefined
    if (!cell || !row) return
    const steps: Record<string, [down: number, across: number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      Home: [0, -999],
      End: [0, 999],
    }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    const body = row.parentElement as HTMLTableSectionElement
    const toRow = body.rows[Math.max(0, Math.min(body.rows.length - 1, row.sectionRowIndex + step[0]))]!
    const to = toRow.cells[Math.max(1, Math.min(toRow.cells.length - 1, cell.cellIndex + step[1]))]!
    last.current?.setAttribute('tabindex', '-1')
    cell.setAttribute('tabindex', '-1')
    to.setAttribute('tabindex', '0')
    to.focus()
    last.current = to
  }
}
