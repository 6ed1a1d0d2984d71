import { sql } from 'kysely'
import type { Actor } from '#core/actor.ts'
import { contentHash } from '#core/content-hash.ts'
import type { Db } from '#core/database.ts'
import { changedAfterReading } from '../rules/after-reading.ts'
import { type Next, nextVersion } from '../rules/next-version.ts'
import { isPresentable, type PresentedLine, type StandingLine } from '../rules/presented-line.ts'
import { tickedContent } from '../rules/ticks.ts'
import { versionOf } from './combined.ts'
import { shownTo, withDecisions } from './figures.ts'
import { linesOf } from './lines.ts'
import { askedIn } from './queries-of.ts'
import { teamNameIn } from './signed-names.ts'

/** The lines of reports as they stand now that can be presented; one without day, category or exchange rate is left to its obstacle. */
export async function presentableLines(db: Db, reportIds: readonly string[]): Promise<PresentedLine[]> {
  return (await standingLines(db, reportIds)).filter(isPresentable)
}

/** The lines of a report as they lie before the senior manager; none when nothing does. */
export async function shownOf(
  db: Db,
  { id, departmentReportId }: { id: string; departmentReportId: string | null },
): Promise<PresentedLine[]> {
  const { rows } = await sql<{ line: PresentedLine }>`
    select line from (
      select snapshot from expense_presented_version
      where department_report_id = ${departmentReportId}::uuid and withdrawn_at is null order by number desc limit 1
    ) version, jsonb_array_elements(version.snapshot) line
    where line ->> 'reportId' = ${id}`.execute(db)
  return rows.map(({ line }) => line)
}

/** What is shown of these parts of a department report when it is presented now. */
export async function nextToPresent(db: Db, of: { id: string }, reportIds: readonly string[]): Promise<Next> {
  const [version, standing, asked] = await Promise.all([
    versionOf(db, of.id),
    standingLines(db, reportIds),
    askedIn(db, of.id),
  ])
  const shown = (version?.snapshot ?? []).filter((line) => reportIds.includes(line.reportId))
  return nextVersion(shown, standing, asked)
}

/** The lines of reports for who reads them: as they stand; of those that he is shown, as presented and decided. */
export async function linesRead(db: Db, actor: Actor, reportIds: readonly string[]): Promise<StandingLine[]> {
  const shown = await shownTo(db, actor, reportIds)
  const standing = await standingLines(
    db,
    reportIds.filter((id) => !shown.has(id)),
  )
  return [...standing, ...(await linesShown(db, shown))]
}

/** By which one knows what a team report has in it: its reports, with lines or without, and all that these say. */
export function handedHash(reportIds: readonly string[], lines: readonly StandingLine[]): string {
  return contentHash({ reports: reportIds.toSorted(), lines: tickedContent(lines) })
}

/** Whether who reads the report finds this line in it. */
export async function readsLine(db: Db, actor: Actor, line: { id: string; reportId: string }): Promise<boolean> {
  const shown = await shownTo(db, actor, [line.reportId])
  return shown.size === 0 || (await linesShown(db, shown)).some(({ lineId }) => lineId === line.id)
}

/** The lines of reports in the versions given beside them, with what was decided. */
export async function linesShown(db: Db, shown: ReadonlyMap<string, string>): Promise<PresentedLine[]> {
  if (shown.size === 0) return []
  const { rows } = await sql<{ line: PresentedLine }>`
    select line from expense_presented_version version, jsonb_array_elements(version.snapshot) line
    where version.id = any(${[...new Set(shown.values())]}::uuid[])
      and (line ->> 'reportId')::uuid = any(${[...shown.keys()]}::uuid[])`.execute(db)
  return withDecisions(
    db,
    rows.map(({ line }) => line),
  )
}

/** The lines of reports as they stand now, finished or not. */
export async function standingLines(db: Db, reportIds: readonly string[]): Promise<StandingLine[]> {
  if (reportIds.length === 0) return []
  const [lines, reports, readings] = await Promise.all([
    linesOf(db, reportIds),
    namesOf(db, reportIds),
    readingsOf(db, reportIds),
  ])
  return lines.flatMap((line) => {
    const report = reports.get(line.reportId)
    if (!report) return []
    const only = line.receipts.length === 1 ? line.receipts[0] : undefined
    return [
      {
        lineId: line.id,
        ...report,
        categoryId: line.categoryId,
        spentOn: line.spentOn,
        merchant: line.merchant,
        amountCents: line.amountCents,
        currency: line.currency,
        rate: line.rate,
        rateSource: line.rateSource,
        vatCents: line.vatCents,
        vat: line.vat,
        ownShareCents: line.ownShareCents,
        claimedCents: line.claimedCents,
        acceptedCents: line.acceptedCents,
        purpose: line.purpose,
        customer: line.customer,
        guests: line.guests,
        explanation: line.explanation,
        missingReason: line.missingReason,
        refusedWhy: line.refusedWhy,
        changedAfterReading: only ? changedAfterReading(line, readings.get(only.id) ?? null) : [],
        receipts: line.receipts.map(({ id, number, sha256 }) => ({ id, number, sha256 })),
      },
    ]
  })
}

async function namesOf(db: Db, reportIds: readonly string[]) {
  const rows = await db
    .selectFrom('expenseReport')
    .innerJoin('member', 'member.id', 'expenseReport.memberId')
    .innerJoin('team', 'team.id', 'expenseReport.teamId')
    .leftJoin('expenseTeamReport', 'expenseTeamReport.id', 'expenseReport.teamReportId')
    .select([
      'expenseReport.id as reportId',
      'expenseReport.number as reportNumber',
      'member.id as memberId',
      'member.name as memberName',
      'team.id as teamId',
      teamNameIn(sql.ref('expenseTeamReport.departmentReportId')).as('teamName'),
    ])
    .where('expenseReport.id', 'in', reportIds)
    .execute()
  return new Map(rows.map((row) => [row.reportId, row]))
}

/** What the reader found on the receipts of these reports, by receipt; only where it was sure of itself. */
async function readingsOf(db: Db, reportIds: readonly string[]) {
  const rows = await db
    .selectFrom('expenseLineReceipt')
    .innerJoin('expenseLine', 'expenseLine.id', 'expenseLineReceipt.lineId')
    .innerJoin('expenseReceipt', 'expenseReceipt.id', 'expenseLineReceipt.receiptId')
    .select(['expenseReceipt.id', 'expenseReceipt.reading'])
    .where('expenseLine.reportId', 'in', reportIds)
    .where('expenseReceipt.reading', 'is not', null)
    .execute()
  return new Map(
    rows.map(({ id, reading }) => [
      id,
      reading && {
        merchant: reading.merchant?.sure ? reading.merchant.value : null,
        spentOn: reading.date?.sure ? reading.date.value : null,
        totalCents: reading.totalCents?.sure ? reading.totalCents.value : null,
        currency: reading.currency?.sure ? reading.currency.value : null,
      },
    ]),
  )
}
