import type { Kysely } from 'kysely'
import pg from 'pg'
import { type Connection, kyselyOver, openPool, type Tables } from './database.ts'
import type { FileStore } from './files.ts'
import { type Live, type LiveHub, openLiveHub } from './live.ts'
import type { Log } from './log.ts'
import type { Mail } from './mail.ts'
import { rolePassword } from './office-role.ts'
import { addOffice, type OfficeRow, setHosts, updateDatabase, withAdmin } from './office-schemas.ts'
import { mustShareSecret } from './one-secret.ts'
import { openPresence, type Presence } from './presence.ts'
import { type SealLog, sealLogIn } from './seal-log.ts'

/** One office, ready for work: its database, its files, its listeners. */
export interface OpenOffice {
  name: string
  db: Kysely<Tables>
  pool: pg.Pool
  files: FileStore
  live: Live
  mail: Mail
  /** Seals of its history, noted outside the database. */
  sealLog: SealLog
  /** This office's own public address without a slash at the end, for every link that is mailed or shown. */
  url: string
  /** Signs cookies and links; the same on every machine of an installation. */
  secret: string
}

export interface Offices {
  /** The office of a host name; the first office answers for hosts that nobody claims. */
  byHost(host: string): Promise<OpenOffice>
  /** Whether an office answers at this host name by its own setting. */
  claims(host: string): boolean
  byName(name: string): Promise<OpenOffice>
  add(name: string, hosts?: readonly string[]): Promise<void>
  /** Gives an office these hosts in place of those it has; other processes follow within seconds. */
  setHosts(name: string, hosts: readonly string[]): Promise<void>
  names(): Promise<string[]>
  list(): Promise<{ name: string; hosts: string[] }[]>
  /** The pool that may touch every schema; for the job queue. */
  adminPool: pg.Pool
  /** What this process tells the others of its database as long as it lives. */
  presence: Presence
  close(): Promise<void>
}

interface Ground {
  connection: Connection
  /** Folder beside the database where seals are noted. */
  dataDir?: string
  files: FileStore
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
  const adminPool = new pg.Pool({ ...ground.connection, ssl: ground.connection.ssl ?? false, max: 12 })
  const state = { isClosing: false }
  const lost: Lost = (error, office) => {
    if (!state.isClosing) ground.log.warn({ err: error, office }, 'a database connection was lost')
  }
  adminPool.on('error', (error) => lost(error, null))
  adminPool.on('connect', (client) => client.on('error', () => {}))
  const presence = await openUpToDate(adminPool, ground).catch(async (error) => {
    // What is refused is said in its own sentence; that its connections are lost as well is no news.
    state.isClosing = true
    await adminPool.end()
    throw error
  })
  const hub = await openLiveHub(adminPool, ground.log)
  const open = new Map<string, Promise<OpenOffice>>()
  const ownHost = new URL(ground.url).hostname

  const rows = async () => (await adminPool.query<OfficeRow>('select * from talka.office order by added_at, name')).rows
  const opened = (row: OfficeRow) => {
    const now = () => known.find(({ name }) => name === row.name) ?? row
    const before = open.get(row.name) ?? openOffice(row, { ground, hub, lost, now })
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
    presence,
    async byHost(host) {
      // Another process may have added an office, or given it another host.
      if (performance.now() - readAt > rereadMs) await reread()
      const row = known.find((one) => one.hosts.includes(host)) ?? known[0]
      if (!row) throw new Error('there is no office')
      return opened(row)
    },
    claims: (host) => known.some((one) => one.hosts.includes(host)),
    async byName(name) {
      const row = await find((one) => one.name === name)
      if (!row) throw new Error(`there is no office ${name}`)
      return opened(row)
    },
    async add(name, hosts = []) {
      await withAdmin(adminPool, (client) => addOffice(client, { name, hosts, ownHost, secret: ground.secret }))
      await reread()
    },
    async setHosts(name, hosts) {
      await withAdmin(adminPool, (client) => setHosts(client, { name, hosts, ownHost }))
      await reread()
    },
    names: async () => (await rows()).map((row) => row.name),
    list: async () => (await rows()).map(({ name, hosts }) => ({ name, hosts })),
    async close() {
      state.isClosing = true
      await hub.close()
      await presence.close()
      for (const office of await Promise.all(open.values())) await office.db.destroy()
      await adminPool.end()
    },
  }
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

async function openUpToDate(pool: pg.Pool, { connection, log, secret }: Ground): Promise<Presence> {
  const presence = await openPresence(pool, log)
  try {
    // First: another secret gives the roles other passwords, which those at work do not know.
    await mustShareSecret(pool, presence, secret)
    await updateDatabase(pool, { connection, secret })
    return presence
  } catch (error) {
    await presence.close()
    throw error
  }
}

type Lost = (error: Error, office: string | null) => void

async function openOffice(
  row: OfficeRow,
  { ground, hub, lost, now }: { ground: Ground; hub: LiveHub; lost: Lost; now: () => OfficeRow },
): Promise<OpenOffice> {
  const connection = { ...ground.connection, user: row.role_name, password: rolePassword(ground.secret, row) }
  const pool = openPool(connection, { schema: row.schema_name, max: ground.poolSize ?? 12 })
  pool.on('error', (error) => lost(error, row.name))
  const files = ground.files.forOffice(row.name)
  return {
    name: row.name,
    db: kyselyOver(pool),
    pool,
    files,
    live: hub.of(row.name),
    mail: ground.mail,
    sealLog: sealLogIn(ground.dataDir, files.notes, row.name),
    get url() {
      return addressOf(now(), ground.url)
    },
    secret: ground.secret,
  }
}
