import type { Actor, Person } from '#core/actor.ts'
import {
  chartRoles,
  type MemberRole,
  rightsOfMember,
  rightsOfRole,
  rolesToActFor,
  teamsToActIn,
  termsOf,
} from '#core/duty.ts'
import type { Says } from '#core/refusal.ts'
import type { ChartRole, PlacesOfRoles, Right } from '#core/rights.ts'

/** One line of the duty chart. Days are calendar days of the office, both included; without `toDay` it goes on. */
export interface Assignment {
  id: string
  role: ChartRole
  memberId: string
  teamId: string | null
  departmentId: string | null
  branchId: string | null
  fromDay: string
  toDay: string | null
  coversId: string | null
}

/** Whether an assignment holds on a day; its first and its last day count. */
export function runsOn({ fromDay, toDay }: Pick<Assignment, 'fromDay' | 'toDay'>, day: string): boolean {
  return fromDay <= day && (toDay === null || day <= toDay)
}

/** What a member may on a day: from what he is in the office and from his own lines of the duty chart. */
export function rightsOf(
  roles: readonly MemberRole[],
  chart: readonly Pick<Assignment, 'role' | 'fromDay' | 'toDay'>[],
  day: string,
): Set<Right> {
  const given = chart.filter((line) => runsOn(line, day)).flatMap(({ role }) => rightsOfRole(role))
  return new Set(['anyone', 'member', ...roles.flatMap(rightsOfMember), ...given])
}

/**
 * Somebody while he acts for a member: with the rights that one lends, in the teams in which he may act for him.
 * Whatever other duties he has he does in his own name.
 */
export function onBehalfOf(actor: Actor, { roles, ...member }: Person & { roles: readonly MemberRole[] }): Actor {
  const acting = rolesToActFor(roles)
  const lent = acting.flatMap((role) => termsOf(role).actsFor!.lends)
  const teams = {
    ...placesOnly(actor.teams, []),
    ...Object.fromEntries(acting.map((role) => [role, actor.teams[role]])),
  }
  return { ...withOnly(actor, new Set<Right>(['anyone', 'member', ...lent])), teams, behalf: member }
}

/** Somebody with only these rights among his own, and only the roles of the chart that they are. */
export function withOnly(actor: Actor, rights: ReadonlySet<Right>): Actor {
  const roles = chartRoles().filter((role) => rights.has(role))
  const [teams, departments, branches] = [actor.teams, actor.departments, actor.branches].map((places) =>
    placesOnly(places, roles),
  ) as [PlacesOfRoles, PlacesOfRoles, PlacesOfRoles]
  return { ...actor, rights: new Set(rights), teams, departments, branches }
}

function placesOnly(places: PlacesOfRoles, kept: readonly ChartRole[]): PlacesOfRoles {
  const pairs = chartRoles().map((role) => [role, kept.includes(role) ? places[role] : []])
  return Object.fromEntries(pairs)
}

interface Colleague {
  id: string
  roles: readonly MemberRole[]
  teamId: string | null
  deactivatedAt: string | null
}

/** Whether a role of the caller's lets him act for this member: it is for his team, and the member is of those whom it acts for. */
export function mayPrepareFor(actor: Pick<Actor, 'teams'>, member: Pick<Colleague, 'roles' | 'teamId'>): boolean {
  return member.teamId !== null && teamsToActIn(actor, member.roles).includes(member.teamId)
}

/** Whether the caller may work in this member's name: he may prepare for him, and it is somebody else who still works here. */
export function mayActFor(actor: Pick<Actor, 'id' | 'teams'>, member: Colleague): boolean {
  return member.id !== actor.id && member.deactivatedAt === null && mayPrepareFor(actor, member)
}

/** Why somebody must stay administrator: nobody else could let people in again. Empty when others remain. */
export function lastAdministratorReasons(
  member: { id: string; name: string },
  administrators: readonly { id: string }[],
): Says[] {
  const others = administrators.filter((one) => one.id !== member.id)
  const isOne = others.length < administrators.length
  return isOne && others.length === 0 ? [{ says: 'office.lastAdministrator', name: member.name }] : []
}

/** Why a team or department cannot be closed: who still belongs to it. Empty when it is free. */
export function closingReasons(
  place: { name: string },
  rest: { members: number; teams?: number; duties: number },
): Says[] {
  const { name } = place
  const reasons: Says[] = []
  if (rest.teams) reasons.push({ says: 'office.closingHasTeams', name, count: rest.teams })
  if (rest.members > 0) reasons.push({ says: 'office.closingHasMembers', name, count: rest.members })
  if (rest.duties > 0) reasons.push({ says: 'office.closingHasDuties', name, count: rest.duties })
  return reasons
}
