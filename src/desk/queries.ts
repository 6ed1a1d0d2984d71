import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from '#core/actor.ts'
import type { Db, Tables } from '#core/database.ts'
import type { Day } from '#core/days.ts'
import type { FoundItem, WaitingItem } from '#core/desk-items.ts'
import { readableEvents } from '#core/event-scope.ts'
import { readLocked } from '#core/locked.ts'
import type { Param } from '#core/refusal.ts'
import { officeToday } from '#office/public.ts'
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

/** Whose desk a job stands on: of who asked for it, else of who does the duty now, for whom it is left. */
const ownedBy = (actor: Actor, day: Day) => (eb: Jobs) => eb.or([askedBy(actor)(eb), leftTo(actor, day)(eb)])

type Jobs = ExpressionBuilder<Tables, 'job'>

/** Asked for by the member, who may still read what has become of its record: one rule with the history. */
const askedBy = (actor: Actor) => (eb: Jobs) =>
  eb.and([eb('askedBy', '=', actor.id), eb.or([eb.not(eb.exists(lastOf(eb))), isLast(eb, readableEvents(actor))])])

/**
 * Asked for by nobody who is still here and still does the duty: of its team, department or, as with what is the office's,
 * of those who administer it.
 */
const leftTo = (actor: Actor, day: Day) => (eb: Jobs) => {
  const isMyTeam =
    actor.teams.expenses.length > 0 ? [isLast(eb, (last) => last('teamId', 'in', actor.teams.expenses))] : []
  const { combine } = actor.departments
  const isMyDepartment = combine.length > 0 ? [isLast(eb, (last) => last('departmentId', 'in', combine))] : []
  const isOffice = isLast(eb, (last) =>
    last.or([
      last('teamId', 'is', null).and('departmentId', 'is', null),
      last.fn<boolean>('starts_with', ['operation', last.val('office.')]),
    ]),
  )
  const ways = [
    ...(actor.rights.has('expenses.see') ? [...isMyTeam, ...isMyDepartment] : []),
    ...(actor.rights.has('office.administer') ? [eb.or([eb.not(eb.exists(lastOf(eb))), isOffice])] : []),
  ]
  return eb.and([eb.or(ways), eb.not(eb.exists(askerAtIt(eb, day)))])
}

/** Who asked for it, if he is still here and the record is still his, of a duty of his, or of the office he administers. */
function askerAtIt(eb: Jobs, day: Day) {
  return eb
    .selectFrom('member')
    .select('member.id')
    .whereRef('member.id', '=', 'job.askedBy')
    .where('member.deactivatedAt', 'is', null)
    .where(sql<boolean>`(
      not exists (select from event where event.records @> array[job.record_id] and event.record_id = job.record_id)
      or exists (
        select from (select * from event where event.records @> array[job.record_id] and event.record_id = job.record_id order by event.seq desc limit 1) as last
        left join team on team.id = last.team_id
        where last.member_id = member.id
          or (starts_with(last.operation, 'office.') and 'administrator' = any(member.roles))
          or exists (
            select from duty_assignment as line
            where line.member_id = member.id and line.duty = any(last.open_to)
              and line.from_day <= ${day} and (line.to_day is null or line.to_day >= ${day})
              and (line.team_id = last.team_id or line.department_id in (team.department_id, last.department_id))
          )
      )
    )`)
}

/** What was told last of a job's record: it names whose the record is now. */
function lastOf(eb: Jobs) {
  return eb
    .selectFrom('event')
    .selectAll()
    .where(sql<boolean>`event.records @> array[job.record_id]`)
    .whereRef('event.recordId', '=', 'job.recordId')
    .orderBy('seq', 'desc')
    .limit(1)
}

function isLast(eb: Jobs, is: (last: ExpressionBuilder<Tables, 'event'>) => Expression<SqlBool>) {
  return eb.exists(
    eb
      .selectFrom(lastOf(eb).as('event'))
      .select('event.id')
      .where(is as never),
  )
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
    .orderBy('member.name')
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

export interface HistoryFilter {
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
