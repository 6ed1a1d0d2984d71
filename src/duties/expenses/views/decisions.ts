import type { Actor } from '#core/actor.ts'
import { contentHash } from '#core/content-hash.ts'
import type { Db } from '#core/database.ts'
import { sentence } from '#core/shapes.ts'
import type { StandingLine } from '../rules/presented-line.ts'
import { shownSmallOffice, whyNotByYou } from './four-eyes.ts'

/** The corrections of a report with their names, and why the caller may not agree to one that is open. */
export async function correctionsOf(db: Db, actor: Actor, found: { id: string; departmentId: string }) {
  const mayReview = actor.departments['expenses.review'].includes(found.departmentId)
  const rows = await db
    .selectFrom('expenseCorrection')
    .innerJoin('member as proposer', 'proposer.id', 'expenseCorrection.proposedBy')
    .innerJoin('expenseLine', 'expenseLine.id', 'expenseCorrection.lineId')
    .innerJoin('expenseReport', 'expenseReport.id', 'expenseLine.reportId')
    .leftJoin('member as decider', 'decider.id', 'expenseCorrection.decidedBy')
    .select([
      'expenseCorrection.id',
      'lineId',
      'wasCents',
      'nowCents',
      'reason',
      'proposer.name as proposedBy',
      'proposedAt',
      'decider.name as decidedBy',
      'decidedAt',
      'agreed',
      'why',
      'proposer.id as proposerId',
      'decisionSeenAt',
      'smallOfficeSince',
      'smallOfficeBy',
      'expenseReport.memberId',
    ])
    .where('departmentReportId', '=', found.id)
    .orderBy('proposedAt')
    .execute()
  return Promise.all(
    rows.map(async ({ smallOfficeSince, smallOfficeBy, memberId, proposerId, decisionSeenAt, ...row }) => {
      const isMine = mayReview && row.agreed === null
      const why = isMine ? await whyNotByYou(db, actor, { ...found, owners: [memberId] }, 'agree') : null
      const notByYou = why && sentence(actor.language, why)
      const isOwn = proposerId === actor.id && !actor.behalf
      const unseen = isOwn && row.decidedAt !== null && decisionSeenAt === null
      return { ...row, unseen, notByYou, smallOffice: shownSmallOffice({ smallOfficeSince, smallOfficeBy }) }
    }),
  )
}

/** Who signed the report, when and how; null while nobody has. */
export async function approvalOf(db: Db, departmentReportId: string) {
  const row = await db
    .selectFrom('expenseApproval')
    .select(['approverName as by', 'at', 'totalCents', 'hash', 'signedWithout', 'smallOfficeSince', 'smallOfficeBy'])
    .where('departmentReportId', '=', departmentReportId)
    .executeTakeFirst()
  if (!row) return null
  const { smallOfficeSince, smallOfficeBy, ...approval } = row
  return { ...approval, smallOffice: shownSmallOffice({ smallOfficeSince, smallOfficeBy }) }
}

/** SHA-256 over what is decided of these lines: what is accepted of each, and why it is refused. */
export function hashOfDecisions(
  lines: readonly Pick<StandingLine, 'lineId' | 'acceptedCents' | 'refusedWhy'>[],
): string {
  return contentHash(
    Object.fromEntries(lines.map(({ lineId, acceptedCents, refusedWhy }) => [lineId, [acceptedCents, refusedWhy]])),
  )
}
