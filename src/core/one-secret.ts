import { createHash } from 'node:crypto'
import type pg from 'pg'
import { isOtherClaimed, type Presence } from './presence.ts'
import { StartRefused } from './start-refused.ts'

/**
 * Throws StartRefused when a living process of this database signs with another secret: people would be signed out at
 * every other request, and links be void at every other machine.
 */
export async function mustShareSecret(pool: pg.Pool, presence: Presence, secret: string): Promise<void> {
  const kind = 'talka secret'
  const mark = createHash('sha256').update(`one secret\n${secret}`).digest('hex')
  await presence.claim(kind, mark)
  const { rows } = await pool.query<{ other: boolean }>(`select ${isOtherClaimed(`'${kind}'`, `'${mark}'`)} as other`)
  if (!rows[0]?.other) return
  throw new StartRefused(
    'Another Talka on this database signs with another secret: set the same TALKA_SECRET on every machine.',
  )
}
