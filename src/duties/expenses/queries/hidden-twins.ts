import { type Actor, inScope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { likelySame } from '../rules/likely-same.ts'
import { toldApartFrom } from './duplicates.ts'
import { candidatesFor, receiptIn } from './receipts.ts'
import { changedBy, seenBy } from './whose.ts'

/** Colleagues' receipts that look like this one, which the caller may change, and that he may not see. */
export async function hiddenTwins(db: Db, actor: Actor, receiptId: string): Promise<string[]> {
  const one = await receiptIn(db, changedBy(actor), receiptId)
  const [candidates, apart] = await Promise.all([candidatesFor(db, one), toldApartFrom(db, one.id)])
  return candidates
    .filter((other) => !inScope(seenBy(actor), other) && !apart.has(other.id) && likelySame(one, other))
    .map(({ id }) => id)
}
