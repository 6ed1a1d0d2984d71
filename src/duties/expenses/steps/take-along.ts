import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import type { Happened, HearsAt } from '#core/duty-hooks.ts'
import { type Locked, readAllLocked, save } from '#core/locked.ts'
import type { Told } from '#core/told.ts'
import { openQueriesToChange } from '../queries/queries-of.ts'
import { aboutDepartmentReport } from './told-of-department.ts'

/** By what left-behind team reports are found. */
type Column = 'expenseTeamReport.teamId' | 'expenseTeamReport.departmentReportId'

/** A team that goes to another department takes along what it has handed over and nobody has before him yet. */
export async function heard({ db, actor, tell }: HearsAt, { type, id }: Happened): Promise<void> {
  if (type !== 'team') return
  // Told as what it amounts to, which is no business of the office's.
  const told = (fact: Told) => tell({ ...fact, operation: 'expenses.takeBackTeamReport' })
  await takeAlong({ db, actor, tell: told }, 'expenseTeamReport.teamId', id)
}

/** The same for teams that have gone while their reports lay before the senior manager of a department that has withdrawn them. */
export function takeAlongWithdrawn(at: HearsAt, departmentReportId: string): Promise<void> {
  return takeAlong(at, 'expenseTeamReport.departmentReportId', departmentReportId)
}

/** Takes back what of these a team has handed over to a department that it has left: it is to be handed over where the team is now. */
async function takeAlong({ db, actor, tell }: HearsAt, column: Column, id: string): Promise<void> {
  const left = await leftBehind(db, column, id)
  for (const { teamName: team, number, report, ...teamReport } of left) {
    await save(db, 'expenseTeamReport', teamReport, {
      handedOverAt: null,
      handedOverBy: null,
      departmentReportId: null,
    })
    tell({
      record: ['teamReport', teamReport.id],
      says: 'expenses.said.teamReportMoved',
      params: { number, team },
      teamId: teamReport.teamId,
      hasMoved: true,
    })
    const params = { number, team, report: report.number }
    tell({ ...aboutDepartmentReport(report), says: 'expenses.said.teamMovedAway', params })
    await endQueries({ db, actor, tell }, report, teamReport.teamId)
  }
}

/** What was asked of the team in a department's report that has nothing of it any more. */
async function endQueries({ db, actor, tell }: HearsAt, report: { id: string; departmentId: string }, teamId: string) {
  for (const query of await openQueriesToChange(db, report.id, teamId)) {
    await save(db, 'expenseQuery', query, { state: 'settled', settledBy: actor.id, settledAt: now().toString() })
    tell({
      record: ['expenseQuery', query.id],
      also: [query.lineId],
      alsoOfDepartment: report.id,
      departmentId: report.departmentId,
      says: 'expenses.said.queryMoved',
      memberId: query.memberId,
      teamId,
    })
  }
}

/** Team reports in a report of a department that their team has left, of which nothing lies before a senior manager or is signed; held. */
async function leftBehind(db: Db, column: Column, id: string): Promise<Locked<'expenseTeamReport', Left>[]> {
  const read = async () =>
    (
      await db
        .selectFrom('expenseTeamReport')
        .innerJoin('team', 'team.id', 'expenseTeamReport.teamId')
        .innerJoin('expenseDepartmentReport', 'expenseDepartmentReport.id', 'expenseTeamReport.departmentReportId')
        .select([
          'expenseTeamReport.id',
          'expenseTeamReport.number',
          'expenseTeamReport.teamId',
          'team.name as teamName',
        ])
        .select(['expenseDepartmentReport.id as reportId', 'expenseDepartmentReport.number as reportNumber'])
        .select('expenseDepartmentReport.departmentId')
        .where(column, '=', id)
        .whereRef('expenseDepartmentReport.departmentId', '<>', 'team.departmentId')
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('expenseReport')
                .select('expenseReport.id')
                .whereRef('expenseReport.teamReportId', '=', 'expenseTeamReport.id')
                .where('expenseReport.presentedAt', 'is not', null),
            ),
          ),
        )
        .orderBy('expenseTeamReport.number')
        .execute()
    ).map(({ reportId, reportNumber, departmentId, ...row }) => ({
      ...row,
      report: { id: reportId, number: reportNumber, departmentId },
    }))
  const ids = (await read()).map((row) => row.id)
  return ids.length === 0 ? [] : readAllLocked(db, 'expenseTeamReport', ids, read)
}

interface Left {
  id: string
  number: string
  teamId: string
  teamName: string
  report: { id: string; number: string; departmentId: string }
}
