/** What stands in a cell: minor units for money, ISO text for days and instants, a choice's value or several of them. */
export type ListValue = string | number | readonly string[] | null | undefined

/** One column of a list: what it says of a row, what one may ask of it, and where it stands at first. */
export interface ListColumn<Row> {
  /** `code` is text in which letters stand as the computer has them, such as running numbers. */
  kind: 'text' | 'code' | 'number' | 'money' | 'day' | 'month' | 'instant' | 'choice'
  value: (row: Row) => ListValue
  /** The values of a choice; without them a page hands in what there is to choose. */
  of?: readonly string[]
  /** The beginning of the keys that a choice's values are called by. */
  words?: string
  /** In which an amount is. */
  currency?: (row: Row) => string | null
  /** False where no one expression of the database gives the same figure cheaply. */
  sort?: false
  /** False where one cannot ask for some; the input's name where it is not the column's, or `COLUMNSpan` of what is from and to. */
  filter?: false | string
  width?: number
  /** Not shown until somebody chooses it. */
  hidden?: true
  card?: 'title' | 'end' | 'line' | 'none'
}

/** A list, said once: its operation, its sheet and its table are made of it. Its words are `AREA.list.NAME.title` and `.COLUMN`. */
export interface List<Row, Columns extends Record<string, ListColumn<Row>> = Record<string, ListColumn<Row>>> {
  /** The name of the operation that reads it. */
  name: `${string}.${string}`
  /** Its order unless another is asked for: a column, `-` before it for the last first. */
  order: string
  columns: Columns
}

/** Declares a list of such rows. */
export function declareList<Row>() {
  return <const Columns extends Record<string, ListColumn<Row>>>(list: List<Row, Columns>): List<Row, Columns> => list
}

/** The key of a list's text: its `title`, or what a column is called. */
export function listKey({ name }: Pick<List<never>, 'name'>, text: string): string {
  const [area, list] = name.split('.')
  return [area, 'list', list, text].join('.')
}

type Asked = Pick<ListColumn<never>, 'kind' | 'sort' | 'filter'>

/** The columns by which a list is ordered, as `sort` takes them. */
export function sortsOf(list: { columns: Record<string, Asked> }): [string, ...string[]] {
  const ids = Object.keys(list.columns).filter((id) => list.columns[id]!.sort !== false)
  return ids.flatMap((id) => [id, `-${id}`]) as [string, ...string[]]
}

/** The columns of which one may ask for some, each with the name of its input. */
export function filtersOf(list: { columns: Record<string, Asked> }): [id: string, input: string][] {
  return Object.entries(list.columns).flatMap(([id, { kind, filter }]) => {
    const usual = kind === 'text' || kind === 'code' || kind === 'choice' ? id : `${id}Span`
    return filter === false ? [] : [[id, filter ?? usual] as [string, string]]
  })
}
