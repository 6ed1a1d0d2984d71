import type { Db } from '#core/database.ts'
import type { Day } from '#core/days.ts'
import { remove, save } from '#core/locked.ts'
import type { Told } from '#core/told.ts'
import { coversOf, type Line, type LockedLine, linesAfter } from '../queries/chart.ts'
import { cutCover } from '../rules/chart.ts'
import { toldOfCut } from './chart-told.ts'

/**
 * Ends a member's lines of the duty chart: what has begun ends on the day, what was to come falls away. Gives how many, and
 * what those are told who stood in.
 */
export async function endDutiesOf(db: Db, memberId: string, day: Day): Promise<{ ended: number; told: Told[] }> {
  const lines = await linesAfter(db, memberId, day)
  const begun = lines.filter((line) => line.fromDay <= day)
  const coming = lines.filter((line) => line.fromDay > day)
  const told: Told[] = []
  for (const line of lines)
    told.push(...(await fitCovers(db, await coversOf(db, [line.id]), { fromDay: line.fromDay, toDay: day })))
  await save(db, 'dutyAssignment', begun, { toDay: day })
  await remove(db, 'dutyAssignment', coming)
  return { ended: lines.length, told }
}

/** Fits covers to the days that the covered line has now; gives what those are told who lose some. */
export async function fitCovers(
  db: Db,
  covers: readonly LockedLine[],
  covered: Pick<Line, 'fromDay' | 'toDay'>,
): Promise<Told[]> {
  const told: Told[] = []
  for (const cover of covers) {
    const cut = cutCover({ from: cover.fromDay, to: cover.toDay ?? cover.fromDay }, covered)
    if (cut?.from === cover.fromDay && cut.to === cover.toDay) continue
    if (cut) await save(db, 'dutyAssignment', cover, { fromDay: cut.from, toDay: cut.to })
    else await remove(db, 'dutyAssignment', [cover])
    told.push(await toldOfCut(db, cover, cut))
  }
  return told
}
