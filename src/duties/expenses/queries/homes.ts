import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import { claimMonth } from './late.ts'

const restsInIt = sql<boolean>`exists (
  select from expense_line_receipt where expense_line_receipt.receipt_id = expense_receipt.id
    and expense_line_receipt.report_id = expense_report.id and is_standing
)`

/**
 * The team in which each receipt lies: its own, or once that is closed the one whose report claims it or is to, else that of its
 * person now. In the tray no report opens it to anybody: there it lies with those of the given teams whose report claimed it.
 */
export async function homesOf(
  db: Db,
  receiptIds: readonly string[],
  prepared: readonly string[] = [],
): Promise<Map<string, string>> {
  if (receiptIds.length === 0) return new Map()
  const { rows } = await sql<{ id: string; own: string; isOpen: boolean; claiming: string | null; now: string | null }>`
    select expense_receipt.id, expense_receipt.team_id as own, team.closed_at is null as is_open,
           claiming.team_id as claiming, member.team_id as now
    from expense_receipt
    join team on team.id = expense_receipt.team_id
    left join expense_round on expense_round.id = expense_receipt.round_id
    left join member on member.id = expense_receipt.member_id and member.deactivated_at is null
    left join lateral (
      select expense_report.team_id from expense_report
      join team on team.id = expense_report.team_id and team.closed_at is null
      where expense_report.member_id = expense_receipt.member_id and expense_report.approved_at is null
        and (${restsInIt} or ${claimMonth} = expense_report.month)
      order by ${restsInIt} desc limit 1
    ) claiming on true
    where expense_receipt.id = any(${receiptIds}::uuid[])`.execute(db)
  return new Map(
    rows.map(({ id, own, isOpen, claiming, now }) => {
      const staysOwn = isOpen && !(claiming && prepared.includes(claiming))
      return [id, staysOwn ? own : (claiming ?? now ?? own)]
    }),
  )
}
