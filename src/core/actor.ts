import type { ChartRole, PlacesOfRoles, Right } from './rights.ts'

export interface Person {
  id: string
  name: string
}

/** Who calls: the member signed in, and the one in whose name, when on behalf of somebody. */
export interface Actor {
  id: string
  name: string
  language: 'en' | 'lt'
  timeZone: string
  rights: ReadonlySet<Right>
  /** Set while acting on behalf of somebody; both names go into every event. */
  behalf: Person | null
  /** Set while he changes something in another's name: that one's id, whose records alone he reaches. */
  only: string | null
  /** Set when a program calls with an API key; it may have fewer rights than its owner, chosen one by one or not. */
  key: { id: string; readOnly: boolean; isChosen: boolean } | null
  teamId: string | null
  departmentId: string | null
  /** Teams by role, read from today's duty chart; a role for a department counts for all its teams. */
  teams: PlacesOfRoles
  departments: PlacesOfRoles
  branches: PlacesOfRoles
  /** Until when all this holds if nobody changes anything: the end of the office's day, or of the session before it. */
  until: Temporal.Instant
}

declare const minted: unique symbol

/** Whose records the caller may touch. Only `scopeOf` makes one, so a scoped query cannot be called without asking. */
export interface Scope {
  readonly [minted]: true
  /** The person whose own records count. */
  readonly memberId: string
  readonly teamIds: readonly string[]
  /** Of those teams only what is this person's; null: everybody's. */
  readonly only: string | null
}

/** The person in whose name the caller works: the other one while on behalf of, else the caller. */
export function selfOf(actor: Actor): Person {
  return actor.behalf ?? { id: actor.id, name: actor.name }
}

/**
 * Own records plus those of the teams that the given roles open to the caller. On behalf of somebody only the latter: what
 * he has in a team that another has the role for is not the caller's.
 */
export function scopeOf(actor: Actor, ...roles: ChartRole[]): Scope {
  const scope = dutyScopeOf(actor, ...roles)
  return actor.behalf ? scope : { ...scope, memberId: actor.id }
}

/** Only the teams that the given roles open; the caller's own records do not count. */
export function dutyScopeOf(actor: Actor, ...roles: ChartRole[]): Scope {
  const teamIds = [...new Set(roles.flatMap((role) => actor.teams[role]))]
  return { memberId: '00000000-0000-0000-0000-000000000000', teamIds, only: actor.only } as unknown as Scope
}

/** The caller as he changes something: on behalf of somebody he reaches that one's own records, in the teams by which he acts for him. */
export function asChanging(actor: Actor): Actor {
  return actor.behalf ? { ...actor, only: actor.behalf.id } : actor
}

/** Whether a member's record, or one of his team, lies in the scope. */
export function inScope(scope: Scope, record: { memberId?: string | null; teamId?: string | null }): boolean {
  if (scope.only !== null && record.memberId !== scope.only) return false
  if (record.memberId && record.memberId === scope.memberId) return true
  return record.teamId != null && scope.teamIds.includes(record.teamId)
}
