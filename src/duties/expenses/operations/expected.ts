import * as z from 'zod'
import { type Actor, inScope, type Scope, selfOf } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { changesBetween } from '#core/events.ts'
import { newId } from '#core/ids.ts'
import { type Locked, save } from '#core/locked.ts'
import { change } from '#core/operation.ts'
import { absent, invalid, refuse } from '#core/refusal.ts'
import { VersionSeen } from '#core/shapes.ts'
import { refuseStale } from '#core/stale.ts'
import {
  type ExpectedInRound,
  expectedById,
  expectedInRound,
  expectedToChange,
  type LockedExpected,
} from '../queries/expected.ts'
import { expectedBy, receiptToChange } from '../queries/receipts.ts'
import { roundToAddTo } from '../queries/rounds.ts'
import { openCategory } from '../queries/settings.ts'
import { changedBy, ownTeamsOf, personIn, refuseIfClosed } from '../queries/whose.ts'
import { rightsToEdit } from '../rules/editing.ts'
import { cents, day, id, line, reason, version } from '../rules/shapes.ts'
import { aboutExpected, mustBeAsSeen, mustBeFree, settle } from '../steps/expected.ts'
import { expectedShape } from '../views/expected.ts'

const fields = {
  what: line.describe('Its name, such as “Hotel Kaunas”.'),
  categoryId: id.nullable(),
  recurring: z.boolean().describe('Expected again in the next round.'),
  expectedOn: day.nullable(),
  cents: cents.min(1).nullable(),
}

export const addExpected = change({
  right: rightsToEdit,
  summary: 'Add a receipt that somebody will have to send in this round; a salesperson adds his own.',
  rest: 'POST /expenses/rounds/{roundId}/expected',
  input: z
    .object({ roundId: id, memberId: id, ...fields })
    .partial()
    .required({ roundId: true, memberId: true, what: true }),
  output: expectedShape,
  async do({ db, actor, input, tell }) {
    const scope = changedBy(actor)
    const round = await roundToAddTo(db, scope, input.roundId, await ownTeamsOf(db, actor))
    const person = await personIn(db, scope, input.memberId, round.month)
    if (person.teamId !== round.teamId) refuse({ says: 'expenses.notOfTeam', name: person.name, team: round.teamName })
    refuseIfClosed(actor, round)
    if (input.categoryId) await openCategory(db, input.categoryId)
    const expectedId = newId()
    await db
      .insertInto('expenseExpectedReceipt')
      .values({
        categoryId: null,
        expectedOn: null,
        cents: null,
        ...input,
        id: expectedId,
        source: person.id === selfOf(actor).id ? 'salesperson' : 'assistant',
        receiptId: null,
        reason: null,
        settledBy: null,
        settledAt: null,
        addedBy: actor.id,
      })
      .execute()
    tell({
      record: ['expectedReceipt', expectedId],
      also: [round.id],
      says: 'expenses.said.expectedAdded',
      params: { what: input.what, name: person.name, number: round.number },
      memberId: person.id,
      teamId: round.teamId,
    })
    return expectedById(db, expectedId)
  },
})

export const changeExpected = change({
  right: rightsToEdit,
  summary: 'Change what is expected: its name, category, day, amount, whether it recurs.',
  rest: 'PATCH /expenses/expected/{expectedId}',
  idempotent: true,
  input: z
    .object({ expectedId: id.describe('Id of the expected receipt.'), version, ...fields })
    .partial()
    .required({ expectedId: true, version: true }),
  output: expectedShape,
  async do({ db, actor, input, tell }) {
    const { expectedId, version: edited, ...set } = input
    const before = await changeable(db, actor, expectedId)
    refuseStale(before, edited, set)
    if (set.categoryId) await openCategory(db, set.categoryId)
    await save(db, 'expenseExpectedReceipt', before, set)
    tell({
      ...aboutExpected(before),
      says: 'expenses.said.expectedChanged',
      params: { what: before.what },
      changes: changesBetween(before, set),
    })
    return expectedById(db, expectedId)
  },
})

export const settleExpected = change({
  right: rightsToEdit,
  summary: 'Declare an expected receipt missing (with the reason) or not needed, or wait for it again.',
  rest: 'POST /expenses/expected/{expectedId}/settle',
  idempotent: true,
  input: z.object({
    expectedId: id.describe('Id of the expected receipt.'),
    version,
    state: z.enum(['missing', 'notNeeded', 'waiting']).describe('What it is from now on.'),
    reason: reason.optional().describe('Why it is missing.'),
  }),
  output: expectedShape,
  async do({ db, actor, input, tell }) {
    const before = await changeable(db, actor, input.expectedId)
    mustBeAsSeen(before, input.version)
    if (input.state === 'missing' && !input.reason)
      invalid('reason', { says: 'expenses.missingNeedsReason', what: before.what })
    const isOpen = input.state === 'waiting'
    await settle(db, before, {
      state: input.state,
      reason: isOpen ? null : (input.reason ?? null),
      receiptId: null,
      settledBy: isOpen ? null : actor.id,
    })
    tell({
      ...aboutExpected(before),
      says: `expenses.said.expected.${input.state}`,
      params: { what: before.what, reason: input.reason ?? '' },
      changes: { state: [before.state, input.state] },
    })
    return expectedById(db, before.id)
  },
})

export const matchExpected = change({
  right: rightsToEdit,
  summary: 'Say which receipt an expected one is; without a receipt the match is undone.',
  rest: 'POST /expenses/expected/{expectedId}/match',
  idempotent: true,
  input: z.object({
    expectedId: id.describe('Id of the expected receipt.'),
    version: VersionSeen,
    receiptId: id.nullable(),
  }),
  output: expectedShape,
  async do({ db, actor, input, tell }) {
    const { memberId } = visible(actor, await expectedInRound(db, input.expectedId))
    const receipt = input.receiptId ? await receiptOf(db, changedBy(actor), memberId, input.receiptId) : null
    const before = await changeable(db, actor, input.expectedId)
    mustBeAsSeen(before, input.version)
    if (input.version === undefined) mustBeFree(before, receipt, actor.id)
    if (receipt) await refuseMatchedOtherwise(db, receipt, before)
    await settle(db, before, {
      state: receipt ? 'received' : 'waiting',
      reason: null,
      receiptId: receipt?.id ?? null,
      settledBy: receipt ? actor.id : null,
    })
    if (receipt && !receipt.roundId) await save(db, 'expenseReceipt', receipt, { roundId: before.roundId })
    tell({
      ...aboutExpected(before),
      also: [before.roundId, receipt?.id ?? before.receiptId],
      says: receipt ? 'expenses.said.expectedMatched' : 'expenses.said.expectedUnmatched',
      params: { what: before.what, number: receipt?.number ?? before.receiptNumber ?? '' },
    })
    return expectedById(db, before.id)
  },
})

async function changeable(db: Db, actor: Actor, expectedId: string): Promise<LockedExpected> {
  return visible(actor, await expectedToChange(db, expectedId))
}

function visible<Row extends ExpectedInRound>(actor: Actor, row: Row | undefined): Row {
  return row && inScope(changedBy(actor), row) ? row : absent({ says: 'expenses.noSuchExpected' })
}

async function receiptOf(db: Db, scope: Scope, memberId: string, receiptId: string) {
  const row = await receiptToChange(db, scope, receiptId)
  if (row.memberId !== memberId) absent({ says: 'expenses.noSuchReceipt' })
  if (row.setAsideAt) refuse({ says: 'expenses.receiptSetAside', number: row.number })
  return row
}

/** A receipt is one expected receipt: the second would look as if it had come too. */
async function refuseMatchedOtherwise(
  db: Db,
  receipt: Locked<'expenseReceipt', { id: string; number: string }>,
  item: ExpectedInRound,
) {
  const other = (await expectedBy(db, receipt.id)).find(({ id }) => id !== item.id)
  if (other) refuse({ says: 'expenses.receiptMatched', number: receipt.number, what: other.what })
}
