import { sql } from 'kysely'
import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { FoundItem, WaitingItem } from '#core/desk-items.ts'
import { readableEvents } from '#core/event-scope.ts'
import { readLocked } from '#core/locked.ts'
import type { Param } from '#core/refusal.ts'
import { inNameOrder, officeToday } from '#office/public.ts'
import { askedBy, leftTo, ownedBy } from './queries/job-hands.ts'
import { likeAnywhere } from './rules.ts'

const jobColumns = [
  'id',
  'task',
  'says',
  'params',
  'askedBy',
  'recordId',
  'state',
  'done',
  'total',
  'failure',
  'result',
  'attempts',
  'nextTryAt',
  'askedAt',
  'endedAt',
] as const

/** Jobs the member asked for and those that failed on his desk, newest first; only open and failed ones unless `all`. */
export async function jobsOf(db: Db, actor: Actor, { all, recordId, limit }: JobFilter) {
  const day = await officeToday(db)
  return db
    .selectFrom('job')
    .select(jobColumns)
    .where((eb) => eb.or([askedBy(actor)(eb), eb.and([eb('state', '=', 'failed'), leftTo(actor, day)(eb)])]))
    .where('dismissedAt', 'is', null)
    .$if(!all, (query) => query.where('state', 'in', ['waiting', 'running', 'failed']))
    .$if(recordId !== undefined, (query) => query.where('recordId', '=', recordId!))
    .orderBy('askedAt', 'desc')
    .limit(limit)
    .execute()
}

interface JobFilter {
  all: boolean
  recordId: string | undefined
  limit: number
}

/** A job of the member's desk. */
export async function jobOf(db: Db, actor: Actor, id: string) {
  const owned = ownedBy(actor, await officeToday(db))
  return db.selectFrom('job').select(jobColumns).where('id', '=', id).where(owned).executeTakeFirst()
}

/** A job of the member's desk with what it was to do, for a change, unless it was taken off. */
export async function jobToChange(db: Db, actor: Actor, id: string) {
  const owned = ownedBy(actor, await officeToday(db))
  return readLocked(db, 'job', id, () =>
    db
      .selectFrom('job')
      .select(['id', 'task', 'payload', 'askedBy', 'state', 'recordId', 'says', 'params'])
      .where('id', '=', id)
      .where(owned)
      .where('dismissedAt', 'is', null)
      .executeTakeFirst(),
  )
}

/** What finally failed and stands on the member's desk. */
export async function failedJobsOf(db: Db, actor: Actor): Promise<WaitingItem[]> {
  const owned = ownedBy(actor, await officeToday(db))
  const rows = await db
    .selectFrom('job')
    .select(['id', 'failure', 'askedAt', 'endedAt', 'recordId'])
    .where(owned)
    .where('state', '=', 'failed')
    .where('dismissedAt', 'is', null)
    .orderBy('askedAt')
    .limit(200)
    .execute()
  return rows.map(({ id, failure, askedAt, endedAt, recordId }) => {
    const { says, ...params } = (failure ?? { says: 'core.jobFailed', reference: id }) as Record<string, Param>
    return {
      key: `job:${id}`,
      duty: 'desk',
      says: String(says),
      params,
      since: endedAt ?? askedAt,
      due: null,
      urgency: 2,
      link: '/',
      recordId: recordId ?? id,
    }
  })
}

/** Colleagues by a part of their name or e-mail, accents and case left aside. */
export async function searchPeople(db: Db, _actor: Actor, text: string, limit: number): Promise<FoundItem[]> {
  const rows = await db
    .selectFrom('member')
    .leftJoin('team', 'team.id', 'member.teamId')
    .select(['member.id', 'member.name', 'member.email', 'team.name as team'])
    .where('member.search', 'like', sql<string>`talka_ext.plain(${likeAnywhere(text)})`)
    .where('member.deactivatedAt', 'is', null)
    .orderBy(inNameOrder('member.name'))
    .limit(limit)
    .execute()
  return rows.map(({ id, name, email, team }) => ({
    id,
    kind: 'desk.kind.person',
    title: name,
    detail: [team, email].filter(Boolean).join(' · '),
    path: `/office/people?member=${id}`,
  }))
}

interface HistoryFilter {
  recordId?: string | undefined
  personId?: string | undefined
  teamId?: string | undefined
  /** A whole operation or the beginning of its name. */
  operation?: string | undefined
  /** Instants, the second one not included. */
  from?: string | undefined
  until?: string | undefined
  /** `seq` of the last event already shown. */
  after?: [seq: number] | undefined
  limit: number
}

/** Events of records the caller may open, newest first. */
export function eventsFor(db: Db, actor: Actor, filter: HistoryFilter) {
  const { recordId, personId, teamId, operation, from, until, after, limit } = filter
  return db
    .selectFrom('event')
    .select([
      'id',
      'seq',
      'at',
      'actorId',
      'actorName',
      'behalfId',
      'behalfName',
      'operation',
      'recordType',
      'recordId',
    ])
    .select(['memberId', 'teamId', 'says', 'params', 'changes'])
    .where(readableEvents(actor))
    .$if(recordId !== undefined, (query) => query.where(sql<boolean>`records @> array[${recordId}::uuid]`))
    .$if(personId !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('actorId', '=', personId!), eb('behalfId', '=', personId!), eb('memberId', '=', personId!)]),
      ),
    )
    .$if(teamId !== undefined, (query) => query.where('teamId', '=', teamId!))
    .$if(operation !== undefined, (query) =>
      query.where((eb) => eb.fn<boolean>('starts_with', ['operation', eb.val(operation!)])),
    )
    .$if(from !== undefined, (query) => query.where('at', '>=', from!))
    .$if(until !== undefined, (query) => query.where('at', '<', until!))
    .$if(after !== undefined, (query) => query.where('seq', '<', after![0]))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
}
