import { type RawBuilder, sql } from 'kysely'
import { type Actor, inScope, scopeOf } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { type Totals, totalsOf } from '../rules/figures.ts'
import type { BesideFigure } from '../rules/signed-around.ts'
import { workedOnBy } from './whose.ts'

/** Lines of department reports with what was decided on each: the one source of every figure that is shown of a month. */
function shownLines(departmentReportIds: readonly string[]) {
  const ids = sql`${departmentReportIds}::uuid[]`
  const presented = sql`(
    select version.department_report_id, expense_presented_line.*
    from (
      select distinct on (department_report_id) id, department_report_id from expense_presented_version
      where department_report_id = any(${ids}) and withdrawn_at is null order by department_report_id, number desc
    ) version
    join expense_presented_line on expense_presented_line.version_id = version.id
  )`
  return sql`(
    select department_report_id, report_id, member_id, team_id, category_id, claimed_cents, accepted_cents
    from ${decided(presented)} presented
    union all
    select expense_team_report.department_report_id, ${standingColumns}
    from expense_team_report
    join expense_report report on report.team_report_id = expense_team_report.id
    join expense_line line on line.report_id = report.id and line.removed_at is null
    where expense_team_report.department_report_id = any(${ids}) and expense_team_report.handed_over_at is not null
      and not exists (
        select from expense_presented_version version
        where version.department_report_id = expense_team_report.department_report_id and withdrawn_at is null
      )
  )`
}

/** Of lines as they stand; nothing is known of one without an amount, as in `queries/lines.ts`. */
const standingColumns = sql`report.id as report_id, report.member_id, report.team_id, line.category_id,
  case when line.amount_cents <> 0 then line.claimed_cents end as claimed_cents,
  case when line.amount_cents <> 0 then line.accepted_cents end as accepted_cents`

/**
 * Lines (`line_id`, `claimed_cents`) with the senior manager's word on them: nothing where refused, what was agreed where
 * corrected, else what is claimed.
 */
function decided(lines: RawBuilder<unknown>) {
  return sql`(
    with line as materialized (select * from ${lines} line),
    corrected as (
      select distinct on (line_id) line_id, now_cents from expense_correction
      where agreed and line_id in (select line_id from line) order by line_id, decided_at desc
    )
    select line.*, live.refused_why,
           coalesce(corrected.now_cents, case when live.refused_at is null then line.claimed_cents else 0 end) as accepted_cents
    from line
    join expense_line live on live.id = line.line_id
    left join corrected on corrected.line_id = line.line_id
  )`
}

/**
 * Presented lines with what was decided since, people and teams by their present names, as payouts and queries have them;
 * half-made edits under a query stay out of sight until answered.
 */
export async function withDecisions<Line extends Shown>(db: Db, lines: readonly Line[]) {
  const all = (name: keyof Shown) => lines.map((line) => line[name])
  const given = sql`unnest(${all('lineId')}::uuid[], ${all('memberId')}::uuid[], ${all('teamId')}::uuid[], ${all('claimedCents')}::bigint[])
    as given (line_id, member_id, team_id, claimed_cents)`
  const { rows } = await sql<Decided & { lineId: string }>`
    select line_id, refused_why, accepted_cents, member.name as member_name, team.name as team_name
    from ${decided(sql`(select * from ${given})`)} line
    join member on member.id = line.member_id join team on team.id = line.team_id`.execute(db)
  const word = new Map(rows.map(({ lineId, ...row }) => [lineId, row]))
  return lines.map((line) => ({ ...line, ...word.get(line.lineId)! }))
}

interface Shown {
  lineId: string
  memberId: string
  teamId: string
  claimedCents: number
}

interface Decided {
  refusedWhy: string | null
  acceptedCents: number
  memberName: string
  teamName: string
}

const counts = sql`count(*)::integer as lines, count(*) filter (where claimed_cents is null)::integer as lines_not_counted`
const sums = sql`coalesce(sum(claimed_cents), 0)::bigint as claimed_cents, coalesce(sum(accepted_cents), 0)::bigint as accepted_cents,
  ${counts}`
const nothing: Totals = totalsOf([])

/** What department reports come to: as presented and decided, before the first presentation as handed over. */
export async function totalsOfReports(db: Db, departmentReportIds: readonly string[]): Promise<Map<string, Totals>> {
  if (departmentReportIds.length === 0) return new Map()
  const { rows } = await sql<Totals & { departmentReportId: string }>`
    select department_report_id, ${sums} from ${shownLines(departmentReportIds)} line group by department_report_id`.execute(
    db,
  )
  const found = new Map(rows.map(({ departmentReportId, ...totals }) => [departmentReportId, totals]))
  return new Map(departmentReportIds.map((id) => [id, found.get(id) ?? nothing]))
}

/**
 * What was accepted in department reports by person, team and category, of these departments' or teams' only: as presented
 * and decided, before the first presentation as handed over. Work that is not handed over counts nowhere.
 */
export async function acceptedIn(
  db: Db,
  departmentReportIds: readonly string[],
  { departmentIds, teamIds }: { departmentIds: readonly string[]; teamIds: readonly string[] },
): Promise<BesideFigure[]> {
  if (departmentReportIds.length === 0) return []
  const { rows } = await sql<BesideFigure>`
    select line.department_id, line.member_id, line.team_id, team.name as team_name, line.category_id, line.cents,
           line.lines, line.lines_not_counted
    from (
      select department_id, member_id, team_id, category_id, coalesce(sum(accepted_cents), 0)::bigint as cents, ${counts}
      from ${shownLines(departmentReportIds)} line join expense_department_report report on report.id = department_report_id
      where department_id = any(${departmentIds}::uuid[]) or team_id = any(${teamIds}::uuid[])
      group by department_id, member_id, team_id, category_id
    ) line
    join team on team.id = line.team_id`.execute(db)
  return rows
}

/** What salespeople's reports come to for who reads them. */
export async function totalsRead(db: Db, actor: Actor, reportIds: readonly string[]): Promise<Map<string, Totals>> {
  const lines = readLines(reportIds, await shownTo(db, actor, reportIds))
  const { rows } = await sql<
    Totals & { reportId: string }
  >`select report_id, ${sums} from ${lines} line group by report_id`.execute(db)
  const found = new Map(rows.map(({ reportId, ...totals }) => [reportId, totals]))
  return new Map(reportIds.map((id) => [id, found.get(id) ?? nothing]))
}

/** Lines of reports as they stand; of those that the reader is shown, as presented and decided. */
function readLines(reportIds: readonly string[], shown: ReadonlyMap<string, string>) {
  const [ids, versions] = [sql`${[...shown.keys()]}::uuid[]`, sql`${[...new Set(shown.values())]}::uuid[]`]
  const presented = sql`(select * from expense_presented_line where version_id = any(${versions}) and report_id = any(${ids}))`
  return sql`(
    select report_id, member_id, team_id, category_id, claimed_cents, accepted_cents from ${decided(presented)} presented
    union all
    select ${standingColumns}
    from expense_report report
    join expense_line line on line.report_id = report.id and line.removed_at is null
    where report.id = any(${reportIds}::uuid[]) and report.id <> all(${ids})
  )`
}

/**
 * Of these reports those that lie before the senior manager while their reader neither prepares nor combines them, each with
 * the version he is shown: not the work that goes on under it.
 */
export async function shownTo(db: Db, actor: Actor, reportIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{
    reportId: string
    versionId: string
  }>`${shownReports(actor, sql`report.id = any(${reportIds}::uuid[])`)}`.execute(db)
  return new Map(rows.map(({ reportId, versionId }) => [reportId, versionId]))
}

/** Whether what the caller reads of a report now is the work under what was shown. */
export async function readsWork(db: Db, actor: Actor, reportId: string): Promise<boolean> {
  const { presentedAt, approvedAt } = await db
    .selectFrom('expenseReport')
    .select(['presentedAt', 'approvedAt'])
    .where('id', '=', reportId)
    .executeTakeFirstOrThrow()
  return presentedAt !== null && approvedAt === null && (await shownTo(db, actor, [reportId])).size === 0
}

/** Whether the caller is at the work on a report of this person and team, so that nothing of it is held back from him. */
export function isAtWorkOn(actor: Actor, report: { memberId: string; teamId: string }): boolean {
  return inScope(workedOnBy(actor), report)
}

/** What `shownTo` gives of all that lie before him, with every receipt that a line rests on as he is shown it. */
export async function restingShown(db: Db, actor: Actor): Promise<Resting> {
  const { teamIds } = scopeOf(actor, 'expenses.review')
  if (teamIds.length === 0) return { reportIds: [], receiptIds: [] }
  const { rows } = await sql<Resting>`
    with shown as materialized (${shownReports(actor, sql`report.team_id = any(${teamIds}::uuid[])`)}),
    line as (
      select line from expense_presented_version version, jsonb_array_elements(version.snapshot) line
      where version.id in (select version_id from shown)
    )
    select array(select report_id::text from shown) as report_ids,
           array(select receipt ->> 'id' from line, jsonb_array_elements(line -> 'receipts') receipt
             where (line ->> 'reportId')::uuid in (select report_id from shown)) as receipt_ids`.execute(db)
  return rows[0]!
}

export interface Resting {
  /** Of reports read as they were shown. */
  reportIds: string[]
  /** Once for each line. */
  receiptIds: string[]
}

/** Who neither prepares nor combines reads reports that lie before the senior manager as they were shown. */
function shownReports(actor: Actor, which: RawBuilder<unknown>) {
  const { memberId, teamIds } = workedOnBy(actor)
  return sql`
    select distinct on (report.id) report.id as report_id, version.id as version_id
    from expense_report report
    join expense_team_report on expense_team_report.id = report.team_report_id
    join expense_presented_version version
      on version.department_report_id = expense_team_report.department_report_id and version.withdrawn_at is null
    where ${which} and report.presented_at is not null and report.approved_at is null
      and report.member_id <> ${memberId} and report.team_id <> all(${teamIds}::uuid[])
    order by report.id, version.number desc`
}

/** A report's sum over its lines as they stand, as a column of a query that names `expense_report`. */
export function standingSum(column: 'claimedCents' | 'acceptedCents') {
  return sql<number>`coalesce((select sum(${sql.ref(column)}) from expense_line
    where report_id = expense_report.id and removed_at is null), 0)::bigint`
}
