import { createHmac } from 'node:crypto'
import pg from 'pg'
import type { Connection } from './database.ts'
import { StartRefused } from './start-refused.ts'
import { sqlStateOf } from './transaction.ts'

/** By which role an office reaches its own schema. */
export interface OfficeRole {
  schema_name: string
  role_name: string
}

/** A role's password follows from the installation's secret, so that it lies in no table and no dump. */
export function rolePassword(secret: string, { role_name: role }: Pick<OfficeRole, 'role_name'>): string {
  return createHmac('sha256', secret).update(`password of a database role\n${role}`).digest('hex')
}

/** How the database is reached, and what the roles' passwords follow from. */
export interface Way {
  connection: Connection
  secret: string
}

/**
 * The office's role as it must be here. Restored or renamed databases come without it, with another's name or password:
 * it is made or set right, and the row with it.
 */
export async function fittingRole<Row extends OfficeRole>(client: pg.ClientBase, row: Row, way: Way): Promise<Row> {
  const isOfHere = row.role_name === (await roleNameFor(client, row.schema_name))
  if (isOfHere && !(await whyLockedOut(row, way))) return row
  // A role of another name may be another database's: that one keeps its password, and loses what it may here.
  if (!isOfHere) await takeRights(client, row)
  const role = await newRole(client, row.schema_name, way.secret)
  await noteRole(client, role)
  const why = await whyLockedOut(role, way)
  if (why)
    throw new StartRefused(
      `The database does not let the office's role ${role.role_name} in (${why}): see pg_hba.conf.`,
    )
  return { ...row, ...role }
}

/** Makes the role of an office of this database, or gives the one that is there its password. */
export async function newRole(client: pg.ClientBase, schema: string, secret: string): Promise<OfficeRole> {
  const role = { schema_name: schema, role_name: await roleNameFor(client, schema) }
  const verb = (await roleExists(client, role.role_name)) ? 'alter' : 'create'
  await client.query(`${verb} role ${role.role_name} login password ${pg.escapeLiteral(rolePassword(secret, role))}`)
  return role
}

/** Notes by which role an office reaches its schema here. */
export async function noteRole(client: pg.ClientBase, { schema_name, role_name }: OfficeRole): Promise<void> {
  await client.query('update talka.office set role_name = $2 where schema_name = $1', [schema_name, role_name])
}

/** Roles belong to the whole cluster, so the database's name is part of theirs. */
async function roleNameFor(client: pg.ClientBase, schema: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name')
  return `${rows[0]?.name.replace(/\W/g, '_').slice(0, 30)}_${schema}`.toLowerCase()
}

async function roleExists(client: pg.ClientBase, role: string): Promise<boolean> {
  return ((await client.query('select from pg_roles where rolname = $1', [role])).rowCount ?? 0) > 0
}

async function takeRights(client: pg.ClientBase, { role_name: role, schema_name: schema }: OfficeRole): Promise<void> {
  if (!(await roleExists(client, role))) return
  await client.query(`
    revoke all on schema ${schema}, talka_ext, talka from ${role};
    revoke all on all tables in schema ${schema} from ${role};
    revoke all on all sequences in schema ${schema} from ${role};
    revoke all on function talka.add_job from ${role}`)
}

/** What the database says when the role knocks; nothing when it lets it in. */
async function whyLockedOut(role: OfficeRole, { connection, secret }: Way): Promise<string | undefined> {
  const client = new pg.Client({ ...connection, user: role.role_name, password: rolePassword(secret, role) })
  client.on('error', () => {})
  try {
    await client.connect()
    return undefined
  } catch (error) {
    // Class 28: invalid authorization (PostgreSQL manual, appendix A).
    if (!sqlStateOf(error)?.startsWith('28')) throw error
    return (error as Error).message
  } finally {
    await client.end().catch(() => {})
  }
}
