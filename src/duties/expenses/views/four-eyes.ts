import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { Says } from '#core/refusal.ts'
import { Instant } from '#core/shapes.ts'
import { bondOf, freeFor, type KeptSmallOffice, smallOffice } from '../queries/hands.ts'
import { type Bond, type FourEyes, fourEyesReason } from '../rules/four-eyes.ts'

/** Set where something was decided without four eyes: since when the office counts as small, and who said so. */
export const SmallOffice = z.object({ since: Instant, by: z.string() }).nullable()

/** A department report and whose money in it is decided. */
export type Decided = { id: string; departmentId: string; owners: readonly string[] }

/** Why the caller may not do it; null when he may, also because the office is small. */
export async function whyNotByYou(db: Db, actor: Actor, of: Decided, verb: FourEyes): Promise<Says | null> {
  const bond = await bondOf(db, actor.id, of, verb)
  return !bond || (await smallOffice(db)) ? null : whyNotNamingWhoMay(db, bond, of, verb)
}

/** What is shown of a decision's keeping. */
export function shownSmallOffice({ smallOfficeSince, smallOfficeBy }: KeptSmallOffice): z.input<typeof SmallOffice> {
  return smallOfficeSince && smallOfficeBy ? { since: smallOfficeSince, by: smallOfficeBy } : null
}

/** The reason against it in words that name who is free to do it instead. */
export async function whyNotNamingWhoMay(db: Db, bond: Bond, of: Decided, verb: FourEyes): Promise<Says> {
  return fourEyesReason(bond, verb, await freeFor(db, verb === 'pay' ? 'expenses.pay' : 'expenses.review', of))
}
