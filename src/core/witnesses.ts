import { sql } from 'kysely'
import type { Db } from './database.ts'

/** Rows that an event proves: all of `table` whose `key` is `id`, as far as `columns` go. */
export interface Witness {
  table: string
  columns: readonly string[]
  key: string
  id: string
}

/** Rows that are no longer as the last event about them proved. */
export interface Changed {
  table: string
  /** Of which record the event told. */
  recordType: string
  recordId: string
  /** The number people know it by, where the event named one. */
  number: string | null
}

/** What stands in an event, and so under its seal: each witness with the hash of its rows as they are now. */
export async function provenNow(db: Db, witnesses: readonly Witness[]): Promise<string> {
  const proven = []
  for (const witness of witnesses) proven.push({ ...witness, hash: await hashOf(db, witness) })
  return JSON.stringify(proven)
}

/** The proven rows that were changed, added or removed since, past the history. */
export async function changedSince(db: Db): Promise<Changed[]> {
  const events = await db
    .selectFrom('event')
    .select(['recordType', 'recordId', sql<string>`params ->> 'proves'`.as('proves')])
    .select(sql<string | null>`params ->> 'number'`.as('number'))
    .where(sql<boolean>`params ? 'proves'`)
    .orderBy('tx')
    .orderBy('seq')
    .execute()
  const renamed = await db.selectFrom('renamedTable').selectAll().execute()
  const tableNow = new Map(renamed.map(({ was, name }) => [was, name]))
  const last = new Map<string, { witness: Witness & { hash: string }; about: Omit<Changed, 'table'> }>()
  for (const { proves, ...about } of events)
    for (const { table: told, ...rest } of JSON.parse(proves) as (Witness & { hash: string })[]) {
      const witness = { ...rest, table: tableNow.get(told) ?? told }
      last.set(`${witness.table} ${witness.key} ${witness.id}`, { witness, about })
    }
  const changed = []
  for (const { witness, about } of last.values())
    if ((await hashOf(db, witness)) !== witness.hash) changed.push({ table: witness.table, ...about })
  return changed
}

/** SHA-256 over the rows in their canonical text, in its order. Instants are left out: their text hangs on the session. */
async function hashOf(db: Db, { table, columns, key, id }: Witness): Promise<string> {
  const row = sql`jsonb_build_array(${sql.join(columns.map((column) => sql.ref(column)))})::text`
  const { rows } = await sql<{ hash: string }>`
    select encode(sha256(convert_to(coalesce(string_agg(line, E'\n' order by line collate "C"), ''), 'UTF8')), 'hex') as hash
    from (select ${row} as line from ${sql.table(table)} where ${sql.ref(key)} = ${id}) as lines`.execute(db)
  return rows[0]!.hash
}
