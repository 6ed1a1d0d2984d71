import { sql } from 'kysely'
import type { Actor, Scope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { type Locked, lock, readAllLocked, readLocked } from '#core/locked.ts'
import { absent } from '#core/refusal.ts'
import { inNameOrder } from '#office/public.ts'
import type { SignedAround } from '../rules/signed-around.ts'
import { combinedBy, reportsToChange } from './reports.ts'
import { departmentNameIn, teamNameIn } from './signed-names.ts'
import { roundSeen, seenBy } from './whose.ts'

/** A team report in scope, with its team. */
export async function teamReportInScope(db: Db, scope: Scope, teamReportId: string) {
  const found = await teamReportRows(db, scope.teamIds)
    .where('expenseTeamReport.id', '=', teamReportId)
    .executeTakeFirst()
  return found ?? absent({ says: 'expenses.combined.noTeamReport' })
}

export type TeamReportRow = Awaited<ReturnType<typeof teamReportInScope>>

/** The same for a change. What it is made of, and its being handed over, change only while it is held. */
export function teamReportToChange(
  db: Db,
  scope: Scope,
  id: string,
): Promise<Locked<'expenseTeamReport', TeamReportRow>> {
  return readLocked(db, 'expenseTeamReport', id, () => teamReportInScope(db, scope, id))
}

/** The team reports of a month for a change, whoever asks. */
export async function teamReportsToChange(db: Db, { teamIds, month }: { teamIds: readonly string[]; month: string }) {
  if (teamIds.length === 0) return []
  const read = () =>
    db
      .selectFrom('expenseTeamReport')
      .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'expenseTeamReport.departmentReportId')
      .selectAll('expenseTeamReport')
      .select('expenseApproval.at as approvedAt')
      .where('teamId', 'in', teamIds)
      .where('month', '=', month)
      .orderBy('supplement', 'desc')
      .execute()
  const ids = (await read()).map(({ id }) => id)
  return readAllLocked(db, 'expenseTeamReport', ids, read)
}

/** Team reports of the given teams with names. */
export function teamReportRows(db: Db, teamIds: readonly string[]) {
  return db
    .selectFrom('expenseTeamReport')
    .innerJoin('team', 'team.id', 'expenseTeamReport.teamId')
    .leftJoin('member as preparer', 'preparer.id', 'expenseTeamReport.preparedBy')
    .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'expenseTeamReport.departmentReportId')
    .selectAll('expenseTeamReport')
    .select([
      teamNameIn(sql.ref('expenseTeamReport.departmentReportId')).as('teamName'),
      'team.departmentId',
      'preparer.name as preparerName',
      'expenseApproval.at as approvedAt',
    ])
    .select(combinedBy)
    .where('expenseTeamReport.teamId', 'in', teamIds.length > 0 ? teamIds : ['00000000-0000-0000-0000-000000000000'])
}

/** A department report of one of the departments. */
export async function departmentReportIn(db: Db, departmentIds: readonly string[], id: string) {
  const found = await departmentReportRows(db, departmentIds)
    .where('expenseDepartmentReport.id', '=', id)
    .executeTakeFirst()
  return found ?? absent({ says: 'expenses.combined.noDepartmentReport' })
}

export type DepartmentReportRow = Awaited<ReturnType<typeof departmentReportIn>>
export type LockedDepartmentReport = Locked<'expenseDepartmentReport', DepartmentReportRow>

/** The same for a change. Its versions, queries, decisions and payouts change only while it is held. */
export function departmentReportToChange(
  db: Db,
  departmentIds: readonly string[],
  id: string,
): Promise<LockedDepartmentReport> {
  return readLocked(db, 'expenseDepartmentReport', id, () => departmentReportIn(db, departmentIds, id))
}

/** Department reports of the given departments with names and how far they have got. */
export function departmentReportRows(db: Db, departmentIds: readonly string[]) {
  return db
    .selectFrom('expenseDepartmentReport')
    .innerJoin('department', 'department.id', 'expenseDepartmentReport.departmentId')
    .leftJoin('member as preparer', 'preparer.id', 'expenseDepartmentReport.preparedBy')
    .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'expenseDepartmentReport.id')
    .selectAll('expenseDepartmentReport')
    .select((eb) => [
      departmentNameIn(sql.ref('expenseDepartmentReport.id')).as('departmentName'),
      'preparer.name as preparerName',
      'expenseApproval.at as approvedAt',
      'expenseApproval.approverName',
      eb
        .exists(
          eb
            .selectFrom('expensePresentedVersion')
            .select('expensePresentedVersion.id')
            .whereRef('expensePresentedVersion.departmentReportId', '=', 'expenseDepartmentReport.id')
            .where('expensePresentedVersion.withdrawnAt', 'is not', null),
        )
        .$castTo<boolean>()
        .as('isWithdrawn'),
    ])
    .where(
      'expenseDepartmentReport.departmentId',
      'in',
      departmentIds.length > 0 ? departmentIds : ['00000000-0000-0000-0000-000000000000'],
    )
}

/** The versions presented, newest first, without their snapshots; one that an approval made by and when that was presented. */
export function versionsOf(db: Db, departmentReportId: string) {
  return db
    .selectFrom('expensePresentedVersion')
    .leftJoin('expensePresentedVersion as approved', 'approved.id', 'expensePresentedVersion.approves')
    .innerJoin('member', (join) =>
      join.on((eb) =>
        eb('member.id', '=', eb.fn.coalesce('approved.presentedBy', 'expensePresentedVersion.presentedBy')),
      ),
    )
    .leftJoin('member as withdrawer', 'withdrawer.id', 'expensePresentedVersion.withdrawnBy')
    .select((eb) => [
      'expensePresentedVersion.id',
      'expensePresentedVersion.number',
      eb.fn.coalesce('approved.presentedAt', 'expensePresentedVersion.presentedAt').as('presentedAt'),
      'expensePresentedVersion.totalCents',
      'expensePresentedVersion.hash',
      'member.name as presentedByName',
      'expensePresentedVersion.withdrawnAt',
      'withdrawer.name as withdrawnByName',
      'expensePresentedVersion.withdrawnWhy',
    ])
    .where('expensePresentedVersion.departmentReportId', '=', departmentReportId)
    .orderBy('expensePresentedVersion.number', 'desc')
    .execute()
}

/** One presented version with its snapshot; unless a number is given, the latest that was not withdrawn. */
export function versionOf(db: Db, departmentReportId: string, number?: number) {
  return db
    .selectFrom('expensePresentedVersion')
    .selectAll()
    .where('departmentReportId', '=', departmentReportId)
    .$if(number !== undefined, (query) => query.where('number', '=', number!))
    .$if(number === undefined, (query) => query.where('withdrawnAt', 'is', null))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The version of that number; absent when there is none. */
export async function versionNumbered(db: Db, departmentReportId: string, number: number) {
  return (await versionOf(db, departmentReportId, number)) ?? absent({ says: 'expenses.combined.noVersion' })
}

/** The department report that a team report is in, for who may open it. */
export function departmentReportSeen(
  actor: Actor,
  { combinedBy, departmentReportId }: { combinedBy: string | null; departmentReportId: string | null },
): string | null {
  return combinedBy && departmentsOf(actor).includes(combinedBy) ? departmentReportId : null
}

/** What holds a salesperson's report, for who may open it. */
export function holdersSeen(actor: Actor, row: Held) {
  const { teamIds } = seenBy(actor)
  return {
    roundId: roundSeen(actor, row),
    teamReportId: teamIds.includes(row.teamId) ? row.teamReportId : null,
    departmentReportId: departmentReportSeen(actor, row),
  }
}

interface Held {
  teamId: string
  roundId: string | null
  teamReportId: string | null
  combinedBy: string | null
  departmentReportId: string | null
}

/** The departments whose reports one may see: combined, reviewed, or paid out once approved. */
export function departmentsOf(actor: Actor): string[] {
  return [
    ...new Set([
      ...actor.departments['expenses.combine'],
      ...actor.departments['expenses.review'],
      ...actor.departments['expenses.pay'],
    ]),
  ]
}

/** The first of these reports that stands before the senior manager, or is signed, in another department report. */
export function shownElsewhere(db: Db, of: { id: string }, reportIds: readonly string[]) {
  return db
    .selectFrom('expensePresentedLine')
    .innerJoin('expensePresentedVersion as shown', 'shown.id', 'expensePresentedLine.versionId')
    .innerJoin('expenseDepartmentReport', 'expenseDepartmentReport.id', 'shown.departmentReportId')
    .innerJoin('member', 'member.id', 'expensePresentedLine.memberId')
    .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'expenseDepartmentReport.id')
    .select(['expenseDepartmentReport.number', 'expenseDepartmentReport.departmentId', 'member.name'])
    .select('expenseApproval.at as approvedAt')
    .where(sql<boolean>`expense_presented_line.report_id = any(${reportIds}::uuid[])`)
    .where('expenseDepartmentReport.id', '<>', of.id)
    .where('shown.withdrawnAt', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('expensePresentedVersion as later')
            .select('later.id')
            .whereRef('later.departmentReportId', '=', 'shown.departmentReportId')
            .whereRef('later.number', '>', 'shown.number'),
        ),
      ),
    )
    .orderBy(inNameOrder('member.name'))
    .limit(1)
    .executeTakeFirst()
}

/** Ids of the expense reports that take part in a department report now. */
export async function partsOf(db: Db, departmentReportId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('expenseReport')
    .innerJoin('expenseTeamReport', 'expenseTeamReport.id', 'expenseReport.teamReportId')
    .select('expenseReport.id')
    .where('expenseTeamReport.departmentReportId', '=', departmentReportId)
    .where('expenseTeamReport.handedOverAt', 'is not', null)
    .orderBy('expenseReport.number')
    .execute()
  return rows.map((row) => row.id)
}

/** The same reports for a change, with the team reports that bring them: none is taken back or handed over meanwhile. */
export async function partsToChange(db: Db, held: Locked<'expenseDepartmentReport'>) {
  const teamReports = await db
    .selectFrom('expenseTeamReport')
    .select('id')
    .where('departmentReportId', '=', held.id)
    .execute()
  await lock(db, { expenseTeamReport: teamReports.map(({ id }) => id) })
  return reportsToChange(db, await partsOf(db, held.id))
}

/** What a report keeps of what lay around it when it was signed; null until then, and where it was signed before this was kept. */
export async function signedAround(db: Db, departmentReportId: string | null): Promise<SignedAround | null> {
  if (!departmentReportId) return null
  const row = await db
    .selectFrom('expenseApproval')
    .select(['around', 'beside'])
    .where('departmentReportId', '=', departmentReportId)
    .executeTakeFirst()
  return row?.around ? { ...row.around, beside: row.beside } : null
}
