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
import { departmentsWithCounts, departmentToChange, restOfDepartment } from '../queries/places.ts'
import { closingReasons } from '../rules/rights.ts'
import { Id, Name, Version } from '../shapes.ts'
import { refuseIfHeld } from '../steps/held-places.ts'
import { mustBeAsSeen, mustBeFreeName, mustStillBeFreeName } from '../steps/open-places.ts'

const Stored = z
  .object({
    id: RecordId,
    name: z.string(),
    sales: z.boolean(),
    version: Version,
    closedAt: Instant.nullable(),
  })
  .meta({ title: 'DepartmentAsKept' })

export const departments = read({
  right: 'member',
  summary: 'The departments, closed ones last; `sales` marks those whose expenses go through the duty chart.',
  rest: 'GET /office/departments',
  input: z.object({}),
  output: listOf(Stored.extend({ members: z.int(), teams: z.int() })),
  do: async ({ db }) => whole(await departmentsWithCounts(db)),
})

export const addDepartment = change({
  right: 'office.administer',
  summary: 'Add a department.',
  rest: 'POST /office/departments',
  input: z.object({
    name: Name,
    sales: z.boolean().default(false).describe('Whether its expenses go through the duty chart.'),
  }),
  output: Stored,
  async do({ input, db, tell }) {
    await mustBeFreeName(db, { kind: 'department', name: input.name })
    const id = newId()
    await db
      .insertInto('department')
      .values({ id, ...input, closedAt: null })
      .execute()
    tell({ record: ['department', id], says: 'office.said.departmentAdded', params: { department: input.name } })
    return (await departmentToChange(db, id))!
  },
})

export const changeDepartment = change({
  right: 'office.administer',
  summary: 'Rename a department, or say whether it is a sales department.',
  rest: 'PATCH /office/departments/{departmentId}',
  idempotent: true,
  input: z
    .object({ name: Name, sales: z.boolean().describe('Whether its expenses go through the duty chart.') })
    .partial()
    .extend({ departmentId: Id, version: Version }),
  output: Stored,
  async do({ input: { departmentId, version, ...input }, db, tell }) {
    const before = (await departmentToChange(db, departmentId)) ?? absent({ says: 'office.noSuchDepartment' })
    const edit = given(input)
    refuseStale(before, version, edit)
    if (edit.name) await mustBeFreeName(db, { kind: 'department', name: edit.name, id: before.id })
    await save(db, 'department', before, edit)
    tell({
      record: ['department', departmentId],
      says: 'office.said.departmentChanged',
      params: { department: edit.name ?? before.name },
      changes: changesBetween(before, edit),
    })
    return (await departmentToChange(db, departmentId))!
  },
})

export const closeDepartment = change({
  right: 'office.administer',
  summary: 'Close a department that has no teams, people, duties and unfinished work any more; its past stays.',
  rest: 'POST /office/departments/{departmentId}/close',
  idempotent: true,
  input: z.object({ departmentId: Id, version: VersionSeen }),
  output: Stored,
  async do({ input: { departmentId, version }, db, tell }) {
    const before = (await departmentToChange(db, departmentId)) ?? absent({ says: 'office.noSuchDepartment' })
    if (before.closedAt) refuse({ says: 'office.isClosed', name: before.name })
    mustBeAsSeen(before, version)
    const rest = closingReasons(before, await restOfDepartment(db, departmentId, await officeToday(db)))
    await refuseIfHeld(db, { ...before, kind: 'department', act: 'closes' }, rest)
    await save(db, 'department', before, { closedAt: now().toString() })
    tell({
      record: ['department', departmentId],
      says: 'office.said.departmentClosed',
      params: { department: before.name },
    })
    return (await departmentToChange(db, departmentId))!
  },
})

export const reopenDepartment = change({
  right: 'office.administer',
  summary: 'Open a closed department again.',
  rest: 'POST /office/departments/{departmentId}/reopen',
  idempotent: true,
  input: z.object({ departmentId: Id, version: VersionSeen }),
  output: Stored,
  async do({ input: { departmentId, version }, db, tell }) {
    const before = (await departmentToChange(db, departmentId)) ?? absent({ says: 'office.noSuchDepartment' })
    if (!before.closedAt) refuse({ says: 'office.isOpen', name: before.name })
    mustBeAsSeen(before, version)
    await mustStillBeFreeName(db, { ...before, kind: 'department' })
    await save(db, 'department', before, { closedAt: null })
    tell({
      record: ['department', departmentId],
      says: 'office.said.departmentReopened',
      params: { department: before.name },
    })
    return (await departmentToChange(db, departmentId))!
  },
})
