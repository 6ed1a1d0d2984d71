import { contentHash } from '#core/content-hash.ts'
import { newId } from '#core/ids.ts'
import type { Told } from '#core/told.ts'
import { versionOf } from '../queries/combined.ts'
import { withDecisions } from '../queries/figures.ts'
import { totalsOf } from '../rules/figures.ts'
import type { PresentedLine } from '../rules/presented-line.ts'
import { saveVersion, signVersion } from '../steps/presenting.ts'
import { aboutDepartmentReport, tellOfParts } from '../steps/told-of-department.ts'
import { deskHours } from './fill-moments.ts'
import { heldReport, type ReviewAt } from './fill-parts.ts'
import type { SampleLine } from './months-shapes.ts'

/** Writes what followed a review that came to its end: refusals, the approval, payouts, corrections. */
export async function fillAfterwards(at: ReviewAt, shown: readonly PresentedLine[]): Promise<void> {
  const { approved } = at.department
  if (!approved) return
  const lines = at.month.teams.flatMap((team) => team.reports.flatMap((report) => report.lines))
  for (const line of lines) if (line.refused) await refuseLine(at, line, shown)
  const decided = await approve(at, shown, approved)
  await pay(at, decided)
  for (const correction of at.department.corrections) await correct(at, correction, decided)
}

async function refuseLine(at: ReviewAt, { key, refused }: SampleLine, shown: readonly PresentedLine[]): Promise<void> {
  const { why, day } = refused!
  // Whoever signs the month has decided on its lines.
  const by = at.ids.person(at.department.approved!.by)
  const line = shown.find(({ lineId }) => lineId === at.lines.get(key))!
  const refusedAt = at.moment(day, deskHours.ticked)
  await at.db
    .updateTable('expenseLine')
    .set({ refusedWhy: why, refusedBy: by.id, refusedAt, acceptedCents: 0, version: 2 })
    .where('id', '=', line.lineId)
    .execute()
  at.tell({
    at: refusedAt,
    by,
    operation: 'expenses.refuseLine',
    record: ['expenseLine', line.lineId],
    also: [line.reportId],
    alsoOfDepartment: at.report.id,
    departmentId: at.report.departmentId,
    says: 'expenses.said.refuseLine',
    params: { name: line.memberName, merchant: line.merchant, why },
    memberId: line.memberId,
    teamId: line.teamId,
  })
}

/** Signs the latest version, or a new one with what was decided; gives the lines as signed. */
async function approve(at: ReviewAt, shown: readonly PresentedLine[], { day, by }: { day: string; by: string }) {
  const approver = at.ids.person(by)
  const approvedAt = at.moment(day, deskHours.approved)
  const lines = await withDecisions(at.db, shown)
  const last = (await versionOf(at.db, at.report.id))!
  const isDecided = contentHash(lines) !== last.hash
  const signed = isDecided ? await saveVersion(at.db, approver, await heldReport(at), lines, last) : last
  if (isDecided)
    await at.db
      .updateTable('expensePresentedVersion')
      .set({ presentedAt: approvedAt })
      .where('id', '=', signed.id)
      .execute()
  await signVersion(at.db, {
    id: newId(),
    departmentReportId: at.report.id,
    versionId: signed.id,
    approvedBy: approver.id,
    approverName: approver.name,
    totalCents: totalsOf(lines).acceptedCents,
    hash: signed.hash,
    at: approvedAt,
  })
  const reportIds = [...new Set(lines.map((line) => line.reportId))]
  await at.db.updateTable('expenseReport').set({ approvedAt }).where('id', 'in', reportIds).execute()
  at.tell({
    at: approvedAt,
    by: approver,
    operation: 'expenses.approve',
    ...aboutDepartmentReport({ ...at.report, approvedAt }),
    says: 'expenses.said.approve',
    params: { number: at.report.number, version: signed.number, hash: signed.hash.slice(0, 12) },
  })
  const asThen = (fact: Told) => at.tell({ ...fact, at: approvedAt, by: approver, operation: 'expenses.approve' })
  await tellOfParts({ db: at.db, tell: asThen }, reportIds, 'expenses.said.approveReport')
  return lines
}

const payer = 'danute.rakauskiene'

async function pay(at: ReviewAt, lines: readonly PresentedLine[]): Promise<void> {
  const day = at.department.paidOn
  const people = [...Map.groupBy(lines, (line) => line.memberId).values()]
  const owed = people
    .map((own) => ({ first: own[0]!, cents: totalsOf(own).acceptedCents }))
    .filter(({ cents }) => cents !== 0)
  const by = at.ids.person(payer)
  const paid = day
    ? {
        paidOn: day,
        paidBy: by.id,
        paidAt: at.moment(day, deskHours.paid),
        reference: `IŠL-${at.month.month.slice(0, 7)}`,
      }
    : { paidOn: null, paidBy: null, paidAt: null }
  const rows = owed.map(({ first: { memberId, teamId }, cents }) => {
    return { id: newId(), departmentReportId: at.report.id, correctionId: null, memberId, teamId, cents, ...paid }
  })
  await at.db.insertInto('expensePayout').values(rows).execute()
  if (!day) return
  at.tell({
    at: at.moment(day, deskHours.paid),
    by,
    operation: 'expenses.markPaid',
    ...aboutDepartmentReport({ ...at.report, approvedAt: paid.paidAt }),
    says: 'expenses.said.markPaid',
    params: { number: at.report.number, n: rows.length, day },
  })
}

type Correction = ReviewAt['department']['corrections'][number]

/** A correction after the approval; its difference stays to be paid out. */
async function correct(at: ReviewAt, correction: Correction, lines: readonly PresentedLine[]): Promise<void> {
  const line = lines.find(({ lineId }) => lineId === at.lines.get(correction.line))!
  const [proposer, decider] = [at.ids.person(correction.proposedBy), at.ids.person(correction.decidedBy)]
  const id = newId()
  const proposedAt = at.moment(correction.day, deskHours.corrected)
  const decidedAt = at.moment(correction.decidedOn, deskHours.agreed)
  const { reason, now } = correction
  await at.db
    .insertInto('expenseCorrection')
    .values({
      id,
      departmentReportId: at.report.id,
      lineId: line.lineId,
      wasCents: line.acceptedCents,
      nowCents: now,
      reason,
      proposedBy: proposer.id,
      proposedAt,
      decidedBy: decider.id,
      decidedAt,
      agreed: true,
      decisionSeenAt: decidedAt,
    })
    .execute()
  await at.db.updateTable('expenseLine').set({ acceptedCents: now }).where('id', '=', line.lineId).execute()
  const owed = { departmentReportId: at.report.id, correctionId: id, memberId: line.memberId, teamId: line.teamId }
  const unpaid = { paidOn: null, paidBy: null, paidAt: null }
  await at.db
    .insertInto('expensePayout')
    .values({ id: newId(), ...owed, cents: now - line.acceptedCents, ...unpaid })
    .execute()
  const euro = (cents: number) => ({ cents, currency: 'EUR' })
  const about = {
    record: ['expenseCorrection', id] as const,
    also: [line.lineId, line.reportId],
    alsoOfDepartment: at.report.id,
    departmentId: at.report.departmentId,
    memberId: line.memberId,
    teamId: line.teamId,
  }
  at.tell({
    ...about,
    at: proposedAt,
    by: proposer,
    operation: 'expenses.proposeCorrection',
    says: 'expenses.said.proposeCorrection',
    params: { name: line.memberName, merchant: line.merchant, was: euro(line.acceptedCents), now: euro(now), reason },
  })
  at.tell({
    ...about,
    at: decidedAt,
    by: decider,
    operation: 'expenses.decideCorrection',
    says: 'expenses.said.agreeCorrection',
    params: { reason },
  })
  at.tell({
    ...aboutDepartmentReport({ ...at.report, approvedAt: decidedAt }),
    at: decidedAt,
    by: decider,
    operation: 'expenses.decideCorrection',
    says: 'expenses.said.addPayout',
    params: { number: at.report.number },
  })
}
