import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from '#core/actor.ts'
import type { Tables } from '#core/database.ts'
import type { Day } from '#core/days.ts'
import { dutyOf, termsOf, workingRoles } from '#core/duty.ts'
import { readableEvents } from '#core/event-scope.ts'
import type { ChartRole } from '#core/rights.ts'

type Jobs = ExpressionBuilder<Tables, 'job'>

/** Whose desk a job stands on: of who asked for it, else of who does the duty now, for whom it is left. */
export const ownedBy = (actor: Actor, day: Day) => (eb: Jobs) => eb.or([askedBy(actor)(eb), leftTo(actor, day)(eb)])

/** Asked for by the member, who may still read what has become of its record: one rule with the history. */
export const askedBy = (actor: Actor) => (eb: Jobs) =>
  eb.and([
    eb('askedBy', '=', actor.id),
    eb.or([eb.not(eb.exists(lastOf(eb))), isLast(eb, readableEvents(actor, { evenHeld: true }))]),
  ])

/**
 * Asked for by nobody who is still here and still does the duty: of its team, department or, as with what is the office's,
 * of those who administer it.
 */
export const leftTo = (actor: Actor, day: Day) => (eb: Jobs) => {
  const isMine = workingRoles().flatMap((role) => isAtPlacesOf(eb, role, actor))
  const isOffice = isLast(eb, (last) =>
    last.or([
      last('teamId', 'is', null).and('departmentId', 'is', null),
      last.fn<boolean>('starts_with', ['operation', last.val('office.')]),
    ]),
  )
  const ways = [
    ...isMine,
    ...(actor.rights.has('office.administer') ? [eb.or([eb.not(eb.exists(lastOf(eb))), isOffice])] : []),
  ]
  return eb.and([eb.or(ways), eb.not(eb.exists(askerAtIt(eb, day)))])
}

/** Of the duty that the caller does by this role, and of a place that he does it for. */
function isAtPlacesOf(eb: Jobs, role: ChartRole, actor: Actor) {
  const { place } = termsOf(role)
  if (place === 'branch') return []
  const [column, ids] =
    place === 'team' ? (['teamId', actor.teams[role]] as const) : (['departmentId', actor.departments[role]] as const)
  if (ids.length === 0) return []
  const ofDuty = `${dutyOf(role)}.`
  return [
    isLast(eb, (last) => last(column, 'in', ids).and(last.fn<boolean>('starts_with', ['operation', last.val(ofDuty)]))),
  ]
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
            where line.member_id = member.id and line.role = any(last.open_to)
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
