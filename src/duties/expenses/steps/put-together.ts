import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { save } from '#core/locked.ts'
import type { Told } from '#core/told.ts'
import { type LockedReceipt, linesUsing, partsToChange } from '../queries/receipts.ts'
import { refuseNaming } from '../queries/whose.ts'
import { passAwaited } from './match-awaited.ts'
import { about, asideBy } from './receipt-change.ts'

interface At {
  db: Db
  actor: Actor
  tell(fact: Told): void
}

/**
 * A receipt that was taken apart is whole again: its parts are set aside, and what they fulfilled it fulfils. Does nothing
 * when it has no parts; refuses when a part is used in a report. Call it when the whole has been taken back.
 */
export async function putTogether({ db, actor, tell }: At, whole: LockedReceipt): Promise<void> {
  const parts = (await partsToChange(db, whole)).filter((part) => part.setAsideAt === null)
  if (parts.length === 0) return
  for (const part of parts) {
    const [used] = await linesUsing(db, part.id)
    if (used) refuseNaming(actor, used, { says: 'expenses.partInUse', number: whole.number, part: part.number })
    const aside = asideBy(actor.id, { says: 'expenses.aside.putTogether', number: whole.number })
    await save(db, 'expenseReceipt', part, aside)
    tell({
      ...about(part),
      also: [part.roundId, whole.id],
      says: 'expenses.said.putTogether',
      params: { number: part.number, whole: whole.number },
    })
  }
  await passAwaited(db, { from: parts, to: [whole] }, tell)
}
