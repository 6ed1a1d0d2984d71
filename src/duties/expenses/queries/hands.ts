import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import { doersOf } from '#office/public.ts'

/**
 * What one does to a report without having prepared, combined or presented it; opening one counts by who it names, and a rate
 * is set for the whole office.
 */
const looking = [
  ...['look', 'tick', 'refuseLine', 'askQuery', 'askAgain', 'settleQuery', 'approve', 'decideCorrection', 'markPaid'],
  ...['makePaper', 'openReport', 'setRate'],
].map((operation) => `expenses.${operation}`)

/**
 * Of these members, those who had a hand in a department report: in its parts, its team reports or in it, by the history,
 * so that who stood in for a day or worked in another's name is among them.
 */
export async function handsIn(db: Db, departmentReportId: string, memberIds: readonly string[]): Promise<Set<string>> {
  if (memberIds.length === 0) return new Set()
  const { rows } = await sql<{ actorId: string }>`
    with records as (
      select array_agg(id) as ids from (
        select ${departmentReportId}::uuid as id
        union all select id from team_report where department_report_id = ${departmentReportId}
        union all select part.id from expense_report part join team_report on team_report.id = part.team_report_id
                  where team_report.department_report_id = ${departmentReportId}
      ) record
    )
    select actor_id from event, records
    where actor_id = any(${memberIds}::uuid[]) and records && ids and operation <> all(${looking}::text[])
    union
    select prepared_by from expense_report, records where id = any(ids) and prepared_by = any(${memberIds}::uuid[])`.execute(
    db,
  )
  return new Set(rows.map((row) => row.actorId))
}

/** Who does the duty for the department today and had no hand in the report; nobody signs his own figures. */
export async function freeFor(
  db: Db,
  duty: 'review' | 'payout',
  { id, departmentId }: { id: string; departmentId: string },
) {
  const doers = await doersOf(db, duty, departmentId)
  const hands = await handsIn(
    db,
    id,
    doers.map((one) => one.id),
  )
  const claimants = duty === 'review' ? await claimantsIn(db, id) : new Set<string>()
  return doers.filter((one) => !hands.has(one.id) && !claimants.has(one.id))
}

/** What a decision keeps of it; both null when four eyes saw it. */
export interface KeptSmallOffice {
  smallOfficeSince: string | null
  smallOfficeBy: string | null
}

/** Since when and by whom the office counts as small; null when it does not. */
export async function smallOffice(db: Db): Promise<KeptSmallOffice | null> {
  const row = await db
    .selectFrom('expensePolicy')
    .innerJoin('member', 'member.id', 'expensePolicy.smallOfficeBy')
    .select(['smallOfficeSince', 'member.name as smallOfficeBy'])
    .executeTakeFirst()
  return row ?? null
}

async function claimantsIn(db: Db, departmentReportId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('expenseReport')
    .innerJoin('teamReport', 'teamReport.id', 'expenseReport.teamReportId')
    .select('memberId')
    .where('departmentReportId', '=', departmentReportId)
    .execute()
  return new Set(rows.map((row) => row.memberId))
}
