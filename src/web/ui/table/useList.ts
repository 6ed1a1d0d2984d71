import { useMemo } from 'react'
import { filtersOf, type List, type ListColumn, sortsOf } from '#core/list.ts'
import { tellTrouble } from '#web/notices.tsx'
import type { TableSource, TableView } from '#web/ui/table/column.ts'
import { readSort, writeSort } from '#web/ui/table/fits.ts'

interface Answer<Row> {
  items: Row[]
  next: string | null
  total: number | null
}

interface Asks<Row> {
  page: (input: never) => Promise<Answer<Row>>
  sheet?: (input: never) => Promise<File>
}

/** A declared list for a `DataTable`: read page by page from its operation and written by the one of its sheet, as it is looked at. */
export function useList<Row, Columns extends Record<string, ListColumn<Row>>>(
  list: List<Row, Columns>,
  { page, sheet }: Asks<Row>,
  more: Record<string, unknown> = {},
) {
  const also = JSON.stringify(more)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what else is asked for is one while its text is
  return useMemo(() => {
    const asked = (view: TableView) => ({ ...more, ...inputOf(list, view) })
    const source: TableSource<Row> = {
      key: [...list.name.split('.'), also],
      page: async (view, after) => {
        const { items, next, total } = await page({ ...asked(view), ...(after && { after }) } as never)
        return { rows: items, next, ...(total !== null && { total }) }
      },
    }
    const write = async (format: string, view: TableView, columns: string[]) => {
      const input = { ...asked(view), format, columns: columns.join(',') }
      await sheet!(input as never).then(saveFile, tellTrouble)
    }
    return { source, initial: { sort: readSort(list.order) }, ...(sheet && { onExport: write }) }
  }, [list, also])
}

/** What an operation takes for a view. */
function inputOf<Row>(list: List<Row>, { sort, filters, search }: TableView): Record<string, string> {
  const given = filtersOf(list).flatMap(([id, input]) => (filters[id] ? [[input, filters[id]] as const] : []))
  const order = writeSort(sort)
  return {
    ...Object.fromEntries(given),
    ...(search && { text: search }),
    ...(order && sortsOf(list).includes(order) && { sort: order }),
  }
}

/** Lets the browser keep a file that came as an answer. */
function saveFile(file: File): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
