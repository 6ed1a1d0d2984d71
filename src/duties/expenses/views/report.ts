import type * as z from 'zod'
import { type Actor, inScope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { mayCall } from '#core/may-call.ts'
import { sentence } from '#core/shapes.ts'
import { doersOf } from '#office/public.ts'
import { acceptedOtherwise, isLess } from '../queries/accepted-otherwise.ts'
import { departmentReportSeen, holdersSeen } from '../queries/combined.ts'
import { openCorrections } from '../queries/corrections.ts'
import { shownTo } from '../queries/figures.ts'
import { confirmationOf, confirmedContent, judge } from '../queries/judge.ts'
import { type Late, lateReceipts } from '../queries/late.ts'
import { type LineWithReceipts, linesById, receiptsOnLines } from '../queries/lines.ts'
import { departmentsAsking, messagesOf, queryNames } from '../queries/queries-of.ts'
import { type ReportRow, reportInScope } from '../queries/reports.ts'
import { linesShown } from '../queries/snapshot.ts'
import { changedBy, seenBy } from '../queries/whose.ts'
import { rightsToEdit, whyLinesAreFrozen } from '../rules/editing.ts'
import { totalsOf } from '../rules/figures.ts'
import { fitted } from '../rules/fitted-reading.ts'
import { partsOffered } from '../rules/parts.ts'
import { warningsOn } from '../rules/picture-warnings.ts'
import type { PresentedLine } from '../rules/presented-line.ts'
import { categoriesIn } from './matrix.ts'
import type { LateShape, QueryShape, ReportShape } from './report-shapes.ts'

/** Whether the caller may change a report: its assistant by the chart, or the salesperson himself. */
export function mayPrepare(actor: Actor, report: { memberId: string; teamId: string }): boolean {
  return mayCall(actor, rightsToEdit) && inScope(changedBy(actor), report)
}

/** Whether the caller may read a report of this person and team. */
export function mayReadReport(actor: Actor, report: { memberId: string; teamId: string }): boolean {
  return inScope(seenBy(actor), report)
}

/** A report as its page shows it. Absent when not the caller's to see. */
export async function viewReport(db: Db, actor: Actor, reportId: string): Promise<z.input<typeof ReportShape>> {
  const report = await reportInScope(db, seenBy(actor), reportId)
  const judged = await judge(db, report, actor.language, seenBy(actor))
  const shown = await shownTo(db, actor, [report.id])
  const isShown = shown.size > 0
  const lines = isShown ? await pageLines(db, await linesShown(db, shown)) : judged.lines
  const hash = confirmedContent(lines)
  const confirmations = await confirmationsRead(db, judged.confirmations, { hash, versionId: shown.get(report.id) })
  const removed = await db
    .selectFrom('expenseLine')
    .select(['id', 'merchant', 'amountCents', 'currency', 'version'])
    .where('reportId', '=', report.id)
    .where('removedAt', 'is not', null)
    .orderBy('removedAt', 'desc')
    .execute()
  const totals = totalsOf(lines)
  const otherwise = await acceptedOtherwise(db, { reportId: report.id })
  const say = (says: Parameters<typeof sentence>[1]) => sentence(actor.language, says)
  const mayCorrect = report.approvedAt !== null && actor.departments['expenses.combine'].includes(report.departmentId)
  return {
    ...summaryOf(actor, report, judged.profile.currency),
    claimedCents: totals.claimedCents,
    acceptedCents: totals.acceptedCents,
    linesNotCounted: totals.linesNotCounted,
    state: judged.state,
    lines: lines.map((line) => {
      const frozen = judged.frozen.get(line.id)
      return { ...line, frozen: frozen ? say(frozen) : null }
    }),
    categories: await categoriesIn(db, actor.language, report.departmentReportId),
    removedLines: isShown ? [] : removed,
    pile: (isShown ? [] : judged.pile).map((receipt) => ({
      ...receipt,
      reading: receipt.reading && fitted(receipt.reading),
      warnings: warningsOn(receipt).map(({ says, params }) => say({ ...params, says })),
      partsOffered: partsOffered(receipt),
    })),
    late: report.approvedAt ? await lateView(db, actor, report) : null,
    lessAccepted: otherwise.filter(isLess),
    moreAccepted: otherwise.filter((line) => !isLess(line)),
    unseen: report.memberId === actor.id && !actor.behalf && otherwise.some((line) => line.unseen),
    obstacles: (isShown ? [] : judged.obstacles).map(({ lineId, field, ...says }) => ({
      ...say(says as Parameters<typeof sentence>[1]),
      lineId: lineId ?? null,
      field: field ?? null,
    })),
    hash,
    confirmation: confirmationOf(confirmations, hash),
    confirmations: confirmations.map((one) => ({ ...one, valid: one.contentHash === hash })),
    procedure: judged.procedure,
    queries: await viewQueries(db, actor, judged.queries),
    correctedBy: report.approvedAt ? await doersOf(db, 'expenses.combine', report.departmentId) : [],
    correctionsWaiting: mayCorrect ? await openCorrections(db, report.id) : [],
    may: {
      prepare: mayPrepare(actor, report),
      confirm: report.memberId === actor.id && !actor.behalf,
      addLines: mayPrepare(actor, report) && whyLinesAreFrozen({ ...report, asked: judged.asked }) === null,
      correct: mayCorrect,
    },
  }
}

/** Confirmations of what one reads: none of the work that goes on under the version one is shown. */
async function confirmationsRead<One extends { contentHash: string; at: string }>(
  db: Db,
  confirmations: readonly One[],
  { hash, versionId }: { hash: string; versionId: string | undefined },
): Promise<readonly One[]> {
  if (!versionId) return confirmations
  const { presentedAt } = await db
    .selectFrom('expensePresentedVersion')
    .select('presentedAt')
    .where('id', '=', versionId)
    .executeTakeFirstOrThrow()
  return confirmations.filter((one) => one.contentHash === hash || one.at < presentedAt)
}

/** Lines as they were shown, with what a page needs besides; what was not kept with them only where the amounts are still the same. */
async function pageLines(db: Db, shown: readonly PresentedLine[]): Promise<LineWithReceipts[]> {
  const rows = new Map(
    (
      await linesById(
        db,
        shown.map((line) => line.lineId),
      )
    ).map((row) => [row.id, row]),
  )
  const receipts = await receiptsOnLines(
    db,
    shown.flatMap((line) => line.receipts.map(({ id }) => id)),
  )
  return shown.flatMap(({ lineId, changedAfterReading: _, receipts: own, ...line }) => {
    const row = rows.get(lineId)
    if (!row) return []
    const isSame = row.amountCents === line.amountCents && row.vatCents === line.vatCents && row.rate === line.rate
    const beside = isSame ? row : { vat: [], rateDay: null }
    return [
      {
        ...row,
        ...line,
        rateSource: line.rateSource ?? null,
        vat: line.vat ?? beside.vat,
        rateDay: beside.rateDay,
        receipts: own.flatMap(({ id }) => receipts.get(id) ?? []),
      },
    ]
  })
}

async function lateView(db: Db, actor: Actor, { memberId, month }: ReportRow) {
  return shownLate(actor, await lateReceipts(db, { memberIds: [memberId], month }))
}

/** What came of one person and month after the signature, together, as its pages show it. */
export function shownLate(actor: Actor, late: readonly Late[]): z.input<typeof LateShape> | null {
  const [first] = late
  if (!first) return null
  const receipts = late.reduce((sum, one) => sum + one.receipts, 0)
  return {
    receipts,
    month: first.claimMonth,
    reportId: mayReadReport(actor, first) ? first.claimReportId : null,
    mayOpen: mayPrepare(actor, first),
  }
}

/** What lists and pages share of a report. */
function summaryOf(actor: Actor, report: ReportRow, currency: string) {
  return {
    id: report.id,
    number: report.number,
    month: report.month,
    member: { id: report.memberId, name: report.memberName },
    team: { id: report.teamId, name: report.teamName },
    ...holdersSeen(actor, report),
    currency,
    presentedAt: report.presentedAt,
    approvedAt: report.approvedAt,
    paidOn: report.paidOn,
    unpaidCents: report.unpaidCents,
    version: report.version,
  }
}

/** Queries with their names and the words exchanged. */
export async function viewQueries(
  db: Db,
  actor: Actor,
  queries: Awaited<ReturnType<typeof judge>>['queries'],
): Promise<z.input<typeof QueryShape>[]> {
  const [messages, names, departments] = await Promise.all([
    messagesOf(db, queries),
    queryNames(db, queries),
    departmentsAsking(db, queries),
  ])
  return queries.map((query) => ({
    ...query,
    departmentReportId: departmentReportSeen(actor, {
      combinedBy: departments.get(query.departmentReportId)!,
      departmentReportId: query.departmentReportId,
    }),
    member: { id: query.memberId, name: names.get(query.memberId) ?? '' },
    askedBy: { id: query.askedBy, name: names.get(query.askedBy) ?? '' },
    messages: (messages.get(query.id) ?? []).map(({ byId, byName, ...message }) => ({
      ...message,
      by: { id: byId, name: byName },
    })),
  }))
}
