import type { Scope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { absent } from '#core/refusal.ts'

/** One report in the caller's scope with its names and how far it has got; locked when asked. Absent when not his to see. */
export async function reportInScope(db: Db, scope: Scope, reportId: string, lock = false) {
  const query = reportRows(db, scope).where('expenseReport.id', '=', reportId)
  const report = await (lock ? query.forUpdate('expenseReport') : query).executeTakeFirst()
  return report ?? absent({ says: 'expenses.report.none' })
}

export type ReportRow = Awaited<ReturnType<typeof reportInScope>>

/** Reports the scope opens, with names; add conditions and order. */
export function reportRows(db: Db, scope: Scope) {
  return db
    .selectFrom('expenseReport')
    .innerJoin('member', 'member.id', 'expenseReport.memberId')
    .innerJoin('team', 'team.id', 'expenseReport.teamId')
    .leftJoin('teamReport', 'teamReport.id', 'expenseReport.teamReportId')
    .selectAll('expenseReport')
    .select([
      'member.name as memberName',
      'member.language as memberLanguage',
      'team.name as teamName',
      'team.departmentId',
      'teamReport.handedOverAt',
      'teamReport.departmentReportId',
    ])
    .where((eb) =>
      eb.or([
        eb('expenseReport.memberId', '=', scope.memberId),
        ...(scope.teamIds.length > 0 ? [eb('expenseReport.teamId', 'in', scope.teamIds)] : []),
      ]),
    )
}

/** The report of a line in scope, locked, and the line itself. */
export async function reportOfLine(db: Db, scope: Scope, lineId: string) {
  const line = await db.selectFrom('expenseLine').selectAll().where('id', '=', lineId).executeTakeFirst()
  if (!line) absent({ says: 'expenses.report.noLine' })
  const report = await reportInScope(db, scope, line.reportId, true)
  return { report, line }
}

/** The latest confirmation of each report. */
export async function confirmationsOf(db: Db, reportIds: readonly string[]) {
  if (reportIds.length === 0) return []
  return db
    .selectFrom('reportConfirmation')
    .innerJoin('member', 'member.id', 'reportConfirmation.recordedBy')
    .selectAll('reportConfirmation')
    .select('member.name as recordedByName')
    .where('reportId', 'in', reportIds)
    .orderBy('reportConfirmation.at', 'desc')
    .execute()
}

/** The proof that each member was informed of the current claim procedure, by member. */
export async function currentProofs(db: Db, memberIds: readonly string[]) {
  const current = await db
    .selectFrom('procedureVersion')
    .select(['id', 'number'])
    .where('publishedAt', 'is not', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!current || memberIds.length === 0) return { current, proofs: new Map<string, never>() }
  const rows = await db
    .selectFrom('procedureProof')
    .innerJoin('member', 'member.id', 'procedureProof.recordedBy')
    .select(['procedureProof.memberId', 'way', 'informedOn', 'at', 'member.name as recordedByName'])
    .where('versionId', '=', current.id)
    .where('procedureProof.memberId', 'in', memberIds)
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
