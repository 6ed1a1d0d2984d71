import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import { contentHash } from '#core/content-hash.ts'
import type { Db } from '#core/database.ts'
import { byChoice, byCode, byDay, byNumber } from '#core/list-order.ts'
import { readsList } from '#core/list-read.ts'
import { save } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent, refuse, refuseIfAny } from '#core/refusal.ts'
import { listOf, Month, RecordId, Ref, sentence, whole } from '#core/shapes.ts'
import { inNameOrder, listedByName, profileOf } from '#office/public.ts'
import { departmentReportToChange, type LockedDepartmentReport, partsToChange } from '../queries/combined.ts'
import { departmentState, listedDepartmentReports, openQueries, withTotals } from '../queries/department-list.ts'
import { judge } from '../queries/judge.ts'
import { reportInScope } from '../queries/reports.ts'
import { nextToPresent } from '../queries/snapshot.ts'
import { visibleDepartmentReport } from '../queries/visible-department-report.ts'
import { seenBy } from '../queries/whose.ts'
import { departmentReportList } from '../rules/combined-lists.ts'
import { totalsOf } from '../rules/figures.ts'
import type { PresentedLine } from '../rules/presented-line.ts'
import { departmentStates } from '../rules/states.ts'
import { EvenWithout, saidMissing } from '../steps/missing.ts'
import { refuseClosed } from '../steps/open-departments.ts'
import { lastOfMonth, newDepartmentReport } from '../steps/open-month.ts'
import { freezeVersion, refuseShownElsewhere, refuseUnchanged } from '../steps/presenting.ts'
import { aboutDepartmentReport, tellOfParts } from '../steps/told-of-department.ts'
import { DepartmentReportSummary } from '../views/combined-shapes.ts'
import { DepartmentReportShape, departmentPage } from '../views/department.ts'

const list = readsList(departmentReportList, {
  row: DepartmentReportSummary,
  id: 'expenseDepartmentReport.id',
  by: {
    month: byDay('expenseDepartmentReport.month'),
    department: listedByName('department.name'),
    number: byCode('expenseDepartmentReport.number'),
    state: byChoice(departmentStates, departmentState),
    queries: byNumber(openQueries),
    preparedBy: listedByName('preparer.name', { orNull: true }),
    approved: listedByName('expenseApproval.approverName', { orNull: true }),
  },
  ties: ['department', byNumber('expenseDepartmentReport.supplement')],
  query: ({ db, actor }) => listedDepartmentReports(db, actor),
  show: ({ db }, found) => withTotals(db, found),
})

export const departmentReports = read({
  right: 'expenses.see',
  summary: 'Department reports you combine, review or pay out, newest first',
  rest: 'GET /expenses/department-reports',
  ...list.page,
})

export const departmentReportsSheet = read({
  right: 'expenses.see',
  summary: 'The department reports you may see, as a sheet',
  rest: 'GET /expenses/sheets/department-reports',
  ...list.sheet,
})

export const departmentReport = read({
  right: 'expenses.see',
  summary:
    'A department report: matrix, what is unusual, what changed since you last looked, ticks, queries and versions',
  rest: 'GET /expenses/department-reports/{departmentReportId}',
  input: z.object({
    departmentReportId: z.uuid(),
    versionNumber: z.int().min(1).optional().describe('Of the presented version; counted from 1.'),
  }),
  output: DepartmentReportShape,
  async do({ db, actor, input }) {
    const found = await visibleDepartmentReport(db, actor, input.departmentReportId)
    return departmentPage(db, actor, found, input.versionNumber)
  },
})

export const combinedDepartments = read({
  right: 'expenses.combine',
  summary: 'The departments whose reports you combine, with their teams',
  rest: 'GET /expenses/combined-departments',
  input: z.object({}),
  output: listOf(Ref),
  async do({ db, actor }) {
    const rows = await db
      .selectFrom('department')
      .select(['id', 'name'])
      .where('id', 'in', actor.departments['expenses.combine'])
      .orderBy(inNameOrder('name'))
      .execute()
    return whole(rows)
  },
})

export const makeDepartmentReport = change({
  right: 'expenses.combine',
  summary: "Combine the teams' reports of a month into the department's",
  rest: 'POST /expenses/department-reports',
  idempotent: true,
  input: z.object({ departmentId: z.uuid(), month: Month }),
  output: z.object({ id: RecordId, number: z.string() }),
  async do({ db, actor, input, tell }) {
    if (!actor.departments['expenses.combine'].includes(input.departmentId))
      absent({ says: 'expenses.combined.noDepartment' })
    const there = await lastOfMonth(db, input)
    await refuseClosed(db, input.departmentId)
    if (there?.approvedAt) refuse({ says: 'expenses.combined.monthApproved', month: input.month, record: there.id })
    const made = there ?? (await newDepartmentReport(db, input, actor, 0))
    if (there) await save(db, 'expenseDepartmentReport', there, { preparedBy: actor.id })
    tell({
      ...aboutDepartmentReport({ id: made.id, departmentId: input.departmentId }),
      says: 'expenses.said.makeDepartmentReport',
      params: { number: made.number, month: input.month },
    })
    return { id: made.id, number: made.number }
  },
})

export const present = change({
  right: 'expenses.combine',
  summary: 'Put the department report before the senior manager: freezes a version with its hash',
  rest: 'POST /expenses/department-reports/{departmentReportId}/presentation',
  idempotent: true,
  input: z.object({
    departmentReportId: z.uuid(),
    evenWithout: EvenWithout,
    hash: z
      .string()
      .length(64)
      .optional()
      .describe('`nextHash` as it was seen; refused where something else would be presented by now.'),
  }),
  output: z.object({ versionNumber: z.number(), hash: z.string(), totalCents: z.number() }),
  async do({ db, actor, input, tell }) {
    const found = await departmentReportToChange(db, actor.departments['expenses.combine'], input.departmentReportId)
    if (found.approvedAt) refuse({ says: 'expenses.combined.monthApproved', month: found.month })
    const { parts, lines } = await readyParts(db, actor, found)
    const without = await saidMissing(db, found, 'toPresent', input.evenWithout)
    await refuseUnchanged(db, found, { parts, lines })
    if (input.hash !== undefined && input.hash !== contentHash(lines)) await refuseOtherThanSeen(db, lines)
    const version = await freezeVersion(db, actor, found, { parts, lines })
    await save(db, 'expenseDepartmentReport', found, { preparedBy: actor.id })
    const reportIds = parts.map((part) => part.id)
    tell({
      ...aboutDepartmentReport(found),
      says: 'expenses.said.present',
      params: {
        number: found.number,
        version: version.number,
        lines: lines.length,
        hash: version.hash.slice(0, 12),
      },
    })
    if (without.length > 0) {
      const params = { number: found.number, version: version.number, names: without }
      tell({ ...aboutDepartmentReport(found), says: 'expenses.said.presentWithout', params })
    }
    await tellOfParts({ db, tell }, reportIds, 'expenses.said.presentReport')
    return { versionNumber: version.number, hash: version.hash, totalCents: version.totalCents }
  },
})

/** Refuses with what would be presented now. */
async function refuseOtherThanSeen(db: Db, lines: readonly PresentedLine[]): Promise<never> {
  const { currency } = await profileOf(db)
  const total = { cents: totalsOf(lines).acceptedCents, currency }
  refuse({ says: 'expenses.combined.nextIsNow', lines: lines.length, total })
}

/** The parts of the report with what is shown of them next, all of it in order; refuses with what is not. */
async function readyParts(db: Db, actor: Actor, found: LockedDepartmentReport) {
  const parts = await partsToChange(db, found)
  if (parts.length === 0) refuse({ says: 'expenses.combined.noParts' })
  await refuseShownElsewhere(db, actor, found, parts)
  const { lines, changed } = await nextToPresent(
    db,
    found,
    parts.map((part) => part.id),
  )
  for (const { id, presentedAt } of parts) {
    const own = changed.filter((line) => line.reportId === id).map((line) => line.lineId)
    if (presentedAt && own.length === 0) continue
    const part = await reportInScope(db, seenBy(actor), id)
    const { obstacles, obstaclesOf } = await judge(db, part, actor.language, seenBy(actor))
    const inTheWay = presentedAt ? obstaclesOf(new Set(own)) : obstacles
    refuseIfAny(
      inTheWay.map((obstacle) => ({
        says: 'expenses.combined.partNotReady',
        name: part.memberName,
        record: obstacle.lineId ?? part.id,
        why: sentence(actor.language, obstacle).text,
      })),
    )
  }
  if (lines.length === 0) refuse({ says: 'expenses.combined.noParts' })
  return { parts, lines }
}
