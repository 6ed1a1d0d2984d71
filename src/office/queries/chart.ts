import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import type { Day } from '#core/days.ts'
import type { PlaceKind } from '#core/duty.ts'
import { type Locked, readAllLocked, readLocked } from '#core/locked.ts'
import type { ChartRole } from '#core/rights.ts'
import { inNameOrder } from './name-order.ts'
import { holdOffice } from './office.ts'

/** The chart's lines with their people. */
function lines(db: Db) {
  return db
    .selectFrom('dutyAssignment as line')
    .innerJoin('member', 'member.id', 'line.memberId')
    .select([
      'line.id',
      'line.role',
      'line.memberId',
      'member.name as memberName',
      'line.teamId',
      'line.departmentId',
      'line.branchId',
      'line.placeId',
      'line.fromDay',
      'line.toDay',
      'line.coversId',
      'line.version',
    ])
}

/** All lines of the chart that begin by a day, with their people; a chart of many years has some hundreds. */
export function linesUntil(db: Db, day: Day) {
  return lines(db).where('line.fromDay', '<=', day).orderBy('line.fromDay').orderBy('line.id').execute()
}

/** One line with its person and place, for a change. */
export async function lineToChange(db: Db, id: string) {
  await holdOffice(db)
  return readLocked(db, 'dutyAssignment', id, () => lineOf(db, id))
}

/** One line with its person and place. */
function lineOf(db: Db, id: string) {
  return lines(db).where('line.id', '=', id).executeTakeFirst()
}

export type Line = NonNullable<Awaited<ReturnType<typeof lineOf>>>
export type LockedLine = Locked<'dutyAssignment', Line>

/** The covers of some lines for a change, the first one first. */
export function coversOf(db: Db, lineIds: readonly string[]): Promise<LockedLine[]> {
  return linesToChange(db, () =>
    lines(db).where('line.coversId', 'in', lineIds).orderBy('line.fromDay').orderBy('line.id').execute(),
  )
}

/** A member's lines that go on after a day, for a change. */
export function linesAfter(db: Db, memberId: string, day: Day): Promise<LockedLine[]> {
  return linesToChange(db, () =>
    lines(db)
      .where('line.memberId', '=', memberId)
      .where((eb) => eb.or([eb('line.toDay', 'is', null), eb('line.toDay', '>', day)]))
      .orderBy('line.id')
      .execute(),
  )
}

async function linesToChange<Row extends { id: string }>(db: Db, read: () => Promise<Row[]>) {
  await holdOffice(db)
  const ids = (await read()).map(({ id }) => id)
  return readAllLocked(db, 'dutyAssignment', ids, read)
}

/** A line by which a member already has the role for the place on some of the days; covers do not count. */
export function sameRoleAlready(
  db: Db,
  line: { role: ChartRole; memberId: string; placeId: string; fromDay: Day; toDay: Day | null },
  butId?: string,
) {
  return db
    .selectFrom('dutyAssignment')
    .select(['id', 'fromDay', 'toDay'])
    .where('role', '=', line.role)
    .where('memberId', '=', line.memberId)
    .where('placeId', '=', line.placeId)
    .where('coversId', 'is', null)
    .$if(butId !== undefined, (query) => query.where('id', '!=', butId!))
    .$if(line.toDay !== null, (query) => query.where('fromDay', '<=', line.toDay!))
    .where((eb) => eb.or([eb('toDay', 'is', null), eb('toDay', '>=', line.fromDay)]))
    .executeTakeFirst()
}

/** The places that the chart may have roles for, each kind by name; one that sells and is open needs those that are needed. */
export async function placesOfChart(db: Db): Promise<PlaceOfChart[]> {
  const teams = db
    .selectFrom('team')
    .innerJoin('department', 'department.id', 'team.departmentId')
    .select((eb) => [
      eb.val<PlaceKind>('team').as('kind'),
      'team.id',
      'team.name',
      'department.name as departmentName',
      sql<boolean>`department.sales and department.closed_at is null and team.closed_at is null`.as('sells'),
      sql<boolean>`team.closed_at is not null`.as('closed'),
    ])
  const departments = db
    .selectFrom('department')
    .select((eb) => [
      eb.val<PlaceKind>('department').as('kind'),
      'id',
      'name',
      'name as departmentName',
      sql<boolean>`sales and closed_at is null`.as('sells'),
      sql<boolean>`closed_at is not null`.as('closed'),
    ])
  const branches = db
    .selectFrom('branch')
    .select((eb) => [
      eb.val<PlaceKind>('branch').as('kind'),
      'id',
      'name',
      eb.val('').as('departmentName'),
      sql<boolean>`closed_at is null`.as('sells'),
      sql<boolean>`closed_at is not null`.as('closed'),
    ])
  return db
    .selectFrom(teams.unionAll(departments).unionAll(branches).as('place'))
    .selectAll()
    .orderBy(inNameOrder('name'))
    .orderBy('id')
    .execute()
}

interface PlaceOfChart {
  kind: PlaceKind
  id: string
  name: string
  departmentName: string
  /** Open, and of sales where its kind tells. */
  sells: boolean
  closed: boolean
}
