import { sql } from 'kysely'
import * as z from 'zod'
import { selfOf } from '#core/actor.ts'
import { today } from '#core/clock.ts'
import { newId } from '#core/ids.ts'
import { byChoice, byCode, byDay } from '#core/list-order.ts'
import { readsList } from '#core/list-read.ts'
import { save } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent, refuse, refuseIfAny } from '#core/refusal.ts'
import { Day, GivenInstant, listOf, Month, RecordId, Text, whole } from '#core/shapes.ts'
import { latestDay, listedByName } from '#office/public.ts'
import { judge } from '../queries/judge.ts'
import { listedReports, reportState, withSums } from '../queries/report-list.ts'
import { reportToChange } from '../queries/reports.ts'
import { seenBy } from '../queries/whose.ts'
import { totalsOf } from '../rules/figures.ts'
import { reportList } from '../rules/report-list.ts'
import { reportStates } from '../rules/states.ts'
import { heldUnder } from '../steps/presenting.ts'
import { confirmationWays } from '../tables.ts'
import { viewReport } from '../views/report.ts'
import { ReportShape, ReportSummary } from '../views/report-shapes.ts'

const list = readsList(reportList, {
  row: ReportSummary,
  more: {
    teamId: z.uuid().optional(),
    memberId: z.uuid().optional(),
    month: Month.optional(),
    state: z.enum(['open', 'presented', 'approved']).optional().describe('How far they have come.'),
  },
  id: 'expenseReport.id',
  by: {
    month: byDay('expenseReport.month'),
    member: listedByName('member.name'),
    team: listedByName('team.name'),
    number: byCode('expenseReport.number'),
    state: byChoice(reportStates, reportState),
  },
  ties: ['member'],
  query: ({ db, actor, input: { state, ...of } }) =>
    listedReports(db, seenBy(actor), of)
      .$if(state === 'open', (query) => query.where('expenseReport.presentedAt', 'is', null))
      .$if(state === 'presented', (query) => query.where('expenseReport.presentedAt', 'is not', null))
      .$if(state === 'presented', (query) => query.where('expenseReport.approvedAt', 'is', null))
      .$if(state === 'approved', (query) => query.where('expenseReport.approvedAt', 'is not', null)),
  show: ({ db, actor }, found) => withSums(db, actor, found),
})

export const reports = read({
  right: 'expenses.see',
  summary: 'Expense reports you may see, newest month first',
  rest: 'GET /expenses/reports',
  ...list.page,
})

export const reportsSheet = read({
  right: 'expenses.see',
  summary: 'The expense reports you may see, as a sheet',
  rest: 'GET /expenses/sheets/reports',
  ...list.sheet,
})

export const report = read({
  right: 'expenses.see',
  summary: 'One expense report with its lines, receipts and what stands in its way',
  rest: 'GET /expenses/reports/{reportId}',
  input: z.object({ reportId: z.uuid() }),
  output: ReportShape,
  do: ({ db, actor, input }) => viewReport(db, actor, input.reportId),
})

export const confirmReport = change({
  right: 'expenses.claim',
  summary: 'Confirm your own report as it stands',
  rest: 'POST /expenses/reports/{reportId}/confirmation',
  destructive: true,
  idempotent: true,
  input: z.object({
    reportId: z.uuid(),
    hash: z.string().length(64).describe('`hash` of the report as it was looked at; another one is refused.'),
  }),
  output: z.object({ id: RecordId }),
  async do({ db, actor, input, tell }) {
    if (actor.behalf) refuse({ says: 'expenses.report.confirmOnlySelf' })
    const found = await reportToChange(db, seenBy(actor), input.reportId)
    if (found.memberId !== actor.id) absent({ says: 'expenses.report.none' })
    const judged = await judge(db, found, actor.language, seenBy(actor))
    const { lines, contentHash, obstaclesInLines, profile } = judged
    if (contentHash !== input.hash) refuse({ says: 'expenses.report.changedSince', number: found.number })
    refuseIfAny(obstaclesInLines)
    const [last] = judged.confirmations
    if (last?.way === 'self' && last.contentHash === contentHash)
      refuse({ says: 'expenses.report.confirmedAlready', number: found.number })
    const totalCents = totalsOf(lines).claimedCents
    const id = newId()
    await db
      .insertInto('expenseReportConfirmation')
      .values({
        id,
        reportId: found.id,
        way: 'self',
        confirmedOn: today(actor.timeZone),
        totalCents,
        contentHash,
        recordedBy: actor.id,
      })
      .execute()
    tell({
      record: ['expenseReport', found.id],
      says: 'expenses.said.confirmReport',
      params: { number: found.number, total: { cents: totalCents, currency: profile.currency } },
      memberId: found.memberId,
      teamId: found.teamId,
      held: heldUnder(found, [found.id]),
    })
    return { id }
  },
})

export const recordConfirmation = change({
  right: 'expenses.prepare',
  summary: 'Record that the salesperson confirmed the report by phone, in person or by mail',
  rest: 'POST /expenses/reports/{reportId}/recorded-confirmation',
  input: z.object({
    reportId: z.uuid(),
    hash: z
      .string()
      .length(64)
      .optional()
      .describe('`hash` of the report as it was confirmed; another one is refused.'),
    way: z.enum(confirmationWays).exclude(['self']).describe('How it was said.'),
    confirmedOn: Day,
    note: Text.default('').describe('A remark; may be empty.'),
  }),
  output: z.object({ id: RecordId }),
  async do({ db, actor, input, tell }) {
    const found = await reportToChange(db, seenBy(actor), input.reportId)
    if (!actor.teams['expenses.prepare'].includes(found.teamId)) absent({ says: 'expenses.report.none' })
    if (found.memberId === actor.id) refuse({ says: 'expenses.report.confirmSelf' })
    if (input.confirmedOn > (await latestDay(db))) refuse({ says: 'expenses.report.confirmedInFuture' })
    const judged = await judge(db, found, actor.language, seenBy(actor))
    const { lines, contentHash, obstaclesInLines, profile } = judged
    const totalCents = totalsOf(lines).claimedCents
    if (input.hash !== undefined && input.hash !== contentHash) {
      const total = { cents: totalCents, currency: profile.currency }
      refuse({ says: 'expenses.report.changedSinceTold', number: found.number, total })
    }
    refuseIfAny(obstaclesInLines)
    const id = newId()
    await db
      .insertInto('expenseReportConfirmation')
      .values({
        id,
        reportId: found.id,
        way: input.way,
        confirmedOn: input.confirmedOn,
        totalCents,
        contentHash,
        recordedBy: actor.id,
        note: input.note,
      })
      .execute()
    tell({
      record: ['expenseReport', found.id],
      says: 'expenses.said.recordConfirmation',
      params: { number: found.number, name: found.memberName, way: input.way, day: input.confirmedOn },
      memberId: found.memberId,
      teamId: found.teamId,
      held: heldUnder(found, [found.id]),
    })
    return { id }
  },
})

export const seeDecisions = change({
  right: 'expenses.claim',
  summary: 'Note that you have looked at what of your signed report was not accepted, and why',
  rest: 'POST /expenses/reports/{reportId}/decisions-seen',
  idempotent: true,
  input: z.object({
    reportId: z.uuid(),
    upTo: GivenInstant.describe(
      'The `at` of the latest of them that was shown; what was decided after it is not seen yet.',
    ),
  }),
  output: z.object({ id: RecordId }),
  async do({ db, actor, input, tell }) {
    if (actor.behalf) refuse({ says: 'expenses.report.confirmOnlySelf' })
    const found = await reportToChange(db, seenBy(actor), input.reportId)
    if (found.memberId !== actor.id) absent({ says: 'expenses.report.none' })
    const seenAt = sql<string>`greatest(decisions_seen_at, least(${input.upTo}::timestamptz, clock_timestamp()))`
    await save(db, 'expenseReport', found, { decisionsSeenAt: seenAt })
    tell({
      record: ['expenseReport', found.id],
      says: 'expenses.said.seeDecisions',
      params: { number: found.number },
      memberId: found.memberId,
      teamId: found.teamId,
    })
    return { id: found.id }
  },
})

export const myReports = read({
  right: 'expenses.claim',
  summary: 'Your own expense reports, newest month first',
  rest: 'GET /expenses/my-reports',
  input: z.object({}),
  output: listOf(ReportSummary),
  async do({ db, actor }) {
    const rows = await listedReports(db, seenBy(actor), { memberId: selfOf(actor).id })
      .orderBy('expenseReport.month', 'desc')
      .orderBy('expenseReport.id')
      .limit(36)
      .execute()
    return whole(await withSums(db, actor, rows))
  },
})
