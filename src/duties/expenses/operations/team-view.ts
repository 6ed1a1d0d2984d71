import { sql } from 'kysely'
import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { byChoice, byCode, byDay, byNumber } from '#core/list-order.ts'
import { readsList } from '#core/list-read.ts'
import { read } from '#core/operation.ts'
import { listOf, Month, Ref, Sentence, sentence, whole } from '#core/shapes.ts'
import { inNameOrder, listedByName, profileOf } from '#office/public.ts'
import { besideReport } from '../queries/beside.ts'
import {
  departmentReportSeen,
  signedAround,
  type TeamReportRow,
  teamReportInScope,
  teamReportRows,
} from '../queries/combined.ts'
import { judge } from '../queries/judge.ts'
import { listedReports, withSums } from '../queries/report-list.ts'
import { reportInScope } from '../queries/reports.ts'
import { budgetsOf } from '../queries/settings.ts'
import { handedHash, linesRead } from '../queries/snapshot.ts'
import { seenBy, seenByDuty } from '../queries/whose.ts'
import { handedOverStates, teamReportList } from '../rules/combined-lists.ts'
import { budgetLeft, matrixOf } from '../rules/matrix.ts'
import type { StandingLine } from '../rules/presented-line.ts'
import { TeamReportSummary } from '../views/combined-shapes.ts'
import { categoriesFor, categoriesIn, MatrixCategories, MatrixShape } from '../views/matrix.ts'
import { ReportSummary } from '../views/report-shapes.ts'

const list = readsList(teamReportList, {
  row: TeamReportSummary,
  more: { month: Month.optional(), teamId: z.uuid().optional() },
  id: 'expenseTeamReport.id',
  by: {
    month: byDay('expenseTeamReport.month'),
    team: listedByName('team.name'),
    number: byCode('expenseTeamReport.number'),
    preparedBy: listedByName('preparer.name', { orNull: true }),
    state: byChoice(
      handedOverStates,
      sql`case when expense_team_report.handed_over_at is null then 'inWork' else 'handedOver' end`,
    ),
  },
  ties: ['team', byNumber('expenseTeamReport.supplement')],
  query: ({ db, actor, input: { month, teamId } }) =>
    teamReportRows(db, seenByDuty(actor).teamIds)
      .$if(month !== undefined, (query) => query.where('expenseTeamReport.month', '=', month!))
      .$if(teamId !== undefined, (query) => query.where('expenseTeamReport.teamId', '=', teamId!)),
  show: ({ actor }, found) => found.map((row) => summarised(actor, row)),
})

export const teamReports = read({
  right: 'expenses.see',
  summary: 'Team reports of the teams you prepare, combine or review, newest first',
  rest: 'GET /expenses/team-reports',
  ...list.page,
})

export const teamReportsSheet = read({
  right: 'expenses.see',
  summary: 'The team reports you may see, as a sheet',
  rest: 'GET /expenses/sheets/team-reports',
  ...list.sheet,
})

export const preparedTeams = read({
  right: 'expenses.prepare',
  summary: 'The teams whose expense reports you prepare',
  rest: 'GET /expenses/prepared-teams',
  input: z.object({}),
  output: listOf(Ref),
  async do({ db, actor }) {
    const rows = await db
      .selectFrom('team')
      .select(['id', 'name'])
      .where('id', 'in', actor.teams['expenses.prepare'])
      .orderBy(inNameOrder('name'))
      .execute()
    return whole(rows)
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
    hash: z.string().describe('SHA-256 of what is in it: what is handed over is what was seen.'),
    categories: MatrixCategories,
    mayPrepare: z.boolean(),
  }),
  async do({ db, actor, input }) {
    const found = await teamReportInScope(db, seenByDuty(actor), input.teamReportId)
    const { currency, language } = await profileOf(db)
    const listed = listedReports(db, seenBy(actor), found)
      .orderBy(inNameOrder('member.name'))
      .orderBy('expenseReport.id')
    const all = await withSums(db, actor, await listed.execute())
    const own = all.filter((part) => part.teamReportId === null || part.teamReportId === found.id)
    const parts = await Promise.all(
      own.map(async (part) => {
        const row = await reportInScope(db, seenBy(actor), part.id)
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
    const lines = await linesRead(db, actor, included)
    const matrix = await matrixWith(db, found, language, lines)
    return {
      ...summarised(actor, found),
      currency,
      parts,
      withoutReport: await withoutReport(db, found),
      matrix,
      hash: handedHash(included, lines),
      categories: categoriesFor(matrix, await categoriesOf(db, actor, found), actor.language),
      mayPrepare: actor.teams['expenses.prepare'].includes(found.teamId),
    }
  },
})

function categoriesOf(db: Db, { language }: Actor, { departmentReportId }: TeamReportRow) {
  return categoriesIn(db, language, departmentReportId)
}

async function matrixWith(db: Db, found: TeamReportRow, language: string, lines: readonly StandingLine[]) {
  const { teamId, teamName, month } = found
  const signed = await signedAround(db, found.departmentReportId)
  const beside = { teams: [{ id: teamId, name: teamName }], beside: signed?.beside ?? null }
  const { previous, earlier } = await besideReport(db, found, beside, lines)
  const budgets = signed?.budgets.filter((one) => one.teamId === teamId) ?? (await budgetsOf(db, [teamId], month))
  return matrixOf(lines, previous, budgetLeft(budgets, earlier), language)
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
    .orderBy(inNameOrder('member.name'))
    .execute()
}

function summarised(actor: Actor, row: Awaited<ReturnType<typeof teamReportInScope>>) {
  return {
    id: row.id,
    number: row.number,
    supplement: row.supplement,
    team: { id: row.teamId, name: row.teamName },
    month: row.month,
    preparedBy: row.preparerName,
    departmentReportId: departmentReportSeen(actor, row),
    handedOverAt: row.handedOverAt,
    approvedAt: row.approvedAt,
    note: row.note,
    version: row.version,
  }
}
