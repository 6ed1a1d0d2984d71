import type { Actor } from '#core/actor.ts'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { readAllLocked, save } from '#core/locked.ts'
import type { Changing } from '#core/operation.ts'
import { refuse } from '#core/refusal.ts'
import type { Right } from '#core/rights.ts'
import { refuseUnlessSeen } from '#core/stale.ts'
import { type ExpectedInRound, expectedOf, type LockedExpected } from '../queries/expected.ts'

/** Waits no longer for what a person was to send in a round: his month is claimed elsewhere. */
export async function expectNoLonger(
  { db, actor, tell }: Pick<Changing<Right, unknown>, 'db' | 'tell'> & { actor: Actor },
  { roundId, teamId, memberId }: { roundId: string; teamId: string; memberId: string },
): Promise<void> {
  const read = () => expectedOf(db, [roundId], memberId)
  const ids = (await read()).map(({ id }) => id)
  const waiting = (await readAllLocked(db, 'expenseExpectedReceipt', ids, read)).filter(
    (item) => item.state === 'waiting',
  )
  await save(db, 'expenseExpectedReceipt', waiting, {
    state: 'notNeeded',
    settledBy: actor.id,
    settledAt: now().toString(),
  })
  for (const item of waiting)
    tell({
      ...aboutExpected({ ...item, teamId }),
      says: 'expenses.said.expected.notNeeded',
      params: { what: item.what },
      changes: { state: ['waiting', 'notNeeded'] },
    })
}

/** Refuses, where no version is told, to settle or open anew what another has said of it: that it is missing, or which receipt it is. */
export function mustBeFree(item: ExpectedInRound, receipt: { id: string } | null, by: string): void {
  const { id, what, state } = item
  if (
    state === 'waiting' ||
    item.settledBy === null ||
    item.settledBy === by ||
    (receipt && item.receiptId === receipt.id)
  )
    return
  refuse({ says: 'expenses.expectedIsNow', what, state, record: id }, { now: { id, what, state } })
}

/** Refuses what was decided about an expected receipt of which something else has become meanwhile. */
export function mustBeAsSeen(item: ExpectedInRound, seen: number | undefined): void {
  const { id, what, state, expectedOn, cents } = item
  const reason =
    state !== 'waiting'
      ? { says: 'expenses.expectedIsNow', what, state }
      : expectedOn
        ? { says: 'expenses.expectedBy', what, day: expectedOn }
        : { says: 'expenses.expectedSomeDay', what }
  refuseUnlessSeen(item, seen, { reason, now: { id, what, state, expectedOn, cents } })
}

/** Sets what became of an expected receipt; `settledBy` null and state received means Talka matched it. */
export async function settle(
  db: Db,
  item: LockedExpected,
  set: { state: ExpectedInRound['state']; reason: string | null; receiptId: string | null; settledBy: string | null },
): Promise<void> {
  const settledAt = set.state === 'waiting' ? null : now().toString()
  await save(db, 'expenseExpectedReceipt', item, { ...set, settledAt })
}

/** Where in the history stands what is told of an expected receipt. */
export function aboutExpected(item: Pick<ExpectedInRound, 'id' | 'roundId' | 'memberId' | 'teamId'>) {
  return {
    record: ['expectedReceipt', item.id] as const,
    also: [item.roundId],
    memberId: item.memberId,
    teamId: item.teamId,
  }
}
