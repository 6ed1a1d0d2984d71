import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import { doersOf } from '#office/public.ts'
import type { Bond, FourEyes } from '../rules/four-eyes.ts'

/** What one does to a report without having prepared, combined or presented it; opening one counts by who it names. */
const looking = [
  ...['look', 'tick', 'refuseLine', 'askQuery', 'askAgain', 'settleQuery', 'approve', 'decideCorrection', 'markPaid'],
  ...['takePaymentBack', 'makePaper', 'openReport', 'seeDecisions', 'seeCorrections'],
].map((operation) => `expenses.${operation}`)

/**
 * Of these members, those who had a hand in a department report: in its parts, its team reports or it, or in a receipt its
 * lines rest on, by the history, so that who stood in for a day or worked in another's name is among them. Who set a rate
 * had one in the lines it counted.
 */
async function handsIn(db: Db, departmentReportId: string, memberIds: readonly string[]): Promise<Set<string>> {
  if (memberIds.length === 0) return new Set()
  const { rows } = await sql<{ actorId: string }>`
    with parts as materialized (
      select part.id from expense_report part join expense_team_report on expense_team_report.id = part.team_report_id
      where expense_team_report.department_report_id = ${departmentReportId}
    ), receipts as materialized (
      select expense_receipt.id, expense_receipt.part_of from expense_line line
      join expense_line_receipt on expense_line_receipt.line_id = line.id join expense_receipt on expense_receipt.id = expense_line_receipt.receipt_id
      where line.report_id in (select id from parts) and line.removed_at is null
    ), records as materialized (
      select array_agg(id) as ids from (
        select ${departmentReportId}::uuid as id
        union all select id from expense_team_report where department_report_id = ${departmentReportId}
        union all select id from parts
        union all select id from receipts
        union all select part_of from receipts where part_of is not null
      ) record
    )
    select actor_id from event, records
    where actor_id = any(${memberIds}::uuid[]) and records && ids and operation <> all(${looking}::text[])
    union
    select prepared_by from expense_report
    where id in (select id from parts) and prepared_by = any(${memberIds}::uuid[])`.execute(db)
  return new Set(rows.map((row) => row.actorId))
}

/** Who has the role for the department today, had no hand in the report and owns none of the money; nobody signs his own. */
export async function freeFor(
  db: Db,
  role: 'expenses.review' | 'expenses.pay',
  { id, departmentId, owners }: { id: string; departmentId: string; owners: readonly string[] },
) {
  const doers = await doersOf(db, role, departmentId)
  const hands = await handsIn(
    db,
    id,
    doers.map((one) => one.id),
  )
  return doers.filter((one) => !hands.has(one.id) && !owners.includes(one.id))
}

/** What keeps a member from a decision on money of these owners in a report; settling asks only that it is not his own. */
export async function bondOf(
  db: Db,
  memberId: string,
  { id, owners }: { id: string; owners: readonly string[] },
  verb: FourEyes,
): Promise<Bond | null> {
  if (owners.includes(memberId)) return 'own'
  return verb !== 'settle' && (await handsIn(db, id, [memberId])).has(memberId) ? 'hand' : null
}

/** Whose money each of these versions is about. */
export async function ownersIn(db: Db, versionIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('expensePresentedLine')
    .select(['versionId', 'memberId'])
    .distinct()
    .where(sql<boolean>`version_id = any(${versionIds}::uuid[])`)
    .execute()
  const owners = new Map<string, string[]>()
  for (const { versionId, memberId } of rows) owners.set(versionId, [...(owners.get(versionId) ?? []), memberId])
  return owners
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
