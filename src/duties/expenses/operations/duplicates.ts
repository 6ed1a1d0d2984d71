import * as z from 'zod'
import { type Actor, inScope } from '#core/actor.ts'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { lock } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import { Instant, listOf, whole } from '#core/shapes.ts'
import type { Told } from '#core/told.ts'
import { pairsIn, pairsToldApart } from '../queries/duplicates.ts'
import { restingShown } from '../queries/figures.ts'
import { hiddenTwins } from '../queries/hidden-twins.ts'
import { anyReceiptToChange, receiptById } from '../queries/receipts.ts'
import { changedBy, seenBy } from '../queries/whose.ts'
import { rightsToEdit } from '../rules/editing.ts'
import { likelySame } from '../rules/likely-same.ts'
import { id, why } from '../rules/shapes.ts'
import { isSeenWith, receiptShape, shownReceipt } from '../views/receipt.ts'

const pairShape = z
  .object({
    likeness: z.enum(['samePicture', 'samePurchase', 'sameOfAnother']).nullable(),
    one: receiptShape,
    /** Null: one or more of colleagues whom you may not see. */
    other: receiptShape.nullable(),
    otherId: id.nullable(),
    toldApart: z.object({ why: z.string(), byName: z.string(), at: Instant }).nullable(),
  })
  .meta({ title: 'LikelyTwins' })

export const duplicates = read({
  right: 'expenses.see',
  summary:
    'Pairs of receipts that are likely one purchase, side by side, also with a colleague’s; with `decided`, those told apart.',
  rest: 'GET /expenses/duplicates',
  input: z.object({
    decided: z.boolean().default(false).describe('Those told apart instead of the open ones.'),
    limit: z.int().min(1).max(100).default(50).describe('How many at most.'),
  }),
  output: listOf(pairShape),
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
        const seen = inScope(scope, other) ? shownReceipt(other, call) : null
        return [{ likeness, one: shownReceipt(one, call), other: seen, otherId: seen?.id ?? null, toldApart }]
      }),
    )
    return whole(withOneHidden(shown.flat()))
  },
})

export const toldApart = change({
  right: rightsToEdit,
  summary:
    'Say that two receipts are of two purchases, and why. Without the other’s id, of those of colleagues whom you may not see.',
  rest: 'POST /expenses/duplicates/told-apart',
  idempotent: true,
  input: z.object({
    oneId: id.describe('Id of one of the two receipts.'),
    otherId: id.nullable().describe('Null: all that look the same and are of colleagues whom you may not see.'),
    why: why.describe('How they differ.'),
  }),
  output: z.object({ oneId: id, otherId: id.nullable() }),
  async do({ db, actor, input, tell }) {
    const { oneId, why } = input
    if (oneId === input.otherId) refuse({ says: 'expenses.oneReceipt' })
    const otherIds = input.otherId ? [input.otherId] : await hiddenTwins(db, actor, oneId)
    await lock(db, { expenseReceipt: [oneId, ...otherIds] })
    const pairs: Awaited<ReturnType<typeof pairToTell>>[] = []
    for (const otherId of otherIds)
      pairs.push(await pairToTell(db, actor, { oneId, otherId, isHidden: !input.otherId }))
    const [first] = pairs
    if (!first) absent({ says: 'expenses.noSuchReceipt' })
    const at = now().toString()
    const noted = await db
      .insertInto('expenseReceiptToldApart')
      .values(otherIds.map((otherId) => ({ ...inOrder(oneId, otherId), byId: actor.id, at, why })))
      .onConflict((oc) => oc.columns(['oneId', 'otherId']).doNothing())
      .returning('oneId')
      .execute()
    if (noted.length === 0) refuse({ says: 'expenses.alreadyApart' })
    tell(saidApart(first, why))
    return { oneId, otherId: input.otherId }
  },
})

type Pair = z.infer<typeof pairShape>

/** However many of colleagues one may not see are alike: one learns that there are some. */
function withOneHidden(pairs: readonly Pair[]): Pair[] {
  const isFirst = ({ one, toldApart }: Pair, at: number) =>
    pairs.findIndex((pair) => !pair.other && pair.one.id === one.id && pair.toldApart?.at === toldApart?.at) === at
  return pairs.filter((pair, at) => pair.other || isFirst(pair, at))
}

/** Two receipts, held: one that the caller may change, and its twin. Absent where he is not shown both as alike. */
async function pairToTell(
  db: Db,
  actor: Actor,
  { oneId, otherId, isHidden }: { oneId: string; otherId: string; isHidden: boolean },
) {
  const [scope, seen] = [changedBy(actor), seenBy(actor)]
  const [one, other] = [await anyReceiptToChange(db, oneId), await anyReceiptToChange(db, otherId)]
  const isMine = one !== undefined && inScope(scope, one)
  const isTwin = other !== undefined && inScope(scope, other)
  const isAlike = one?.memberId && other?.memberId && likelySame(one, other)
  const isShown = isAlike && (isHidden || (inScope(seen, one) && inScope(seen, other)))
  if (!one || !other || !(isMine || isTwin) || !((isMine && isTwin) || isShown))
    absent({ says: 'expenses.noSuchReceipt' })
  const [mine, twin] = isMine ? [one, other] : [other, one]
  const isAssistant = !actor.behalf && actor.teams['expenses.prepare'].includes(mine.teamId)
  if (mine.memberId !== twin.memberId && !isAssistant) refuse({ says: 'expenses.apartByAssistant' })
  return { mine, twin }
}

/** The two as the table keeps them. */
function inOrder(...ids: [string, string]) {
  const [oneId, otherId] = ids.sort() as [string, string]
  return { oneId, otherId }
}

function saidApart({ mine, twin }: Awaited<ReturnType<typeof pairToTell>>, why: string): Told {
  const isSeen = isSeenWith(twin, mine)
  return {
    record: ['receipt', mine.id],
    also: [isSeen ? twin.id : null, mine.roundId],
    says: isSeen ? 'expenses.said.toldApart' : 'expenses.said.toldApartFromAnothers',
    params: { number: mine.number, other: isSeen ? twin.number : '', why },
    memberId: mine.memberId,
    teamId: mine.teamId,
  }
}
