import * as z from 'zod'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { save } from '#core/locked.ts'
import { change } from '#core/operation.ts'
import type { Told } from '#core/told.ts'
import { anyReceiptToChange, type LockedReceipt, linesUsing, receiptToChange } from '../queries/receipts.ts'
import { changedBy } from '../queries/whose.ts'
import { rightsToEdit } from '../rules/editing.ts'
import { id } from '../rules/shapes.ts'
import { passAwaited } from './match-awaited.ts'
import { about, asideBy, shownNow } from './receipt-change.ts'
import { receiptShape } from './receipt-shapes.ts'

export const replacedShape = z.object({ id, number: z.string() }).meta({ title: 'ReplacedReceipt' })

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

export const keepPicture = change({
  right: rightsToEdit,
  summary: 'Say that a poor picture is kept as it is, because no better one can be had; or take that back.',
  rest: 'POST /expenses/receipts/{receiptId}/keep-picture',
  idempotent: true,
  input: z.object({ receiptId: id, kept: z.boolean().default(true).describe('False takes it back.') }),
  output: receiptShape,
  async do({ db, actor, input, call, tell }) {
    const before = await receiptToChange(db, changedBy(actor), input.receiptId)
    await save(db, 'expenseReceipt', before, input.kept ? keptBy(actor.id) : notKept)
    tell({ ...about(before), says: `expenses.said.${input.kept ? 'pictureKept' : 'pictureNotKept'}` })
    return shownNow(db, before.id, call)
  },
})

/** Who says that a picture is kept as it is, and when. */
export function keptBy(memberId: string) {
  return { pictureKeptBy: memberId, pictureKeptAt: now().toString() }
}

export const notKept = { pictureKeptBy: null, pictureKeptAt: null }
