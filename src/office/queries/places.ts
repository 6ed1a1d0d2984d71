import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import { readLocked } from '#core/locked.ts'
import { inNameOrder } from './name-order.ts'
import { branchOf, departmentOf, holdOffice, teams } from './office.ts'

/** All branches, open ones first and headquarters on top, with how many people and open teams belong to each. */
export function branchesWithCounts(db: Db) {
  return db
    .selectFrom('branch')
    .select(['id', 'name', 'headquarters', 'country', 'region', 'timeZone', 'currency', 'version', 'closedAt'])
    .select((eb) => [
      eb
        .selectFrom('member')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('member.branchId', '=', 'branch.id')
        .where('member.deactivatedAt', 'is', null)
        .as('members'),
      eb
        .selectFrom('team')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('team.branchId', '=', 'branch.id')
        .where('team.closedAt', 'is', null)
        .as('teams'),
    ])
    .$narrowType<{ members: number; teams: number }>()
    .orderBy(sql`closed_at is not null`)
    .orderBy('headquarters', 'desc')
    .orderBy(inNameOrder('name'))
    .orderBy('id')
    .execute()
}

/** All departments, open ones first, with how many people and open teams belong to each. */
export function departmentsWithCounts(db: Db) {
  return db
    .selectFrom('department')
    .select(['id', 'name', 'sales', 'version', 'closedAt'])
    .select((eb) => [
      eb
        .selectFrom('member')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('member.departmentId', '=', 'department.id')
        .where('member.deactivatedAt', 'is', null)
        .as('members'),
      eb
        .selectFrom('team')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('team.departmentId', '=', 'department.id')
        .where('team.closedAt', 'is', null)
        .as('teams'),
    ])
    .$narrowType<{ members: number; teams: number }>()
    .orderBy(sql`closed_at is not null`)
    .orderBy('sales', 'desc')
    .orderBy(inNameOrder('name'))
    .orderBy('id')
    .execute()
}

/** All teams, open ones first, with department, branch and how many people work in each. */
export function teamsWithCounts(db: Db) {
  return teams(db)
    .select((eb) =>
      eb
        .selectFrom('member')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('member.teamId', '=', 'team.id')
        .where('member.deactivatedAt', 'is', null)
        .as('members'),
    )
    .$narrowType<{ members: number }>()
    .orderBy(sql`team.closed_at is not null`)
    .orderBy(inNameOrder('team.name'))
    .orderBy('team.id')
    .execute()
}

export async function branchToChange(db: Db, id: string) {
  await holdOffice(db)
  return readLocked(db, 'branch', id, () => branchOf(db, id))
}

export async function departmentToChange(db: Db, id: string) {
  await holdOffice(db)
  return readLocked(db, 'department', id, () => departmentOf(db, id))
}

export async function teamToChange(db: Db, id: string) {
  await holdOffice(db)
  return readLocked(db, 'team', id, () =>
    db
      .selectFrom('team')
      .select(['id', 'name', 'departmentId', 'branchId', 'version', 'closedAt'])
      .where('id', '=', id)
      .executeTakeFirst(),
  )
}

/** What keeps a branch open: people, open teams, duties that go on after the day. */
export async function restOfBranch(db: Db, id: string, day: string) {
  return {
    members: await membersAt(db, 'branchId', id),
    teams: await openTeamsAt(db, 'branchId', id),
    duties: await dutiesAfter(db, 'branchId', id, day),
  }
}

/** What keeps a department open: people, open teams, duties that go on after the day. */
export async function restOfDepartment(db: Db, id: string, day: string) {
  return {
    members: await membersAt(db, 'departmentId', id),
    teams: await openTeamsAt(db, 'departmentId', id),
    duties: await dutiesAfter(db, 'departmentId', id, day),
  }
}

/** What keeps a team open: people and duties that go on after the day. */
export async function restOfTeam(db: Db, id: string, day: string) {
  return { members: await membersAt(db, 'teamId', id), duties: await dutiesAfter(db, 'teamId', id, day) }
}

async function membersAt(db: Db, place: 'branchId' | 'departmentId' | 'teamId', id: string): Promise<number> {
  const { n } = await db
    .selectFrom('member')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where(place, '=', id)
    .where('deactivatedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return n
}

async function openTeamsAt(db: Db, place: 'branchId' | 'departmentId', id: string): Promise<number> {
  const { n } = await db
    .selectFrom('team')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where(place, '=', id)
    .where('closedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return n
}

async function dutiesAfter(
  db: Db,
  place: 'branchId' | 'departmentId' | 'teamId',
  id: string,
  day: string,
): Promise<number> {
  const { n } = await db
    .selectFrom('dutyAssignment')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where(place, '=', id)
    .where((eb) => eb.or([eb('toDay', 'is', null), eb('toDay', '>', day)]))
    .executeTakeFirstOrThrow()
  return n
}

/** A place as it is to be called; `departmentId` for a team, whose name is its department's own. */
export interface PlaceToName {
  kind: 'branch' | 'department' | 'team'
  name: string
  id?: string
  departmentId?: string
}

/** Another open place of the kind that has the name already, whatever its capitals. */
export function openPlaceCalled(db: Db, { kind, name, id, departmentId }: PlaceToName) {
  return db
    .selectFrom(kind)
    .select(['id', 'name'])
    .where(({ eb, fn, val }) => eb(fn<string>('lower', ['name']), '=', fn<string>('lower', [val(name)])))
    .where('closedAt', 'is', null)
    .$if(id !== undefined, (query) => query.where('id', '!=', id!))
    .$if(departmentId !== undefined, (query) => query.where(sql.ref('departmentId'), '=', departmentId!))
    .executeTakeFirst()
}
