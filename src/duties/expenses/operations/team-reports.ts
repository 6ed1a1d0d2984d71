import * as z from 'zod'
import { type Actor, dutyScopeOf } from '#core/actor.ts'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { type Locked, lock, save } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent, refuse, refuseIfAny } from '#core/refusal.ts'
import { nextNumber } from '#core/running-numbers.ts'
import { Instant, LongText, Month, Ref, Sentence, sentence } from '#core/shapes.ts'
import { profileOf } from '#office/public.ts'
import {
  budgetOf,
  type TeamReportRow,
  teamReportInScope,
  teamReportRows,
  teamReportsToChange,
  teamReportToChange,
} from '../queries/combined.ts'
import { teamMonth } from '../queries/figures.ts'
import { judge } from '../queries/judge.ts'
import { reportList } from '../queries/report-list.ts'
import { reportInScope, reportsToChange, reportToChange } from '../queries/reports.ts'
import { standingLines } from '../queries/snapshot.ts'
import { matrixOf } from '../rules/matrix.ts'
import { monthBefore } from '../rules/months.ts'
import { openOrFind } from './department-reports.ts'
import { Categories, categoriesFor, categoriesIn, MatrixShape } from './matrix-shapes.ts'
import { ReportSummary } from './report-shapes.ts'
import { reportScope } from './report-view.ts'

const TeamReportSummary = z.object({
  id: z.string(),
  number: z.string(),
  team: Ref,
  month: Month,
  preparedBy: z.string().nullable(),
  departmentReportId: z.string().nullable(),
  handedOverAt: Instant.nullable(),
  note: z.string(),
  version: z.number(),
})

export const teamReports = read({
  right: 'expenses.see',
  summary: 'Team reports of the teams you prepare, combine or review, newest first',
  rest: 'GET /expenses/team-reports',
  input: z.object({ month: Month.optional(), teamId: z.uuid().optional(), limit: z.int().min(1).max(200).default(60) }),
  output: z.array(TeamReportSummary),
  async do({ db, actor, input }) {
    let rows = teamReportRows(db, combinerScope(actor).teamIds)
      .orderBy('teamReport.month', 'desc')
      .orderBy('team.name')
      .limit(input.limit)
    if (input.month) rows = rows.where('teamReport.month', '=', input.month)
    if (input.teamId) rows = rows.where('teamReport.teamId', '=', input.teamId)
    return (await rows.execute()).map(summarised)
  },
})

export const preparedTeams = read({
  right: 'expenses.prepare',
  summary: 'The teams whose expense reports you prepare',
  rest: 'GET /expenses/prepared-teams',
  input: z.object({}),
  output: z.array(Ref),
  async do({ db, actor }) {
    return db
      .selectFrom('team')
      .select(['id', 'name'])
      .where('id', 'in', actor.teams.expenses)
      .orderBy('name')
      .execute()
  },
})

export const teamReport = read({
  right: 'expenses.see',
  summary: 'A team report: its parts, its matrix, and what stands in the way of handing it over',
  rest: 'GET /expenses/team-reports/{teamReportId}',
  input: z.object({ teamReportId: z.uuid() }),
  output: TeamReportSummary.extend({
    currency: z.string(),
    parts: z.array(ReportSummary.extend({ included: z.boolean(), obstacles: z.array(Sentence) })),
    withoutReport: z.array(Ref),
    matrix: MatrixShape,
    categories: Categories,
    mayPrepare: z.boolean(),
  }),
  async do({ db, actor, input }) {
    const found = await teamReportInScope(db, combinerScope(actor), input.teamReportId)
    const { currency } = await profileOf(db)
    const all = await reportList(db, reportScope(actor), {
      teamId: found.teamId,
      month: found.month,
      limit: 500,
    })
    const parts = await Promise.all(
      all.map(async (part) => {
        const row = await reportInScope(db, reportScope(actor), part.id)
        const { obstacles, state } = await judge(db, row, actor.language)
        return {
          ...part,
          state,
          currency,
          included: part.teamReportId === found.id,
          obstacles: part.presentedAt
            ? []
            : obstacles.map(({ lineId: _, field: __, ...says }) => sentence(actor.language, says)),
        }
      }),
    )
    const included = parts.filter((part) => part.included).map((part) => part.id)
    const matrix = matrixOf(
      await standingLines(db, included),
      await teamMonth(db, found.teamId, monthBefore(found.month)),
      await budgetOf(db, [found.teamId], found.month),
    )
    return {
      ...summarised(found),
      currency,
      parts,
      withoutReport: await withoutReport(db, found),
      matrix,
      categories: categoriesFor(matrix, await categoriesIn(db, actor.language), actor.language),
      mayPrepare: actor.teams.expenses.includes(found.teamId),
    }
  },
})

export const makeTeamReport = change({
  right: 'expenses.prepare',
  summary: "Combine the salespeople's reports of a month into the team's",
  rest: 'POST /expenses/team-reports',
  input: z.object({ teamId: z.uuid(), month: Month }),
  output: z.object({ id: z.string(), number: z.string() }),
  async do({ db, actor, input, tell }) {
    if (!actor.teams.expenses.includes(input.teamId)) absent({ says: 'expenses.combined.noTeam' })
    // Whoever else combines the same month waits here, so that no number is taken for a report that is there.
    await lock(db, { team: [input.teamId] })
    const [there] = await teamReportsToChange(db, { teamIds: [input.teamId], month: input.month })
    if (there) await save(db, 'teamReport', there, {})
    const made = there ?? (await newTeamReport(db, input, actor.id))
    const loose = (await reportsToChange(db, await looseReports(db, input))).filter((one) => !one.teamReportId)
    await save(db, 'expenseReport', loose, { teamReportId: made.id })
    tell({
      record: ['teamReport', made.id],
      says: 'expenses.said.makeTeamReport',
      params: { number: made.number, month: input.month },
      teamId: input.teamId,
    })
    return { id: made.id, number: made.number }
  },
})

export const includeReport = change({
  right: 'expenses.prepare',
  summary: 'Take a report into its team report, or leave it out for later',
  rest: 'PUT /expenses/team-reports/{teamReportId}/parts/{reportId}',
  input: z.object({ teamReportId: z.uuid(), reportId: z.uuid(), included: z.boolean() }),
  output: z.object({ id: z.string() }),
  async do({ db, actor, input, tell }) {
    const found = await preparedTeamReport(db, actor, input.teamReportId)
    const part = await reportToChange(db, reportScope(actor), input.reportId)
    if (part.teamId !== found.teamId || part.month !== found.month) absent({ says: 'expenses.report.none' })
    if (part.presentedAt) refuse({ says: 'expenses.combined.partPresented', number: part.number })
    await save(db, 'expenseReport', part, { teamReportId: input.included ? found.id : null })
    tell({
      record: ['teamReport', found.id],
      also: [part.id],
      says: input.included ? 'expenses.said.includeReport' : 'expenses.said.leaveOutReport',
      params: { number: found.number, part: part.number, name: part.memberName },
      memberId: part.memberId,
      teamId: found.teamId,
    })
    return { id: found.id }
  },
})

export const handOverTeamReport = change({
  right: 'expenses.prepare',
  summary: "Hand the team report over to the department's; everything in it must be in order",
  rest: 'POST /expenses/team-reports/{teamReportId}/hand-over',
  input: z.object({ teamReportId: z.uuid(), note: LongText.default('') }),
  output: z.object({ id: z.string(), departmentReportId: z.string() }),
  async do({ db, actor, input, tell }) {
    const wanted = prepared(actor, await teamReportInScope(db, combinerScope(actor), input.teamReportId))
    const departmentReport = await departmentReportFor(db, wanted, actor)
    const found = await preparedTeamReport(db, actor, input.teamReportId)
    const parts = await partsOfTeamReport(db, found)
    if (parts.length === 0) refuse({ says: 'expenses.combined.noParts' })
    for (const part of parts.filter((one) => !one.presentedAt)) {
      const row = await reportInScope(db, reportScope(actor), part.id)
      const { obstacles } = await judge(db, row, actor.language)
      refuseIfAny(
        obstacles.map((obstacle) => ({
          says: 'expenses.combined.partNotReady',
          name: row.memberName,
          why: sentence(actor.language, obstacle).text,
        })),
      )
    }
    await save(db, 'teamReport', found, {
      handedOverAt: now().toString(),
      handedOverBy: actor.id,
      note: input.note,
      departmentReportId: departmentReport.id,
    })
    tell({
      record: ['teamReport', found.id],
      also: [departmentReport.id, ...parts.map((part) => part.id)],
      says: 'expenses.said.handOverTeamReport',
      params: { number: found.number, team: found.teamName, n: parts.length },
      teamId: found.teamId,
    })
    return { id: found.id, departmentReportId: departmentReport.id }
  },
})

export const takeBackTeamReport = change({
  right: 'expenses.prepare',
  summary: 'Take a team report back before it is presented',
  rest: 'POST /expenses/team-reports/{teamReportId}/take-back',
  input: z.object({ teamReportId: z.uuid() }),
  output: z.object({ id: z.string() }),
  async do({ db, actor, input, tell }) {
    const found = await preparedTeamReport(db, actor, input.teamReportId)
    if (!found.handedOverAt) refuse({ says: 'expenses.combined.notHandedOver' })
    const presented = await db
      .selectFrom('expenseReport')
      .select('id')
      .where('teamReportId', '=', found.id)
      .where('presentedAt', 'is not', null)
      .limit(1)
      .executeTakeFirst()
    if (presented) refuse({ says: 'expenses.combined.alreadyPresented' })
    await save(db, 'teamReport', found, { handedOverAt: null, handedOverBy: null })
    tell({
      record: ['teamReport', found.id],
      also: [found.departmentReportId],
      says: 'expenses.said.takeBackTeamReport',
      params: { number: found.number, team: found.teamName },
      teamId: found.teamId,
    })
    return { id: found.id }
  },
})

/** The teams whose team reports one may see: prepared, combined or reviewed by the duty chart. */
export function combinerScope(actor: Actor) {
  return dutyScopeOf(actor, 'expenses', 'combine', 'review')
}

async function preparedTeamReport(db: Db, actor: Actor, id: string) {
  return prepared(actor, await teamReportToChange(db, combinerScope(actor), id))
}

function prepared<Row extends { teamId: string }>(actor: Actor, found: Row): Row {
  return actor.teams.expenses.includes(found.teamId) ? found : absent({ says: 'expenses.combined.noTeamReport' })
}

async function newTeamReport(db: Db, { teamId, month }: { teamId: string; month: string }, preparedBy: string) {
  const number = await nextNumber(db, 'TR', Number(month.slice(0, 4)))
  const row = { id: newId(), number, teamId, month, departmentReportId: null, preparedBy }
  await db
    .insertInto('teamReport')
    .values({ ...row, handedOverBy: null, handedOverAt: null })
    .execute()
  return row
}

async function looseReports(db: Db, { teamId, month }: { teamId: string; month: string }): Promise<string[]> {
  const rows = await db
    .selectFrom('expenseReport')
    .select('id')
    .where('teamId', '=', teamId)
    .where('month', '=', month)
    .where('teamReportId', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

async function partsOfTeamReport(db: Db, { id }: Locked<'teamReport'>) {
  const rows = await db.selectFrom('expenseReport').select('id').where('teamReportId', '=', id).execute()
  const parts = await reportsToChange(
    db,
    rows.map((row) => row.id),
  )
  return parts.filter((part) => part.teamReportId === id).sort((a, b) => (a.number < b.number ? -1 : 1))
}

async function departmentReportFor(db: Db, { departmentId, month }: TeamReportRow, actor: Actor) {
  const found = await openOrFind(db, { departmentId, month }, actor)
  if (found.approvedAt) refuse({ says: 'expenses.combined.monthApproved', month })
  return found
}

function withoutReport(db: Db, found: { teamId: string; month: string }) {
  return db
    .selectFrom('member')
    .leftJoin('expenseReport', (join) =>
      join.onRef('expenseReport.memberId', '=', 'member.id').on('expenseReport.month', '=', found.month),
    )
    .select(['member.id', 'member.name'])
    .where('member.teamId', '=', found.teamId)
    .where('member.deactivatedAt', 'is', null)
    .where('expenseReport.id', 'is', null)
    .where((eb) => eb(eb.val('salesperson'), '=', eb.fn.any('member.roles')))
    .orderBy('member.name')
    .execute()
}

function summarised(row: Awaited<ReturnType<typeof teamReportInScope>>) {
  return {
    id: row.id,
    number: row.number,
    team: { id: row.teamId, name: row.teamName },
    month: row.month,
    preparedBy: row.preparerName,
    departmentReportId: row.departmentReportId,
    handedOverAt: row.handedOverAt,
    note: row.note,
    version: row.version,
  }
}
