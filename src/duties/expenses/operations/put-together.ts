import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { Told } from '#core/events.ts'
import { refuse } from '#core/refusal.ts'
import { linesUsing, partsOf, type ReceiptRow } from '../queries/receipts.ts'
import { passAwaited } from './match-awaited.ts'
import { about, asideBy, saveReceipt } from './receipt-change.ts'

interface At {
  db: Db
  actor: Actor
  tell(fact: Told): void
}

/**
 * A receipt that was taken apart is whole again: its parts are set aside, and what they fulfilled it fulfils. Does nothing
 * when it has no parts; refuses when a part is used in a report. Call it when the whole has been taken back.
 */
export async function putTogether({ db, actor, tell }: At, whole: ReceiptRow): Promise<void> {
  const parts = (await partsOf(db, whole.id)).filter((part) => part.setAsideAt === null)
  if (parts.length === 0) return
  for (const part of parts) {
    const [used] = await linesUsing(db, part.id)
    if (used)
      refuse(
        { says: 'expenses.collect.partInUse', number: whole.number, part: part.number, report: used.reportNumber },
        { reportId: used.reportId },
      )
    await saveReceipt(db, part, asideBy(actor.id, { says: 'expenses.collect.aside.putTogether', number: whole.number }))
    tell({
      ...about(part),
      also: [part.roundId, whole.id],
      says: 'expenses.collect.said.putTogether',
      params: { number: part.number, whole: whole.number },
    })
  }
  await passAwaited(db, { from: parts.map((part) => part.id), to: [whole.id] }, tell)
}
