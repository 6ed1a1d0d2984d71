import { sql } from 'kysely'
import type { Db } from '#core/database.ts'

/** A line of a signed report of which less or more than claimed is accepted, and why. Minor units of the office's currency. */
export interface AcceptedOtherwise {
  reportId: string
  lineId: string
  merchant: string
  claimedCents: number
  acceptedCents: number
  why: string
  /** Since when it stands, to be told. */
  at: string
  unseen: boolean
}

/** Of one report, or of all of a person. */
export async function acceptedOtherwise(
  db: Db,
  of: { reportId: string } | { memberId: string },
): Promise<AcceptedOtherwise[]> {
  const whose = 'reportId' in of ? sql`report.id = ${of.reportId}` : sql`report.member_id = ${of.memberId}`
  const at = sql`greatest(coalesce(corrected.decided_at, line.refused_at), report.approved_at)`
  const { rows } = await sql<AcceptedOtherwise>`
    select report.id as report_id, line.id as line_id, line.merchant, line.claimed_cents, line.accepted_cents,
           coalesce(corrected.reason, line.refused_why, '') as why, ${at} as at,
           ${at} > coalesce(report.decisions_seen_at, '-infinity') as unseen
    from expense_report report
    join expense_line line on line.report_id = report.id and line.removed_at is null
    left join lateral (
      select reason, decided_at from expense_correction
      where line_id = line.id and agreed order by decided_at desc limit 1
    ) corrected on true
    where ${whose} and report.approved_at is not null and line.accepted_cents <> line.claimed_cents
    order by line.position, line.id`.execute(db)
  return rows
}

/** Whether less is paid out than claimed: nothing accepted of a refund that was claimed is more. */
export const isLess = (line: { claimedCents: number; acceptedCents: number }) => line.acceptedCents < line.claimedCents
