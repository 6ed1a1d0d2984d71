import type { Db } from '#core/database.ts'
import { invalid, refuse, refuseIfAny } from '#core/refusal.ts'
import { refuseUnlessSeen } from '#core/stale.ts'
import { branchOf, departmentOf, holdOffice } from '../queries/office.ts'
import { openPlaceCalled, type PlaceToName } from '../queries/places.ts'

interface Places {
  departmentId?: string | null | undefined
  branchId?: string | null | undefined
}

/** Refuses a department or branch that is not there or closed; what is not given is not asked about. */
export async function mustBeOpen(db: Db, { departmentId, branchId }: Places): Promise<void> {
  if (departmentId) {
    const department = await departmentOf(db, departmentId)
    if (!department || department.closedAt) invalid('departmentId', { says: 'office.noSuchDepartment' })
  }
  if (branchId) {
    const branch = await branchOf(db, branchId)
    if (!branch || branch.closedAt) invalid('branchId', { says: 'office.noSuchBranch' })
  }
}

/** Refuses to open a team again whose department or branch is closed: that is opened first. */
export async function mustFindOpen(db: Db, team: { name: string; departmentId: string; branchId: string }) {
  const around = [await departmentOf(db, team.departmentId), await branchOf(db, team.branchId)]
  const closed = around.flatMap((place) => (place?.closedAt ? [place] : []))
  refuseIfAny(closed.map(({ name: place }) => ({ says: 'office.placeAroundClosed', place, name: team.name })))
}

/** Refuses a name that another open place of its kind has, under the field that was given. */
export async function mustBeFreeName(db: Db, place: PlaceToName, field = 'name'): Promise<void> {
  await holdOffice(db)
  const taken = await openPlaceCalled(db, place)
  if (taken) invalid(field, { says: 'office.nameTaken', name: taken.name, record: taken.id })
}

/** The same for a place that is to open again under the name it had. */
export async function mustStillBeFreeName(db: Db, place: PlaceToName): Promise<void> {
  const taken = await openPlaceCalled(db, place)
  if (taken) refuse({ says: 'office.nameTakenMeanwhile', name: taken.name, record: taken.id })
}

/** Refuses to close or open a place that another has renamed or moved since it was looked at. */
export function mustBeAsSeen(place: { id: string; name: string; version: number }, seen: number | undefined): void {
  const { id, name } = place
  refuseUnlessSeen(place, seen, { reason: { says: 'office.placeIsNow', name }, now: { id, name } })
}
