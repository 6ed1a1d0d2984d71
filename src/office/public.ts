import type { Actor } from '#core/actor.ts'
import { today } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { dayAt, zoneOf } from '#core/days.ts'
import { chartRoles } from '#core/duty.ts'
import { namesLanguage, nearestLanguage } from '#core/message.ts'
import type { OpenOffice } from '#core/offices.ts'
import { invalid, notSignedIn, refuse } from '#core/refusal.ts'
import type { ChartRole, PlacesOfRoles } from '#core/rights.ts'
import { inNameOrder } from './queries/name-order.ts'
import { branchOf, officeProfile } from './queries/office.ts'
import { chartOf, doersOn, memberOf } from './queries/people.ts'
import { keyByHash, noteKeyUse, sessionOf } from './queries/sessions.ts'
import { type KeyTerms, narrowedBy } from './rules/key-rights.ts'
import { mayActFor, onBehalfOf, rightsOf } from './rules/rights.ts'
import { hashOf, tokenOf } from './sign-in.ts'

export { inNameOrder, listedByName } from './queries/name-order.ts'
export {
  branchOf,
  type OfficeProfile,
  officeProfile,
  openDepartments,
  openTeams,
  profileOf,
  teamOf,
} from './queries/office.ts'
export { assistantsOf, type Member, memberOf, membersOfTeams, salespeopleOfTeams } from './queries/people.ts'
export { byName } from './rules/order.ts'

/** Who calls, and which language to answer in. */
interface Identity {
  actor: Actor | null
  language: 'en' | 'lt'
}

/**
 * Finds out who calls: by session cookie or `Authorization: Bearer` key, in somebody's name by `x-talka-behalf`.
 * Throws a refusal when the duty chart does not give the caller that person today, or when the page that asks by a session
 * was shown to another (`x-talka-member`): each tab of a browser has the session of who signed in last. A program with a key is answered in
 * the language it asks for, a page in the member's own.
 */
export async function identify(office: OpenOffice, headers: Headers): Promise<Identity> {
  const caller = await callerOf(office, headers)
  if (caller && !caller.key) await mayAskFrom(office, headers.get('x-talka-member'), caller)
  const found = caller && (await actorOf(office, caller.memberId, headers.get('x-talka-behalf'), caller.key))
  const actor = found && { ...found, until: earlierOf(found.until, caller?.endsAt ?? null) }
  const asked = headers.get('accept-language')
  const own = actor && !(caller?.key && namesLanguage(asked)) ? actor.language : undefined
  return { actor, language: own ?? nearestLanguage(asked) }
}

/** The member as a caller with today's rights, in the name of `behalfId` if given. Null when he is deactivated or unknown. */
export async function actorOf(
  { db }: Pick<OpenOffice, 'db'>,
  memberId: string,
  behalfId: string | null = null,
  key: KeyTerms | null = null,
): Promise<Actor | null> {
  const [member, profile] = await Promise.all([memberOf(db, memberId), officeProfile(db)])
  if (!member || member.deactivatedAt || !profile) return null
  const day = today(profile.timeZone)
  if (key?.expiresOn && key.expiresOn < day) return null
  const chart = await chartOf(db, memberId, day)
  const owner: Actor = {
    id: member.id,
    name: member.name,
    language: member.language,
    timeZone: (member.branchId && (await branchOf(db, member.branchId))?.timeZone) || profile.timeZone,
    rights: rightsOf(member.roles, chart, day),
    behalf: null,
    only: null,
    key: null,
    teamId: member.teamId,
    departmentId: member.departmentId,
    teams: byRole(chart, (line) => line.teamId ?? line.teamOfDepartment),
    departments: byRole(chart, (line) => line.departmentId),
    branches: byRole(chart, (line) => line.branchId),
    until: Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zoneOf(profile.timeZone)).toInstant(),
  }
  const actor = key ? narrowedBy(owner, key) : owner
  if (behalfId === null) return actor
  const acting = await inNameOf(db, actor, behalfId)
  return key ? narrowedBy(acting, key) : acting
}

/** The day it is at the office's headquarters; the duty chart counts in these days. */
export async function officeToday(db: Db): Promise<string> {
  const profile = await officeProfile(db)
  return today(profile?.timeZone ?? 'UTC')
}

/** The latest day that has begun somewhere in the office; only what comes after it lies in the future. */
export async function latestDay(db: Db): Promise<string> {
  const zones = await timeZones(db)
  return zones.map((timeZone) => today(timeZone)).reduce((one, other) => (one > other ? one : other))
}

/** Of each instant the earliest day that it was somewhere in the office; only what is of a day before it came before. */
export async function earliestDays(db: Db, instants: readonly string[]): Promise<string[]> {
  const zones = await timeZones(db)
  return instants.map((instant) => {
    const days = zones.map((timeZone) => dayAt(Temporal.Instant.from(instant), timeZone))
    return days.reduce((one, other) => (one < other ? one : other))
  })
}

async function timeZones(db: Db): Promise<string[]> {
  const branches = db.selectFrom('branch').select('timeZone').where('closedAt', 'is', null)
  const zones = await db.selectFrom('officeProfile').select('timeZone').union(branches).execute()
  return zones.map(({ timeZone }) => timeZone)
}

/** The time zone of a team's branch, else the office's: in which its rounds, reports and reminders have their days. */
export async function timeZoneOfTeam(db: Db, teamId: string): Promise<string> {
  const found = await db
    .selectFrom('officeProfile')
    .leftJoin('team', (join) => join.on('team.id', '=', teamId))
    .leftJoin('branch', 'branch.id', 'team.branchId')
    .select((eb) => eb.fn.coalesce('branch.timeZone', 'officeProfile.timeZone').as('timeZone'))
    .executeTakeFirst()
  return found?.timeZone ?? 'UTC'
}

/** Who has a role for a department today, by name; covers too. */
export async function doersOf(db: Db, role: ChartRole, departmentId: string): Promise<{ id: string; name: string }[]> {
  return doersOn(db, role, departmentId, await officeToday(db))
}

/** The open teams for which somebody has a role today. */
export async function teamsWith(db: Db, role: ChartRole): Promise<{ id: string; name: string }[]> {
  const day = await officeToday(db)
  return db
    .selectFrom('team')
    .select(['team.id', 'team.name'])
    .where('team.closedAt', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('dutyAssignment as line')
          .innerJoin('member', 'member.id', 'line.memberId')
          .select('line.id')
          .where('line.role', '=', role)
          .where('member.deactivatedAt', 'is', null)
          .where('line.fromDay', '<=', day)
          .where((eb) =>
            eb.and([
              eb.or([eb('line.toDay', 'is', null), eb('line.toDay', '>=', day)]),
              eb.or([
                eb('line.teamId', '=', eb.ref('team.id')),
                eb('line.departmentId', '=', eb.ref('team.departmentId')),
              ]),
            ]),
          ),
      ),
    )
    .orderBy(inNameOrder('team.name'))
    .execute()
}

function earlierOf(until: Temporal.Instant, endsAt: string | null): Temporal.Instant {
  const end = endsAt ? Temporal.Instant.from(endsAt) : until
  return Temporal.Instant.compare(end, until) < 0 ? end : until
}

interface Known {
  memberId: string
  key: KeyTerms | null
  /** When the session ends; a key ends with a day. */
  endsAt: string | null
}

async function callerOf(office: OpenOffice, headers: Headers): Promise<Known | null> {
  // Who gives a key calls by it and by nothing else: such requests are not asked for their page.
  const bearer = /^Bearer (.*)$/i.exec(headers.get('authorization') ?? '')?.[1]?.trim()
  if (bearer !== undefined) {
    const key = await keyByHash(office.db, hashOf(bearer))
    if (key) await noteKeyUse(office.db, key.id)
    return key ? { memberId: key.memberId, key, endsAt: null } : null
  }
  const token = await tokenOf(office, headers)
  const session = token ? await sessionOf(office.db, token) : undefined
  return session ? { memberId: session.memberId, key: null, endsAt: session.expiresAt } : null
}

async function mayAskFrom({ db }: OpenOffice, shownTo: string | null, { memberId }: Known): Promise<void> {
  if (shownTo === null || shownTo === memberId) return
  notSignedIn({ says: 'office.otherMember', name: (await memberOf(db, memberId))?.name ?? '' })
}

async function inNameOf(db: Db, actor: Actor, behalfId: string): Promise<Actor> {
  if (!isUuid(behalfId)) invalid('X-Talka-Behalf', { says: 'office.behalfNoId' })
  const owner = await memberOf(db, behalfId)
  if (!owner || !mayActFor(actor, owner)) refuse({ says: 'office.mayNotActFor', record: behalfId })
  return onBehalfOf(actor, { id: owner.id, name: owner.name, roles: owner.roles })
}

function byRole<Line extends { role: ChartRole }>(lines: readonly Line[], placeOf: (line: Line) => string | null) {
  const places = (role: ChartRole) => lines.filter((line) => line.role === role).map(placeOf)
  const pairs = chartRoles().map((role) => [role, [...new Set(places(role).filter((id) => id !== null))]])
  return Object.fromEntries(pairs) as PlacesOfRoles
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
