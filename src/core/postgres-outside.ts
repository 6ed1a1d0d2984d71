import pg from 'pg'
import type { Connection } from './database.ts'
import { StartRefused } from './start-refused.ts'

const oldestMajor = 15

/** Throws StartRefused when an outside database, which `setting` names, cannot be reached, is older than PostgreSQL 15 or does not keep UTF-8. */
export async function mustSuit(connection: Connection, setting = 'DATABASE_URL'): Promise<void> {
  const client = new pg.Client(connection)
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string; major: number; encoding: string; sorts: boolean }>(
      `select current_setting('server_version') as version, current_setting('server_version_num')::int / 10000 as major,
        current_setting('server_encoding') as encoding,
        exists (select from pg_collation where collname = 'lt-x-icu') as sorts`,
    )
    const { version, major, encoding, sorts } = rows[0]!
    if (major < oldestMajor)
      throw new StartRefused(
        `The database is PostgreSQL ${version}, Talka needs ${oldestMajor} or newer: check ${setting}.`,
      )
    if (encoding !== 'UTF8')
      throw new StartRefused(`The database keeps text as ${encoding}: make one with encoding UTF8 for Talka.`)
    if (!sorts)
      throw new StartRefused(
        'The database cannot put names in order: it needs a PostgreSQL built with ICU, as those of Debian and postgresql.org are.',
      )
  } catch (error) {
    throw refusalOf(error, setting)
  } finally {
    await client.end().catch(() => {})
  }
}

/** Throws StartRefused when tables of Talka here are another user's, as after a restore by somebody else. */
export async function mustBeOurs(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ owner: string; me: string }>(`
    select distinct pg_get_userbyid(relowner) as owner, current_user as me
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname ~ '^(talka|graphile_worker|office_.*)$' and not pg_has_role(relowner, 'usage')`)
  const [first] = rows
  if (first)
    throw new StartRefused(
      `The tables of this database belong to “${first.owner}” and not to “${first.me}”: make the latter their owner, or restore the dump as that user.`,
    )
}

// Names of the system's errors, TLS and SQLSTATEs: who may come in (28…), no such database, too many, shutting down.
const unreachable =
  /^(ECONN|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_|ENOENT|EPROTO|ERR_TLS|ERR_SSL|.*CERT|28|3D000|53300|57P0)/

/** The sentence for a database that does not let Talka in or do its work; any other error is given back as it is. */
export function refusalOf(error: unknown, setting = 'DATABASE_URL'): unknown {
  const { code = '', message } = innermost(error)
  if (code === '42501')
    return new StartRefused(
      `The database refuses (${message}): its user needs the right CREATE on the database, and CREATEROLE.`,
      { cause: error },
    )
  if (unreachable.test(code) || /^SASL|does not support SSL|^Connection terminated/.test(message))
    return new StartRefused(`The database cannot be reached (${message || code}): check ${setting}.`, {
      cause: error,
    })
  return error
}

/** A migration that failed wraps the database's error; a host of several addresses gives one error for each. */
function innermost(error: unknown): { code?: string; message: string } {
  const { cause, errors } = error as { cause?: unknown; errors?: unknown[] }
  if (error instanceof StartRefused) return { message: '' }
  if (errors?.[0] instanceof Error) return errors[0]
  return (cause instanceof Error ? cause : error) as Error
}
