import * as z from 'zod'
import { now } from '#core/clock.ts'
import { changesBetween } from '#core/events.ts'
import { newId } from '#core/ids.ts'
import { save } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import { Instant, listOf, RecordId, VersionSeen, whole } from '#core/shapes.ts'
import { given, refuseStale } from '#core/stale.ts'
import { officeToday } from '../public.ts'
import { holdOffice, profileOf } from '../queries/office.ts'
import { peopleOfTeamToChange } from '../queries/people.ts'
import { restOfTeam, teamsWithCounts, teamToChange } from '../queries/places.ts'
import { byName } from '../rules/order.ts'
import { closingReasons } from '../rules/rights.ts'
import { Id, Name, Version } from '../shapes.ts'
import { refuseIfHeld } from '../steps/held-places.ts'
import { mustBeAsSeen, mustBeFreeName, mustBeOpen, mustFindOpen, mustStillBeFreeName } from '../steps/open-places.ts'

const Stored = z
  .object({
    id: RecordId,
    name: z.string(),
    departmentId: RecordId,
    branchId: RecordId,
    version: Version,
    closedAt: Instant.nullable(),
  })
  .meta({ title: 'TeamAsKept' })

export const teams = read({
  right: 'member',
  summary: 'The teams with department and branch, closed ones last.',
  rest: 'GET /office/teams',
  input: z.object({}),
  output: listOf(Stored.extend({ departmentName: z.string(), branchName: z.string(), members: z.int() })),
  async do({ db }) {
    const rows = (await teamsWithCounts(db)).sort(byName((await profileOf(db)).language))
    return whole([...rows.filter((row) => !row.closedAt), ...rows.filter((row) => row.closedAt)])
  },
})

export const addTeam = change({
  right: 'office.administer',
  summary: 'Add a team to a department.',
  rest: 'POST /office/teams',
  input: z.object({ name: Name, departmentId: Id, branchId: Id }),
  output: Stored,
  async do({ input, db, tell }) {
    await holdOffice(db)
    await mustBeOpen(db, input)
    await mustBeFreeName(db, { kind: 'team', ...input })
    const id = newId()
    await db
      .insertInto('team')
      .values({ id, ...input, closedAt: null })
      .execute()
    tell({ record: ['team', id], says: 'office.said.teamAdded', params: { team: input.name }, teamId: id })
    return (await teamToChange(db, id))!
  },
})

export const changeTeam = change({
  right: 'office.administer',
  summary:
    'Rename a team, or move it to another department or branch with all its people; where it has a past, it stays in its department.',
  rest: 'PATCH /office/teams/{teamId}',
  idempotent: true,
  input: z.object({ name: Name, departmentId: Id, branchId: Id }).partial().extend({ teamId: Id, version: Version }),
  output: Stored,
  async do({ input: { teamId, version, ...input }, db, tell }) {
    const before = (await teamToChange(db, teamId)) ?? absent({ says: 'office.noSuchTeam' })
    const edit = given(input)
    refuseStale(before, version, edit)
    await mustBeOpen(db, edit)
    if (edit.departmentId && edit.departmentId !== before.departmentId) {
      if (before.closedAt) refuse({ says: 'office.isClosed', name: before.name })
      await refuseIfHeld(db, { ...before, kind: 'team', act: 'moves' })
    }
    if (edit.name || edit.departmentId) {
      const { id, name, departmentId } = { ...before, ...edit }
      await mustBeFreeName(db, { kind: 'team', id, name, departmentId }, edit.name ? 'name' : 'departmentId')
    }
    await save(db, 'team', before, edit)
    if (edit.departmentId) {
      await save(db, 'member', await peopleOfTeamToChange(db, teamId), { departmentId: edit.departmentId })
    }
    tell({
      record: ['team', teamId],
      says: 'office.said.teamChanged',
      params: { team: edit.name ?? before.name },
      teamId,
      changes: changesBetween(before, edit),
    })
    return (await teamToChange(db, teamId))!
  },
})

export const closeTeam = change({
  right: 'office.administer',
  summary: 'Close a team that has no people, duties and unfinished work any more; its past stays.',
  rest: 'POST /office/teams/{teamId}/close',
  idempotent: true,
  input: z.object({ teamId: Id, version: VersionSeen }),
  output: Stored,
  async do({ input: { teamId, version }, db, tell }) {
    const before = (await teamToChange(db, teamId)) ?? absent({ says: 'office.noSuchTeam' })
    if (before.closedAt) refuse({ says: 'office.isClosed', name: before.name })
    mustBeAsSeen(before, version)
    const rest = closingReasons(before, await restOfTeam(db, teamId, await officeToday(db)))
    await refuseIfHeld(db, { ...before, kind: 'team', act: 'closes' }, rest)
    await save(db, 'team', before, { closedAt: now().toString() })
    tell({ record: ['team', teamId], says: 'office.said.teamClosed', params: { team: before.name }, teamId })
    return (await teamToChange(db, teamId))!
  },
})

export const reopenTeam = change({
  right: 'office.administer',
  summary: 'Open a closed team again.',
  rest: 'POST /office/teams/{teamId}/reopen',
  idempotent: true,
  input: z.object({ teamId: Id, version: VersionSeen }),
  output: Stored,
  async do({ input: { teamId, version }, db, tell }) {
    const before = (await teamToChange(db, teamId)) ?? absent({ says: 'office.noSuchTeam' })
    if (!before.closedAt) refuse({ says: 'office.isOpen', name: before.name })
    mustBeAsSeen(before, version)
    await mustFindOpen(db, before)
    await mustStillBeFreeName(db, { ...before, kind: 'team' })
    await save(db, 'team', before, { closedAt: null })
    tell({ record: ['team', teamId], says: 'office.said.teamReopened', params: { team: before.name }, teamId })
    return (await teamToChange(db, teamId))!
  },
})
