import type { OperationMeta } from './operation.ts'
import type { Says } from './refusal.ts'

/** The rights that follow from roles and the duty chart. A duty that brings a right adds it here. */
export const givenRights = [
  'office.administer',
  'expenses.see',
  'expenses.claim',
  'expenses.prepare',
  'expenses.combine',
  'expenses.review',
  'expenses.pay',
  'expenses.publish',
] as const
export type GivenRight = (typeof givenRights)[number]

/** What a salesperson has not himself: what it changes one changes in one's own name only. */
export const ownNameRights: readonly Right[] = ['expenses.prepare']

/** What a right lets one do. `anyone` needs no sign-in, `member` only that: nobody gives those. */
export type Right = 'anyone' | 'member' | GivenRight

/** Without it nothing of a duty can be opened; one line a duty. */
export const seeRights: readonly Right[] = ['expenses.see']

/** The duties that the chart gives out. `expenses` is for teams, the others for a department. */
export const chartDuties = ['expenses', 'combine', 'review', 'payout'] as const
export type ChartDuty = (typeof chartDuties)[number]

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
  /** Teams by duty, read from today's duty chart; a department's duty counts for all its teams. */
  teams: Readonly<Record<ChartDuty, readonly string[]>>
  departments: Readonly<Record<ChartDuty, readonly string[]>>
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

/** Whether a right, or any one of several, opens an operation to the caller. */
export function mayCall(actor: Pick<Actor, 'rights'>, right: Right | readonly Right[]): boolean {
  return [right].flat().some((one) => one === 'anyone' || one === 'member' || actor.rights.has(one))
}

/** Whether rights, key and name let the caller do it; what it is done to is the operation's own affair. */
export function isOpenTo(actor: Pick<Actor, 'rights' | 'key' | 'behalf'>, meta: OperationMeta): boolean {
  return mayCall(actor, meta.right ?? 'member') && keyReason(actor, meta) === null && behalfReason(actor, meta) === null
}

/** Why this may not be done in another's name; null when it may, or when the caller works in his own. */
export function behalfReason(actor: Pick<Actor, 'behalf'> | null, { changes, ownName }: OperationMeta): Says | null {
  return actor?.behalf && changes && ownName ? { says: 'core.ownName', name: actor.behalf.name } : null
}

/** Why the API key that a program calls with may not do this; null when it may, or when a person is signed in. */
export function keyReason(actor: Pick<Actor, 'key'> | null, meta: OperationMeta): Says | null {
  const { changes, inPerson, onlyChosen } = meta
  if (!actor?.key) return null
  if (inPerson) return { says: 'core.notByKey' }
  if (changes && actor.key.readOnly) return { says: 'core.keyReadOnly' }
  return onlyChosen && !actor.key.isChosen ? { says: 'core.keyNotChosen' } : null
}

/** The person in whose name the caller works: the other one while on behalf of, else the caller. */
export function selfOf(actor: Actor): Person {
  return actor.behalf ?? { id: actor.id, name: actor.name }
}

/**
 * Own records plus those of the teams that the given duties open to the caller. On behalf of somebody only the latter: what
 * he has in a team whose expenses another prepares is not the caller's.
 */
export function scopeOf(actor: Actor, ...duties: ChartDuty[]): Scope {
  const scope = dutyScopeOf(actor, ...duties)
  return actor.behalf ? scope : { ...scope, memberId: actor.id }
}

/** Only the teams that the given duties open; the caller's own records do not count. */
export function dutyScopeOf(actor: Actor, ...duties: ChartDuty[]): Scope {
  const teamIds = [...new Set(duties.flatMap((duty) => actor.teams[duty]))]
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
