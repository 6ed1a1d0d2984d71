import { sql } from 'kysely'
import type { Scope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { type Locked, lock, readAllLocked, readLocked } from '#core/locked.ts'
import { absent } from '#core/refusal.ts'
import { teamNameIn } from './signed-names.ts'

/** One report in the caller's scope with its names and how far it has got. Absent when not his to see. */
export async function reportInScope(db: Db, scope: Scope, reportId: string) {
  const report = await reportRows(db, scope).where('expenseReport.id', '=', reportId).executeTakeFirst()
  return report ?? absent({ says: 'expenses.report.none' })
}

export type ReportRow = Awaited<ReturnType<typeof reportInScope>>
export type LockedReport = Locked<'expenseReport', ReportRow>

/** The same for a change. Its lines, confirmations and being part of a team report change only while it is held. */
export function reportToChange(db: Db, scope: Scope, reportId: string): Promise<LockedReport> {
  return readLocked(db, 'expenseReport', reportId, () => reportInScope(db, scope, reportId))
}

/** Reports for a change, whoever asks, without their names. */
export function reportsToChange(db: Db, reportIds: readonly string[]) {
  if (reportIds.length === 0) return []
  return readAllLocked(db, 'expenseReport', reportIds, () =>
    db.selectFrom('expenseReport').selectAll().where('id', 'in', reportIds).orderBy('id').execute(),
  )
}

/** The department of the department report that a team report is in, as a column beside `expense_team_report`. */
export const combinedBy = sql<string | null>`(
  select department_id from expense_department_report where expense_department_report.id = expense_team_report.department_report_id
)`.as('combinedBy')

const ofItsPayouts = sql`from expense_payout
  where expense_payout.department_report_id = expense_team_report.department_report_id
    and expense_payout.member_id = expense_report.member_id and expense_payout.team_id = expense_report.team_id`

/** When something was last paid out for a report, as a column beside it; null while nothing was. */
const paidOn = sql<string | null>`(select max(paid_on) ${ofItsPayouts})`.as('paidOn')

/** What is signed of a report and not paid out yet. */
const unpaidCents = sql<number>`(
  select coalesce(sum(cents) filter (where paid_on is null), 0)::double precision ${ofItsPayouts}
)`.as('unpaidCents')

/** Reports the scope opens, with names; add conditions and order. */
export function reportRows(db: Db, scope: Scope) {
  return db
    .selectFrom('expenseReport')
    .innerJoin('member', 'member.id', 'expenseReport.memberId')
    .innerJoin('team', 'team.id', 'expenseReport.teamId')
    .leftJoin('expenseTeamReport', 'expenseTeamReport.id', 'expenseReport.teamReportId')
    .selectAll('expenseReport')
    .select([
      'member.name as memberName',
      'member.language as memberLanguage',
      teamNameIn(sql.ref('expenseTeamReport.departmentReportId')).as('teamName'),
      'team.departmentId',
      'expenseTeamReport.handedOverAt',
      'expenseTeamReport.departmentReportId',
    ])
    .select([combinedBy, paidOn, unpaidCents])
    .where((eb) =>
      eb.or([
        eb('expenseReport.memberId', '=', scope.memberId),
        ...(scope.teamIds.length > 0 ? [eb('expenseReport.teamId', 'in', scope.teamIds)] : []),
      ]),
    )
    .$if(scope.only !== null, (query) => query.where('expenseReport.memberId', '=', scope.only))
}

/** A line for a change, with the report that holds it; absent when not the caller's to see. */
export async function lineToChange(db: Db, scope: Scope, lineId: string) {
  const found = await reportRows(db, scope)
    .innerJoin('expenseLine', 'expenseLine.reportId', 'expenseReport.id')
    .clearSelect()
    .select('expenseReport.id')
    .where('expenseLine.id', '=', lineId)
    .executeTakeFirst()
  if (!found) absent({ says: 'expenses.report.noLine' })
  const report = await reportToChange(db, scope, found.id)
  return { report, line: await anyLineToChange(db, { lineId, reportId: report.id }) }
}
/** A line that the senior manager decides on, with its report held. */
export async function anyLineToChange(db: Db, { lineId, reportId }: { lineId: string; reportId: string }) {
  await lock(db, { expenseReport: [reportId] })
  return readLocked(db, 'expenseLine', lineId, () =>
    db.selectFrom('expenseLine').selectAll().where('id', '=', lineId).executeTakeFirstOrThrow(),
  )
}

/** The latest confirmation of each report. */
export async function confirmationsOf(db: Db, reportIds: readonly string[]) {
  if (reportIds.length === 0) return []
  return db
    .selectFrom('expenseReportConfirmation')
    .innerJoin('member', 'member.id', 'expenseReportConfirmation.recordedBy')
    .selectAll('expenseReportConfirmation')
    .select('member.name as recordedByName')
    .where('reportId', 'in', reportIds)
    .orderBy('expenseReportConfirmation.at', 'desc')
    .execute()
}

/** The proof that each member was informed of the current claim procedure, by member. */
export async function currentProofs(db: Db, memberIds: readonly string[]) {
  const current = await db
    .selectFrom('expenseProcedureVersion')
    .select(['id', 'number'])
    .where('publishedAt', 'is not', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!current || memberIds.length === 0) return { current, proofs: new Map<string, never>() }
  const rows = await db
    .selectFrom('expenseProcedureProof')
    .innerJoin('member', 'member.id', 'expenseProcedureProof.recordedBy')
    .select(['expenseProcedureProof.memberId', 'way', 'informedOn', 'at', 'member.name as recordedByName'])
    .where('versionId', '=', current.id)
    .where('expenseProcedureProof.memberId', 'in', memberIds)
    .execute()
  return { current, proofs: new Map(rows.map((row) => [row.memberId, row])) }
}

/** Queries that are not settled, about the members of a department report, or all of one member and month. */
export function openQueriesOf(db: Db, of: { departmentReportId: string | null; memberId: string }) {
  if (!of.departmentReportId) return Promise.resolve([])
  return db
    .selectFrom('expenseQuery')
    .selectAll()
    .where('departmentReportId', '=', of.departmentReportId)
    .where('memberId', '=', of.memberId)
    .where('state', '<>', 'settled')
    .execute()
}
