import * as z from 'zod'
import { type Actor, inScope } from '#core/actor.ts'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { lock, save } from '#core/locked.ts'
import { change } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import { VersionSeen } from '#core/shapes.ts'
import { refuseUnlessSeen } from '#core/stale.ts'
import { hiddenTwins } from '../queries/hidden-twins.ts'
import { anyReceiptToChange, type ReceiptRow, receiptToChange } from '../queries/receipts.ts'
import { changedBy, seenBy } from '../queries/whose.ts'
import { rightsToEdit } from '../rules/editing.ts'
import { id, why } from '../rules/shapes.ts'
import { matchAwaited, unmatch } from '../steps/match-awaited.ts'
import { homeOf, keepHomesOf } from '../steps/open-teams.ts'
import { putTogether } from '../steps/put-together.ts'
import { about, notAside, refuseIfUsed, shownNow } from '../steps/receipt-change.ts'
import { receiptShape } from '../views/receipt.ts'

export const setAside = change({
  right: rightsToEdit,
  summary: 'Set a receipt aside with a reason: not ours, twice, private. It stays and can be taken back.',
  rest: 'POST /expenses/receipts/{receiptId}/set-aside',
  idempotent: true,
  input: z.object({
    receiptId: id,
    version: VersionSeen,
    why: why.describe('Such as: not ours, twice, private.'),
    sameAs: id
      .nullable()
      .optional()
      .describe('The receipt of the same purchase that stays; null: one of a colleague whom you may not see.'),
  }),
  output: receiptShape,
  async do({ db, actor, input, tell, call }) {
    if (input.receiptId === input.sameAs) refuse({ says: 'expenses.oneReceipt' })
    const twins = await twinsToStay(db, actor, input)
    await lock(db, { expenseReceipt: [input.receiptId, ...twins] })
    const before = await receiptToChange(db, changedBy(actor), input.receiptId)
    if (before.setAsideAt) refuse({ says: 'expenses.receiptSetAside', number: before.number })
    mustBeAsSeen(before, input.version)
    await mustStay(db, actor, twins, input)
    await refuseIfUsed(db, actor, before)
    await unmatch(db, before)
    await save(db, 'expenseReceipt', before, {
      setAsideAt: now().toString(),
      setAsideBy: actor.id,
      setAsideWhy: input.why,
    })
    tell({
      ...about(before),
      says: 'expenses.said.receiptSetAside',
      params: { number: before.number, why: input.why },
    })
    return shownNow(db, before.id, call)
  },
})

export const takeBack = change({
  right: rightsToEdit,
  summary:
    'Take back a receipt that was set aside; one taken apart is whole again and its parts are set aside instead.',
  rest: 'POST /expenses/receipts/{receiptId}/take-back',
  idempotent: true,
  input: z.object({ receiptId: id, version: VersionSeen }),
  output: receiptShape,
  async do({ db, actor, input, tell, call }) {
    const homes = await keepHomesOf(db, [input.receiptId])
    const before = await receiptToChange(db, changedBy(actor), input.receiptId)
    if (!before.setAsideAt) refuse({ says: 'expenses.receiptNotSetAside', number: before.number })
    mustBeAsSeen(before, input.version)
    const teamId = await homeOf(db, homes, before)
    await save(db, 'expenseReceipt', before, { ...notAside, teamId })
    await putTogether({ db, actor, tell }, before)
    await matchAwaited(db, before, tell)
    const hasMoved = teamId !== before.teamId
    tell({ ...about({ ...before, teamId }), hasMoved, says: 'expenses.said.receiptTakenBack' })
    return shownNow(db, before.id, call)
  },
})

interface Same {
  receiptId: string
  sameAs?: string | null | undefined
}

/** The receipts of which one is to stay where another is set aside as the same. */
async function twinsToStay(db: Db, actor: Actor, { receiptId, sameAs }: Same): Promise<string[]> {
  if (sameAs === undefined) return []
  return sameAs === null ? hiddenTwins(db, actor, receiptId) : [sameAs]
}

/** Refuses to set a receipt aside as the same as one that is aside itself: nobody would claim the purchase. Both are held. */
async function mustStay(db: Db, actor: Actor, ids: readonly string[], { sameAs }: Same): Promise<void> {
  if (sameAs === undefined) return
  const twins = (await Promise.all(ids.map((twin) => anyReceiptToChange(db, twin)))).filter(
    (twin) => twin !== undefined,
  )
  if (twins.some((twin) => !twin.setAsideAt && (sameAs === null || inScope(seenBy(actor), twin)))) return
  if (sameAs === null) refuse({ says: 'expenses.sameOfColleagueAside' })
  const [twin] = twins
  if (!twin || !inScope(seenBy(actor), twin)) absent({ says: 'expenses.noSuchReceipt' })
  refuse({ says: 'expenses.sameIsAside', number: twin.number, record: twin.id })
}

function mustBeAsSeen(receipt: ReceiptRow, seen: number | undefined): void {
  const { id, number } = receipt
  refuseUnlessSeen(receipt, seen, { reason: { says: 'expenses.receiptIsNow', number }, now: { id, number } })
}
