import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { type Connection, connectionFrom } from '#core/database.ts'
import { type Postgres, startPostgres } from '#core/postgres.ts'
import { StartRefused } from '#core/start-refused.ts'

export interface TestDatabase {
  /** As a user who may do everything in it. */
  connection: Connection
  /** Drops it, whoever is still connected. */
  close(): Promise<void>
}

const cache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'talka-test')
const log = { info() {}, warn: console.warn }

/**
 * A database of its own on real PostgreSQL, empty or a copy of `like`: on the outside one that TALKA_TEST_DATABASE_URL names,
 * else the one `npm test` shares between test files (TALKA_TEST_DATABASE), else one that this process starts and takes along
 * at its end.
 */
export async function createTestDatabase(like = 'template0'): Promise<TestDatabase> {
  const admin = await adminConnection()
  const name = `talka_test_${randomUUID().replaceAll('-', '')}`
  await ask(admin, `create database ${name} template ${like} strategy file_copy`)
  return {
    connection: { ...admin, database: name },
    close: () => ask(admin, `drop database if exists ${name} with (force)`).then(() => undefined),
  }
}

/**
 * The name of a database that `fill` fills once for the test files of a run, which copy it: that takes a fifth of the time.
 * Those of other keys go.
 */
export async function filledOnce(key: string, fill: (connection: Connection) => Promise<void>): Promise<string> {
  const admin = await adminConnection()
  const name = `talka_test_like_${key}`
  const client = new pg.Client(admin)
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('talka_test_like'))`)
    const { rows } = await client.query(`select datname from pg_database where datname like 'talka_test_like_%'`)
    if (rows.some(({ datname }) => datname === name)) return name
    for (const { datname } of rows) await client.query(`drop database ${datname}`)
    const filling = `talka_test_${randomUUID().replaceAll('-', '')}`
    await client.query(`create database ${filling} template template0 strategy file_copy`)
    await fill({ ...admin, database: filling })
    await client.query(`alter database ${filling} rename to ${name}`)
    return name
  } finally {
    await client.end()
  }
}

let own: Promise<Postgres> | undefined

async function adminConnection(): Promise<Connection> {
  const address = process.env.TALKA_TEST_DATABASE_URL ?? process.env.TALKA_TEST_DATABASE
  if (address) return connectionFrom(address)
  own ??= startTestPostgres()
  return (await own).connection
}

/**
 * Starts PostgreSQL for tests: nothing is synced to disk, and the folder is kept in node_modules/.cache so that the next
 * start takes a tenth of a second. Several at once take a folder each.
 */
export async function startTestPostgres(): Promise<Postgres> {
  for (let n = 0; ; n += 1) {
    const dataDir = join(cache, `postgres-${n}`)
    const postgres = await onFolder(dataDir).catch(async (error) => {
      if (!(error instanceof StartRefused)) throw error
      if (error.message.includes('already works on')) return undefined
      await rm(dataDir, { recursive: true, force: true })
      return onFolder(dataDir)
    })
    if (postgres) return postgres
  }
}

async function onFolder(dataDir: string): Promise<Postgres> {
  const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' }
  const settings = {
    ...careless,
    shared_buffers: '64MB',
    autovacuum_naptime: '10min',
    log_min_duration_statement: '-1',
  }
  const postgres = await startPostgres({ dataDir, log, settings, address: 'tests' })
  const left = await ask(postgres.connection, `select datname from pg_database where datname like 'talka_test_%'`)
  for (const { datname } of left) await ask(postgres.connection, `drop database ${datname} with (force)`)
  return postgres
}

/** The address of a database that `connectionFrom` reads back. */
export function addressOf({ host, port, user, password, database }: Connection): string {
  const url = new URL(`postgres://${user}@localhost:${port}/${database}`)
  if (password) url.password = password
  url.searchParams.set('host', host)
  return url.href
}

async function ask(connection: Connection, sql: string): Promise<Record<string, string>[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
