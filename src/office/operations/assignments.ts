import * as z from 'zod'
import type { Db } from '#core/database.ts'
import { type PlaceKind, termsOf } from '#core/duty.ts'
import { changesBetween } from '#core/events.ts'
import { newId } from '#core/ids.ts'
import { remove, save } from '#core/locked.ts'
import { change } from '#core/operation.ts'
import { absent, invalid, refuse, refuseIfAny } from '#core/refusal.ts'
import type { ChartRole } from '#core/rights.ts'
import { Done } from '#core/shapes.ts'
import { given, refuseStale } from '#core/stale.ts'
import { officeToday } from '../public.ts'
import { coversOf, type Line, lineToChange, sameRoleAlready } from '../queries/chart.ts'
import { memberOf } from '../queries/people.ts'
import { branchToChange, departmentToChange, teamToChange } from '../queries/places.ts'
import { coverReasons, isWidened } from '../rules/chart.ts'
import { ChartDay, Id, RoleOfChart, Version } from '../shapes.ts'
import { type Placed, placeNameOf, placeOf, toldOf, toldOfCut, toldOfPassing } from '../steps/chart-told.ts'
import { fitCovers } from '../steps/end-duties.ts'
import { ChartLine } from '../views/chart-line.ts'

const seen = Version.describe(
  'The version that was seen; an older one is refused in words that name who has the duty now.',
)

export const assign = change({
  right: 'office.administer',
  summary: 'Give a member a role for a place, until a last day or until further notice.',
  rest: 'POST /office/chart',
  input: z.object({
    role: RoleOfChart,
    memberId: Id,
    placeId: Id.describe('Id of the team, department or branch, as the role wants it.'),
    fromDay: ChartDay,
    toDay: ChartDay.nullable().default(null),
  }),
  output: ChartLine,
  async do({ input: { placeId, ...input }, db, tell }) {
    const place = await openPlace(db, input.role, placeId)
    const member = await workingMember(db, input.memberId)
    const { name, ...ids } = place
    await mustFit(db, { ...input, placeId }, member.name)
    const line = { ...input, ...ids }
    const id = newId()
    await db
      .insertInto('dutyAssignment')
      .values({ id, ...line, coversId: null })
      .execute()
    tell(toldOf({ ...line, id, memberName: member.name }, name, 'office.said.assigned'))
    return (await lineToChange(db, id))!
  },
})

export const changeAssignment = change({
  right: 'office.administer',
  summary: 'Change who has a duty, or its first and last day; covers are cut to the new days.',
  rest: 'PATCH /office/chart/{assignmentId}',
  idempotent: true,
  input: z
    .object({ memberId: Id, fromDay: ChartDay, toDay: ChartDay.nullable() })
    .partial()
    .extend({ assignmentId: Id, version: Version }),
  output: ChartLine,
  async do({ input: { assignmentId, version, ...input }, db, tell }) {
    const before = await lineOrAbsent(db, assignmentId)
    const edit = given(input)
    refuseStale(before, version, edit)
    const after = { ...before, ...edit }
    if (isWidened(before, after)) await mustBeOpenPlace(db, before)
    const member = await workingMember(db, after.memberId)
    if (before.coversId) await mustCover(db, before.coversId, after)
    else await mustFit(db, after, member.name, assignmentId)
    const covers = await coversOf(db, [assignmentId])
    if (covers.some((cover) => cover.memberId === after.memberId))
      refuse({ says: 'office.coversHimself', name: member.name })
    await save(db, 'dutyAssignment', before, edit)
    const cut = await fitCovers(db, covers, after)
    const place = await placeNameOf(db, after)
    tell({
      ...toldOf({ ...after, memberName: member.name }, place, 'office.said.assignmentChanged'),
      changes: changesBetween(before, edit),
    })
    if (after.memberId !== before.memberId) tell(toldOfPassing(before, place, member.name))
    cut.forEach(tell)
    return (await lineToChange(db, assignmentId))!
  },
})

export const endAssignment = change({
  right: 'office.administer',
  summary: 'End a duty on a last day; covers end with it.',
  rest: 'POST /office/chart/{assignmentId}/end',
  destructive: true,
  idempotent: true,
  input: z.object({
    assignmentId: Id,
    version: seen,
    lastDay: ChartDay,
  }),
  output: ChartLine,
  async do({ input: { assignmentId, version, lastDay }, db, tell }) {
    const before = await lineOrAbsent(db, assignmentId)
    refuseUnlessSeen(before, version)
    if (lastDay < before.fromDay) refuse({ says: 'office.endsBeforeBegins', from: before.fromDay, to: lastDay })
    if (before.toDay && lastDay > before.toDay)
      refuse({ says: 'office.endedEarlier', name: before.memberName, day: before.toDay })
    const after = { ...before, toDay: lastDay }
    const cut = await fitCovers(db, await coversOf(db, [assignmentId]), after)
    await save(db, 'dutyAssignment', before, { toDay: lastDay })
    tell(toldOf(after, await placeNameOf(db, before), 'office.said.assignmentEnded'))
    cut.forEach(tell)
    return (await lineToChange(db, assignmentId))!
  },
})

export const removeAssignment = change({
  right: 'office.administer',
  summary: 'Take back a duty or cover that begins today or later; what has begun is ended instead.',
  rest: 'POST /office/chart/{assignmentId}/remove',
  destructive: true,
  idempotent: true,
  input: z.object({ assignmentId: Id, version: seen }),
  output: Done,
  async do({ input: { assignmentId, version }, db, tell }) {
    const before = await lineOrAbsent(db, assignmentId)
    refuseUnlessSeen(before, version)
    if (before.fromDay < (await officeToday(db)))
      refuse({ says: 'office.hasBegun', name: before.memberName, day: before.fromDay })
    const covers = await coversOf(db, [assignmentId])
    await remove(db, 'dutyAssignment', covers)
    await remove(db, 'dutyAssignment', [before])
    tell(toldOf(before, await placeNameOf(db, before), 'office.said.assignmentRemoved'))
    for (const cover of covers) tell(await toldOfCut(db, cover, null))
    return { id: assignmentId }
  },
})

export const cover = change({
  right: 'office.administer',
  summary: 'Let a member stand in for whoever has a duty, from a first to a last day.',
  rest: 'POST /office/chart/{assignmentId}/cover',
  input: z.object({ assignmentId: Id, version: seen, memberId: Id, fromDay: ChartDay, toDay: ChartDay }),
  output: ChartLine,
  async do({ input: { assignmentId, version, memberId, fromDay, toDay }, db, tell }) {
    const covered = await lineOrAbsent(db, assignmentId)
    refuseUnlessSeen(covered, version)
    if (covered.coversId) refuse({ says: 'office.coverOfCover', name: covered.memberName })
    await mustBeOpenPlace(db, covered)
    const member = await workingMember(db, memberId)
    refuseIfAny(coverReasons(covered, { memberId, from: fromDay, to: toDay }))
    const twice = (await coversOf(db, [assignmentId])).some(
      (one) => one.memberId === memberId && one.fromDay <= toDay && fromDay <= (one.toDay ?? toDay),
    )
    if (twice) refuse({ says: 'office.coversAlready', name: member.name })
    const id = newId()
    const { role, teamId, departmentId, branchId } = covered
    await db
      .insertInto('dutyAssignment')
      .values({ id, role, memberId, teamId, departmentId, branchId, fromDay, toDay, coversId: assignmentId })
      .execute()
    const line = { id, role, memberId, memberName: member.name, teamId, departmentId, branchId, fromDay, toDay }
    const told = toldOf(line, await placeNameOf(db, covered), 'office.said.covered')
    tell({
      ...told,
      also: [...(told.also ?? []), covered.memberId, assignmentId],
      params: { ...told.params, covered: covered.memberName },
    })
    return (await lineToChange(db, id))!
  },
})

async function lineOrAbsent(db: Db, id: string) {
  return (await lineToChange(db, id)) ?? absent({ says: 'office.noSuchAssignment' })
}

/** The line may be another's by now, or of other days: what was decided was decided about what was seen. */
function refuseUnlessSeen(line: Line, version: number): void {
  const { memberName: name, fromDay: from, toDay: to } = line
  const reason = to ? { says: 'office.dutyIsNowTo', name, from, to } : { says: 'office.dutyIsNow', name, from }
  refuseStale(line, version, {}, { reason, now: ChartLine.parse(line) })
}

async function workingMember(db: Db, id: string) {
  const member = await memberOf(db, id)
  if (!member) invalid('memberId', { says: 'office.noSuchMember' })
  if (member.deactivatedAt) refuse({ says: 'office.memberLeft', name: member.name, record: id })
  return member
}

async function openPlace(db: Db, role: ChartRole, placeId: string) {
  const { place: kind } = termsOf(role)
  const place = await placesToChange[kind](db, placeId)
  if (!place) invalid('placeId', { says: noSuchPlace[kind] })
  if (place.closedAt) refuseClosed(place)
  const idAs = (one: PlaceKind) => (one === kind ? placeId : null)
  return { name: place.name, teamId: idAs('team'), departmentId: idAs('department'), branchId: idAs('branch') }
}

/** Refuses what prolongs, passes on or covers a duty where it is closed; ending or shortening it stays possible. */
async function mustBeOpenPlace(db: Db, line: Line): Promise<void> {
  const place = await placeOf(db, line)
  if (place?.closedAt) refuseClosed(place)
}

function refuseClosed({ id, name }: { id: string; name: string }): never {
  refuse({ says: 'office.placeIsClosed', place: name, record: id })
}

const placesToChange = { team: teamToChange, department: departmentToChange, branch: branchToChange }
const noSuchPlace = { team: 'office.noSuchTeam', department: 'office.noSuchDepartment', branch: 'office.noSuchBranch' }

async function mustFit(
  db: Db,
  line: Parameters<typeof sameRoleAlready>[1],
  name: string,
  ownId?: string,
): Promise<void> {
  if (line.toDay !== null && line.toDay < line.fromDay) {
    refuse({ says: 'office.endsBeforeBegins', from: line.fromDay, to: line.toDay })
  }
  const same = await sameRoleAlready(db, line, ownId)
  if (same?.toDay) refuse({ says: 'office.hasDutyFromTo', name, from: same.fromDay, to: same.toDay, record: same.id })
  if (same) refuse({ says: 'office.hasDutySince', name, from: same.fromDay, record: same.id })
}

async function mustCover(db: Db, coveredId: string, cover: Placed): Promise<void> {
  const covered = await lineOrAbsent(db, coveredId)
  if (cover.toDay === null) invalid('toDay', { says: 'office.coverNeedsEnd' })
  refuseIfAny(coverReasons(covered, { memberId: cover.memberId, from: cover.fromDay, to: cover.toDay }))
}
