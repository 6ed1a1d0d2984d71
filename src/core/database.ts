import { AsyncLocalStorage } from 'node:async_hooks'
import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'

/** Row types of all tables; each area adds its own in its tables.ts. Columns are snake_case in SQL, camelCase here. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Tables {}

export type Db = Kysely<Tables> | Transaction<Tables>

/** How to reach a database; as `pg` takes it. */
export interface Connection {
  host: string
  port: number
  user: string
  password?: string
  database: string
  ssl?: boolean
}

const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)
types.setTypeParser(pg.types.builtins.DATE, (text) => text)
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, instantOf)

/** So far an instant goes both ways; a day from where years have no four digits, so that none of its days has others in any zone. */
const [first, last] = ['0001-01-02T00:00:00.000Z', '9999-12-30T23:59:59.999Z']

/** ISO text of what PostgreSQL writes, which knows infinities, years before Christ and of five digits: the first or last instant. */
export function instantOf(text: string): string {
  // A year below 100 would be read as one of our time.
  if (text.startsWith('-') || text.startsWith('00') || text.endsWith('BC')) return first
  const time = new Date(text).getTime()
  return time <= Date.parse(last) ? new Date(time).toISOString() : last
}

/** How long a call waits for a connection, be it free or new, before it is told that the database is away. */
const longestWaitMs = 10_000

/** A pool of connections whose tables are those of one schema. */
export function openPool(connection: Connection, options: { schema: string; max: number }): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    ssl: connection.ssl ?? false,
    max: options.max,
    types,
    options: `-c search_path=${options.schema},talka_ext`,
    application_name: 'talka',
    connectionTimeoutMillis: longestWaitMs,
  })
  // A connection that is lost in use fails its query; without a listener it would end the program.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Kysely over a pool: SQL names in snake_case, ours in camelCase, JSON left as it is. */
export function kyselyOver(pool: pg.Pool): Kysely<Tables> {
  const connect = () => (holding.getStore()?.has(db) ? Promise.reject(new SecondConnection()) : pool.connect())
  const db: Kysely<Tables> = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: { connect, end: () => pool.end() } as pg.Pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return db
}

/** The databases in whose transaction the running code is. */
const holding = new AsyncLocalStorage<ReadonlySet<Db>>()

/**
 * Runs what holds a connection of `db` so that it cannot ask for a second one: as many at once as the pool has connections
 * would each wait for one of the others for ever.
 */
export function holdingOne<Result>(db: Kysely<Tables>, work: () => Promise<Result>): Promise<Result> {
  return holding.run(new Set([...(holding.getStore() ?? []), db]), work)
}

/** Code within a transaction reached past it. */
export class SecondConnection extends Error {
  constructor() {
    super('A transaction asked for a second connection of its own pool. Use the `db` it was given.')
  }
}

/** The connection that a `postgres://user:password@host:port/database` address names. */
export function connectionFrom(url: string): Connection {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  return {
    host: searchParams.get('host') ?? decodeURIComponent(hostname),
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    database: decodeURIComponent(pathname.slice(1)) || 'postgres',
    ssl: ['require', 'verify-ca', 'verify-full'].includes(searchParams.get('sslmode') ?? ''),
  }
}
