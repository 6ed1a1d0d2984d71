import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { Changing } from '#core/operation.ts'
import { refuse } from '#core/refusal.ts'
import type { Right } from '#core/rights.ts'
import { bondOf, type KeptSmallOffice, smallOffice } from '../queries/hands.ts'
import type { FourEyes } from '../rules/four-eyes.ts'
import { type Decided, whyNotNamingWhoMay } from '../views/four-eyes.ts'
import { aboutDepartmentReport } from './told-of-department.ts'

/**
 * Refuses somebody whose own money it is, or with a hand in the report, naming who may; in a small office gives what to
 * keep with the decision.
 */
export async function seenByFourEyes(db: Db, actor: Actor, of: Decided, verb: FourEyes): Promise<KeptSmallOffice> {
  const bond = await bondOf(db, actor.id, of, verb)
  if (!bond) return { smallOfficeSince: null, smallOfficeBy: null }
  return (await smallOffice(db)) ?? refuse(await whyNotNamingWhoMay(db, bond, of, verb))
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
