import type { Hooks } from './duty-hooks.ts'
import type { Tidying } from './housekeeping.ts'
import type { JobTask } from './jobs.ts'
import type { ChartRole, GivenRight, OperationMeta, PlacesOfRoles, Right } from './rights.ts'

/** What somebody is in the office, for as long as he works there; roles of the duty chart come and go by days. */
export const memberRoles = ['assistant', 'salesperson', 'seniorManager', 'colleague', 'administrator'] as const
export type MemberRole = (typeof memberRoles)[number]

/** The kinds of places for which the chart gives roles. */
export const placeKinds = ['team', 'department', 'branch'] as const
export type PlaceKind = (typeof placeKinds)[number]

/** A role that the duty chart gives for a place; its name is that of the right it gives. */
interface DutyRole {
  place: PlaceKind
  /** Rights that come with it besides its own. */
  gives: readonly GivenRight[]
  /** Somebody must have it for every open place that sells: a gap is told. */
  needed: boolean
  /** Opens the records of its place, unless a fact names other roles. */
  reads: boolean
  /** Does the work: also reads what is held back from those who only decide on it. */
  works: boolean
  /** Who has it for a team may act in the name of its members with this role, with these rights of theirs and this role alone. */
  actsFor?: { member: MemberRole; lends: readonly GivenRight[] }
}

/** What a duty hands in to be part of the program; nothing else outside its folder knows it by name. */
export interface Duty<Name extends string = string, Operations extends object = object> extends Hooks {
  name: Name
  operations: Operations
  /** Without this right nothing of the duty can be opened. */
  sees?: GivenRight
  /** All its rights but those of its roles. */
  rights: readonly GivenRight[]
  /** Its roles of the duty chart, in the order in which the chart shows them. */
  roles: Partial<Record<ChartRole, DutyRole>>
  /** Rights that come with what somebody is in the office. */
  ofMembers?: Partial<Record<MemberRole, readonly GivenRight[]>>
  /** What its roles were once called: history keeps the words it was told in. */
  formerRoles?: Readonly<Record<string, ChartRole>>
  /** Its later work. */
  jobs?: readonly JobTask[]
  /** What it sets right at the start and each hour. */
  tidyings?: readonly Tidying[]
}

let declared: readonly Duty[] = []

/** Makes the duties known to the house, in their order; called once, by the list of them. */
export function declareDuties<Duties extends readonly Duty[]>(duties: Duties): Duties {
  declared = duties
  return duties
}

/** The duties of this program, in their order. */
function declaredDuties(): readonly Duty[] {
  if (declared.length === 0) throw new Error('No duty is declared: import #duties/index.ts first')
  return declared
}

/** What all duties hand in of one kind, in their order. */
export function hooksOf<Name extends keyof Hooks>(name: Name): NonNullable<Hooks[Name]>[] {
  return declaredDuties().flatMap((duty) => (duty[name] ? [duty[name]] : []))
}

/** The roles of the duty chart over all duties, in their order. */
export function chartRoles(): [ChartRole, ...ChartRole[]] {
  return allRoles().map(([role]) => role) as [ChartRole, ...ChartRole[]]
}

/** The rights that can be given, over all duties, in their order. */
export function givenRights(): [GivenRight, ...GivenRight[]] {
  const rights = declaredDuties().flatMap(({ rights, roles }) => [...rights, ...(Object.keys(roles) as ChartRole[])])
  return rights as [GivenRight, ...GivenRight[]]
}

/** What a duty says of its role. */
export function termsOf(role: ChartRole): DutyRole {
  return allRoles().find(([name]) => name === role)![1]
}

/** What a role lets one do: its own right and those that come with it. */
export function rightsOfRole(role: ChartRole): readonly GivenRight[] {
  return [role, ...termsOf(role).gives]
}

/** What one may by being this in the office. */
export function rightsOfMember(role: MemberRole): readonly GivenRight[] {
  return declaredDuties().flatMap(({ ofMembers }) => ofMembers?.[role] ?? [])
}

/** The rights without which nothing of a duty can be opened, by the duty's name. */
export function seeingRights(): readonly [duty: string, right: GivenRight][] {
  return declaredDuties().flatMap(({ name, sees }) => (sees ? [[name, sees] as const] : []))
}

/** The roles that open a record of their place, over all duties. */
export function readingRoles(): readonly ChartRole[] {
  return allRoles().flatMap(([role, { reads }]) => (reads ? [role] : []))
}

/** The roles that open a record of their place unless the fact itself names others: its duty's; of what is no duty's, all. */
export function usualReaders(operation: string): readonly ChartRole[] {
  const own = readingRoles().filter((role) => dutyOf(role) === dutyOf(operation))
  return own.length > 0 ? own : readingRoles()
}

/** The roles that do a duty's work, over all duties or of one. */
export function workingRoles(duty?: string): readonly ChartRole[] {
  return allRoles().flatMap(([role, { works }]) => (works && (!duty || dutyOf(role) === duty) ? [role] : []))
}

/** The teams in which the caller may act in the name of somebody who is this in the office. */
export function teamsToActIn(actor: { teams: PlacesOfRoles }, roles: readonly MemberRole[]): string[] {
  return rolesToActFor(roles).flatMap((role) => actor.teams[role])
}

/** The roles of the chart whose holders act in the name of somebody who is this in the office. */
export function rolesToActFor(roles: readonly MemberRole[]): ChartRole[] {
  return allRoles().flatMap(([role, { actsFor }]) => (actsFor && roles.includes(actsFor.member) ? [role] : []))
}

/**
 * Whether nobody does it in another's name: it says so itself, or every right that opens it is that of a role by which one
 * acts for others: whoever acts for somebody has not his duties.
 */
export function isInOwnName({ ownName, right }: Pick<OperationMeta, 'ownName' | 'right'>): boolean {
  const acting = (one: Right) => Boolean(allRoles().find(([role]) => role === one)?.[1].actsFor)
  return ownName ?? [right ?? 'member'].flat().every(acting)
}

/** The role that was once called so; history and old programs know it by that name. */
export function roleNamed(name: string): ChartRole | undefined {
  const former = declaredDuties().flatMap(({ formerRoles }) => Object.entries(formerRoles ?? {}))
  return former.find(([old]) => old === name)?.[1] ?? allRoles().find(([role]) => role === name)?.[0]
}

/** The roles that were once called otherwise, in the order in which they were. */
export function formerlyNamed(): readonly ChartRole[] {
  return declaredDuties().flatMap(({ formerRoles }) => Object.values(formerRoles ?? {}))
}

/** The duty that an operation, right or role belongs to by its name. */
export function dutyOf(name: string): string {
  return name.split('.')[0]!
}

function allRoles(): [ChartRole, DutyRole][] {
  return declaredDuties().flatMap(({ roles }) => Object.entries(roles) as [ChartRole, DutyRole][])
}
