import type pg from 'pg'
import type { Log } from './log.ts'
import { logged, repeat } from './repeat.ts'

/** What this process tells the others of its database: each claim ends with it, however it ends, kill -9 included. */
export interface Presence {
  claim(kind: string, name: string): Promise<void>
  drop(kind: string, name: string): Promise<void>
  close(): Promise<void>
}

/**
 * Claims are advisory locks of one connection, which the database lets go of with it. A connection lost while we live is
 * made again within a second, and the claims with it.
 */
export async function openPresence(pool: pg.Pool, log: Log): Promise<Presence> {
  const held = new Map<string, [kind: string, name: string]>()
  let client: pg.PoolClient | undefined
  const letGo = () => {
    client?.release(true)
    client = undefined
  }
  const connect = async () => {
    const fresh = await pool.connect()
    try {
      await noticeDeath(fresh)
      for (const claim of held.values()) await fresh.query(lock, claim)
    } catch (error) {
      fresh.release(true)
      throw error
    }
    client = fresh
    fresh.once('error', letGo)
  }
  await connect()
  const stop = repeat({ everyMs: 1_000, what: 'telling other processes that this one lives', log }, () =>
    client ? undefined : connect(),
  )
  // One after another: a connection answers one question at a time.
  let turn = Promise.resolve()
  const ask = (text: string, claim: [string, string]) => {
    turn = turn.then(() => logged(log, 'telling other processes what this one is at', () => client?.query(text, claim)))
    return turn
  }
  return {
    async claim(kind, name) {
      const isNew = !held.has(`${kind} ${name}`)
      held.set(`${kind} ${name}`, [kind, name])
      if (isNew) await ask(lock, [kind, name])
    },
    async drop(kind, name) {
      if (held.delete(`${kind} ${name}`)) await ask(unlock, [kind, name])
    },
    async close() {
      await stop()
      await turn
      // The database notices the end of a connection a moment later; who comes next must not find us there.
      await client?.query('select pg_advisory_unlock_all()').catch(() => {})
      letGo()
    },
  }
}

const lock = 'select pg_advisory_lock_shared(hashtext($1), hashtext($2))'
const unlock = 'select pg_advisory_unlock_shared(hashtext($1), hashtext($2))'

/** SQL for whether a process claims this name; kind and name are SQL themselves. */
export function isClaimed(kind: string, name: string): string {
  return `exists (select from ${claimsOf(kind)} and objid = ${keyOf(name)})`
}

/** SQL for whether a process claims another name of this kind. */
export function isOtherClaimed(kind: string, name: string): string {
  return `exists (select from ${claimsOf(kind)} and objid <> ${keyOf(name)})`
}

function claimsOf(kind: string): string {
  return `pg_catalog.pg_locks where locktype = 'advisory' and objsubid = 2 and granted
    and pg_locks.database = (select oid from pg_catalog.pg_database where datname = current_database())
    and classid = ${keyOf(kind)}`
}

/** PostgreSQL shows a lock's two keys without their sign (manual, pg_locks). */
const keyOf = (text: string) => `(hashtext(${text})::bigint & 4294967295)::oid`

/** A machine that lost its power says no good-bye: the server asks over the network after twenty seconds. */
async function noticeDeath(client: pg.PoolClient): Promise<void> {
  // Not every system can.
  for (const setting of ['tcp_keepalives_idle = 5', 'tcp_keepalives_interval = 5', 'tcp_keepalives_count = 3'])
    await client.query(`set ${setting}`).catch(() => {})
}
