import * as z from 'zod'
import { type Actor, dutyScopeOf } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { change, read } from '#core/operation.ts'
import { absent, refuse, refuseIfAny } from '#core/refusal.ts'
import { nextNumber } from '#core/running-numbers.ts'
import { Instant, LongText, Month, Ref, Sentence, sentence } from '#core/shapes.ts'
import { profileOf } from '#office/public.ts'
import { budgetOf, teamReportInScope, teamReportRows } from '../queries/combined.ts'
import { teamMonth } from '../queries/figures.ts'
import { judge } from '../queries/judge.ts'
import { reportList } from '../queries/report-list.ts'
import { reportInScope } from '../queries/reports.ts'
import { standingLines } from '../queries/snapshot.ts'
import { matrixOf } from '../rules/matrix.ts'
import { monthBefore } from '../rules/months.ts'
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
    const made = await db
      .insertInto('teamReport')
      .values({
        id: newId(),
        number: await nextNumber(db, 'TR', Number(input.month.slice(0, 4))),
        teamId: input.teamId,
        month: input.month,
        departmentReportId: null,
        preparedBy: actor.id,
        handedOverBy: null,
        handedOverAt: null,
      })
      .onConflict((oc) =>
        oc.columns(['teamId', 'month']).doUpdateSet((eb) => ({ version: eb('teamReport.version', '+', 1) })),
      )
      .returning(['id', 'number'])
      .executeTakeFirstOrThrow()
    await db
      .updateTable('expenseReport')
      .set({ teamReportId: made.id })
      .where('teamId', '=', input.teamId)
      .where('month', '=', input.month)
      .where('teamReportId', 'is', null)
      .execute()
    tell({
      record: ['teamReport', made.id],
      says: 'expenses.said.makeTeamReport',
      params: { number: made.number, month: input.month },
      teamId: input.teamId,
    })
    return made
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
    const part = await reportInScope(db, reportScope(actor), input.reportId, true)
    if (part.teamId !== found.teamId || part.month !== found.month) absent({ says: 'expenses.report.none' })
    if (part.presentedAt) refuse({ says: 'expenses.combined.partPresented', number: part.number })
    await db
      .updateTable('expenseReport')
      .set({ teamReportId: input.included ? found.id : null, version: part.version + 1 })
      .where('id', '=', part.id)
      .execute()
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
    const found = await preparedTeamReport(db, actor, input.teamReportId)
    const parts = await db
      .selectFrom('expenseReport')
      .select(['id', 'presentedAt'])
      .where('teamReportId', '=', found.id)
      .orderBy('number')
      .execute()
    if (parts.length === 0) refuse({ says: 'expenses.combined.noParts' })
    for (const part of parts.filter((one) => !one.presentedAt)) {
      const row = await reportInScope(db, reportScope(actor), part.id, true)
      const { obstacles } = await judge(db, row, actor.language)
      refuseIfAny(
        obstacles.map((obstacle) => ({
          says: 'expenses.combined.partNotReady',
          name: row.memberName,
          why: sentence(actor.language, obstacle).text,
        })),
      )
    }
    const departmentReport = await departmentReportFor(db, found, actor)
    await db
      .updateTable('teamReport')
      .set((eb) => ({
        handedOverAt: eb.fn('clock_timestamp'),
        handedOverBy: actor.id,
        note: input.note,
        departmentReportId: departmentReport.id,
        version: found.version + 1,
      }))
      .where('id', '=', found.id)
      .execute()
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
    await db
      .updateTable('teamReport')
      .set({ handedOverAt: null, handedOverBy: null, version: found.version + 1 })
      .where('id', '=', found.id)
      .execute()
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
  const found = await teamReportInScope(db, combinerScope(actor), id, true)
  if (!actor.teams.expenses.includes(found.teamId)) absent({ says: 'expenses.combined.noTeamReport' })
  return found
}

async function departmentReportFor(db: Db, teamReport: { departmentId: string; month: string }, actor: Actor) {
  const { departmentId, month } = teamReport
  const there = await db
    .selectFrom('departmentReport')
    .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'departmentReport.id')
    .select(['departmentReport.id', 'expenseApproval.id as approvalId'])
    .where('departmentId', '=', departmentId)
    .where('month', '=', month)
    .executeTakeFirst()
  if (there?.approvalId) refuse({ says: 'expenses.combined.monthApproved', month })
  if (there) return there
  return db
    .insertInto('departmentReport')
    .values({
      id: newId(),
      number: await nextNumber(db, 'DR', Number(month.slice(0, 4))),
      departmentId,
      month,
      preparedBy: actor.id,
    })
    .onConflict((oc) => oc.columns(['departmentId', 'month']).doUpdateSet({ month }))
    .returning('id')
    .executeTakeFirstOrThrow()
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
