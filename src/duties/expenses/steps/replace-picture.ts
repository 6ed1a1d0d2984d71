import type * as z from 'zod'
import type { Db } from '#core/database.ts'
import { save } from '#core/locked.ts'
import type { Told } from '#core/told.ts'
import { anyReceiptToChange, type LockedReceipt, linesUsing } from '../queries/receipts.ts'
import type { replacedShape } from '../views/replaced.ts'
import { passAwaited } from './match-awaited.ts'
import { about, asideBy } from './receipt-change.ts'

/**
 * A better picture takes the place of a poor one: that is set aside with a reason that names the new receipt, which
 * fulfils what it fulfilled. Nothing happens when the poor one is used in a report or set aside already: the new picture
 * is kept all the same, and somebody decides.
 */
export async function putInPlaceOf(
  { db, tell }: { db: Db; tell(fact: Told): void },
  poor: LockedReceipt,
  { receiptId, by, isByLink }: { receiptId: string; by: { id: string; name: string }; isByLink: boolean },
): Promise<z.infer<typeof replacedShape> | null> {
  if (poor.setAsideAt || (await linesUsing(db, poor.id)).length > 0) return null
  const better = (await anyReceiptToChange(db, receiptId))!
  const aside = { says: 'expenses.aside.betterPicture', number: better.number }
  await save(db, 'expenseReceipt', poor, { ...asideBy(by.id, aside), replacedBy: better.id })
  await passAwaited(db, { from: [poor], to: [better] }, tell)
  tell({
    ...about(poor),
    also: [poor.roundId, better.id],
    says: `expenses.said.${isByLink ? 'replacedByLink' : 'replaced'}`,
    params: { number: poor.number, better: better.number, name: by.name },
  })
  return { id: poor.id, number: poor.number }
}
