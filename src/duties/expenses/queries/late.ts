import { sql } from 'kysely'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'

/** The month of a receipt: its round's, else that of its day. Beside `expense_round`, joined to the receipt. */
const ownMonth = sql<string>`coalesce(expense_round.month, date_trunc('month', expense_receipt.spent_on)::date)`

/** The month in whose report a receipt is claimed: the first from its own on that is not signed for its person. */
export const claimMonth = sql<string>`(
  select min(month) from (
    select ${ownMonth} as month
    union all
    select (signed.month + interval '1 month')::date from expense_report signed
    where signed.member_id = expense_receipt.member_id and signed.approved_at is not null and signed.month >= ${ownMonth}
  ) open
  where not exists (
    select from expense_report signed
    where signed.member_id = expense_receipt.member_id and signed.month = open.month and signed.approved_at is not null
  )
)`

/** Whether a line rests on a receipt; a removed one frees it. */
export const isUsed = sql<boolean>`exists (
  select from expense_line_receipt where expense_line_receipt.receipt_id = expense_receipt.id and expense_line_receipt.is_standing
)`

/**
 * Whether a receipt is to be claimed in a report of its person that is not signed, whichever team it came to: a month has one
 * report, so that what lies in no line of it lies here. Beside both.
 */
export const isToClaim = sql<boolean>`(
  expense_report.approved_at is null and not ${isUsed} and ${claimMonth} = expense_report.month
)`

/** Receipts that came after the signature and are still in no line, by person and month, with the report that takes them. */
export interface Late {
  memberId: string
  name: string
  month: string
  receipts: number
  since: string
  /** Whose report claims them; the same month where it was signed without the person. */
  claimMonth: string
  claimReportId: string | null
  /** The report that is signed without them, if there is one. */
  signedReportId: string | null
  roundId: string | null
  /** The team in which they are claimed. */
  teamId: string
  isGone: boolean
}

/** Of these people and months, or of whatever these teams are to claim. */
export async function lateReceipts(
  db: Db,
  of: { memberIds: readonly string[]; month?: string } | { teamIds: readonly string[] },
): Promise<Late[]> {
  const whose =
    'teamIds' in of
      ? sql`(expense_receipt.team_id = any(${of.teamIds}::uuid[]) or member.team_id = any(${of.teamIds}::uuid[]))
          and expense_receipt.received_at > ${now()
            .subtract({ hours: 24 * 400 })
            .toString()}`
      : sql`expense_receipt.member_id = any(${of.memberIds}::uuid[])`
  const team = sql`coalesce(claiming.team_id, member.team_id, late.team_id)`
  const { rows } = await sql<Late>`
    with late as (
      select expense_receipt.member_id, expense_receipt.team_id, expense_receipt.received_at, expense_receipt.round_id,
             ${ownMonth} as month, ${claimMonth} as claim_month
      from expense_receipt
      join member on member.id = expense_receipt.member_id
      left join expense_round on expense_round.id = expense_receipt.round_id
      where ${whose} and expense_receipt.set_aside_at is null and not ${isUsed}
    )
    select late.member_id, member.name, late.month, count(*)::integer as receipts, min(late.received_at) as since,
           late.claim_month, claiming.id as claim_report_id, signed.id as signed_report_id, late.round_id,
           ${team} as team_id, member.deactivated_at is not null as is_gone
    from late
    join member on member.id = late.member_id
    join team on team.id = late.team_id
    left join expense_report claiming on claiming.member_id = late.member_id and claiming.month = late.claim_month
    left join expense_report signed
      on signed.member_id = late.member_id and signed.month = late.month and signed.approved_at is not null
    where (signed.id is not null or exists (
        select from expense_department_report report
        join expense_approval approval on approval.department_report_id = report.id
        where report.department_id = team.department_id and report.month = late.month
      ))
      and ${'teamIds' in of ? sql`${team} = any(${of.teamIds}::uuid[])` : sql`(${of.month ?? null}::date is null or late.month = ${of.month ?? null}::date)`}
    group by late.member_id, member.name, late.month, late.claim_month, claiming.id, signed.id, late.round_id,
             late.team_id, member.team_id, member.deactivated_at
    order by member.name, late.month`.execute(db)
  return rows
}
