import type { Db } from '#core/database.ts'
import type { Period } from '#core/days.ts'
import type { Told } from '#core/told.ts'
import type { Line } from '../queries/chart.ts'
import { branchOf, departmentOf, teamOf } from '../queries/office.ts'

export type Placed = Pick<Line, 'role' | 'memberId' | 'teamId' | 'departmentId' | 'branchId' | 'fromDay' | 'toDay'>
type AtPlace = Pick<Line, 'teamId' | 'departmentId' | 'branchId'>
type Named = Placed & { memberName: string }

/** What history says of a line. */
export function toldOf(line: Named & { id: string }, place: string, says: Told['says']): Told {
  const { memberId, teamId, departmentId, branchId } = line
  return {
    record: ['dutyAssignment', line.id],
    also: [memberId, teamId, departmentId, branchId],
    says,
    params: paramsOf(line, place),
    memberId,
    teamId,
  }
}

/** What the old holder of a line reads when it is given to another. */
export function toldOfPassing(line: Named, place: string, next: string): Told {
  const { memberId } = line
  const params = { ...paramsOf(line, place), next }
  return { record: ['member', memberId], says: 'office.said.dutyPassedOn', params, memberId }
}

/** What who stands in reads when the days are cut to those given, or fall away. */
export async function toldOfCut(db: Db, cover: Line, cut: Period | null): Promise<Told> {
  const { memberId } = cover
  const after = cut ? { ...cover, fromDay: cut.from, toDay: cut.to } : cover
  const params = paramsOf(after, await placeNameOf(db, cover))
  return { record: ['member', memberId], says: `office.said.${cut ? 'coverCut' : 'coverEnded'}`, params, memberId }
}

/** An open end has a sentence of its own. */
function paramsOf({ role, memberName, fromDay, toDay }: Named, place: string) {
  return { role, member: memberName, place, from: fromDay, to: toDay ?? '', ends: toDay ? 'yes' : 'no' }
}

export async function placeNameOf(db: Db, line: AtPlace): Promise<string> {
  return (await placeOf(db, line))?.name ?? ''
}

/** The team, department or branch that a line is for. */
export function placeOf(db: Db, { teamId, departmentId, branchId }: AtPlace) {
  if (teamId) return teamOf(db, teamId)
  return departmentId ? departmentOf(db, departmentId) : branchOf(db, branchId!)
}
