import { setTimeout as pause } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '#core/database.ts'
import { sealEvents } from '#core/seals.ts'

/** Seals all events, gives how many: other tests' transactions on the same server hold a seal back while they run. */
export async function sealAll(db: Kysely<Tables>): Promise<number> {
  for (let sealed = 0; ; await pause(10)) {
    sealed += await sealEvents(db)
    const { rows } = await sql<{ isLeft: boolean }>`
      select (select count(*) from event) > (select coalesce(sum(events), 0) from event_seal) as is_left`.execute(db)
    if (!rows[0]!.isLeft) return sealed
  }
}
