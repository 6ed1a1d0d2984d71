import { sql } from 'kysely'
import type { Actor } from '#core/actor.ts'
import { now } from '#core/clock.ts'
import { contentHash } from '#core/content-hash.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { type Locked, save } from '#core/locked.ts'
import { versionsOf } from '../queries/combined.ts'
import { presentableLines } from '../queries/snapshot.ts'
import { totalsOf } from '../rules/figures.ts'
import type { PresentedLine } from '../rules/presented-line.ts'

/** Freezes the given parts of a department report as its next version, with its SHA-256. */
export async function freezeVersion(
  db: Db,
  actor: Actor,
  of: Locked<'departmentReport'>,
  parts: readonly Locked<'expenseReport', { id: string; presentedAt: string | null }>[],
) {
  const lines = await presentableLines(
    db,
    parts.map((part) => part.id),
  )
  const version = await saveVersion(db, actor, of, lines)
  const further = parts.filter((part) => !part.presentedAt)
  await save(db, 'expenseReport', further, { presentedAt: now().toString() })
  return { ...version, lines }
}

/** Writes a version with the given lines. */
export async function saveVersion(
  db: Db,
  actor: Pick<Actor, 'id'>,
  of: Locked<'departmentReport'>,
  lines: readonly PresentedLine[],
) {
  const [last] = await versionsOf(db, of.id)
  const version = {
    id: newId(),
    departmentReportId: of.id,
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
