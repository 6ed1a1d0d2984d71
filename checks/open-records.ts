import type { OpenOffice } from '#core/offices.ts'
import { as } from './as.ts'

type Open = (member: { id: string }, id: string) => Promise<unknown>

/** How one opens the record of each type that an event or an answer may name. */
export function waysToOpen(office: OpenOffice): Record<string, Open> {
  const { db } = office
  const of = (member: { id: string }) => as(office, member).expenses
  const openLine: Open = async (member, id) => {
    const { reportId, departmentReportId } = await db
      .selectFrom('expenseLine')
      .innerJoin('expenseReport', 'expenseReport.id', 'expenseLine.reportId')
      .leftJoin('expenseTeamReport', 'expenseTeamReport.id', 'expenseReport.teamReportId')
      .select(['reportId', 'departmentReportId'])
      .where('expenseLine.id', '=', id)
      .executeTakeFirstOrThrow()
    // Who pays out opens it where it was signed.
    return of(member)
      .report({ reportId })
      .catch((error) =>
        departmentReportId ? of(member).departmentReport({ departmentReportId }) : Promise.reject(error),
      )
  }
  const openAbout =
    (table: 'expenseQuery' | 'expenseCorrection'): Open =>
    async (member, id) => {
      const row = await db.selectFrom(table).select('lineId').where('id', '=', id).executeTakeFirstOrThrow()
      return openLine(member, row.lineId!)
    }
  const openRoundOf =
    (table: 'expenseExpectedReceipt' | 'expenseUploadLink' | 'expenseReminder'): Open =>
    async (member, id) =>
      of(member).round(await db.selectFrom(table).select('roundId').where('id', '=', id).executeTakeFirstOrThrow())
  return {
    expenseReport: (member, reportId) => of(member).report({ reportId }),
    expenseLine: openLine,
    expenseQuery: openAbout('expenseQuery'),
    expenseCorrection: openAbout('expenseCorrection'),
    teamReport: (member, teamReportId) => of(member).teamReport({ teamReportId }),
    departmentReport: (member, departmentReportId) => of(member).departmentReport({ departmentReportId }),
    expensePaper: async (member, id) => {
      const { departmentReportId, reportId } = await db
        .selectFrom('expensePaper')
        .select(['departmentReportId', 'reportId'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      return of(member).papers({
        departmentReportId: departmentReportId ?? undefined,
        reportId: reportId ?? undefined,
      })
    },
    receipt: (member, receiptId) => of(member).receipt({ receiptId }),
    expenseRound: (member, roundId) => of(member).round({ roundId }),
    expectedReceipt: openRoundOf('expenseExpectedReceipt'),
    uploadLink: openRoundOf('expenseUploadLink'),
    reminder: openRoundOf('expenseReminder'),
    member: (member, memberId) => as(office, member).office.member({ memberId }),
  }
}
