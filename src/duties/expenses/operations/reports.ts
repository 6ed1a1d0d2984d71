import * as z from 'zod'
import { type Actor, inScope, selfOf } from '#core/actor.ts'
import { now, today } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { keepAsIs, lock, readLocked, save } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent, refuse, refuseIfAny } from '#core/refusal.ts'
import { nextNumber } from '#core/running-numbers.ts'
import { Day, inPages, Limit, Month, RecordId, Text } from '#core/shapes.ts'
import { latestDay, profileOf } from '#office/public.ts'
import { judge } from '../queries/judge.ts'
import { lateReceipts } from '../queries/late.ts'
import { reportList } from '../queries/report-list.ts'
import { reportToChange } from '../queries/reports.ts'
import { totalsOf } from '../rules/figures.ts'
import { confirmationWays } from '../tables.ts'
import { heldUnder } from './presenting.ts'
import { ReportShape, ReportSummary } from './report-shapes.ts'
import { mayPrepare, reportScope, viewReport } from './report-view.ts'

const reportPages = inPages('expenses.reports', Month, z.uuid())

export const reports = read({
  right: 'expenses.see',
  summary: 'Expense reports you may see, newest month first',
  rest: 'GET /expenses/reports',
  input: z.object({
    teamId: z.uuid().optional(),
    memberId: z.uuid().optional(),
    month: Month.optional(),
    state: z.enum(['open', 'presented', 'approved']).optional().describe('How far they have come.'),
    after: reportPages.after,
    limit: Limit.describe('How many at most.'),
  }),
  output: z.object({ reports: z.array(ReportSummary), next: z.string().nullable() }),
  async do({ db, actor, input }) {
    const { currency } = await profileOf(db)
    const rows = await reportList(db, actor, reportScope(actor), { ...input, limit: input.limit + 1 })
    const { items, next } = reportPages.page(rows, input.limit, ({ month, id }) => [month, id])
    return { reports: items.map((row) => ({ ...row, currency })), next }
  },
})

export const report = read({
  right: 'expenses.see',
  summary: 'One expense report with its lines, receipts and what stands in its way',
  rest: 'GET /expenses/reports/{reportId}',
  input: z.object({ reportId: z.uuid() }),
  output: ReportShape,
  do: ({ db, actor, input }) => viewReport(db, actor, input.reportId),
})

export const openReport = change({
  right: 'expenses.see',
  summary: 'Open the expense report of a salesperson for a month, or find the one there is',
  rest: 'POST /expenses/reports',
  idempotent: true,
  input: z.object({ memberId: z.uuid(), month: Month }),
  output: z.object({ id: RecordId, number: z.string() }),
  async do({ db, actor, input, tell }) {
    await keepAsIs(db, { team: await teamsOf(db, input) })
    // Whoever else opens the same report waits here, so that no number is taken for one that is there.
    await lock(db, { member: [input.memberId] })
    const there = await reportThere(db, input)
    const report = there ? await foundReport(db, actor, there) : await newReport(db, actor, input)
    tell({
      record: ['expenseReport', report.id],
      also: [report.roundId],
      says: 'expenses.said.openReport',
      params: { number: report.number, name: report.memberName, month: input.month },
      memberId: input.memberId,
      teamId: report.teamId,
    })
    return { id: report.id, number: report.number }
  },
})

interface Of {
  memberId: string
  month: string
}

/** The teams whose round of the month the report may belong to: one that is opened meanwhile must not miss it. */
async function teamsOf(db: Db, { memberId, month }: Of): Promise<string[]> {
  const rows = await db
    .selectFrom('member')
    .leftJoin('expenseReport', (join) =>
      join.onRef('expenseReport.memberId', '=', 'member.id').on('expenseReport.month', '=', month),
    )
    .select(['member.teamId as teamNow', 'expenseReport.teamId'])
    .where('member.id', '=', memberId)
    .execute()
  return rows.flatMap(({ teamNow, teamId }) => [teamNow, teamId]).filter((id) => id !== null)
}

/** The report of a person and month, whoever may see it. */
function reportThere(db: Db, { memberId, month }: Of) {
  return db
    .selectFrom('expenseReport')
    .innerJoin('team', 'team.id', 'expenseReport.teamId')
    .innerJoin('member', 'member.id', 'expenseReport.memberId')
    .select(['expenseReport.id', 'expenseReport.number', 'expenseReport.memberId', 'expenseReport.teamId', 'month'])
    .select(['roundId', 'team.name as teamName', 'member.name as memberName', 'member.teamId as teamNow'])
    .where('expenseReport.memberId', '=', memberId)
    .where('month', '=', month)
    .executeTakeFirst()
}

type There = NonNullable<Awaited<ReturnType<typeof reportThere>>>

/**
 * The report that is there already, for whoever may see it; it stays with the team it was claimed in, also when its person has
 * moved or left since. Who prepares it takes it into the round that was opened since.
 */
async function foundReport(db: Db, actor: Actor, there: There) {
  if (!inScope(reportScope(actor), there)) {
    if (!there.teamNow || !actor.teams.expenses.includes(there.teamNow)) absent({ says: 'expenses.report.noMember' })
    refuse({ says: 'expenses.report.ofOtherTeam', name: there.memberName, month: there.month, team: there.teamName })
  }
  const roundId = await roundOf(db, there)
  if (roundId === there.roundId || !mayPrepare(actor, there)) return there
  const held = await readLocked(db, 'expenseReport', there.id, async () => there)
  await save(db, 'expenseReport', held, { roundId })
  return { ...there, roundId }
}

async function newReport(db: Db, actor: Actor, { memberId, month }: Of) {
  const member = await db
    .selectFrom('member')
    .select(['name', 'teamId', 'deactivatedAt'])
    .where('id', '=', memberId)
    .executeTakeFirst()
  const teamId = member?.teamId
  if (!teamId || !mayPrepare(actor, { memberId, teamId })) absent({ says: 'expenses.report.noMember' })
  // For somebody who has left only what came of his after the signature is still to be claimed.
  const late = member.deactivatedAt ? await lateReceipts(db, { memberIds: [memberId] }) : []
  if (member.deactivatedAt && !late.some((one) => one.claimMonth === month))
    absent({ says: 'expenses.report.noMember' })
  await keepAsIs(db, { expensePolicy: true })
  const roundId = await roundOf(db, { teamId, month })
  const number = await nextNumber(db, 'EXP', Number(month.slice(0, 4)))
  const row = { id: newId(), number, memberId, month, teamId, roundId, teamReportId: null, preparedBy: actor.id }
  await db
    .insertInto('expenseReport')
    .values({ ...row, presentedAt: null, approvedAt: null })
    .execute()
  return { ...row, memberName: member.name }
}

async function roundOf(db: Db, { teamId, month }: { teamId: string; month: string }): Promise<string | null> {
  const round = await db
    .selectFrom('expenseRound')
    .select('id')
    .where('teamId', '=', teamId)
    .where('month', '=', month)
    .executeTakeFirst()
  return round?.id ?? null
}

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
    const found = await reportToChange(db, reportScope(actor), input.reportId)
    if (found.memberId !== actor.id) absent({ says: 'expenses.report.none' })
    const judged = await judge(db, found, actor.language, reportScope(actor))
    const { lines, contentHash, obstaclesInLines, profile } = judged
    if (contentHash !== input.hash) refuse({ says: 'expenses.report.changedSince', number: found.number })
    refuseIfAny(obstaclesInLines)
    const [last] = judged.confirmations
    if (last?.way === 'self' && last.contentHash === contentHash)
      refuse({ says: 'expenses.report.confirmedAlready', number: found.number })
    const totalCents = totalsOf(lines).claimedCents
    const id = newId()
    await db
      .insertInto('reportConfirmation')
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
    way: z.enum(confirmationWays).exclude(['self']).describe('How it was said.'),
    confirmedOn: Day,
    note: Text.default('').describe('A remark; may be empty.'),
  }),
  output: z.object({ id: RecordId }),
  async do({ db, actor, input, tell }) {
    const found = await reportToChange(db, reportScope(actor), input.reportId)
    if (!actor.teams.expenses.includes(found.teamId)) absent({ says: 'expenses.report.none' })
    if (found.memberId === actor.id) refuse({ says: 'expenses.report.confirmSelf' })
    if (input.confirmedOn > (await latestDay(db))) refuse({ says: 'expenses.report.confirmedInFuture' })
    const { lines, contentHash, obstaclesInLines } = await judge(db, found, actor.language, reportScope(actor))
    refuseIfAny(obstaclesInLines)
    const id = newId()
    await db
      .insertInto('reportConfirmation')
      .values({
        id,
        reportId: found.id,
        way: input.way,
        confirmedOn: input.confirmedOn,
        totalCents: totalsOf(lines).claimedCents,
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
  input: z.object({ reportId: z.uuid() }),
  output: z.object({ id: RecordId }),
  async do({ db, actor, input, tell }) {
    if (actor.behalf) refuse({ says: 'expenses.report.confirmOnlySelf' })
    const found = await reportToChange(db, reportScope(actor), input.reportId)
    if (found.memberId !== actor.id) absent({ says: 'expenses.report.none' })
    await save(db, 'expenseReport', found, { decisionsSeenAt: now().toString() })
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
  output: z.array(ReportSummary),
  async do({ db, actor }) {
    const { currency } = await profileOf(db)
    const rows = await reportList(db, actor, reportScope(actor), { memberId: selfOf(actor).id, limit: 36 })
    return rows.map((row) => ({ ...row, currency }))
  },
})
