import type { Db } from '#core/database.ts'
import type { Day } from '#core/days.ts'
import { remove, save } from '#core/locked.ts'
import { coversOf, linesAfter } from '../queries/chart.ts'

/** Ends a member's lines of the duty chart: what has begun ends on the day, what was to come falls away. Gives how many. */
export async function endDutiesOf(db: Db, memberId: string, day: Day): Promise<number> {
  const lines = await linesAfter(db, memberId, day)
  const begun = lines.filter((line) => line.fromDay <= day)
  const coming = lines.filter((line) => line.fromDay > day)
  await cutCoversOf(db, lines, day)
  await save(db, 'dutyAssignment', begun, { toDay: day })
  await remove(db, 'dutyAssignment', coming)
  return lines.length
}

/** Cuts the covers of lines that now end on `lastDay`: later ones fall away, running ones end with them. */
export async function cutCoversOf(db: Db, lines: readonly { id: string }[], lastDay: Day): Promise<void> {
  if (lines.length === 0) return
  const covers = await coversOf(
    db,
    lines.map(({ id }) => id),
  )
  const later = covers.filter((cover) => cover.fromDay > lastDay)
  await remove(db, 'dutyAssignment', later)
  const running = covers.filter((cover) => cover.fromDay <= lastDay && (cover.toDay === null || cover.toDay > lastDay))
  await save(db, 'dutyAssignment', running, { toDay: lastDay })
}
