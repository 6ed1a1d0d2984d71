import type { ChartDuty } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { Day } from '#core/days.ts'
import { type Locked, readAllLocked, readLocked } from '#core/locked.ts'
import { inNameOrder } from './name-order.ts'
import { holdOffice } from './office.ts'

/** The chart's lines with their people. */
function lines(db: Db) {
  return db
    .selectFrom('dutyAssignment as line')
    .innerJoin('member', 'member.id', 'line.memberId')
    .select([
      'line.id',
      'line.duty',
      'line.memberId',
      'member.name as memberName',
      'line.teamId',
      'line.departmentId',
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

/** A line by which a member already does the duty for the place on some of the days; covers do not count. */
export function sameDutyAlready(
  db: Db,
  line: {
    duty: ChartDuty
    memberId: string
    teamId: string | null
    departmentId: string | null
    fromDay: Day
    toDay: Day | null
  },
  butId?: string,
) {
  return db
    .selectFrom('dutyAssignment')
    .select(['id', 'fromDay', 'toDay'])
    .where('duty', '=', line.duty)
    .where('memberId', '=', line.memberId)
    .where('coversId', 'is', null)
    .$if(line.teamId !== null, (query) => query.where('teamId', '=', line.teamId!))
    .$if(line.departmentId !== null, (query) => query.where('departmentId', '=', line.departmentId!))
    .$if(butId !== undefined, (query) => query.where('id', '!=', butId!))
    .$if(line.toDay !== null, (query) => query.where('fromDay', '<=', line.toDay!))
    .where((eb) => eb.or([eb('toDay', 'is', null), eb('toDay', '>=', line.fromDay)]))
    .executeTakeFirst()
}

/** The places whose duties must be done: open teams of open sales departments, and those departments. */
export function placesOfChart(db: Db) {
  return db
    .selectFrom('department')
    .leftJoin('team', 'team.departmentId', 'department.id')
    .select([
      'department.id as departmentId',
      'department.name as departmentName',
      'department.sales',
      'department.closedAt as departmentClosedAt',
      'team.id as teamId',
      'team.name as teamName',
      'team.closedAt as teamClosedAt',
    ])
    .orderBy(inNameOrder('department.name'))
    .orderBy('department.id')
    .orderBy(inNameOrder('team.name'))
    .orderBy('team.id')
    .execute()
}
