import { sql } from 'kysely'
import type { Actor } from '#core/actor.ts'
import { contentHash } from '#core/content-hash.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { versionOf } from '../queries/combined.ts'
import { presentableLines } from '../queries/snapshot.ts'
import { totalsOf } from '../rules/figures.ts'
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
    totalCents: totalsOf(lines).acceptedCents,
    hash: contentHash(lines),
  }
  await db
    .insertInto('presentedVersion')
    .values({ ...version, snapshot: JSON.stringify(lines) })
    .execute()
  await sql`
    insert into presented_line
    select version.id, line."lineId", line."reportId", line."memberId", line."teamId", line."categoryId", line."claimedCents"
    from presented_version version, jsonb_to_recordset(version.snapshot) as line (
      "lineId" uuid, "reportId" uuid, "memberId" uuid, "teamId" uuid, "categoryId" uuid, "claimedCents" bigint
    ) where version.id = ${version.id}`.execute(db)
  return version
}
