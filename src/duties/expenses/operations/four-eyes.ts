import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { Changing } from '#core/operation.ts'
import { refuse, type Says } from '#core/refusal.ts'
import type { Right } from '#core/rights.ts'
import { Instant } from '#core/shapes.ts'
import { bondOf, freeFor, type KeptSmallOffice, smallOffice } from '../queries/hands.ts'
import { type Bond, type FourEyes, fourEyesReason } from '../rules/four-eyes.ts'
import { aboutDepartmentReport } from './told-of-department.ts'

/** Set where something was decided without four eyes: since when the office counts as small, and who said so. */
export const SmallOffice = z.object({ since: Instant, by: z.string() }).nullable()

/** A department report and whose money in it is decided. */
type Of = { id: string; departmentId: string; owners: readonly string[] }

/**
 * Refuses somebody whose own money it is, or with a hand in the report, naming who may; in a small office gives what to
 * keep with the decision.
 */
export async function seenByFourEyes(db: Db, actor: Actor, of: Of, verb: FourEyes): Promise<KeptSmallOffice> {
  const bond = await bondOf(db, actor.id, of, verb)
  if (!bond) return { smallOfficeSince: null, smallOfficeBy: null }
  return (await smallOffice(db)) ?? refuse(await reasonFor(db, bond, of, verb))
}

/** Why the caller may not do it; null when he may, also because the office is small. */
export async function whyNotByYou(db: Db, actor: Actor, of: Of, verb: FourEyes): Promise<Says | null> {
  const bond = await bondOf(db, actor.id, of, verb)
  return !bond || (await smallOffice(db)) ? null : reasonFor(db, bond, of, verb)
}

/** What is shown of a decision's keeping. */
export function shownSmallOffice({ smallOfficeSince, smallOfficeBy }: KeptSmallOffice): z.input<typeof SmallOffice> {
  return smallOfficeSince && smallOfficeBy ? { since: smallOfficeSince, by: smallOfficeBy } : null
}

/** Tells in the history that a decision was let through because the office is small. */
export function tellOfSmallOffice(
  { tell }: Pick<Changing<Right, unknown>, 'tell'>,
  of: { id: string; departmentId: string; number: string; approvedAt: string | null },
  { smallOfficeSince, smallOfficeBy }: Partial<KeptSmallOffice>,
): void {
  if (!smallOfficeSince || !smallOfficeBy) return
  const params = { number: of.number, since: smallOfficeSince.slice(0, 10), by: smallOfficeBy }
  tell({ ...aboutDepartmentReport(of), says: 'expenses.said.smallOfficeUsed', params })
}

async function reasonFor(db: Db, bond: Bond, of: Of, verb: FourEyes): Promise<Says> {
  return fourEyesReason(bond, verb, await freeFor(db, verb === 'pay' ? 'expenses.pay' : 'expenses.review', of))
}
