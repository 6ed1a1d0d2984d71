import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { refuse } from '#core/refusal.ts'
import { departmentReportToChange, versionOf, versionsOf } from '../queries/combined.ts'
import { withDecisions } from '../queries/figures.ts'

/** The presented version about which somebody decides: what was presented since is not decided on unseen. */
export const SeenVersion = z
  .int()
  .min(1)
  .optional()
  .describe('Number of the presented version that was looked at; refused where a newer one is presented by now.')

/** The report with the frozen lines the senior manager sees, locked. Absent unless his duty is to review it. */
export async function underReview(db: Db, actor: Actor, departmentReportId: string) {
  const found = await departmentReportToChange(db, actor.departments['expenses.review'], departmentReportId)
  const version = await versionOf(db, found.id)
  if (!version) return refuseNotPresented(db, found.id)
  return { found, version, lines: await withDecisions(db, version.snapshot) }
}

/** The same while it may be decided on: refused once it is signed, and where another version than `seen` is presented by now. */
export async function stillToDecide(db: Db, actor: Actor, departmentReportId: string, seen?: number) {
  const review = await underReview(db, actor, departmentReportId)
  const { found, version } = review
  refuseApproved(found)
  mustBeLast(version, seen)
  return review
}

/** Refuses to decide where nothing is presented: not yet, or not any more. */
export async function refuseNotPresented(db: Db, departmentReportId: string): Promise<never> {
  const [last] = await versionsOf(db, departmentReportId)
  if (last) refuse({ says: 'expenses.review.withdrawn', version: last.number })
  refuse({ says: 'expenses.review.notPresented' })
}

/** Refuses to decide about another version than the one that stands; a program may leave out which it has seen. */
export function mustBeLast(version: { number: number }, seen: number | undefined): void {
  if (seen === undefined || seen === version.number) return
  refuse({ says: 'expenses.review.newerVersion', version: version.number })
}

/** Nothing about an approved report changes but by a correction. */
export function refuseApproved(found: { approvedAt: string | null; month: string }): void {
  if (found.approvedAt) refuse({ says: 'expenses.combined.monthApproved', month: found.month })
}
