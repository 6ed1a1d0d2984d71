/**
 * The rights that follow from roles and the duty chart, each with `true`. A duty adds its own where it declares itself:
 * `declare module '#core/rights.ts' { interface Rights { 'expenses.see': true } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by each duty, so that a right that none declares does not compile.
export interface Rights {}
export type GivenRight = keyof Rights

/** What a right lets one do. `anyone` needs no sign-in, `member` only that: nobody gives those. */
export type Right = 'anyone' | 'member' | GivenRight

/** The roles that the duty chart gives for a place, each with `true`; each is a right too. A duty adds its own likewise. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by each duty.
export interface ChartRoles {}
export type ChartRole = keyof ChartRoles

/** Ids of places by role of the duty chart. */
export type PlacesOfRoles = Readonly<Record<ChartRole, readonly string[]>>

/** What doors and checks can ask of an operation. */
export interface OperationMeta {
  right?: Right | readonly Right[]
  changes?: boolean
  destructive?: boolean
  idempotent?: boolean
  inPerson?: boolean
  ownName?: boolean
  onlyChosen?: boolean
}
