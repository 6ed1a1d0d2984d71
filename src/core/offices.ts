import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { type Connection, kyselyOver, openPool, type Tables } from './database.ts'
import type { FileStore } from './files.ts'
import { type Live, type LiveHub, openLiveHub } from './live.ts'
import type { Log } from './log.ts'
import type { Mail } from './mail.ts'
import { migrate, migrationsIn, officeMigrations } from './migrate.ts'
import { refuse } from './refusal.ts'

/** One office, ready for work: its database, its files, its listeners. */
export interface OpenOffice {
  name: string
  db: Kysely<Tables>
  pool: pg.Pool
  files: FileStore
  /** Folder of this machine where uploads under way lie. */
  staging: string
  live: Live
  mail: Mail
  /** This office's own public address without a slash at the end, for every link that is mailed or shown. */
  url: string
  /** Signs cookies and links; the same on every machine of an installation. */
  secret: string
}

export interface Offices {
  /** The office of a host name; the first office answers for hosts that nobody claims. */
  byHost(host: string): Promise<OpenOffice>
  byName(name: string): Promise<OpenOffice>
  add(name: string, hosts?: readonly string[]): Promise<void>
  names(): Promise<string[]>
  list(): Promise<{ name: string; hosts: string[] }[]>
  /** The pool that may touch every schema; for the job queue and backup. */
  adminPool: pg.Pool
  close(): Promise<void>
}

interface OfficeRow {
  name: string
  schema_name: string
  role_name: string
  role_password: string
  hosts: string[]
}

interface Ground {
  connection: Connection
  files: FileStore
  /** Folder for uploads under way; each office gets one in it. */
  staging: string
  mail: Mail
  url: string
  secret: string
  log: Log
  /** Connections per office. */
  poolSize?: number
}

const rereadMs = 5_000

/** Brings the database up to date and opens its offices; the very first start makes the office `main`. */
export async function openOffices(ground: Ground): Promise<Offices> {
  const adminPool = new pg.Pool({ ...ground.connection, ssl: ground.connection.ssl ?? false, max: 8 })
  const state = { isClosing: false }
  const lost: Lost = (error, office) => {
    if (!state.isClosing) ground.log.warn({ err: error, office }, 'a database connection was lost')
  }
  adminPool.on('error', (error) => lost(error, null))
  adminPool.on('connect', (client) => client.on('error', () => {}))
  await updateDatabase(adminPool)
  const hub = await openLiveHub(adminPool, ground.log)
  const open = new Map<string, Promise<OpenOffice>>()

  const rows = async () => (await adminPool.query<OfficeRow>('select * from talka.office order by added_at, name')).rows
  const opened = (row: OfficeRow) => {
    const before = open.get(row.name) ?? openOffice(row, { ground, hub, lost })
    open.set(row.name, before)
    return before
  }
  let known: OfficeRow[] = []
  let readAt = 0
  const reread = async () => {
    readAt = performance.now()
    known = await rows()
  }
  await reread()
  const find = async (matches: (row: OfficeRow) => boolean) => {
    const row = known.find(matches)
    if (row) return row
    await reread()
    return known.find(matches)
  }

  return {
    adminPool,
    async byHost(host) {
      // Another process may have added an office; a host nobody claims is asked for again now and then.
      if (!known.some((one) => one.hosts.includes(host)) && performance.now() - readAt > rereadMs) await reread()
      const row = known.find((one) => one.hosts.includes(host)) ?? known[0]
      if (!row) throw new Error('there is no office')
      return opened(row)
    },
    async byName(name) {
      const row = await find((one) => one.name === name)
      if (!row) throw new Error(`there is no office ${name}`)
      return opened(row)
    },
    async add(name, hosts = []) {
      await withAdmin(adminPool, (client) => addOffice(client, name, hosts))
      await reread()
    },
    names: async () => (await rows()).map((row) => row.name),
    list: async () => (await rows()).map(({ name, hosts }) => ({ name, hosts })),
    async close() {
      state.isClosing = true
      await hub.close()
      for (const office of await Promise.all(open.values())) await office.db.destroy()
      await adminPool.end()
    },
  }
}

/** The control schema, the job queue and every office's schema; several processes starting at once take turns. */
async function updateDatabase(pool: pg.Pool): Promise<void> {
  await withAdmin(pool, async (client) => {
    await client.query('create schema if not exists talka; create schema if not exists talka_ext')
    await runMigrations({ pgPool: pool })
    await migrate(client, 'talka', migrationsIn(join(import.meta.dirname, 'control')))
    const { rows } = await client.query<OfficeRow>('select * from talka.office')
    for (const row of rows) await updateOffice(client, row)
    if (rows.length === 0) await addOffice(client, 'main', [])
  })
}

async function withAdmin<Result>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query("select pg_advisory_lock(hashtext('talka migrations'))")
    return await work(client)
  } finally {
    await client.query("select pg_advisory_unlock(hashtext('talka migrations'))").catch(() => {})
    client.release()
  }
}

async function addOffice(client: pg.ClientBase, name: string, hosts: readonly string[]): Promise<void> {
  if (!/^[a-z][a-z0-9_]{0,30}$/.test(name)) refuse({ says: 'core.officeName', name })
  const { rowCount } = await client.query('select from talka.office where name = $1', [name])
  if (rowCount) refuse({ says: 'core.officeExists', name })
  const row: OfficeRow = {
    name,
    schema_name: `office_${name}`,
    role_name: '',
    role_password: randomBytes(24).toString('hex'),
    hosts: [...hosts],
  }
  // Roles belong to the whole cluster, so the database's name is part of theirs.
  const { rows } = await client.query<{ name: string }>('select current_database() as name')
  row.role_name = `${rows[0]?.name.replace(/\W/g, '_').slice(0, 30)}_${row.schema_name}`.toLowerCase()
  await client.query('begin')
  await client.query(`create role ${row.role_name} login password '${row.role_password}'`)
  await client.query(
    'insert into talka.office (name, schema_name, role_name, role_password, hosts) values ($1, $2, $3, $4, $5)',
    [row.name, row.schema_name, row.role_name, row.role_password, row.hosts],
  )
  await client.query('commit')
  await updateOffice(client, row)
}

/** Migrates one office's schema; its role may use these tables and no others, and may only add to the history. */
async function updateOffice(client: pg.ClientBase, { schema_name: schema, role_name: role }: OfficeRow): Promise<void> {
  const fresh = await migrate(client, schema, officeMigrations())
  if (fresh.length === 0 && (await hasRights(client, schema, role))) return
  await client.query(`
    revoke all on schema ${schema} from public;
    grant usage on schema ${schema}, talka_ext, talka to ${role};
    grant execute on all functions in schema talka_ext to ${role};
    grant execute on function talka.add_job to ${role};
    grant select, insert, update, delete on all tables in schema ${schema} to ${role};
    grant usage, select on all sequences in schema ${schema} to ${role};
    revoke update, delete, truncate on ${schema}.event, ${schema}.event_seal from ${role};
    revoke insert, update, delete on ${schema}.migration from ${role}`)
}

/** False when a start was killed between the migrations and the rights. */
async function hasRights(client: pg.ClientBase, schema: string, role: string): Promise<boolean> {
  const { rows } = await client.query<{ all: boolean | null }>(
    `select bool_and(has_table_privilege($2, oid, 'select')) as all
      from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'p', 'v')`,
    [schema, role],
  )
  return rows[0]?.all === true
}

/**
 * The address at which people open an office: its first host under the protocol and port of `url`, the installation's
 * own address. An office without a host is at that address itself.
 */
export function addressOf({ hosts }: Pick<OfficeRow, 'hosts'>, url: string): string {
  const address = new URL(url)
  const [first] = hosts
  if (!first || hosts.includes(address.hostname)) return url
  address.hostname = first
  return address.href.replace(/\/+$/, '')
}

type Lost = (error: Error, office: string | null) => void

async function openOffice(
  row: OfficeRow,
  { ground, hub, lost }: { ground: Ground; hub: LiveHub; lost: Lost },
): Promise<OpenOffice> {
  const connection = { ...ground.connection, user: row.role_name, password: row.role_password }
  const pool = openPool(connection, { schema: row.schema_name, max: ground.poolSize ?? 12 })
  pool.on('error', (error) => lost(error, row.name))
  return {
    name: row.name,
    db: kyselyOver(pool),
    pool,
    files: ground.files.forOffice(row.name),
    staging: join(ground.staging, row.name),
    live: hub.of(row.name),
    mail: ground.mail,
    url: addressOf(row, ground.url),
    secret: ground.secret,
  }
}
