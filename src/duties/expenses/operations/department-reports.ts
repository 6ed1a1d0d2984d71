import * as z from 'zod'
import type { Actor, ChartDuty, Right } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { lock, readLocked, save } from '#core/locked.ts'
import { type Changing, change, read } from '#core/operation.ts'
import { absent, refuse, refuseIfAny } from '#core/refusal.ts'
import { nextNumber } from '#core/running-numbers.ts'
import { Instant, Month, Ref, sentence } from '#core/shapes.ts'
import {
  departmentReportIn,
  departmentReportRows,
  departmentReportToChange,
  type LockedDepartmentReport,
  partsToChange,
  teamReportsToChange,
  teamsOfMonth,
} from '../queries/combined.ts'
import { totalsOfReports } from '../queries/figures.ts'
import { judge } from '../queries/judge.ts'
import { reportInScope } from '../queries/reports.ts'
import { presentableLines } from '../queries/snapshot.ts'
import { DepartmentReportShape, departmentView } from './department-view.ts'
import { freezeVersion } from './presenting.ts'
import { reportScope } from './report-view.ts'

const Summary = z.object({
  id: z.string(),
  number: z.string(),
  department: Ref,
  month: Month,
  preparedBy: z.string().nullable(),
  presentedVersion: z.number().nullable(),
  presentedAt: Instant.nullable(),
  /** As presented and decided since; before the first presentation as handed over. */
  totalCents: z.number(),
  openQueries: z.number(),
  approvedAt: Instant.nullable(),
  approverName: z.string().nullable(),
})

export const departmentReports = read({
  right: 'expenses.see',
  summary: 'Department reports you combine, review or pay out, newest first',
  rest: 'GET /expenses/department-reports',
  input: z.object({ limit: z.int().min(1).max(200).default(60) }),
  output: z.array(Summary),
  async do({ db, actor, input }) {
    const rows = await departmentReportRows(db, departmentsOf(actor))
      .orderBy('departmentReport.month', 'desc')
      .orderBy('department.name')
      .limit(input.limit)
      .execute()
    const totals = await totalsOfReports(
      db,
      rows.map((row) => row.id),
    )
    const latest = await latestVersions(
      db,
      rows.map((row) => row.id),
    )
    const open = await openQueryCounts(
      db,
      rows.map((row) => row.id),
    )
    return rows
      .filter((row) => row.approvedAt !== null || maySeeUnapproved(actor, row.departmentId))
      .map((row) => ({
        id: row.id,
        number: row.number,
        department: { id: row.departmentId, name: row.departmentName },
        month: row.month,
        preparedBy: row.preparerName,
        presentedVersion: latest.get(row.id)?.number ?? null,
        presentedAt: latest.get(row.id)?.presentedAt ?? null,
        totalCents: totals.get(row.id)?.acceptedCents ?? 0,
        openQueries: open.get(row.id) ?? 0,
        approvedAt: row.approvedAt,
        approverName: row.approverName,
      }))
  },
})

export const departmentReport = read({
  right: 'expenses.see',
  summary:
    'A department report: matrix, what is unusual, what changed since you last looked, ticks, queries and versions',
  rest: 'GET /expenses/department-reports/{departmentReportId}',
  input: z.object({ departmentReportId: z.uuid(), versionNumber: z.int().min(1).optional() }),
  output: DepartmentReportShape,
  async do({ db, actor, input }) {
    const found = await visibleDepartmentReport(db, actor, input.departmentReportId)
    return departmentView(db, actor, found, input.versionNumber)
  },
})

export const combinedDepartments = read({
  right: 'expenses.combine',
  summary: 'The departments whose reports you combine, with their teams',
  rest: 'GET /expenses/combined-departments',
  input: z.object({}),
  output: z.array(Ref),
  async do({ db, actor }) {
    return db
      .selectFrom('department')
      .select(['id', 'name'])
      .where('id', 'in', actor.departments.combine)
      .orderBy('name')
      .execute()
  },
})

export const makeDepartmentReport = change({
  right: 'expenses.combine',
  summary: "Combine the teams' reports of a month into the department's",
  rest: 'POST /expenses/department-reports',
  input: z.object({ departmentId: z.uuid(), month: Month }),
  output: z.object({ id: z.string(), number: z.string() }),
  async do({ db, actor, input, tell }) {
    if (!actor.departments.combine.includes(input.departmentId)) absent({ says: 'expenses.combined.noDepartment' })
    const made = await openOrFind(db, input, actor)
    await save(db, 'departmentReport', made, { preparedBy: actor.id })
    const teamIds = (await teamsOfMonth(db, input.departmentId, input.month)).map((team) => team.id)
    const all = await teamReportsToChange(db, { teamIds, month: input.month })
    const handedOver = all.filter((one) => one.handedOverAt && one.departmentReportId !== made.id)
    await save(db, 'teamReport', handedOver, { departmentReportId: made.id })
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
  input: z.object({ departmentReportId: z.uuid() }),
  output: z.object({ versionNumber: z.number(), hash: z.string(), totalCents: z.number() }),
  async do({ db, actor, input, tell }) {
    const found = await departmentReportToChange(db, actor.departments.combine, input.departmentReportId)
    if (found.approvedAt) refuse({ says: 'expenses.combined.monthApproved', month: found.month })
    const parts = await readyParts(db, actor, found)
    const version = await freezeVersion(db, actor, found, parts)
    await save(db, 'departmentReport', found, { preparedBy: actor.id })
    const reportIds = parts.map((part) => part.id)
    tell({
      ...aboutDepartmentReport(found),
      says: 'expenses.said.present',
      params: {
        number: found.number,
        version: version.number,
        lines: version.lines.length,
        hash: version.hash.slice(0, 12),
      },
    })
    await tellOfParts({ db, tell }, reportIds, 'expenses.said.presentReport')
    return { versionNumber: version.number, hash: version.hash, totalCents: version.totalCents }
  },
})

/** The parts of the report, all in order, also those changed under a query meanwhile; refuses with what is not. */
async function readyParts(db: Db, actor: Actor, found: LockedDepartmentReport) {
  const parts = await partsToChange(db, found)
  if (parts.length === 0) refuse({ says: 'expenses.combined.noParts' })
  for (const { id } of parts) {
    const part = await reportInScope(db, reportScope(actor), id)
    const { obstacles, obstaclesInLines } = await judge(db, part, actor.language)
    const inTheWay = part.presentedAt ? obstaclesInLines : obstacles
    refuseIfAny(
      inTheWay.map((obstacle) => ({
        says: 'expenses.combined.partNotReady',
        name: part.memberName,
        why: sentence(actor.language, obstacle).text,
      })),
    )
  }
  const lines = await presentableLines(
    db,
    parts.map((part) => part.id),
  )
  if (lines.length === 0) refuse({ says: 'expenses.combined.noParts' })
  return parts
}

/** The department's report of a month, made when there is none, with whether it is approved; held. */
export async function openOrFind(
  db: Db,
  { departmentId, month }: { departmentId: string; month: string },
  actor: Actor,
) {
  // Whoever else combines the same month waits here, so that no number is taken for a report that is there.
  await lock(db, { department: [departmentId] })
  const there = await db
    .selectFrom('departmentReport')
    .select('id')
    .where('departmentId', '=', departmentId)
    .where('month', '=', month)
    .executeTakeFirst()
  const id = there?.id ?? (await newDepartmentReport(db, { departmentId, month, preparedBy: actor.id }))
  return readLocked(db, 'departmentReport', id, () =>
    db
      .selectFrom('departmentReport')
      .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'departmentReport.id')
      .select(['departmentReport.id', 'number', 'expenseApproval.at as approvedAt'])
      .where('departmentReport.id', '=', id)
      .executeTakeFirstOrThrow(),
  )
}

async function newDepartmentReport(db: Db, row: { departmentId: string; month: string; preparedBy: string }) {
  const number = await nextNumber(db, 'DR', Number(row.month.slice(0, 4)))
  const id = newId()
  await db
    .insertInto('departmentReport')
    .values({ ...row, id, number })
    .execute()
  return id
}

/** A department's report as history names it: who may open it may read what was told of it. */
export function aboutDepartmentReport({ id, departmentId, approvedAt = null }: AboutDepartmentReport) {
  const openTo: ChartDuty[] = approvedAt ? ['combine', 'review', 'payout'] : ['combine', 'review']
  return { record: ['departmentReport', id] as const, departmentId, openTo }
}

interface AboutDepartmentReport {
  id: string
  departmentId: string
  approvedAt?: string | null
}

/** Tells of every report that is part of the department's what happened to it, for those who see that one only. */
export async function tellOfParts(
  { db, tell }: Pick<Changing<Right, unknown>, 'db' | 'tell'>,
  reportIds: readonly string[],
  says: string,
): Promise<void> {
  const parts = await db
    .selectFrom('expenseReport')
    .select(['id', 'number', 'memberId', 'teamId'])
    .where('id', 'in', reportIds)
    .orderBy('number')
    .execute()
  for (const { id, number, memberId, teamId } of parts)
    tell({ record: ['expenseReport', id], says, params: { number }, memberId, teamId })
}

/** The departments whose reports one may see: combined, reviewed, or paid out once approved. */
export function departmentsOf(actor: Actor): string[] {
  return [...new Set([...actor.departments.combine, ...actor.departments.review, ...actor.departments.payout])]
}

/** Those who pay out see a report only when it is approved. */
export async function visibleDepartmentReport(db: Db, actor: Actor, id: string) {
  const found = await departmentReportIn(db, departmentsOf(actor), id)
  if (!found.approvedAt && !maySeeUnapproved(actor, found.departmentId))
    absent({ says: 'expenses.combined.noDepartmentReport' })
  return found
}

function maySeeUnapproved(actor: Actor, departmentId: string): boolean {
  return actor.departments.combine.includes(departmentId) || actor.departments.review.includes(departmentId)
}

async function latestVersions(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never>()
  const rows = await db
    .selectFrom('presentedVersion')
    .distinctOn('departmentReportId')
    .select(['departmentReportId', 'number', 'presentedAt'])
    .where('departmentReportId', 'in', ids)
    .orderBy('departmentReportId')
    .orderBy('number', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.departmentReportId, row]))
}

async function openQueryCounts(db: Db, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('expenseQuery')
    .select((eb) => ['departmentReportId', eb.fn.countAll<number>().as('n')])
    .where('departmentReportId', 'in', ids)
    .where('state', '<>', 'settled')
    .groupBy('departmentReportId')
    .execute()
  return new Map(rows.map((row) => [row.departmentReportId, row.n]))
}
