import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { Tables } from './database.ts'
import { chartRoles, readingRoles, seeingRights, termsOf } from './duty.ts'
import type { ChartRole } from './rights.ts'
import type { Concerned } from './told.ts'

/** Whether an event is held back, as a column of `event`. */
export const isHeld = sql<boolean>`exists (select from event_held where event_held.event_id = event.id)`

/** Whose the records of an event have become, as a column of `event`. */
export const goneTo = sql<Concerned['goneTo']>`(
  select coalesce(jsonb_agg(jsonb_build_object('memberId', member_id, 'teamId', team_id)), '[]')
  from moved_record where record_id = any (event.records)
)`

/**
 * Whether the caller may read an event: exactly when its record is his to open. That is his own, of a team or department
 * that a role of his opens, or the whole office's; an administrator reads all of what is the office's and no duty's.
 * Acting on behalf of somebody opens nothing more: neither his account nor what he has in a team that is another's to prepare.
 * How work stands hears who asked for it, as long as he may read of its record, held back or not.
 */
export function mayReadEvent(actor: Actor, event: Concerned): boolean {
  const { operation, memberId, teamId, departmentId, isHeld, goneTo, work } = event
  if (work) return work.askedBy === actor.id && (!work.last || mayReadEvent(actor, { ...work.last, isHeld: false }))
  if (closedDuties(actor).some((duty) => operation.startsWith(`${duty}.`))) return false
  if (actor.rights.has('office.administer') && operation.startsWith('office.')) return true
  if (!goneTo.every((place) => opens(actor, place))) return false
  const isOwn = memberId === actor.id && !actor.behalf
  if (isOwn || (!memberId && !teamId && !departmentId)) return true
  const openTo = isHeld ? event.openTo.filter((role) => termsOf(role).works) : event.openTo
  return openTo.some(
    (role) =>
      (teamId !== null && actor.teams[role].includes(teamId)) ||
      (departmentId !== null && actor.departments[role].includes(departmentId)),
  )
}

/** Whether a record that has become this person's, or this team's, is the caller's to open. */
function opens(actor: Actor, { memberId, teamId }: { memberId: string | null; teamId: string }): boolean {
  const isOwn = memberId === actor.id && !actor.behalf
  return isOwn || readingRoles().some((role) => actor.teams[role].includes(teamId))
}

/** The same as a condition: nothing that the event names has gone where the caller does not open it. */
function nothingGone(actor: Actor) {
  const teamIds = readingRoles().flatMap((role) => actor.teams[role])
  const ownId = actor.behalf ? null : actor.id
  return sql<boolean>`not exists (
    select from moved_record where record_id = any (event.records)
      and team_id <> all (${teamIds}::uuid[]) and coalesce(moved_record.member_id <> ${ownId}::uuid, true)
  )`
}

/** Those records of an event that he who may read it may also open by what it says of them. */
export function openRecords(
  actor: Actor,
  event: Concerned & { records: string[]; departmentRecords?: readonly string[] },
): string[] {
  const { records, departmentRecords = [], departmentId, openTo } = event
  const isOfDepartment = openTo.some((role) => departmentId !== null && actor.departments[role].includes(departmentId))
  return isOfDepartment ? records : records.filter((id) => !departmentRecords.includes(id))
}

/** Whether what happened may have changed what anybody may: people, places, duties, sessions and keys are the office's. */
export function mayChangeRights({ operation }: Pick<Concerned, 'operation'>): boolean {
  return operation.startsWith('office.')
}

/** The same rule as a condition on the rows of `event`; `evenHeld` asks only whether their records are his to open. */
export function readableEvents(actor: Actor, { evenHeld = false } = {}) {
  return (eb: ExpressionBuilder<Tables, 'event'>): Expression<SqlBool> => {
    const begins = (duty: string) => eb.fn<boolean>('starts_with', ['operation', eb.val(`${duty}.`)])
    const isOpenTo = (role: ChartRole) =>
      evenHeld || termsOf(role).works
        ? sql<boolean>`open_to @> array[${role}]`
        : sql<boolean>`(open_to @> array[${role}] and not ${isHeld})`
    const ways = [
      ...(actor.behalf ? [] : [eb('memberId', '=', actor.id)]),
      eb.and([eb('memberId', 'is', null), eb('teamId', 'is', null), eb('departmentId', 'is', null)]),
      ...chartRoles().flatMap((role) => [
        ...(actor.teams[role].length > 0 ? [eb.and([eb('teamId', 'in', actor.teams[role]), isOpenTo(role)])] : []),
        ...(actor.departments[role].length > 0
          ? [eb.and([eb('departmentId', 'in', actor.departments[role]), isOpenTo(role)])]
          : []),
      ]),
      ...(actor.rights.has('office.administer') ? [begins('office')] : []),
    ]
    return eb.and([eb.or(ways), nothingGone(actor), ...closedDuties(actor).map((duty) => eb.not(begins(duty)))])
  }
}

/** The duties whose records the caller may not see at all. */
function closedDuties(actor: Actor): string[] {
  return seeingRights().flatMap(([duty, right]) => (actor.rights.has(right) ? [] : [duty]))
}
