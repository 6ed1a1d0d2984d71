import { useMemo } from 'react'
import { type List, type ListColumn, listKey } from '#core/list.ts'
import { MomentText } from '#web/ui/Day.tsx'
import type { CellValue, Column } from '#web/ui/table/column.ts'
import { useWords } from '#web/words.ts'

type OfPage<Row> = Partial<Pick<Column<Row>, 'cell' | 'choices' | 'currency' | 'hidden' | 'width'>>

/** The columns of a declared list, with what only its page knows of some; made anew when `deps` change. */
export function useListColumns<Row, Columns extends Record<string, ListColumn<Row>>>(
  list: List<Row, Columns>,
  ofPage: { [Id in keyof Columns]?: OfPage<Row> } = {},
  deps: readonly unknown[] = [],
): Column<Row>[] {
  const { t } = useWords()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller says on what the page's part hangs
  return useMemo(
    () => Object.entries(list.columns).map(([id, column]) => columnOf(id, list, column, t, ofPage[id] ?? {})),
    [list, t, ...deps],
  )
}

const kinds = { code: 'text', month: 'day', instant: 'day' } as const

function columnOf<Row>(
  id: string,
  list: List<Row>,
  declared: ListColumn<Row>,
  t: (key: string) => string,
  ofPage: OfPage<Row>,
): Column<Row> {
  const { kind, value, of, words, sort, filter, width, hidden, card } = declared
  const label = (one: string) => (words ? t(`${words}.${one}`) : one)
  const said = (row: Row): CellValue => {
    const found = value(row)
    return typeof found === 'object' && found !== null ? found.map(label).join(', ') : found
  }
  return {
    id,
    label: t(listKey(list, id)),
    value: said,
    kind: kinds[kind as keyof typeof kinds] ?? kind,
    ...(of && { of, choices: of.map((one) => ({ value: one, label: label(one) })) }),
    ...(sort === false && { sortable: false }),
    ...(filter === false && { filterable: false }),
    ...(width && { width }),
    ...(hidden && { hidden }),
    ...(card && { card }),
    ...(kind === 'instant' && { cell: (row: Row) => <Moment at={value(row)} /> }),
    ...ofPage,
  }
}

function Moment({ at }: { at: unknown }) {
  return typeof at === 'string' ? <MomentText at={at} /> : null
}
