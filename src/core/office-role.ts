import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { Connection } from './database.ts'
import { StartRefused } from './start-refused.ts'
import { sqlStateOf } from './transaction.ts'

/** By which role an office reaches its own schema. */
export interface OfficeRole {
  schema_name: string
  role_name: string
  role_password: string
}

/**
 * The office's role as it must be here. Restored or renamed databases come without it, with another's name or password:
 * it is made or set right, and the row with it.
 */
export async function fittingRole<Row extends OfficeRole>(
  client: pg.ClientBase,
  row: Row,
  connection: Connection,
): Promise<Row> {
  const isOfHere = row.role_name === (await roleNameFor(client, row.schema_name))
  if (isOfHere && !(await whyLockedOut(row, connection))) return row
  // A role of another name may be another database's: that one keeps its password, and loses what it may here.
  const password = isOfHere ? row.role_password : randomBytes(24).toString('hex')
  if (!isOfHere) await takeRights(client, row)
  const role = await newRole(client, row.schema_name, password)
  await client.query('update talka.office set role_name = $2, role_password = $3 where schema_name = $1', [
    row.schema_name,
    role.role_name,
    role.role_password,
  ])
  const why = await whyLockedOut(role, connection)
  if (why)
    throw new StartRefused(
      `The database does not let the office's role ${role.role_name} in (${why}): see pg_hba.conf.`,
    )
  return { ...row, ...role }
}

/** Makes the role of an office of this database, or gives the one that is there this password. */
export async function newRole(client: pg.ClientBase, schema: string, password: string): Promise<OfficeRole> {
  const role = await roleNameFor(client, schema)
  const verb = (await roleExists(client, role)) ? 'alter' : 'create'
  await client.query(`${verb} role ${role} login password ${pg.escapeLiteral(password)}`)
  return { schema_name: schema, role_name: role, role_password: password }
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
    revoke all on function talka.add_job from ${role}`)
}

/** What the database says when the role knocks; nothing when it lets it in. */
async function whyLockedOut(role: OfficeRole, connection: Connection): Promise<string | undefined> {
  const client = new pg.Client({ ...connection, user: role.role_name, password: role.role_password })
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
