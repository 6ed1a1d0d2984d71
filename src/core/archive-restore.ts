import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { columnList, type Head, type Manifest, queue, type TableName, type TableShape } from './archive.ts'
import { brokenArchive, entriesOf, placeOf, rowsOfPiece } from './archive-read.ts'
import { type Verified, verifyArchive } from './archive-verify.ts'
import type { Connection } from './database.ts'
import type { FileStore } from './files.ts'
import { continueHistory } from './history-clock.ts'
import { applyMigration, type Migration, makeSchema, notRun, officeMigrations } from './migrate.ts'
import { newRole, noteRole } from './office-role.ts'
import { controlMigrations, giveRights, makeExtensions } from './office-schemas.ts'
import { StartRefused } from './start-refused.ts'
import { sqlStateOf } from './transaction.ts'

export interface Target {
  connection: Connection
  /** Where its files go; none leaves those of the archive alone. */
  files: FileStore | undefined
  /** Letters and reminders that wait go out from here; else they wait for somebody's word, as the original may send them. */
  sendsLetters?: boolean
  /** What the caller names the database by. */
  namedBy?: string
  /** Told in words how far it is. */
  progress: (how: string) => void
}

/**
 * Puts an archive's offices into an empty database and its files into the store. The archive is proven whole before
 * anything is written, the files are kept first, and the database is filled in one transaction: all of it or nothing.
 * Throws StartRefused in a sentence.
 */
export async function restoreArchive(path: string, target: Target): Promise<Verified> {
  const { connection, files, sendsLetters = false, namedBy = 'TALKA_DATA or DATABASE_URL', progress } = target
  const client = new pg.Client({ ...connection, application_name: 'talka restore' })
  client.on('error', () => {})
  await client.connect()
  try {
    await mustBeEmpty(client, namedBy)
    const verified = await verifyArchive(path, (name) => progress(`checking ${name}`))
    const plan = planOf(verified.head)
    if (files) await keepFiles(path, { ...verified, files, progress })
    await makeQueue(connection)
    await client.query('begin; set local idle_in_transaction_session_timeout = 0; set local statement_timeout = 0')
    await client.query("select pg_advisory_xact_lock(hashtext('talka migrations'))")
    await mustBeEmpty(client, namedBy)
    await fill(client, { path, verified, plan, sendsLetters, progress }).catch((error) => {
      throw unfit(path, error)
    })
    await client.query('commit')
    return verified
  } finally {
    await client.end().catch(() => {})
  }
}

/** A schema as the archive has it, and what this program adds to it. */
interface SchemaPlan {
  schema: string
  before: Migration[]
  after: Migration[]
}

function planOf({ migrations }: Head): SchemaPlan[] {
  return migrations.map(({ schema, ran }) => {
    const ours = schema === 'talka' ? controlMigrations() : officeMigrations()
    const after = notRun(ran, ours, 'The archive')
    return { schema, before: ours.filter((one) => !after.includes(one)), after }
  })
}

async function mustBeEmpty(client: pg.ClientBase, namedBy: string): Promise<void> {
  const { rows } = await client.query<{ database: string; there: boolean }>(
    `select current_database() as database, to_regclass('talka.office') is not null as there`,
  )
  const { database, there } = rows[0]!
  if (there)
    throw new StartRefused(
      `The database “${database}” has an office already: take an empty one, with another ${namedBy}.`,
    )
}

async function keepFiles(path: string, at: Verified & { files: FileStore; progress: Target['progress'] }) {
  const { head, manifest, mimes, files, progress } = at
  const total = manifest.files.reduce((sum, { count }) => sum + count, 0)
  const missing = new Set(manifest.missingFiles.map(({ office, sha256 }) => `${office}/${sha256}`))
  if (!head.hasFiles || total === 0) return
  let kept = 0
  for await (const entry of entriesOf(path)) {
    const place = placeOf(entry.name)
    if (place?.kind !== 'file') continue
    const key = `${place.office}/${place.sha256}`
    if (missing.has(key)) continue
    kept += 1
    progress(`file ${kept} of ${total}`)
    const mime = mimes.get(key)
    const { sha256 } = await files.forOffice(place.office).keep(entry.bytes, mime ? { mime } : {})
    if (sha256 !== place.sha256) throw brokenArchive(path, `the file ${key} is not what its name says`)
  }
}

/** The queue's own schema, by its own hand and connection: an empty one stays behind if the restore fails. */
async function makeQueue(connection: Connection): Promise<void> {
  const pool = new pg.Pool({ ...connection, max: 2 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    await runMigrations({ pgPool: pool })
  } finally {
    await pool.end()
  }
}

/** Rows that the database's own rules refuse (SQLSTATE 22, 23) or has no place for (42P01, 42703), in a sentence. */
function unfit(path: string, error: unknown): unknown {
  if (!/^(22|23|42P01$|42703$)/.test(sqlStateOf(error) ?? '')) return error
  return brokenArchive(path, (error as Error).message)
}

interface Filling {
  path: string
  verified: Verified
  plan: SchemaPlan[]
  sendsLetters: boolean
  progress: Target['progress']
}

async function fill(client: pg.Client, { path, verified, plan, sendsLetters, progress }: Filling): Promise<void> {
  const { head, manifest } = verified
  await makeExtensions(client)
  for (const { schema, before } of plan) {
    progress(`making ${schema}`)
    await makeSchema(client, schema)
    for (const migration of before) await runHere(client, schema, migration)
  }
  await client.query(`
    set local search_path = ''; set local timezone = 'UTC'; set local datestyle = 'ISO';
    create temp table waiting_job (identifier text, payload json, queue_name text, run_at timestamptz,
      max_attempts integer, key text, priority integer, flags jsonb) on commit drop`)
  const references = await takeReferences(client, plan)
  await emptyTables(client, head.tables)
  await copyRows(client, { path, head, manifest, progress })
  await setSequences(client, manifest.sequences)
  for (const { table, name, definition } of references)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`)
  await makeRoles(client, head)
  await askForJobs(client)
  for (const { schema, after } of plan) for (const one of after) await runHere(client, schema, one)
  if (!sendsLetters) await holdJobs(client, head)
  await openOffices(client, head)
}

/** A migration, several of which share a transaction here: what one keeps until its commit must not meet the next. */
async function runHere(client: pg.Client, schema: string, migration: Migration): Promise<void> {
  await applyMigration(client, schema, migration)
  await client.query('discard temp')
}

type Reference = { table: string; name: string; definition: string }

/** Takes the foreign keys off, so that rows may come in any order; they prove all rows when they are put on again. */
async function takeReferences(client: pg.Client, plan: SchemaPlan[]): Promise<Reference[]> {
  const { rows } = await client.query<Reference>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(pg_constraint.oid) as definition
    from pg_catalog.pg_constraint join pg_catalog.pg_namespace on pg_namespace.oid = connamespace
    where contype = 'f' and conparentid = 0 and nspname = any($1) order by 1, 2`,
    [plan.map(({ schema }) => schema)],
  )
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${name}`)
  return rows
}

/** What migrations begin an office with gives way to what the archive has of it. */
async function emptyTables(client: pg.Client, tables: TableShape[]): Promise<void> {
  await client.query(
    `truncate ${tables
      .filter((one) => !isQueue(one))
      .map(placeOfTable)
      .join(', ')}`,
  )
}

const isQueue = ({ schema, name }: TableName) => schema === queue.schema && name === queue.name
const placeOfTable = (table: TableName) => (isQueue(table) ? 'pg_temp.waiting_job' : `${table.schema}."${table.name}"`)

async function copyRows(
  client: pg.Client,
  { path, head, manifest, progress }: { path: string; head: Head; manifest: Manifest; progress: Target['progress'] },
): Promise<void> {
  const copied = new Map<string, number>()
  for await (const entry of entriesOf(path)) {
    const place = placeOf(entry.name)
    if (place?.kind === 'file' || place?.kind === 'manifest') break
    if (place?.kind !== 'piece') continue
    const table = head.tables.find(({ schema, name }) => schema === place.schema && name === place.table)!
    progress(`${table.schema}.${table.name}`)
    const into = client.query(copyFrom(`copy ${placeOfTable(table)} (${columnList(table)}) from stdin`))
    await pipeline(Readable.from([await rowsOfPiece(entry)]), into)
    const key = `${table.schema}.${table.name}`
    copied.set(key, (copied.get(key) ?? 0) + into.rowCount)
  }
  for (const { schema, name, rows } of manifest.tables)
    if ((copied.get(`${schema}.${name}`) ?? 0) !== rows)
      throw brokenArchive(path, `${schema}.${name} came with another number of rows`)
}

async function setSequences(client: pg.Client, sequences: Manifest['sequences']): Promise<void> {
  for (const { schema, name, last } of sequences)
    await client.query('select setval($1::regclass, $2::bigint)', [`${schema}."${name}"`, last])
}

/** The roles, which the next start gives the passwords that follow from its secret. */
async function makeRoles(client: pg.Client, { offices }: Head): Promise<void> {
  for (const { schema } of offices)
    await noteRole(client, await newRole(client, schema, randomBytes(32).toString('hex')))
}

async function openOffices(client: pg.Client, { offices }: Head): Promise<void> {
  for (const { schema } of offices) {
    const { rows } = await client.query('select * from talka.office where schema_name = $1', [schema])
    // Older archives have who was signed in where they were made.
    await client.query(`delete from ${schema}.session`)
    await continueHistory(client, schema)
    await giveRights(client, rows[0])
  }
}

async function holdJobs(client: pg.Client, { offices }: Head): Promise<void> {
  for (const { schema } of offices)
    await client.query(
      `update ${schema}.job set held_since = clock_timestamp() where state in ('waiting', 'running') and held_since is null`,
    )
}

async function askForJobs(client: pg.Client): Promise<void> {
  await client.query(`
    select graphile_worker.add_job(identifier, payload, queue_name, run_at, max_attempts, key, priority,
      case when flags is not null then array(select jsonb_object_keys(flags)) end)
    from pg_temp.waiting_job`)
}
