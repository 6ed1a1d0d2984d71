import { sql } from 'kysely'
import * as z from 'zod'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { addDays } from '#core/days.ts'
import { memberRoles } from '#core/duty.ts'
import { changesBetween } from '#core/events.ts'
import { newId } from '#core/ids.ts'
import { partPattern } from '#core/list-filters.ts'
import { byChoice, byCode } from '#core/list-order.ts'
import { readsList } from '#core/list-read.ts'
import { save } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent, invalid, refuse, refuseIfAny } from '#core/refusal.ts'
import { Day, Instant, RecordId, Text, VersionSeen } from '#core/shapes.ts'
import { given, refuseStale, refuseUnlessSeen } from '#core/stale.ts'
import { officeToday } from '../public.ts'
import {
  accessOf,
  dutiesOf,
  memberState,
  membersWith,
  memberWithPlaces,
  openInvitationsToChange,
} from '../queries/members.ts'
import { listedByName } from '../queries/name-order.ts'
import { holdOffice, teamOf } from '../queries/office.ts'
import { administratorsOf, memberToChange } from '../queries/people.ts'
import { endKeysOf, endSessionsOf } from '../queries/sessions.ts'
import { memberList, memberStates } from '../rules/member-list.ts'
import { lastAdministratorReasons } from '../rules/rights.ts'
import { Email, Id, Language, Name, RoleOfChart, Roles, Version } from '../shapes.ts'
import { endDutiesOf } from '../steps/end-duties.ts'
import { mustBeInPerson, mustMakeInPerson } from '../steps/in-person.ts'
import { mustBeOpen } from '../steps/open-places.ts'
import { MemberRow } from '../views/member.ts'

const Fields = {
  name: Name,
  email: Email,
  phone: Text.max(50).nullable().describe('A telephone number, as one writes it.'),
  language: Language,
  roles: Roles,
  branchId: Id.nullable(),
  departmentId: Id.nullable(),
  teamId: Id.nullable(),
}

const list = readsList(memberList, {
  row: MemberRow,
  more: {
    role: z.enum(memberRoles).optional().describe('Only people with this role.'),
    teamId: Id.optional(),
    departmentId: Id.optional(),
    branchId: Id.optional(),
    show: z.enum(['working', 'left', 'all']).default('working').describe('Those who work here, who have left, or all.'),
  },
  id: 'member.id',
  by: {
    name: listedByName('member.name'),
    roles: byChoice(memberRoles, sql`member.roles[1]`, { orNull: true }),
    team: listedByName('team.name', { orNull: true }),
    department: listedByName('department.name', { orNull: true }),
    branch: listedByName('branch.name', { orNull: true }),
    email: byCode('member.email'),
    phone: byCode('member.phone', { orNull: true }),
    state: byChoice(memberStates, memberState),
  },
  fits: { roles: (roles: string[]) => sql<boolean>`member.roles && ${roles}::text[]` },
  search: (word) => sql<boolean>`member.search like ${partPattern(word)}`,
  ties: ['name'],
  query: ({ db, input }) => membersWith(db, input),
  show: (_, found) => found,
})

export const members = read({
  right: 'member',
  summary: 'The people of the office by name.',
  rest: 'GET /office/members',
  ...list.page,
})

export const membersSheet = read({
  right: 'member',
  summary: 'The people of the office, as a sheet.',
  rest: 'GET /office/sheets/members',
  ...list.sheet,
})

export const member = read({
  right: 'member',
  summary: 'One person: places, duties, and for administrators how he gets in.',
  rest: 'GET /office/members/{memberId}',
  input: z.object({ memberId: Id }),
  output: MemberRow.extend({
    duties: z.array(
      z.object({
        id: RecordId,
        role: RoleOfChart,
        placeName: z.string().nullable(),
        fromDay: Day,
        toDay: Day.nullable(),
        coversName: z.string().nullable(),
      }),
    ),
    access: z
      .object({
        hasPassword: z.boolean(),
        invitation: z
          .object({ id: RecordId, kind: z.enum(['invite', 'reset']), madeAt: Instant, expiresAt: Instant })
          .nullable(),
        sessions: z.int(),
        signedInAt: Instant.nullable(),
      })
      .nullable(),
  }),
  async do({ db, input, actor }) {
    const row = await rowOrAbsent(db, input.memberId)
    const duties = await dutiesOf(db, row.id, await officeToday(db))
    const access = actor.rights.has('office.administer') ? await accessOf(db, row.id) : null
    return { ...row, duties, access }
  },
})

export const addMember = change({
  right: 'office.administer',
  summary: 'Add a person; the invitation is a step of its own.',
  rest: 'POST /office/members',
  input: z.object({
    ...Fields,
    phone: Fields.phone.default(null),
    departmentId: Fields.departmentId.default(null),
    teamId: Fields.teamId.default(null),
    branchId: Fields.branchId.default(null),
  }),
  output: MemberRow,
  async do({ input, db, actor, tell }) {
    mustMakeInPerson(actor, input.roles)
    await holdOffice(db)
    await mustBeOpen(db, input)
    const fields = await placed(db, input)
    await mustBeFreeEmail(db, fields.email)
    const id = newId()
    await db
      .insertInto('member')
      .values({ id, ...fields, image: null, deactivatedAt: null })
      .execute()
    tell({
      record: ['member', id],
      says: 'office.said.memberAdded',
      params: { member: fields.name },
      memberId: id,
      teamId: fields.teamId,
    })
    return rowOrAbsent(db, id)
  },
})

export const changeMember = change({
  right: 'office.administer',
  summary: 'Change a person’s details, roles or places; an edit of an older version is refused field by field.',
  rest: 'PATCH /office/members/{memberId}',
  idempotent: true,
  input: z.object(Fields).partial().extend({ memberId: Id, version: Version }),
  output: MemberRow,
  async do({ input: { memberId, version, ...input }, db, actor, office, tell, queue }) {
    const before = (await memberToChange(db, memberId)) ?? absent({ says: 'office.noSuchMember' })
    const administrators = await administratorsOf(db)
    const edit = given(input)
    refuseStale(before, version, edit)
    if (edit.roles && !edit.roles.includes('administrator'))
      refuseIfAny(lastAdministratorReasons(before, administrators))
    if (edit.roles && !before.roles.includes('administrator')) mustMakeInPerson(actor, edit.roles)
    const email = edit.email && edit.email !== before.email ? edit.email : null
    if (email) {
      await mustBeInPerson(db, actor, before)
      await mustBeFreeEmail(db, email)
    }
    await mustBeOpen(db, {
      departmentId: edit.departmentId === before.departmentId ? null : edit.departmentId,
      branchId: edit.branchId === before.branchId ? null : edit.branchId,
    })
    const { departmentId, branchId, teamId } = await placed(db, { ...before, ...edit }, before.teamId)
    const fields = { ...edit, departmentId, branchId, teamId }
    await save(db, 'member', before, { ...fields, updatedAt: now().toString() })
    tell({
      record: ['member', memberId],
      says: 'office.said.memberChanged',
      params: { member: fields.name ?? before.name },
      memberId,
      teamId,
      changes: changesBetween(before, fields),
    })
    if (email && office.mail.configured && (await accessOf(db, memberId)).hasPassword)
      await queue({
        task: 'office.mailEmailChanged',
        payload: { memberId, to: before.email },
        says: 'office.job.mailEmailChanged',
        params: { member: before.name },
        recordId: memberId,
      })
    return rowOrAbsent(db, memberId)
  },
})

export const deactivate = change({
  right: 'office.administer',
  summary: 'Let a person go: he is signed out at once, his duties, keys and upload links end; his history stays.',
  rest: 'POST /office/members/{memberId}/deactivate',
  destructive: true,
  idempotent: true,
  input: z.object({ memberId: Id, version: VersionSeen }),
  output: MemberRow,
  async do({ input: { memberId, version }, db, tell }) {
    const before = (await memberToChange(db, memberId)) ?? absent({ says: 'office.noSuchMember' })
    const administrators = await administratorsOf(db)
    if (before.deactivatedAt) refuse({ says: 'office.memberLeft', name: before.name })
    mustBeAsSeen(before, version)
    refuseIfAny(lastAdministratorReasons(before, administrators))
    const at = now().toString()
    await save(db, 'member', before, { deactivatedAt: at, updatedAt: at })
    await endSessionsOf(db, memberId)
    await endKeysOf(db, memberId, at)
    const { ended, told } = await endDutiesOf(db, memberId, await officeToday(db))
    await save(db, 'invitation', await openInvitationsToChange(db, before), { expiresAt: at })
    tell({
      record: ['member', memberId],
      says: 'office.said.memberDeactivated',
      params: { member: before.name, duties: ended },
      memberId,
      teamId: before.teamId,
    })
    told.forEach(tell)
    return rowOrAbsent(db, memberId)
  },
})

export const reactivate = change({
  right: 'office.administer',
  summary: 'Take a person back; duties, keys and upload links are given anew.',
  rest: 'POST /office/members/{memberId}/reactivate',
  idempotent: true,
  input: z.object({ memberId: Id, version: VersionSeen }),
  output: MemberRow,
  async do({ input: { memberId, version }, db, tell }) {
    const before = (await memberToChange(db, memberId)) ?? absent({ says: 'office.noSuchMember' })
    if (!before.deactivatedAt) refuse({ says: 'office.memberIsHere', name: before.name })
    mustBeAsSeen(before, version)
    await mustBelongSomewhere(db, before)
    const at = now().toString()
    await save(db, 'member', before, { deactivatedAt: null, reactivatedAt: at, updatedAt: at })
    // What ended on the day he left would count again, did he come back on that day.
    const { told } = await endDutiesOf(db, memberId, addDays(await officeToday(db), -1))
    tell({
      record: ['member', memberId],
      says: 'office.said.memberReactivated',
      params: { member: before.name },
      memberId,
      teamId: before.teamId,
    })
    told.forEach(tell)
    return rowOrAbsent(db, memberId)
  },
})

/** Refuses to take somebody back into a place that was closed meanwhile. */
async function mustBelongSomewhere(db: Db, member: Awaited<ReturnType<typeof memberToChange>> & {}): Promise<void> {
  const { rows } = await sql<{ place: string }>`
    select name as place from team where id = ${member.teamId} and closed_at is not null
    union all select name from department where id = ${member.departmentId} and closed_at is not null
    union all select name from branch where id = ${member.branchId} and closed_at is not null`.execute(db)
  refuseIfAny(rows.map(({ place }) => ({ says: 'office.placeClosedMeanwhile', place, name: member.name })))
}

/** Refuses to let somebody go, or to take him back, who is called or placed otherwise since he was looked at. */
function mustBeAsSeen(member: { id: string; name: string; version: number }, seen: number | undefined): void {
  const { id, name } = member
  refuseUnlessSeen(member, seen, { reason: { says: 'office.memberIsNow', name }, now: { id, name } })
}

async function rowOrAbsent(db: Db, id: string) {
  return (await memberWithPlaces(db, id)) ?? absent({ says: 'office.noSuchMember' })
}

/** A team brings its department, and its branch where none is named; the one that somebody is in already may be closed by now. */
async function placed<Fields extends { teamId: string | null; departmentId: string | null; branchId: string | null }>(
  db: Db,
  fields: Fields,
  teamNow: string | null = null,
): Promise<Fields> {
  if (!fields.teamId) return fields
  const team = await teamOf(db, fields.teamId)
  if (!team || (team.closedAt && team.id !== teamNow)) invalid('teamId', { says: 'office.noSuchTeam' })
  return { ...fields, departmentId: team.departmentId, branchId: fields.branchId ?? team.branchId }
}

async function mustBeFreeEmail(db: Db, email: string): Promise<void> {
  const taken = await db.selectFrom('member').select(['id', 'name']).where('email', '=', email).executeTakeFirst()
  if (taken) invalid('email', { says: 'office.emailTaken', email, name: taken.name, record: taken.id })
}
