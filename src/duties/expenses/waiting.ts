import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { WaitingItem } from '#core/desk-items.ts'
import { waitingOfReceipts } from './queries/waiting-receipts.ts'
import { waitingAfterCollecting } from './queries/waiting-review.ts'
import { waitingUnserved } from './queries/waiting-unserved.ts'

/** All that waits for a person in this duty. */
export async function waitingFor(db: Db, actor: Actor): Promise<WaitingItem[]> {
  const lists = await Promise.all([
    waitingOfReceipts(db, actor),
    waitingAfterCollecting(db, actor),
    waitingUnserved(db, actor),
  ])
  return lists.flat()
}
