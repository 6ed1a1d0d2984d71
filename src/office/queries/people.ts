import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import { readAllLocked, readLocked } from '#core/locked.ts'
import type { ChartRole } from '#core/rights.ts'
import { inNameOrder } from './name-order.ts'
import { holdOffice } from './office.ts'

const memberFields = [
  'member.id',
  'member.name',
  'member.email',
  'member.phone',
  'member.language',
  'member.roles',
  'member.departmentId',
  'member.branchId',
  'member.teamId',
  'member.deactivatedAt',
  'member.createdAt',
  'member.version',
] as const

export type Member = NonNullable<Awaited<ReturnType<typeof memberOf>>>

/** A member with what he is; undefined when there is none. */
export function memberOf(db: Db, id: string) {
  return db.selectFrom('member').select(memberFields).where('id', '=', id).executeTakeFirst()
}

/** The same for a change that an administrator makes. */
export async function memberToChange(db: Db, id: string) {
  await holdOffice(db)
  return oneselfToChange(db, id)
}

/** The same for what concerns only how this one member comes in: passwords, links, keys. */
export function oneselfToChange(db: Db, id: string) {
  return readLocked(db, 'member', id, () => memberOf(db, id))
}

/** All people of a team for a change, those who have left too. */
export async function peopleOfTeamToChange(db: Db, teamId: string) {
  await holdOffice(db)
  const read = () => db.selectFrom('member').select(['id']).where('teamId', '=', teamId).execute()
  const ids = (await read()).map(({ id }) => id)
  return readAllLocked(db, 'member', ids, read)
}

/** Whether the member exists and has not been deactivated. */
export async function isStillHere(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('member')
    .select('id')
    .where('id', '=', id)
    .where('deactivatedAt', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** The members of some teams who work here now, by name. */
export function membersOfTeams(db: Db, teamIds: readonly string[]) {
  return db
    .selectFrom('member')
    .select(memberFields)
    .where('teamId', 'in', teamIds.length > 0 ? teamIds : [nobody])
    .where('deactivatedAt', 'is', null)
    .orderBy(inNameOrder('name'))
    .orderBy('id')
    .execute()
}

/** The salespeople of some teams who work here now, by name. */
export async function salespeopleOfTeams(db: Db, teamIds: readonly string[]): Promise<Member[]> {
  return (await membersOfTeams(db, teamIds)).filter((member) => member.roles.includes('salesperson'))
}

/** Those who administer the office now; while the office is held, no other leaves. */
export function administratorsOf(db: Db) {
  return db
    .selectFrom('member')
    .select(['id', 'name'])
    .where(sql<boolean>`'administrator' = any(roles)`)
    .where('deactivatedAt', 'is', null)
    .orderBy('id')
    .execute()
}

/** Whether anybody works here at all; an office without members waits for its set-up. */
export async function hasMembers(db: Db): Promise<boolean> {
  return (await db.selectFrom('member').select('id').limit(1).executeTakeFirst()) !== undefined
}

/**
 * The lines of the duty chart of one member, with the teams that a role for a department counts for: closed ones too, whose
 * past stays. A role for a team ends with it.
 */
export function chartOf(db: Db, memberId: string, day: string) {
  return db
    .selectFrom('dutyAssignment as line')
    .leftJoin('team', 'team.departmentId', 'line.departmentId')
    .leftJoin('team as own', 'own.id', 'line.teamId')
    .select([
      'line.role',
      'line.fromDay',
      'line.toDay',
      'line.departmentId',
      'line.teamId',
      'line.branchId',
      'team.id as teamOfDepartment',
    ])
    .where('line.memberId', '=', memberId)
    .where('own.closedAt', 'is', null)
    .where('line.fromDay', '<=', day)
    .where((eb) => eb.or([eb('line.toDay', 'is', null), eb('line.toDay', '>=', day)]))
    .execute()
}

/** Who has a role for a team on a day, by name: those of its department count for it, covers too. */
export function assistantsOf(db: Db, role: ChartRole, teamId: string, day: string) {
  return db
    .selectFrom('dutyAssignment as line')
    .innerJoin('member', 'member.id', 'line.memberId')
    .innerJoin('team', (join) =>
      join
        .on('team.id', '=', teamId)
        .on((eb) =>
          eb.or([eb('line.teamId', '=', eb.ref('team.id')), eb('line.departmentId', '=', eb.ref('team.departmentId'))]),
        ),
    )
    .select(memberFields)
    .groupBy('member.id')
    .where('line.role', '=', role)
    .where('line.fromDay', '<=', day)
    .where((eb) => eb.or([eb('line.toDay', 'is', null), eb('line.toDay', '>=', day)]))
    .where('member.deactivatedAt', 'is', null)
    .orderBy(inNameOrder('member.name'))
    .orderBy('member.id')
    .execute()
}

/** Who has a role for a department on a day, by name; covers too. */
export function doersOn(db: Db, role: ChartRole, departmentId: string, day: string) {
  return db
    .selectFrom('dutyAssignment as line')
    .innerJoin('member', 'member.id', 'line.memberId')
    .select(['member.id', 'member.name'])
    .groupBy('member.id')
    .where('line.role', '=', role)
    .where('line.departmentId', '=', departmentId)
    .where('line.fromDay', '<=', day)
    .where((eb) => eb.or([eb('line.toDay', 'is', null), eb('line.toDay', '>=', day)]))
    .where('member.deactivatedAt', 'is', null)
    .orderBy(inNameOrder('member.name'))
    .orderBy('member.id')
    .execute()
}

/** An id that no record has. */
export const nobody = '00000000-0000-0000-0000-000000000000'
