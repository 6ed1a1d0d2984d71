import type { Db } from '#core/database.ts'

/** The corrections in some departments' reports, each with its line's person as `member`. */
export function correctionsIn(db: Db, departmentIds: readonly string[]) {
  return db
    .selectFrom('expenseCorrection')
    .innerJoin('expenseDepartmentReport', 'expenseDepartmentReport.id', 'expenseCorrection.departmentReportId')
    .innerJoin('expenseLine', 'expenseLine.id', 'expenseCorrection.lineId')
    .innerJoin('expenseReport', 'expenseReport.id', 'expenseLine.reportId')
    .innerJoin('member', 'member.id', 'expenseReport.memberId')
    .where('expenseDepartmentReport.departmentId', 'in', departmentIds)
}

/** The corrections of a report's lines that nobody has decided on yet, at most one a line. */
export function openCorrections(db: Db, reportId: string) {
  return db
    .selectFrom('expenseCorrection')
    .innerJoin('expenseLine', 'expenseLine.id', 'expenseCorrection.lineId')
    .innerJoin('member', 'member.id', 'expenseCorrection.proposedBy')
    .select(['lineId', 'nowCents', 'member.name as proposedBy'])
    .where('expenseLine.reportId', '=', reportId)
    .where('decidedAt', 'is', null)
    .execute()
}
