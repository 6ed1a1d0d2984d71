import type { Actor, ChartDuty, Person, Right } from '#core/actor.ts'
import type { Says } from '#core/refusal.ts'
import type { Role } from './roles.ts'

/** One line of the duty chart. Days are calendar days of the office, both included; without `toDay` it goes on. */
export interface Assignment {
  id: string
  duty: ChartDuty
  memberId: string
  teamId: string | null
  departmentId: string | null
  fromDay: string
  toDay: string | null
  coversId: string | null
}

/** Whether an assignment holds on a day; its first and its last day count. */
export function runsOn({ fromDay, toDay }: Pick<Assignment, 'fromDay' | 'toDay'>, day: string): boolean {
  return fromDay <= day && (toDay === null || day <= toDay)
}

/** What each duty lets one do, its own right first. */
export const rightsOfDuty: Record<ChartDuty, readonly [Right, ...Right[]]> = {
  expenses: ['expenses.prepare', 'expenses.see'],
  combine: ['expenses.combine', 'expenses.publish', 'expenses.see'],
  review: ['expenses.review', 'expenses.see'],
  payout: ['expenses.pay', 'expenses.see'],
}

/** What a member may on a day: from his roles and from his own lines of the duty chart. */
export function rightsOf(
  roles: readonly Role[],
  chart: readonly Pick<Assignment, 'duty' | 'fromDay' | 'toDay'>[],
  day: string,
): Set<Right> {
  const rights = new Set<Right>(['anyone', 'member'])
  if (roles.includes('administrator')) rights.add('office.administer').add('expenses.publish')
  if (roles.includes('salesperson')) rights.add('expenses.claim').add('expenses.see')
  for (const { duty } of chart.filter((line) => runsOn(line, day)))
    for (const right of rightsOfDuty[duty]) rights.add(right)
  return rights
}

/**
 * Somebody while he acts for a salesperson: with that one's right to claim, in the teams whose expenses he prepares himself.
 * What he prepares, combines, reviews or administers is done in his own name.
 */
export function onBehalfOf(actor: Actor, salesperson: Person): Actor {
  const acting = withOnly(actor, new Set<Right>(['anyone', 'member', 'expenses.claim', 'expenses.see']))
  return { ...acting, teams: { ...acting.teams, expenses: actor.teams.expenses }, behalf: salesperson }
}

/** Somebody with only these rights among his own, and only the duties that they do. */
export function withOnly(actor: Actor, rights: ReadonlySet<Right>): Actor {
  const only = (places: Actor['teams']) =>
    Object.fromEntries(
      Object.entries(places).map(([duty, ids]) => [duty, rights.has(rightsOfDuty[duty as ChartDuty][0]) ? ids : []]),
    ) as Actor['teams']
  return { ...actor, rights: new Set(rights), teams: only(actor.teams), departments: only(actor.departments) }
}

interface Colleague {
  id: string
  roles: readonly Role[]
  teamId: string | null
  deactivatedAt: string | null
}

/** Whether the duty chart gives the caller the expenses of this salesperson's team today. */
export function mayPrepareFor(actor: Pick<Actor, 'id' | 'teams'>, salesperson: Colleague): boolean {
  return salesperson.roles.includes('salesperson') && isOfTeam(actor, 'expenses', salesperson)
}

/** Whether the caller may work in this member's name: he may prepare for him, and it is somebody else who still works here. */
export function mayActFor(actor: Pick<Actor, 'id' | 'teams'>, member: Colleague): boolean {
  return member.id !== actor.id && member.deactivatedAt === null && mayPrepareFor(actor, member)
}

/** Whether one of the caller's duties of today reaches this member through his team. */
export function isOfTeam(actor: Pick<Actor, 'teams'>, duty: ChartDuty, member: { teamId: string | null }): boolean {
  return member.teamId !== null && actor.teams[duty].includes(member.teamId)
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
