import type { Db } from '#core/database.ts'
import { addDays, type Day } from '#core/days.ts'

/** Ends a member's lines of the duty chart: what has begun ends on the day, what was to come falls away. Gives how many. */
export async function endDutiesOf(db: Db, memberId: string, day: Day): Promise<number> {
  const lines = await db
    .selectFrom('dutyAssignment')
    .select(['id', 'fromDay'])
    .where('memberId', '=', memberId)
    .where((eb) => eb.or([eb('toDay', 'is', null), eb('toDay', '>', day)]))
    .orderBy('id')
    .forUpdate()
    .execute()
  const begun = lines.filter((line) => line.fromDay <= day).map((line) => line.id)
  const coming = lines.filter((line) => line.fromDay > day).map((line) => line.id)
  for (const ids of [begun, coming]) if (ids.length > 0) await cutCoversOf(db, ids, day)
  if (begun.length > 0) {
    await db
      .updateTable('dutyAssignment')
      .set((eb) => ({ toDay: day, version: eb('version', '+', 1) }))
      .where('id', 'in', begun)
      .execute()
  }
  if (coming.length > 0) await db.deleteFrom('dutyAssignment').where('id', 'in', coming).execute()
  return lines.length
}

/** Cuts the covers of lines that now end on `lastDay`: later ones fall away, running ones end with them. */
export async function cutCoversOf(db: Db, lineIds: readonly string[], lastDay: Day): Promise<void> {
  await db
    .deleteFrom('dutyAssignment')
    .where('coversId', 'in', lineIds)
    .where('fromDay', '>=', addDays(lastDay, 1))
    .execute()
  await db
    .updateTable('dutyAssignment')
    .set((eb) => ({ toDay: lastDay, version: eb('version', '+', 1) }))
    .where('coversId', 'in', lineIds)
    .where((eb) => eb.or([eb('toDay', 'is', null), eb('toDay', '>', lastDay)]))
    .execute()
}
