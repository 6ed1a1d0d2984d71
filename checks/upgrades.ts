import { entriesOf, placeOf, rowsOfPiece } from '#core/archive-read.ts'
import { copyRows } from '#core/copy-text.ts'
import { headOf } from './kept-offices.ts'

/** The rows of an archive by table, as COPY has them, by column. */
export type Rows = Map<string, Record<string, string | null>[]>

/**
 * What becomes of the rows of an office that a migration finds, by its name; the others leave every row as it is. Rows that a
 * migration adds need no rule where an office made today has the same.
 */
export const upgrades: Record<string, (rows: Rows) => void> = {
  '20261281-names-expenses': (rows) => {
    const bare = [
      ...['procedure_version', 'procedure_proof', 'receipt', 'receipt_page', 'receipt_told_apart', 'expected_receipt'],
      ...['reminder', 'upload_link', 'department_report', 'team_report', 'line_receipt', 'report_confirmation'],
      ...['presented_version', 'presented_line', 'review_look', 'review_tick', 'query_message', 'payout'],
    ]
    for (const name of bare) moveTable(rows, name, `expense_${name}`)
  },
  '20261282-words-expenses': (rows) => {
    for (const row of rows.get('expense_receipt')!)
      for (const said of ['set_aside_says', 'trouble'])
        row[said] = row[said]?.replace('"says": "expenses.collect.', '"says": "expenses.') ?? null
  },
}

function moveTable(rows: Rows, was: string, name: string): void {
  rows.set(name, rows.get(was)!)
  rows.delete(was)
}

/** The rows of one office's archive, without what is each database's own: the role, and when which migration ran. */
export async function rowsIn(path: string): Promise<Rows> {
  const { tables } = await headOf(path)
  const rows: Rows = new Map()
  for await (const entry of entriesOf(path)) {
    const place = placeOf(entry.name)
    if (place?.kind !== 'piece') continue
    const { columns } = tables.find(({ schema, name }) => schema === place.schema && name === place.table)!
    // The queue's and what offices share lie in other schemas; no two tables are called alike.
    const name = place.table === 'migration' ? `${place.schema}.migration` : place.table
    const read = [...copyRows(await rowsOfPiece(entry), columns)]
    for (const row of read)
      for (const own of ['role_name', ...(place.table === 'migration' ? ['at'] : [])]) delete row[own]
    rows.set(name, [...(rows.get(name) ?? []), ...read])
  }
  return rows
}
