import { officeMigrations } from '#core/migrate.ts'
import { secondsAway } from './bugs.ts'
import type { House } from './house.ts'

/** The process lives. */
export function healthAnswer(): Response {
  return Response.json({ ok: true }, { headers: { 'cache-control': 'no-store' } })
}

type Asked = Pick<House, 'offices' | 'standing' | 'log'>

/** Whether calls can be served: the database answers, every office has all its migrations, and files can be kept. */
export async function readyAnswer(house: Asked, isStopping: boolean): Promise<Response> {
  const [failure, troubles] = await Promise.all([
    isStopping ? 'stopping' : whyNotReady(house),
    house.standing?.() ?? [],
  ])
  const reason = failure ?? troubles.find(({ stops }) => stops)?.sentence
  const missing = troubles.filter(({ stops }) => !stops).map(({ sentence }) => sentence)
  return Response.json(
    { ready: !reason, ...(reason ? { reason } : {}), ...(missing.length > 0 ? { missing } : {}) },
    {
      status: reason ? 503 : 200,
      headers: { 'cache-control': 'no-store', ...(reason ? { 'retry-after': String(secondsAway) } : {}) },
    },
  )
}

async function whyNotReady({ offices, log }: Asked): Promise<string | undefined> {
  try {
    const { pool } = await offices.byHost('')
    const { rows } = await pool.query('select count(*)::int as ran from migration')
    return rows[0].ran < officeMigrations().length ? 'migrations are missing' : undefined
  } catch (error) {
    log.warn({ err: error }, 'not ready')
    return 'the database does not answer'
  }
}
