import * as z from 'zod'
import { inScope } from '#core/actor.ts'
import { now } from '#core/clock.ts'
import { lock } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import { Instant } from '#core/shapes.ts'
import { pairsIn, pairsToldApart } from '../queries/duplicates.ts'
import { restingShown } from '../queries/figures.ts'
import { anyReceiptToChange, receiptById } from '../queries/receipts.ts'
import { changedBy, seenBy } from '../queries/whose.ts'
import { likelySame } from '../rules/likely-same.ts'
import { id, why } from '../rules/shapes.ts'
import { isSeenWith, receiptShape, shownReceipt } from './receipt-shapes.ts'

const pairShape = z.object({
  likeness: z.enum(['samePicture', 'samePurchase', 'sameOfAnother']).nullable(),
  one: receiptShape,
  /** Null: a colleague's whom you may not see. */
  other: receiptShape.nullable(),
  otherId: id,
  toldApart: z.object({ why: z.string(), byName: z.string(), at: Instant }).nullable(),
})

export const duplicates = read({
  right: 'expenses.see',
  summary:
    'Pairs of receipts that are likely one purchase, side by side, also with a colleague’s; with `decided`, those told apart.',
  rest: 'GET /expenses/duplicates',
  input: z.object({
    decided: z.boolean().default(false).describe('Those told apart instead of the open ones.'),
    limit: z.int().min(1).max(100).default(50).describe('How many at most.'),
  }),
  output: z.array(pairShape),
  async do({ db, actor, input, call }) {
    const scope = seenBy(actor)
    const told = input.decided ? await pairsToldApart(db, scope, input.limit) : []
    const open = input.decided
      ? []
      : await pairsIn(db, scope, {
          limit: input.limit,
          since: now()
            .subtract({ hours: 24 * 400 })
            .toString(),
        })
    const pairs = [
      ...open.map((pair) => ({ ...pair, toldApart: null })),
      ...told.map(({ oneId, otherId, ...toldApart }) => ({ oneId, otherId, toldApart })),
    ]
    const resting = await restingShown(db, actor)
    const shown = await Promise.all(
      pairs.map(async ({ oneId, otherId, toldApart }) => {
        const pair = await Promise.all([receiptById(db, oneId, resting), receiptById(db, otherId, resting)])
        const [one, other] = pair[0] && inScope(scope, pair[0]) ? pair : pair.toReversed()
        if (!one || !other) return []
        const likeness = likelySame(one, other)
        const shown = inScope(scope, other) ? shownReceipt(other, call.language) : null
        return [{ likeness, one: shownReceipt(one, call.language), other: shown, otherId: other.id, toldApart }]
      }),
    )
    return shown.flat()
  },
})

export const toldApart = change({
  right: 'expenses.see',
  summary:
    'Say that two receipts are of two purchases, and why. One of a colleague whom you may not see is meant by its id.',
  rest: 'POST /expenses/duplicates/told-apart',
  idempotent: true,
  input: z.object({ oneId: id, otherId: id, why: why.describe('How they differ.') }),
  output: z.object({ oneId: id, otherId: id }),
  async do({ db, actor, input, tell }) {
    if (input.oneId === input.otherId) refuse({ says: 'expenses.collect.oneReceipt' })
    const [oneId, otherId] = [input.oneId, input.otherId].sort() as [string, string]
    const scope = changedBy(actor)
    await lock(db, { receipt: [oneId, otherId] })
    const [one, other] = [await anyReceiptToChange(db, oneId), await anyReceiptToChange(db, otherId)]
    const isMine = one !== undefined && inScope(scope, one)
    const isTwin = other !== undefined && inScope(scope, other)
    // Beyond the scope only what was shown as alike is there.
    const isShown = one?.memberId && other?.memberId && likelySame(one, other)
    if (!one || !other || !(isMine || isTwin) || !((isMine && isTwin) || isShown))
      absent({ says: 'expenses.collect.noSuchReceipt' })
    const [mine, twin] = isMine ? [one, other] : [other, one]
    if (mine.memberId !== twin.memberId && !actor.teams.expenses.includes(mine.teamId))
      refuse({ says: 'expenses.collect.apartByAssistant' })
    await db
      .insertInto('receiptToldApart')
      .values({ oneId, otherId, byId: actor.id, at: now().toString(), why: input.why })
      .onConflict((oc) => oc.columns(['oneId', 'otherId']).doNothing())
      .execute()
    const isSeen = isSeenWith(twin, mine)
    tell({
      record: ['receipt', mine.id],
      also: [isSeen ? twin.id : null, mine.roundId],
      says: isSeen ? 'expenses.collect.said.toldApart' : 'expenses.collect.said.toldApartFromAnothers',
      params: { number: mine.number, other: isSeen ? twin.number : '', why: input.why },
      memberId: mine.memberId,
      teamId: mine.teamId,
    })
    return { oneId, otherId }
  },
})
