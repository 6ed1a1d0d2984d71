import * as z from 'zod'
import { save } from '#core/locked.ts'
import { change } from '#core/operation.ts'
import { receiptToChange } from '../queries/receipts.ts'
import { changedBy } from '../queries/whose.ts'
import { rightsToEdit } from '../rules/editing.ts'
import { id } from '../rules/shapes.ts'
import { keptBy, notKept } from '../steps/kept-picture.ts'
import { about, shownNow } from '../steps/receipt-change.ts'
import { receiptShape } from '../views/receipt.ts'

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
