import * as z from 'zod'
import type { Actor, Right } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { Changing } from '#core/operation.ts'
import { refuse, type Says } from '#core/refusal.ts'
import { Instant } from '#core/shapes.ts'
import { freeFor, handsIn, type KeptSmallOffice, smallOffice } from '../queries/hands.ts'
import { type FourEyes, fourEyesReason } from '../rules/four-eyes.ts'
import { aboutDepartmentReport } from './told-of-department.ts'

/** Set where something was decided without four eyes: since when the office counts as small, and who said so. */
export const SmallOffice = z.object({ since: Instant, by: z.string() }).nullable()

type Of = { id: string; departmentId: string }

/** Refuses somebody with a hand in the report, naming who may; in a small office gives what to keep with the decision. */
export async function seenByFourEyes(db: Db, actor: Actor, of: Of, verb: FourEyes): Promise<KeptSmallOffice> {
  if (!(await handsIn(db, of.id, [actor.id])).has(actor.id)) return { smallOfficeSince: null, smallOfficeBy: null }
  return (await smallOffice(db)) ?? refuse(await reasonFor(db, of, verb))
}

/** Why the caller may not do it; null when he may, also because the office is small. */
export async function whyNotByYou(db: Db, actor: Actor, of: Of, verb: FourEyes): Promise<Says | null> {
  if (!(await handsIn(db, of.id, [actor.id])).has(actor.id)) return null
  return (await smallOffice(db)) ? null : reasonFor(db, of, verb)
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

async function reasonFor(db: Db, of: Of, verb: FourEyes): Promise<Says> {
  return fourEyesReason(verb, await freeFor(db, verb === 'pay' ? 'payout' : 'review', of))
}
