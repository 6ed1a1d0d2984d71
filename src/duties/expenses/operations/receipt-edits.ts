import * as z from 'zod'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { changesBetween } from '#core/events.ts'
import { keepAsIs, lock, save } from '#core/locked.ts'
import { change } from '#core/operation.ts'
import { refuse } from '#core/refusal.ts'
import { eachOnce, listOf, whole } from '#core/shapes.ts'
import { given, refuseStale } from '#core/stale.ts'
import { factsToChange, type ReceiptRow, receiptToChange } from '../queries/receipts.ts'
import { roundToAddTo } from '../queries/rounds.ts'
import { changedBy, ownTeamsOf, personIn, refuseNaming } from '../queries/whose.ts'
import { rightsToEdit } from '../rules/editing.ts'
import { cents, currency, day, id, line, vat, version } from '../rules/shapes.ts'
import { matchAwaited, unmatch } from '../steps/match-awaited.ts'
import { homeOf, keepHomesOf, mustBeOpenTeam } from '../steps/open-teams.ts'
import { about, keepingTwins, refuseIfSigned, refuseIfUsed, reportShowing, shownNow } from '../steps/receipt-change.ts'
import { receiptShape } from '../views/receipt.ts'

const fields = {
  merchant: line.nullable().describe('The seller’s name.'),
  spentOn: day.nullable(),
  totalCents: cents.nullable(),
  currency: currency.nullable(),
  vat: vat.describe('The VAT inside the amount, rate by rate.'),
}

export const changeReceipt = change({
  right: rightsToEdit,
  summary:
    'Correct what was read: merchant, day, total, currency, VAT. An edit of an older version is refused field by field.',
  rest: 'PATCH /expenses/receipts/{receiptId}',
  idempotent: true,
  input: z
    .object({ receiptId: id, version, ...fields })
    .partial()
    .required({ receiptId: true, version: true }),
  output: receiptShape,
  async do({ db, actor, input, tell, call }) {
    const { receiptId, version: edited, ...set } = input
    const before = await factsToChange(db, changedBy(actor), receiptId)
    refuseStale(before, edited, set)
    await refuseIfSigned(db, actor, before)
    const { vat, ...plain } = given(set)
    const next = { ...plain, ...(vat ? { vat: JSON.stringify(vat) } : {}) }
    await keepingTwins(db, before, () => save(db, 'expenseReceipt', before, next))
    await matchAwaited(db, before, tell)
    tell({ ...about(before), says: 'expenses.said.receiptChanged', changes: changesBetween(before, set) })
    return shownNow(db, receiptId, call)
  },
})

export const checkReceipt = change({
  right: rightsToEdit,
  summary: 'Say that a receipt’s fields are right as they stand, or take that back.',
  rest: 'POST /expenses/receipts/{receiptId}/check',
  idempotent: true,
  input: z.object({
    receiptId: id,
    version: version.describe('The version that was looked at; an older one is refused.'),
    checked: z.boolean().default(true).describe('False takes it back.'),
  }),
  output: receiptShape,
  async do({ db, actor, input, tell, call }) {
    const before = await receiptToChange(db, changedBy(actor), input.receiptId)
    const { id, number } = before
    refuseStale(before, input.version, {}, { reason: { says: 'expenses.receiptIsNow', number }, now: { id, number } })
    const stamp = input.checked
      ? { checkedBy: actor.id, checkedAt: now().toString() }
      : { checkedBy: null, checkedAt: null }
    await save(db, 'expenseReceipt', before, stamp)
    tell({
      ...about(before),
      says: input.checked ? 'expenses.said.receiptChecked' : 'expenses.said.receiptUnchecked',
    })
    return shownNow(db, before.id, call)
  },
})

export const attribute = change({
  right: 'expenses.prepare',
  summary: 'Say whose receipts these are, and of which round; without a person they go to the tray.',
  rest: 'POST /expenses/receipts/attribute',
  idempotent: true,
  input: z.object({
    receipts: eachOnce(
      z
        .array(z.object({ receiptId: id, version }))
        .min(1)
        .max(200),
      (one) => one.receiptId,
    ).describe('Which, each with the version that was looked at.'),
    memberId: id.nullable(),
    roundId: id.nullable().optional(),
  }),
  output: listOf(receiptShape),
  async do({ db, actor, input, tell, call }) {
    const scope = changedBy(actor)
    const person = input.memberId ? await personIn(db, scope, input.memberId) : null
    const ids = input.receipts.map(({ receiptId }) => receiptId)
    if (person) await keepAsIs(db, { team: [person.teamId] })
    const homes = person ? null : await keepHomesOf(db, ids, actor.teams['expenses.prepare'])
    const round = input.roundId ? await roundToAddTo(db, scope, input.roundId, await ownTeamsOf(db, actor)) : null
    if (person && round && round.teamId !== person.teamId)
      refuse({ says: 'expenses.notOfTeam', name: person.name, team: round.teamName })
    if (person) await mustBeOpenTeam(db, person.teamId)
    await lock(db, { expenseReceipt: ids })
    for (const { receiptId, version: edited } of input.receipts) {
      const before = await receiptToChange(db, scope, receiptId)
      if (before.version !== edited)
        refuse({ says: 'expenses.receiptChanged', number: before.number, record: receiptId })
      await refuseIfUsed(db, actor, before)
      await unmatch(db, before)
      const teamId = person?.teamId ?? (await homeOf(db, homes!, before))
      const roundId = await roundFor(db, { person, teamId, asked: input.roundId, before })
      await save(db, 'expenseReceipt', before, { memberId: person?.id ?? null, teamId, roundId })
      await matchAwaited(db, before, tell)
      tell({
        ...about({ ...before, teamId, memberId: person?.id ?? null }),
        hasMoved: teamId !== before.teamId || (person?.id ?? null) !== before.memberId,
        also: [before.roundId, roundId],
        says: person ? 'expenses.said.receiptAttributed' : 'expenses.said.receiptToTray',
        params: { number: before.number, name: person?.name ?? '' },
        changes: changesBetween(before, { memberId: person?.id ?? null, roundId }),
      })
    }
    return whole(await Promise.all(input.receipts.map(({ receiptId }) => shownNow(db, receiptId, call))))
  },
})

export const readAgain = change({
  right: rightsToEdit,
  summary: 'Read a receipt again; what people have typed stays.',
  rest: 'POST /expenses/receipts/{receiptId}/read-again',
  input: z.object({ receiptId: id }),
  output: receiptShape,
  async do({ db, actor, input, tell, queue, call }) {
    const before = await factsToChange(db, changedBy(actor), input.receiptId)
    const report = await reportShowing(db, before)
    if (report) refuseNaming(actor, report, { says: 'expenses.receiptShown', number: before.number })
    const readingJob = await queue({
      task: 'expenses.readReceipt',
      payload: { receiptId: before.id },
      says: 'expenses.job.reading',
      params: { file: before.fileName },
      recordId: before.id,
    })
    await save(db, 'expenseReceipt', before, { readingJob, readingState: 'waiting', trouble: null })
    tell({ ...about(before), says: 'expenses.said.receiptReadAgain' })
    return shownNow(db, before.id, call)
  },
})

// A receipt keeps its round when it stays with its team; else it joins the round asked for, or the open one.
async function roundFor(
  db: Db,
  {
    person,
    teamId,
    asked,
    before,
  }: { person: { id: string } | null; teamId: string; asked: string | null | undefined; before: ReceiptRow },
): Promise<string | null> {
  if (asked !== undefined) return asked
  if (!person) return null
  if (before.roundId && before.roundTeamId === teamId) return before.roundId
  const open = await db
    .selectFrom('expenseRound')
    .select('id')
    .where('teamId', '=', teamId)
    .where('closedAt', 'is', null)
    .orderBy('month', 'desc')
    .limit(1)
    .executeTakeFirst()
  return open?.id ?? null
}
