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
import { branchesWithCounts, branchToChange, restOfBranch } from '../queries/places.ts'
import { closingReasons } from '../rules/rights.ts'
import { BranchFields, Id, Version } from '../shapes.ts'
import { refuseIfHeld } from '../steps/held-places.ts'
import { mustBeAsSeen, mustBeFreeName, mustStillBeFreeName } from '../steps/open-places.ts'

const Row = z
  .object({
    id: RecordId,
    name: z.string(),
    headquarters: z.boolean(),
    country: z.string(),
    region: z.string().nullable(),
    timeZone: z.string(),
    currency: z.string(),
    version: Version,
    closedAt: Instant.nullable(),
    members: z.int(),
    teams: z.int(),
  })
  .meta({ title: 'Branch' })

const Stored = Row.omit({ members: true, teams: true }).meta({ title: 'BranchAsKept' })

export const branches = read({
  right: 'member',
  summary: 'The branches with country, time zone and currency, closed ones last.',
  rest: 'GET /office/branches',
  input: z.object({}),
  output: listOf(Row),
  do: async ({ db }) => whole(await branchesWithCounts(db)),
})

export const addBranch = change({
  right: 'office.administer',
  summary: 'Add a branch.',
  rest: 'POST /office/branches',
  input: z.object({ ...BranchFields, region: BranchFields.region.default(null) }),
  output: Stored,
  async do({ input, db, tell }) {
    await mustBeFreeName(db, { kind: 'branch', name: input.name })
    const id = newId()
    await db
      .insertInto('branch')
      .values({ id, ...input, closedAt: null })
      .execute()
    tell({ record: ['branch', id], says: 'office.said.branchAdded', params: { branch: input.name } })
    return (await branchToChange(db, id))!
  },
})

export const changeBranch = change({
  right: 'office.administer',
  summary: 'Change a branch’s name, country, region, time zone or currency.',
  rest: 'PATCH /office/branches/{branchId}',
  idempotent: true,
  input: z.object(BranchFields).partial().extend({ branchId: Id, version: Version }),
  output: Stored,
  async do({ input: { branchId, version, ...input }, db, tell }) {
    const before = (await branchToChange(db, branchId)) ?? absent({ says: 'office.noSuchBranch' })
    const edit = given(input)
    refuseStale(before, version, edit)
    if (edit.name) await mustBeFreeName(db, { kind: 'branch', name: edit.name, id: before.id })
    await save(db, 'branch', before, edit)
    tell({
      record: ['branch', branchId],
      says: 'office.said.branchChanged',
      params: { branch: edit.name ?? before.name },
      changes: changesBetween(before, edit),
    })
    return (await branchToChange(db, branchId))!
  },
})

export const closeBranch = change({
  right: 'office.administer',
  summary: 'Close a branch that nobody belongs to any more; its past stays.',
  rest: 'POST /office/branches/{branchId}/close',
  idempotent: true,
  input: z.object({ branchId: Id, version: VersionSeen }),
  output: Stored,
  async do({ input: { branchId, version }, db, tell }) {
    const before = (await branchToChange(db, branchId)) ?? absent({ says: 'office.noSuchBranch' })
    if (before.closedAt) refuse({ says: 'office.isClosed', name: before.name })
    mustBeAsSeen(before, version)
    if (before.headquarters) refuse({ says: 'office.headquartersStays', name: before.name })
    const rest = closingReasons(before, await restOfBranch(db, branchId, await officeToday(db)))
    await refuseIfHeld(db, { ...before, kind: 'branch', act: 'closes' }, rest)
    await save(db, 'branch', before, { closedAt: now().toString() })
    tell({ record: ['branch', branchId], says: 'office.said.branchClosed', params: { branch: before.name } })
    return (await branchToChange(db, branchId))!
  },
})

export const reopenBranch = change({
  right: 'office.administer',
  summary: 'Open a closed branch again.',
  rest: 'POST /office/branches/{branchId}/reopen',
  idempotent: true,
  input: z.object({ branchId: Id, version: VersionSeen }),
  output: Stored,
  async do({ input: { branchId, version }, db, tell }) {
    const before = (await branchToChange(db, branchId)) ?? absent({ says: 'office.noSuchBranch' })
    if (!before.closedAt) refuse({ says: 'office.isOpen', name: before.name })
    mustBeAsSeen(before, version)
    await mustStillBeFreeName(db, { ...before, kind: 'branch' })
    await save(db, 'branch', before, { closedAt: null })
    tell({ record: ['branch', branchId], says: 'office.said.branchReopened', params: { branch: before.name } })
    return (await branchToChange(db, branchId))!
  },
})
