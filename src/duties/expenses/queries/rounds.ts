import { sql } from 'kysely'
import type { Scope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { keepAsIs, type Locked, readLocked } from '#core/locked.ts'
import { absent } from '#core/refusal.ts'

const roundFields = [
  'expenseRound.id',
  'expenseRound.number',
  'expenseRound.teamId',
  'team.name as teamName',
  // In which its days begin and end, whoever looks on.
  'branch.timeZone',
  'expenseRound.month',
  'expenseRound.dueDay',
  'expenseRound.remindEveryDays',
  'expenseRound.nextReminderAt',
  'expenseRound.openedBy',
  'expenseRound.openedAt',
  'expenseRound.closedBy',
  'expenseRound.closedAt',
  'expenseRound.version',
] as const

function roundsWithTeam(db: Db) {
  return db
    .selectFrom('expenseRound')
    .innerJoin('team', 'team.id', 'expenseRound.teamId')
    .innerJoin('branch', 'branch.id', 'team.branchId')
    .select(roundFields)
}

export type Round = NonNullable<Awaited<ReturnType<typeof roundById>>>

/** A round whoever asks: for jobs and links, which have no caller. */
export function roundById(db: Db, id: string) {
  return roundsWithTeam(db).where('expenseRound.id', '=', id).executeTakeFirst()
}

/** A round of the scope's teams, or of the person's own; absent otherwise. */
export async function roundIn(db: Db, scope: Scope, id: string, ownTeamIds: readonly string[] = []): Promise<Round> {
  const round = await roundById(db, id)
  const seen = round && [...scope.teamIds, ...ownTeamIds].includes(round.teamId)
  return seen ? round : absent({ says: 'expenses.noSuchRound' })
}

export type LockedRound = Locked<'expenseRound', Round>

/** The same for a change of it, or of what all its people share. */
export function roundToChange(db: Db, scope: Scope, id: string): Promise<LockedRound> {
  return readLocked(db, 'expenseRound', id, () => roundIn(db, scope, id))
}

/** The same for what is added to it: it is neither closed nor changed meanwhile. */
export async function roundToAddTo(
  db: Db,
  scope: Scope,
  id: string,
  ownTeamIds: readonly string[] = [],
): Promise<Round> {
  await keepAsIs(db, { expenseRound: [id] })
  return roundIn(db, scope, id, ownTeamIds)
}

/** Rounds of the scope's teams and the person's own. */
export function roundsIn(
  db: Db,
  scope: Scope,
  {
    ownTeamIds,
    teamId,
    month,
    open,
  }: {
    ownTeamIds: readonly string[]
    teamId?: string | undefined
    month?: string | undefined
    open?: boolean | undefined
  },
) {
  return roundsWithTeam(db)
    .where('expenseRound.teamId', 'in', [scope.memberId, ...scope.teamIds, ...ownTeamIds])
    .$if(teamId !== undefined, (query) => query.where('expenseRound.teamId', '=', teamId!))
    .$if(month !== undefined, (query) => query.where('expenseRound.month', '=', month!))
    .$if(open !== undefined, (query) => query.where('expenseRound.closedAt', open ? 'is' : 'is not', null))
}

/** The newest of these that are open. */
export function openRoundsIn(
  db: Db,
  scope: Scope,
  { ownTeamIds, most }: { ownTeamIds: readonly string[]; most: number },
) {
  return roundsIn(db, scope, { ownTeamIds, open: true })
    .orderBy('expenseRound.month', 'desc')
    .orderBy('expenseRound.id', 'desc')
    .limit(most)
    .execute()
}

/** The latest round of a team, before a month if given. */
export function lastRoundOf(db: Db, teamId: string, before?: string) {
  let query = roundsWithTeam(db).where('expenseRound.teamId', '=', teamId).orderBy('expenseRound.month', 'desc')
  if (before) query = query.where('expenseRound.month', '<', before)
  return query.limit(1).executeTakeFirst()
}

/** The newest round of a team that is still collecting. */
export function openRoundOf(db: Db, teamId: string) {
  return roundsWithTeam(db)
    .where('expenseRound.teamId', '=', teamId)
    .where('expenseRound.closedAt', 'is', null)
    .orderBy('expenseRound.month', 'desc')
    .limit(1)
    .executeTakeFirst()
}

// A receipt tells something when it is still to be read or says how much, of the year before its month at the earliest.
const isUsable = sql<boolean>`(reading_state in ('waiting', 'reading') or total_cents is not null)
  and coalesce(spent_on >= expense_round.month - interval '1 year', true)`

/** How many receipts of each person lie in the rounds, those set aside left out. */
export function receiptCounts(db: Db, roundIds: readonly string[]) {
  return db
    .selectFrom('expenseReceipt')
    .innerJoin('expenseRound', 'expenseRound.id', 'expenseReceipt.roundId')
    .select(({ fn }) => [
      'roundId',
      'memberId',
      fn.countAll<number>().as('receipts'),
      fn.countAll<number>().filterWhere(isUsable).as('usable'),
      fn.countAll<number>().filterWhere('readingState', 'in', ['waiting', 'reading']).as('unread'),
      fn.countAll<number>().filterWhere('readingState', '=', 'failed').as('failed'),
    ])
    .where('roundId', 'in', roundIds)
    .where('memberId', 'is not', null)
    .where('setAsideAt', 'is', null)
    .groupBy(['roundId', 'memberId'])
    .execute()
}

/** How often each person of the rounds was asked, and when last. */
export function askedCounts(db: Db, roundIds: readonly string[]) {
  return db
    .selectFrom('expenseReminder')
    .distinctOn(['roundId', 'memberId'])
    .select(({ fn }) => [
      'roundId',
      'memberId',
      'way as lastWay',
      'mailState as lastMailState',
      'at as lastAt',
      fn
        .countAll<number>()
        .over((over) => over.partitionBy(['roundId', 'memberId']))
        .as('times'),
    ])
    .where('roundId', 'in', roundIds)
    .orderBy('roundId')
    .orderBy('memberId')
    .orderBy('at', 'desc')
    .execute()
}

/** The reports that the round's people have for its month. */
export function reportsOfMonth(db: Db, memberIds: readonly string[], firstDay: string) {
  if (memberIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('expenseReport')
    .select(['id', 'number', 'memberId', 'teamId'])
    .where('memberId', 'in', memberIds)
    .where('month', '=', firstDay)
    .execute()
}

/** Of which months of these rounds whose report is signed. */
export function signedIn(db: Db, rounds: readonly { month: string }[]) {
  const months = [...new Set(rounds.map((round) => round.month))]
  return db
    .selectFrom('expenseReport')
    .select(['memberId', 'month'])
    .where('month', 'in', months)
    .where('approvedAt', 'is not', null)
    .execute()
}
