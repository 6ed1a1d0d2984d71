import { type Insertable, sql } from 'kysely'
import type { Actor } from '#core/actor.ts'
import { now } from '#core/clock.ts'
import { contentHash } from '#core/content-hash.ts'
import type { Db, Tables } from '#core/database.ts'
import { letGo } from '#core/events.ts'
import { newId } from '#core/ids.ts'
import { type Locked, save } from '#core/locked.ts'
import { refuse } from '#core/refusal.ts'
import type { Held } from '#core/told.ts'
import { departmentsOf, shownElsewhere, versionOf, versionsOf } from '../queries/combined.ts'
import { standingLines } from '../queries/snapshot.ts'
import { hidden } from '../queries/whose.ts'
import { totalsOf } from '../rules/figures.ts'
import { changedLines } from '../rules/next-version.ts'
import type { PresentedLine } from '../rules/presented-line.ts'

/** Freezes lines of the given parts of a department report as its next version, with its SHA-256. */
export async function freezeVersion(
  db: Db,
  actor: Actor,
  of: Locked<'expenseDepartmentReport'>,
  { parts, lines }: { parts: readonly Locked<'expenseReport', Part>[]; lines: readonly PresentedLine[] },
) {
  const version = await saveVersion(db, actor, of, lines)
  const further = parts.filter((part) => !part.presentedAt)
  await save(db, 'expenseReport', further, { presentedAt: now().toString() })
  return version
}

interface Part {
  id: string
  presentedAt: string | null
}

/** What holds back what is told of parts of a report: while the report lies before the senior manager, until the parts do. */
export function heldUnder(
  { id: wholeId, presentedAt, approvedAt }: { id: string; presentedAt: string | null; approvedAt: string | null },
  partIds: readonly string[],
): Held | null {
  return presentedAt && !approvedAt ? { wholeId, partIds } : null
}

/** Lets everybody read what was told of work that the version shows; the rest waits on, and what was said of its whole report. */
async function letGoShown(db: Db, of: { id: string }, lines: readonly PresentedLine[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select distinct whole_id as id from event_held
    join expense_report report on report.id = whole_id join expense_team_report on expense_team_report.id = report.team_report_id
    where department_report_id = ${of.id}`.execute(db)
  if (rows.length === 0) return
  const reportIds = rows.map(({ id }) => id)
  const shown = lines.filter((line) => reportIds.includes(line.reportId))
  const standing = await standingLines(db, reportIds)
  const changed = changedLines(shown, standing)
  const waiting = [...shown, ...standing].filter(({ lineId }) => changed.has(lineId))
  await letGo(
    db,
    reportIds,
    waiting.flatMap(({ lineId, reportId }) => [lineId, reportId]),
  )
}

interface Shown {
  parts: readonly Part[]
  lines: readonly PresentedLine[]
}

/** Refuses with the version before the senior manager when all of this is in it already. */
export async function refuseUnchanged(
  db: Db,
  of: { id: string; number: string },
  { parts, lines }: Shown,
): Promise<void> {
  const version = await versionOf(db, of.id)
  if (!version || version.hash !== contentHash(lines) || parts.some((part) => !part.presentedAt)) return
  refuse({ says: 'expenses.combined.unchangedSince', number: of.number, version: version.number })
}

/** Writes a version with the given lines; one that approval makes says which presented one it `approves`. */
export async function saveVersion(
  db: Db,
  actor: Pick<Actor, 'id'>,
  of: Locked<'expenseDepartmentReport'>,
  lines: readonly PresentedLine[],
  approves: { id: string } | null = null,
) {
  const [last] = await versionsOf(db, of.id)
  const version = {
    id: newId(),
    departmentReportId: of.id,
    number: (last?.number ?? 0) + 1,
    presentedBy: actor.id,
    approves: approves?.id ?? null,
    totalCents: totalsOf(lines).acceptedCents,
    hash: contentHash(lines),
  }
  await db
    .insertInto('expensePresentedVersion')
    .values({ ...version, snapshot: JSON.stringify(lines) })
    .execute()
  await sql`
    insert into expense_presented_line
    select version.id, line."lineId", line."reportId", line."memberId", line."teamId", line."categoryId", line."claimedCents"
    from expense_presented_version version, jsonb_to_recordset(version.snapshot) as line (
      "lineId" uuid, "reportId" uuid, "memberId" uuid, "teamId" uuid, "categoryId" uuid, "claimedCents" bigint
    ) where version.id = ${version.id}`.execute(db)
  await letGoShown(db, of, lines)
  return version
}

/** Signs a version. Each of its lines is approved thereby, once: the database refuses another signature over it. */
export async function signVersion(db: Db, approval: Insertable<Tables['expenseApproval']>): Promise<void> {
  await db.insertInto('expenseApproval').values(approval).execute()
  await db
    .updateTable('expensePresentedLine')
    .set({ isApproved: true })
    .where('versionId', '=', approval.versionId)
    .execute()
}

/**
 * Refuses where one of these reports is shown or signed in another department report, with its number for who may open that:
 * it would be paid twice.
 */
export async function refuseShownElsewhere(
  db: Db,
  actor: Actor,
  of: { id: string },
  reports: readonly Locked<'expenseReport'>[],
): Promise<void> {
  const ids = reports.map(({ id }) => id)
  const there = await shownElsewhere(db, of, ids)
  if (!there) return
  const { name, approvedAt } = there
  const number = departmentsOf(actor).includes(there.departmentId) ? there.number : hidden
  refuse({ says: `expenses.combined.${approvedAt ? 'approvedElsewhere' : 'shownElsewhere'}`, name, number })
}
