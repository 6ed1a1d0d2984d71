import type { Witness } from '#core/witnesses.ts'

const versions = ['id', 'number', 'presented_by', 'snapshot', 'total_cents', 'hash']
const approvals = [
  ...['id', 'version_id', 'approved_by', 'approver_name', 'total_cents', 'hash'],
  ...['around', 'beside', 'categories'],
]
const payouts = ['id', 'correction_id', 'member_id', 'team_id', 'cents', 'paid_on', 'paid_by', 'reference']

/** What an approval settles: the versions presented, the signature and what is paid out to whom. */
export function settledOf(departmentReportId: string): Witness[] {
  const of = { key: 'department_report_id', id: departmentReportId }
  return [
    { table: 'expense_presented_version', columns: versions, ...of },
    { table: 'expense_approval', columns: approvals, ...of },
    { table: 'expense_payout', columns: payouts, ...of },
  ]
}
