import { join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import type pg from 'pg'
import { continueHistory } from './history-clock.ts'
import { migrate, migrationsIn, officeMigrations } from './migrate.ts'
import { fittingRole, newRole, type OfficeRole, type Way } from './office-role.ts'
import { mustBeOurs } from './postgres-outside.ts'
import { refuse } from './refusal.ts'

/** One office as the control schema knows it. */
export interface OfficeRow extends OfficeRole {
  name: string
  hosts: string[]
}

/** The control schema, the job queue and every office's schema; several processes starting at once take turns. */
export async function updateDatabase(pool: pg.Pool, way: Way): Promise<void> {
  await withAdmin(pool, async (client) => {
    await mustBeOurs(client)
    await makeExtensions(client)
    await runMigrations({ pgPool: pool })
    await migrate(client, 'talka', controlMigrations())
    const { rows } = await client.query<OfficeRow>('select * from talka.office')
    for (const row of rows) await updateOffice(client, await fittingRole(client, row, way))
    if (rows.length === 0) await addOffice(client, { name: 'main', hosts: [], secret: way.secret })
  })
}

export const controlMigrations = () => migrationsIn(join(import.meta.dirname, 'control'))

/** The schemas beside the offices', and what must be installed in them; also where a dump was restored without them. */
export async function makeExtensions(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create schema if not exists talka;
    create schema if not exists talka_ext;
    create extension if not exists pg_trgm schema talka_ext;
    create extension if not exists unaccent schema talka_ext;
    create extension if not exists btree_gist schema talka_ext`)
}

/** Work that changes what offices there are; one process of the database at a time. */
export async function withAdmin<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query("select pg_advisory_lock(hashtext('talka migrations'))")
    return await work(client)
  } finally {
    await client.query("select pg_advisory_unlock(hashtext('talka migrations'))").catch(() => {})
    client.release()
  }
}

/** Makes an office with its schema and its role. Refuses a name that cannot be or is taken, and hosts as `fittingHosts` does. */
export async function addOffice(
  client: pg.ClientBase,
  { name, secret, ...asking }: Asked & { secret: string },
): Promise<void> {
  if (!/^[a-z][a-z0-9_]{0,30}$/.test(name)) refuse({ says: 'core.officeName', name })
  const asked = await fittingHosts(client, { name, ...asking })
  const { rowCount } = await client.query('select from talka.office where name = $1', [name])
  if (rowCount) refuse({ says: 'core.officeExists', name })
  const schema_name = `office_${name}`
  await client.query('begin')
  const role = await newRole(client, schema_name, secret)
  const row = [name, schema_name, role.role_name, asked]
  await client.query('insert into talka.office (name, schema_name, role_name, hosts) values ($1, $2, $3, $4)', row)
  await client.query('commit')
  await updateOffice(client, role)
}

/** Gives an office these hosts in place of those it has. Refuses an office that is not there, and hosts as `fittingHosts` does. */
export async function setHosts(client: pg.ClientBase, asked: Asked): Promise<void> {
  const { name } = asked
  const hosts = await fittingHosts(client, asked)
  const { rowCount } = await client.query('update talka.office set hosts = $2 where name = $1', [name, hosts])
  if (!rowCount) refuse({ says: 'core.officeUnknown', name })
}

interface Asked {
  name: string
  hosts: readonly string[]
  /** Host of the installation's own address, at which the first office answers. */
  ownHost?: string
}

/**
 * Hosts as requests name them, each once. Refuses what no request can ask for, what another office has, and, but for the
 * first office, the installation's own. Whoever else gives hosts waits: `withAdmin`.
 */
async function fittingHosts(client: pg.ClientBase, { name, hosts, ownHost }: Asked): Promise<string[]> {
  const { rows } = await client.query<OfficeRow>('select * from talka.office order by added_at, name')
  const isFirst = rows.length === 0 || rows[0]!.name === name
  const asked = new Set(hosts.map((host) => hostIn(host) ?? refuse({ says: 'core.officeHost', host })))
  for (const host of asked) {
    const other = rows.find((row) => row.name !== name && row.hosts.includes(host))
    if (other) refuse({ says: 'core.officeHostTaken', host, name: other.name })
    if (host === ownHost && !isFirst) refuse({ says: 'core.officeHostOwn', host, name: rows[0]!.name })
  }
  return [...asked]
}

/** A host as requests name it, by which the office is found: its name alone, without protocol or port; null for what is none. */
function hostIn(text: string): string | null {
  const isName = /^(\[[\da-f:.]+\]|[^\s/?#@:*%\\]+)$/i.test(text)
  const host = isName && URL.canParse(`http://${text}`) ? new URL(`http://${text}`).hostname : null
  // RFC 1035, 2.3.4: labels of 1 to 63 octets, 253 in all; a point at the end would be another name.
  const isSaid = host?.split('.').every((label) => label.length > 0 && label.length < 64) && host.length < 254
  return isSaid ? host : null
}

/** Migrates one office's schema and gives its role its rights. */
async function updateOffice(client: pg.ClientBase, role: OfficeRole): Promise<void> {
  const fresh = await migrate(client, role.schema_name, officeMigrations())
  await continueHistory(client, role.schema_name)
  if (fresh.length > 0 || !(await hasRights(client, role))) await giveRights(client, role)
}

/** The office's role may use its own tables and no others, and may only add to the history. */
export async function giveRights(client: pg.ClientBase, { schema_name, role_name }: OfficeRole): Promise<void> {
  const [schema, role] = [schema_name, role_name]
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

/** False when a start was killed between the migrations and the rights, or the role is new. */
async function hasRights(client: pg.ClientBase, { schema_name, role_name }: OfficeRole): Promise<boolean> {
  const { rows } = await client.query<{ all: boolean | null }>(
    `select bool_and(has_table_privilege($2, oid, 'select')) and has_schema_privilege($2, $1, 'usage') as all
      from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'p', 'v')`,
    [schema_name, role_name],
  )
  return rows[0]?.all === true
}
