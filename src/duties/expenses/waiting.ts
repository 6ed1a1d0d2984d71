import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { WaitingItem } from '#core/desk-items.ts'
import { waitingWhileCollecting } from './queries/waiting-collecting.ts'
import { waitingAfterCollecting } from './queries/waiting-review.ts'
import { waitingUnserved } from './queries/waiting-unserved.ts'

/** All that waits for a person in this duty. */
export async function waitingFor(db: Db, actor: Actor): Promise<WaitingItem[]> {
  const lists = await Promise.all([
    waitingWhileCollecting(db, actor),
    waitingAfterCollecting(db, actor),
    waitingUnserved(db, actor),
  ])
  return lists.flat()
}
