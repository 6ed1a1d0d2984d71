import type pg from 'pg'
import { type Head, leftOut, type Manifest, queue, type TableShape } from './archive.ts'
import { StartRefused } from './start-refused.ts'

/** What is in the database, read off its catalogue: a table of a later version is there by itself. */
export type Found = Pick<Head, 'offices' | 'migrations' | 'tables' | 'postgres'>

/** Opens the snapshot that everything is read from; the office works on meanwhile. */
export async function beginSnapshot(client: pg.ClientBase): Promise<void> {
  await client.query(`
    begin isolation level repeatable read read only;
    set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres';
    set local bytea_output = 'hex'; set local extra_float_digits = 1; set local search_path = '';
    set local idle_in_transaction_session_timeout = 0; set local statement_timeout = 0`)
}

/** The offices, their migrations and tables. Throws StartRefused where there is no Talka. */
export async function whatIsIn(client: pg.ClientBase): Promise<Found> {
  const { rows } = await client.query<{ there: boolean; postgres: string }>(
    `select to_regclass('talka.office') is not null as there, current_setting('server_version') as postgres`,
  )
  const { there, postgres } = rows[0]!
  if (!there) throw new StartRefused('There is no office here yet: check TALKA_DATA or DATABASE_URL.')
  const offices = await client.query<{ name: string; schema: string }>(
    'select name, schema_name as schema from talka.office order by added_at, name',
  )
  const schemas = ['talka', ...offices.rows.map(({ schema }) => schema)]
  const migrations: Head['migrations'] = []
  const tables: TableShape[] = []
  for (const schema of schemas) {
    const ran = await client.query(`select name, hash from ${schema}.migration order by at, name`)
    migrations.push({ schema, ran: ran.rows })
    tables.push(...(await tablesOf(client, schema)))
  }
  return { postgres, offices: offices.rows, migrations, tables: [...tables, queue] }
}

/** Tables with the columns that are written and not made by the database; seals before what they seal. */
export async function tablesOf(client: pg.ClientBase, schema: string): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(
    `select nspname::text as schema, relname::text as name,
      array_agg(attname::text order by attnum) filter (where attgenerated = '') as columns
    from pg_catalog.pg_class join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
      join pg_catalog.pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
    where nspname = $1 and relkind in ('r', 'p') and not relispartition and relname <> all($2)
    group by nspname, relname order by relname <> 'event_seal', relname`,
    [schema, leftOut],
  )
  return rows
}

/** The query whose rows go into the archive. */
export function rowsOf(table: TableShape): string {
  if (table === queue)
    return `select task.identifier, job.payload, queue.queue_name, job.run_at, job.max_attempts, job.key, job.priority, job.flags
      from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id
      left join graphile_worker._private_job_queues queue on queue.id = job.job_queue_id order by job.id`
  const { schema, name, columns } = table
  // Where this Talka has not started yet, the roles' passwords still lie in the table.
  const given = columns.map((column) => (column === 'role_password' ? `'' as role_password` : `"${column}"`))
  const order = name === 'event' ? ' order by tx, seq' : name === 'event_seal' ? ' order by number' : ''
  return `select ${given.join(', ')} from ${schema}."${name}"${order}`
}

/** Where every sequence of these schemas stands. */
export async function sequencesOf(client: pg.ClientBase, schemas: string[]): Promise<Manifest['sequences']> {
  const { rows } = await client.query(
    `select schemaname::text as schema, sequencename::text as name, last_value::text as last from pg_catalog.pg_sequences
    where schemaname = any($1) and last_value is not null order by 1, 2`,
    [schemas],
  )
  return rows
}

/** A file as its row tells it. */
export interface FileRow {
  office: string
  sha256: string
  /** Bytes. */
  size: number
}

export async function filesOf(client: pg.ClientBase, offices: Head['offices']): Promise<FileRow[]> {
  const all: FileRow[] = []
  for (const { name, schema } of offices) {
    const { rows } = await client.query<{ sha256: string; size: string }>(
      `select sha256, size::text from ${schema}.kept_file order by sha256`,
    )
    for (const { sha256, size } of rows) all.push({ office: name, sha256, size: Number(size) })
  }
  return all
}

export async function lastSealsOf(client: pg.ClientBase, offices: Head['offices']): Promise<Manifest['seals']> {
  const seals: Manifest['seals'] = []
  for (const { name, schema } of offices) {
    const { rows } = await client.query<{ number: string; hash: string }>(
      `select number::text, hash from ${schema}.event_seal order by event_seal.number desc limit 1`,
    )
    for (const { number, hash } of rows) seals.push({ office: name, number: Number(number), hash })
  }
  return seals
}
