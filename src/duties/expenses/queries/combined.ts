import { sql } from 'kysely'
import { type Actor, type Scope, scopeOf } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { type Locked, lock, readAllLocked, readLocked } from '#core/locked.ts'
import { absent } from '#core/refusal.ts'
import { inNameOrder } from '#office/public.ts'
import type { SignedAround } from '../rules/signed-around.ts'
import { combinedBy, reportsToChange } from './reports.ts'
import { departmentNameIn, teamNameIn } from './signed-names.ts'
import { roundSeen } from './whose.ts'

/** A team report in scope, with its team. */
export async function teamReportInScope(db: Db, scope: Scope, teamReportId: string) {
  const found = await teamReportRows(db, scope.teamIds).where('teamReport.id', '=', teamReportId).executeTakeFirst()
  return found ?? absent({ says: 'expenses.combined.noTeamReport' })
}

export type TeamReportRow = Awaited<ReturnType<typeof teamReportInScope>>

/** The same for a change. What it is made of, and its being handed over, change only while it is held. */
export function teamReportToChange(db: Db, scope: Scope, id: string): Promise<Locked<'teamReport', TeamReportRow>> {
  return readLocked(db, 'teamReport', id, () => teamReportInScope(db, scope, id))
}

/** The team reports of a month for a change, whoever asks. */
export async function teamReportsToChange(db: Db, { teamIds, month }: { teamIds: readonly string[]; month: string }) {
  if (teamIds.length === 0) return []
  const read = () =>
    db
      .selectFrom('teamReport')
      .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'teamReport.departmentReportId')
      .selectAll('teamReport')
      .select('expenseApproval.at as approvedAt')
      .where('teamId', 'in', teamIds)
      .where('month', '=', month)
      .orderBy('supplement', 'desc')
      .execute()
  const ids = (await read()).map(({ id }) => id)
  return readAllLocked(db, 'teamReport', ids, read)
}

/** Team reports of the given teams with names. */
export function teamReportRows(db: Db, teamIds: readonly string[]) {
  return db
    .selectFrom('teamReport')
    .innerJoin('team', 'team.id', 'teamReport.teamId')
    .leftJoin('member as preparer', 'preparer.id', 'teamReport.preparedBy')
    .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'teamReport.departmentReportId')
    .selectAll('teamReport')
    .select([
      teamNameIn(sql.ref('teamReport.departmentReportId')).as('teamName'),
      'team.departmentId',
      'preparer.name as preparerName',
      'expenseApproval.at as approvedAt',
    ])
    .select(combinedBy)
    .where('teamReport.teamId', 'in', teamIds.length > 0 ? teamIds : ['00000000-0000-0000-0000-000000000000'])
}

/** A department report of one of the departments. */
export async function departmentReportIn(db: Db, departmentIds: readonly string[], id: string) {
  const found = await departmentReportRows(db, departmentIds).where('departmentReport.id', '=', id).executeTakeFirst()
  return found ?? absent({ says: 'expenses.combined.noDepartmentReport' })
}

export type DepartmentReportRow = Awaited<ReturnType<typeof departmentReportIn>>
export type LockedDepartmentReport = Locked<'departmentReport', DepartmentReportRow>

/** The same for a change. Its versions, queries, decisions and payouts change only while it is held. */
export function departmentReportToChange(
  db: Db,
  departmentIds: readonly string[],
  id: string,
): Promise<LockedDepartmentReport> {
  return readLocked(db, 'departmentReport', id, () => departmentReportIn(db, departmentIds, id))
}

/** Department reports of the given departments with names and how far they have got. */
export function departmentReportRows(db: Db, departmentIds: readonly string[]) {
  return db
    .selectFrom('departmentReport')
    .innerJoin('department', 'department.id', 'departmentReport.departmentId')
    .leftJoin('member as preparer', 'preparer.id', 'departmentReport.preparedBy')
    .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'departmentReport.id')
    .selectAll('departmentReport')
    .select((eb) => [
      departmentNameIn(sql.ref('departmentReport.id')).as('departmentName'),
      'preparer.name as preparerName',
      'expenseApproval.at as approvedAt',
      'expenseApproval.approverName',
      eb
        .exists(
          eb
            .selectFrom('presentedVersion')
            .select('presentedVersion.id')
            .whereRef('presentedVersion.departmentReportId', '=', 'departmentReport.id')
            .where('presentedVersion.withdrawnAt', 'is not', null),
        )
        .$castTo<boolean>()
        .as('isWithdrawn'),
    ])
    .where(
      'departmentReport.departmentId',
      'in',
      departmentIds.length > 0 ? departmentIds : ['00000000-0000-0000-0000-000000000000'],
    )
}

/** The versions presented, newest first, without their snapshots; one that an approval made by and when that was presented. */
export function versionsOf(db: Db, departmentReportId: string) {
  return db
    .selectFrom('presentedVersion')
    .leftJoin('presentedVersion as approved', 'approved.id', 'presentedVersion.approves')
    .innerJoin('member', (join) =>
      join.on((eb) => eb('member.id', '=', eb.fn.coalesce('approved.presentedBy', 'presentedVersion.presentedBy'))),
    )
    .leftJoin('member as withdrawer', 'withdrawer.id', 'presentedVersion.withdrawnBy')
    .select((eb) => [
      'presentedVersion.id',
      'presentedVersion.number',
      eb.fn.coalesce('approved.presentedAt', 'presentedVersion.presentedAt').as('presentedAt'),
      'presentedVersion.totalCents',
      'presentedVersion.hash',
      'member.name as presentedByName',
      'presentedVersion.withdrawnAt',
      'withdrawer.name as withdrawnByName',
      'presentedVersion.withdrawnWhy',
    ])
    .where('presentedVersion.departmentReportId', '=', departmentReportId)
    .orderBy('presentedVersion.number', 'desc')
    .execute()
}

/** One presented version with its snapshot; unless a number is given, the latest that was not withdrawn. */
export function versionOf(db: Db, departmentReportId: string, number?: number) {
  return db
    .selectFrom('presentedVersion')
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
  const { teamIds } = scopeOf(actor, 'expenses.prepare', 'expenses.combine', 'expenses.review')
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
    .selectFrom('presentedLine')
    .innerJoin('presentedVersion as shown', 'shown.id', 'presentedLine.versionId')
    .innerJoin('departmentReport', 'departmentReport.id', 'shown.departmentReportId')
    .innerJoin('member', 'member.id', 'presentedLine.memberId')
    .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'departmentReport.id')
    .select(['departmentReport.number', 'departmentReport.departmentId', 'member.name'])
    .select('expenseApproval.at as approvedAt')
    .where(sql<boolean>`presented_line.report_id = any(${reportIds}::uuid[])`)
    .where('departmentReport.id', '<>', of.id)
    .where('shown.withdrawnAt', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('presentedVersion as later')
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
    .innerJoin('teamReport', 'teamReport.id', 'expenseReport.teamReportId')
    .select('expenseReport.id')
    .where('teamReport.departmentReportId', '=', departmentReportId)
    .where('teamReport.handedOverAt', 'is not', null)
    .orderBy('expenseReport.number')
    .execute()
  return rows.map((row) => row.id)
}

/** The same reports for a change, with the team reports that bring them: none is taken back or handed over meanwhile. */
export async function partsToChange(db: Db, held: Locked<'departmentReport'>) {
  const teamReports = await db.selectFrom('teamReport').select('id').where('departmentReportId', '=', held.id).execute()
  await lock(db, { teamReport: teamReports.map(({ id }) => id) })
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
    .execute()
}
