import pg from 'pg'
import { columnList } from '#core/archive.ts'
import { tablesOf } from '#core/archive-source.ts'
import type { Connection } from '#core/database.ts'

/**
 * Every row of every office of a database as text, by table; without what is each database's own: the roles' names and
 * passwords, uploads under way and sessions.
 */
export async function allRows(connection: Connection): Promise<Map<string, string[]>> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query("set timezone = 'UTC'")
    const schemas = await client.query<{ name: string }>(
      `select nspname::text as name from pg_namespace where nspname = 'talka' or nspname like 'office\\_%' order by 1`,
    )
    const rows = new Map<string, string[]>()
    for (const { name: schema } of schemas.rows) {
      for (const table of await tablesOf(client, schema)) {
        const columns = table.columns.filter((column) => !/^role_(name|password)$/.test(column))
        const { rows: found } = await client.query<{ line: string }>(
          `select row(${columnList({ ...table, columns })})::text as line from ${schema}."${table.name}" order by line`,
        )
        rows.set(
          `${schema}.${table.name}`,
          found.map(({ line }) => line),
        )
      }
    }
    return rows
  } finally {
    await client.end()
  }
}
