import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type pg from 'pg'
import { StartRefused } from './start-refused.ts'

export interface Migration {
  name: string
  sql: string
  hash: string
}

/** All `migrations/*.sql` of core, office, desk and the duties, by date and then name. Frozen once landed. */
export function officeMigrations(): Migration[] {
  const source = join(import.meta.dirname, '..')
  const duties = readdirSync(join(source, 'duties'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const areas = ['core', 'office', 'desk', ...duties.map((duty) => `duties/${duty.name}`)]
  return areas
    .map((area) => join(source, area, 'migrations'))
    .filter(existsSync)
    .flatMap(migrationsIn)
    .sort((a, b) => (a.name.slice(0, 8) + rankOf(a) + a.name < b.name.slice(0, 8) + rankOf(b) + b.name ? -1 : 1))
}

/** The migrations of one folder, by name. */
export function migrationsIn(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(folder, file), 'utf8')
      return { name: basename(file, '.sql'), sql, hash: createHash('sha256').update(sql).digest('hex') }
    })
}

/**
 * Brings one schema up to date, each file in its own transaction. Refuses a database that a newer Talka has written to,
 * and a migration that was changed after it ran.
 */
export async function migrate(
  client: pg.ClientBase,
  schema: string,
  migrations: readonly Migration[],
): Promise<string[]> {
  await makeSchema(client, schema)
  const { rows } = await client.query<{ name: string; hash: string }>(`select name, hash from ${schema}.migration`)
  const missing = notRun(rows, migrations, 'The database')
  for (const migration of missing) await runOne(client, schema, migration)
  return missing.map(({ name }) => name)
}

/** An empty schema that remembers which migrations ran. */
export async function makeSchema(client: pg.ClientBase, schema: string): Promise<void> {
  await client.query(`create schema if not exists ${schema}`)
  await client.query(
    `create table if not exists ${schema}.migration (name text primary key, hash text not null, at timestamptz not null default clock_timestamp())`,
  )
}

/**
 * Those of our migrations that have not run there yet. Throws StartRefused where a newer Talka has been, or where one of
 * ours was changed after it ran; `where` begins that sentence: "The database".
 */
export function notRun(
  ran: readonly Pick<Migration, 'name' | 'hash'>[],
  migrations: readonly Migration[],
  where: string,
): Migration[] {
  const unknown = ran.find((row) => !migrations.some((migration) => migration.name === row.name))
  if (unknown) {
    throw new StartRefused(
      `${where} was written by a newer Talka (it has “${unknown.name}”): start that version or a newer one, or restore a backup.`,
    )
  }
  const hashes = new Map(ran.map((row) => [row.name, row.hash]))
  const changed = migrations.find(({ name, hash }) => hashes.has(name) && hashes.get(name) !== hash)
  if (changed) {
    throw new StartRefused(
      `The migration ${changed.name} was changed after it ran here: put its old text back and add a new file instead.`,
    )
  }
  return migrations.filter(({ name }) => !hashes.has(name))
}

async function runOne(client: pg.ClientBase, schema: string, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await applyMigration(client, schema, migration)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** Runs one migration in the transaction of the caller, and notes it. */
export async function applyMigration(client: pg.ClientBase, schema: string, migration: Migration): Promise<void> {
  const { name, sql, hash } = migration
  try {
    await client.query(`set local search_path = ${schema}, talka_ext`)
    await client.query(sql)
    await client.query(`insert into ${schema}.migration (name, hash) values ($1, $2)`, [name, hash])
  } catch (error) {
    throw new Error(`The migration ${name} failed: ${(error as Error).message}`, { cause: error })
  }
}

/** On one day core comes first, then the office, then the duties that refer to them. */
function rankOf({ name }: Migration): string {
  return name.endsWith('-core') ? '0' : name.endsWith('-office') ? '1' : '2'
}
