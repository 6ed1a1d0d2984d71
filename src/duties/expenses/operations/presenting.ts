import { sql } from 'kysely'
import type { Actor } from '#core/actor.ts'
import { contentHash } from '#core/content-hash.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { versionOf } from '../queries/combined.ts'
import { presentableLines } from '../queries/snapshot.ts'
import type { PresentedLine } from '../tables.ts'

/** Freezes the given parts of a department report as its next version, with its SHA-256. */
export async function freezeVersion(db: Db, actor: Actor, departmentReportId: string, reportIds: readonly string[]) {
  const lines = await presentableLines(db, reportIds)
  const version = await saveVersion(db, actor, departmentReportId, lines)
  await db
    .updateTable('expenseReport')
    .set({ presentedAt: sql`coalesce(presented_at, clock_timestamp())` })
    .where('id', 'in', reportIds)
    .execute()
  return { ...version, lines }
}

/** Writes a version with the given lines. */
export async function saveVersion(
  db: Db,
  actor: Pick<Actor, 'id'>,
  departmentReportId: string,
  lines: readonly PresentedLine[],
) {
  const last = await versionOf(db, departmentReportId)
  const version = {
    id: newId(),
    departmentReportId,
    number: (last?.number ?? 0) + 1,
    presentedBy: actor.id,
    totalCents: lines.reduce((sum, line) => sum + line.acceptedCents, 0),
    hash: contentHash(lines),
  }
  await db
    .insertInto('presentedVersion')
    .values({ ...version, snapshot: JSON.stringify(lines) })
    .execute()
  return version
}

/**
 * The lines of a version with what was decided since: refusals and agreed corrections are the senior manager's word on
 * the frozen figures, while the assistant's unfinished edits under a query stay out of sight until answered.
 */
export async function withDecisions(db: Db, lines: readonly PresentedLine[]): Promise<PresentedLine[]> {
  if (lines.length === 0) return []
  const ids = lines.map((line) => line.lineId)
  const [refusals, corrections] = await Promise.all([
    db
      .selectFrom('expenseLine')
      .select(['id', 'refusedWhy'])
      .where('id', 'in', ids)
      .where('refusedAt', 'is not', null)
      .execute(),
    db
      .selectFrom('expenseCorrection')
      .select(['lineId', 'nowCents'])
      .where('lineId', 'in', ids)
      .where('agreed', '=', true)
      .orderBy('decidedAt')
      .execute(),
  ])
  const refused = new Map(refusals.map((row) => [row.id, row.refusedWhy]))
  const corrected = new Map(corrections.map((row) => [row.lineId, row.nowCents]))
  return lines.map((line) => {
    const refusedWhy = refused.get(line.lineId) ?? null
    const accepted = refusedWhy === null ? line.claimedCents : 0
    return { ...line, refusedWhy, acceptedCents: corrected.get(line.lineId) ?? accepted }
  })
}
