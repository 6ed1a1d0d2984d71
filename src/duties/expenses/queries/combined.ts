import type { Scope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { absent } from '#core/refusal.ts'

/** A team report in scope, with its team; locked when asked. */
export async function teamReportInScope(db: Db, scope: Scope, teamReportId: string, lock = false) {
  const query = teamReportRows(db, scope.teamIds).where('teamReport.id', '=', teamReportId)
  const found = await (lock ? query.forUpdate('teamReport') : query).executeTakeFirst()
  return found ?? absent({ says: 'expenses.combined.noTeamReport' })
}

/** Team reports of the given teams with names. */
export function teamReportRows(db: Db, teamIds: readonly string[]) {
  return db
    .selectFrom('teamReport')
    .innerJoin('team', 'team.id', 'teamReport.teamId')
    .leftJoin('member as preparer', 'preparer.id', 'teamReport.preparedBy')
    .selectAll('teamReport')
    .select(['team.name as teamName', 'team.departmentId', 'preparer.name as preparerName'])
    .where('teamReport.teamId', 'in', teamIds.length > 0 ? teamIds : ['00000000-0000-0000-0000-000000000000'])
}

/** A department report of one of the departments; locked when asked. */
export async function departmentReportIn(db: Db, departmentIds: readonly string[], id: string, lock = false) {
  const query = departmentReportRows(db, departmentIds).where('departmentReport.id', '=', id)
  const found = await (lock ? query.forUpdate('departmentReport') : query).executeTakeFirst()
  return found ?? absent({ says: 'expenses.combined.noDepartmentReport' })
}

/** Department reports of the given departments with names and how far they have got. */
export function departmentReportRows(db: Db, departmentIds: readonly string[]) {
  return db
    .selectFrom('departmentReport')
    .innerJoin('department', 'department.id', 'departmentReport.departmentId')
    .leftJoin('member as preparer', 'preparer.id', 'departmentReport.preparedBy')
    .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'departmentReport.id')
    .selectAll('departmentReport')
    .select([
      'department.name as departmentName',
      'preparer.name as preparerName',
      'expenseApproval.at as approvedAt',
      'expenseApproval.approverName',
    ])
    .where(
      'departmentReport.departmentId',
      'in',
      departmentIds.length > 0 ? departmentIds : ['00000000-0000-0000-0000-000000000000'],
    )
}

/** The versions presented, newest first, without their snapshots. */
export function versionsOf(db: Db, departmentReportId: string) {
  return db
    .selectFrom('presentedVersion')
    .innerJoin('member', 'member.id', 'presentedVersion.presentedBy')
    .select(['presentedVersion.id', 'number', 'presentedAt', 'totalCents', 'hash', 'member.name as presentedByName'])
    .where('departmentReportId', '=', departmentReportId)
    .orderBy('number', 'desc')
    .execute()
}

/** One presented version with its snapshot; the latest unless a number is given. */
export function versionOf(db: Db, departmentReportId: string, number?: number) {
  return db
    .selectFrom('presentedVersion')
    .selectAll()
    .where('departmentReportId', '=', departmentReportId)
    .$if(number !== undefined, (query) => query.where('number', '=', number!))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Ids of the expense reports that take part in a department report now. */
export async function partsOf(db: Db, departmentReportId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('expenseReport')
    .innerJoin('teamReport', 'teamReport.id', 'expenseReport.teamReportId')
    .select('expenseReport.id')
    .where('teamReport.departmentReportId', '=', departmentReportId)
    .where('teamReport.handedOverAt', 'is not', null)
    .execute()
  return rows.map((row) => row.id)
}

/** The month's budget by category, over the teams. */
export async function budgetOf(db: Db, teamIds: readonly string[], month: string): Promise<Map<string, number>> {
  if (teamIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('expenseBudget')
    .select((eb) => ['categoryId', eb.fn.sum<number>('cents').as('cents')])
    .where('teamId', 'in', teamIds)
    .where('month', '=', month)
    .groupBy('categoryId')
    .execute()
  return new Map(rows.map((row) => [row.categoryId, Number(row.cents)]))
}

/** The teams of a department in a month: those open now, and those closed since that took part in its report. */
export function teamsOfMonth(db: Db, departmentId: string, month: string) {
  return db
    .selectFrom('team')
    .select(['id', 'name'])
    .where((eb) =>
      eb.or([
        eb.and([eb('departmentId', '=', departmentId), eb('closedAt', 'is', null)]),
        eb(
          'id',
          'in',
          eb
            .selectFrom('teamReport')
            .innerJoin('departmentReport', 'departmentReport.id', 'teamReport.departmentReportId')
            .select('teamReport.teamId')
            .where('departmentReport.departmentId', '=', departmentId)
            .where('departmentReport.month', '=', month),
        ),
      ]),
    )
    .orderBy('name')
    .execute()
}
