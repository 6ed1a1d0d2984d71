import { type Actor, inScope, selfOf } from '#core/actor.ts'
import { now, today } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { addDays } from '#core/days.ts'
import type { WaitingItem } from '#core/desk-items.ts'
import { type BoardPerson, boardsOf } from './board.ts'
import { pairsIn } from './duplicates.ts'
import { currentProcedure } from './procedure.ts'
import { openRoundsIn, type Round } from './rounds.ts'
import { duplicatesLink, failedMails, looseReceipts, roundsToOpen, uninformedPeople } from './waiting-loose.ts'
import { changedBy, ownTeamsOf } from './whose.ts'

/** What the first half of the walk puts on the desk: read the procedure, send receipts, ask for them, sort, decide, open a round. */
export async function waitingOfReceipts(db: Db, actor: Actor): Promise<WaitingItem[]> {
  const lists = await Promise.all([
    procedureToConfirm(db, actor),
    procedureToPublish(db, actor),
    receiptsToSend(db, actor),
    receiptsToAskFor(db, actor),
    looseReceipts(db, actor),
    duplicatesToDecide(db, actor),
    roundsToOpen(db, actor),
    uninformedPeople(db, actor),
    failedMails(db, actor),
  ])
  return lists.flat()
}

async function procedureToConfirm(db: Db, actor: Actor): Promise<WaitingItem[]> {
  if (!actor.rights.has('expenses.claim') || actor.behalf) return []
  const current = await currentProcedure(db)
  if (!current) return []
  const proof = await db
    .selectFrom('expenseProcedureProof')
    .select('memberId')
    .where('versionId', '=', current.id)
    .where('memberId', '=', actor.id)
    .executeTakeFirst()
  if (proof) return []
  return [
    {
      key: `expenses.procedure:${current.id}`,
      duty: 'expenses',
      says: 'expenses.waiting.procedure',
      params: { number: current.number },
      since: current.publishedAt!,
      due: null,
      urgency: 2,
      link: '/my',
      recordId: current.id,
    },
  ]
}

async function procedureToPublish(db: Db, actor: Actor): Promise<WaitingItem[]> {
  if (!actor.rights.has('expenses.publish') || (await currentProcedure(db))) return []
  const draft = await db
    .selectFrom('expenseProcedureVersion')
    .select(['id', 'draftedAt'])
    .where('publishedAt', 'is', null)
    .executeTakeFirst()
  if (!draft) return []
  return [
    {
      key: `expenses.publish:${draft.id}`,
      duty: 'expenses',
      says: 'expenses.waiting.publish',
      params: {},
      since: draft.draftedAt,
      due: null,
      urgency: 1,
      link: '/expenses/procedure',
      recordId: draft.id,
    },
  ]
}

async function receiptsToSend(db: Db, actor: Actor): Promise<WaitingItem[]> {
  if (!actor.rights.has('expenses.claim')) return []
  const scope = changedBy(actor)
  const ownTeamIds = await ownTeamsOf(db, actor)
  const rounds = (await openRoundsIn(db, scope, { ownTeamIds, most: 13 })).filter((round) =>
    ownTeamIds.includes(round.teamId),
  )
  const boards = await boardsOf(db, rounds, scope)
  return rounds.flatMap((round) => {
    const me = boards.get(round.id)?.find((person) => person.memberId === selfOf(actor).id)
    const missing = me?.expected.filter((item) => item.state === 'waiting') ?? []
    if (missing.length === 0) return []
    return [
      {
        ...ofRound(round),
        key: `expenses.send:${round.id}`,
        says: 'expenses.waiting.myMissing',
        params: { month: round.month, count: missing.length, ...named(missing) },
        link: '/my',
        ...(actor.behalf && { memberId: actor.behalf.id, memberName: actor.behalf.name }),
      },
    ]
  })
}

async function receiptsToAskFor(db: Db, actor: Actor): Promise<WaitingItem[]> {
  if (!actor.rights.has('expenses.prepare')) return []
  const scope = changedBy(actor)
  const rounds = (await openRoundsIn(db, scope, { ownTeamIds: [], most: 101 })).filter((round) =>
    scope.teamIds.includes(round.teamId),
  )
  const boards = await boardsOf(db, rounds, scope)
  return rounds.flatMap((round) =>
    (boards.get(round.id) ?? [])
      .filter((person) => person.isActive && !person.isComplete)
      .map((person) => ({
        ...ofRound(round),
        ...aboutPerson(round, person),
        memberId: person.memberId,
        memberName: person.name,
      })),
  )
}

function aboutPerson(round: Round, person: BoardPerson) {
  const missing = person.expected.filter((item) => item.state === 'waiting')
  const { name, asked } = person
  const link = `/expenses/rounds/${round.id}?person=${person.memberId}`
  const key = `expenses.ask:${round.id}:${person.memberId}`
  if (missing.length === 0)
    return {
      key,
      link,
      says: 'expenses.waiting.nothingYet',
      params: { name, month: round.month, asked: asked.times },
    }
  const total = person.counts.waiting + person.counts.received
  const params = {
    name,
    received: person.counts.received,
    total,
    ...named(missing),
    asked: asked.times,
  }
  return { key, link, says: 'expenses.waiting.person', params }
}

/** Late counts most, the days before the due day as soon. */
function ofRound(round: Round) {
  const day = today(round.timeZone)
  const urgency = round.dueDay < day ? 3 : round.dueDay <= addDays(day, 2) ? 2 : 1
  return {
    duty: 'expenses',
    since: round.openedAt,
    due: round.dueDay,
    urgency: urgency as 1 | 2 | 3,
    recordId: round.id,
  }
}

async function duplicatesToDecide(db: Db, actor: Actor): Promise<WaitingItem[]> {
  if (!actor.rights.has('expenses.prepare')) return []
  const scope = changedBy(actor)
  const pairs = await pairsIn(db, scope, {
    limit: 100,
    since: now()
      .subtract({ hours: 24 * 100 })
      .toString(),
  })
  const [first] = pairs
  if (!first) return []
  const ids = pairs.map(({ otherId }) => otherId)
  const pair = await db
    .selectFrom('expenseReceipt')
    .select(['id', 'memberId', 'teamId'])
    .where('id', 'in', [first.oneId, first.otherId])
    .execute()
  const { since } = await db
    .selectFrom('expenseReceipt')
    .select((eb) => eb.fn.min('receivedAt').as('since'))
    .where('id', 'in', ids)
    .executeTakeFirstOrThrow()
  return [
    {
      key: 'expenses.duplicates',
      duty: 'expenses',
      says: 'expenses.waiting.duplicates',
      params: { count: pairs.length },
      since,
      due: null,
      urgency: 1,
      link: duplicatesLink,
      recordId: pair.find((one) => inScope(scope, one))?.id ?? first.oneId,
    },
  ]
}

/** The first three by name, and how many more there are. */
function named(items: readonly { what: string }[]) {
  return { what: items.slice(0, 3).map((item) => item.what), more: Math.max(0, items.length - 3) }
}
