import { officeMigrations } from '#core/migrate.ts'
import { secondsAway } from './bugs.ts'
import type { House } from './house.ts'

/** The process lives. */
export function healthAnswer(): Response {
  return Response.json({ ok: true }, { headers: { 'cache-control': 'no-store' } })
}

/** Whether calls can be served: the database answers and every office has all its migrations. */
export async function readyAnswer(
  { offices, log }: Pick<House, 'offices' | 'log'>,
  isStopping: boolean,
): Promise<Response> {
  const reason = isStopping ? 'stopping' : await whyNotReady(offices, log)
  const status = reason ? 503 : 200
  return Response.json(
    { ready: !reason, ...(reason ? { reason } : {}) },
    { status, headers: { 'cache-control': 'no-store', ...(reason ? { 'retry-after': String(secondsAway) } : {}) } },
  )
}

async function whyNotReady(offices: House['offices'], log: House['log']): Promise<string | undefined> {
  try {
    const { pool } = await offices.byHost('')
    const { rows } = await pool.query('select count(*)::int as ran from migration')
    return rows[0].ran < officeMigrations().length ? 'migrations are missing' : undefined
  } catch (error) {
    log.warn({ err: error }, 'not ready')
    return 'the database does not answer'
  }
}
