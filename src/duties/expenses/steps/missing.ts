import * as z from 'zod'
import type { Db } from '#core/database.ts'
import { refuse } from '#core/refusal.ts'
import { eachOnce } from '#core/shapes.ts'
import { missingIn } from '../queries/missing.ts'
import { namesOf, notSaid, others } from '../rules/missing.ts'

export const EvenWithout = eachOnce(z.array(z.uuid()).max(2000))
  .default([])
  .describe('Ids of the teams and people that one was shown as missing and goes on without.')

/**
 * Refuses with the names of those who are missing and whom the caller was not shown, and ids of whoever is not missing;
 * gives the names of all who are.
 */
export async function saidMissing(
  db: Db,
  of: { departmentId: string; month: string },
  step: 'toPresent' | 'toApprove',
  evenWithout: readonly string[],
): Promise<string[]> {
  const missing = (await missingIn(db, of))[step]
  const names = notSaid(missing, evenWithout)
  if (names.length > 0) refuse({ says: `expenses.missing.${step}`, names }, { missing })
  if (others(missing, evenWithout).length > 0) refuse({ says: 'expenses.missing.notMissing' }, { missing })
  return namesOf(missing)
}
