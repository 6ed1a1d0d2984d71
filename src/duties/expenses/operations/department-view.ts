import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import { contentHash } from '#core/content-hash.ts'
import type { Db } from '#core/database.ts'
import { Instant, Month, Ref, Sentence, sentence } from '#core/shapes.ts'
import { profileOf } from '#office/public.ts'
import { budgetOf, type departmentReportIn, partsOf, teamsOfMonth, versionOf, versionsOf } from '../queries/combined.ts'
import { departmentMonth, withDecisions } from '../queries/figures.ts'
import { isPresentable, standingLines } from '../queries/snapshot.ts'
import { changesSince } from '../rules/changes-since.ts'
import { matrixOf } from '../rules/matrix.ts'
import { monthBefore } from '../rules/months.ts'
import { isTicked, linesUnder, tickedContent } from '../rules/ticks.ts'
import { unusualIn } from '../rules/unusual.ts'
import type { PresentedLine, StandingLine } from '../tables.ts'
import { Categories, categoriesFor, categoriesIn, MatrixShape } from './matrix-shapes.ts'
import { QueryShape } from './report-shapes.ts'
import { viewQueries } from './report-view.ts'

export const PresentedLineShape = z.object({
  lineId: z.string(),
  reportId: z.string(),
  reportNumber: z.string(),
  memberId: z.string(),
  memberName: z.string(),
  teamId: z.string(),
  teamName: z.string(),
  /** Here and below: null only before the first presentation, while a line is unfinished. */
  categoryId: z.string().nullable(),
  spentOn: z.string().nullable(),
  merchant: z.string(),
  amountCents: z.number(),
  currency: z.string(),
  rate: z.string().nullable(),
  vatCents: z.number(),
  ownShareCents: z.number(),
  claimedCents: z.number().nullable(),
  acceptedCents: z.number().nullable(),
  purpose: z.string(),
  customer: z.string(),
  guests: z.string(),
  explanation: z.string(),
  missingReason: z.string().nullable(),
  refusedWhy: z.string().nullable(),
  changedAfterReading: z.array(z.string()),
  receipts: z.array(z.object({ id: z.string(), number: z.string(), sha256: z.string() })),
})

const ChangeShape = z.object({
  lineId: z.string(),
  memberId: z.string(),
  categoryId: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  fields: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
})

export const DepartmentReportShape = z.object({
  id: z.string(),
  number: z.string(),
  department: Ref,
  month: Month,
  currency: z.string(),
  preparedBy: z.string().nullable(),
  /** Null before anything was presented: the matrix then shows what has been handed over so far. */
  version: z
    .object({ number: z.number(), hash: z.string(), presentedAt: Instant, presentedByName: z.string() })
    .nullable(),
  versions: z.array(
    z.object({
      number: z.number(),
      hash: z.string(),
      presentedAt: Instant,
      presentedByName: z.string(),
      totalCents: z.number(),
    }),
  ),
  teams: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      teamReportId: z.string().nullable(),
      handedOverAt: Instant.nullable(),
      preparedBy: z.string().nullable(),
    }),
  ),
  categories: Categories,
  matrix: MatrixShape,
  lines: z.array(PresentedLineShape),
  unusual: z.array(
    z.object({
      kind: z.enum(['overLimit', 'farFromLast', 'overBudget', 'declaredMissing', 'changedAfterReading', 'otherMonth']),
      target: z.string(),
      memberId: z.string().nullable(),
      lineId: z.string().nullable(),
      categoryId: z.string().nullable(),
      sentence: Sentence,
      ticked: z.boolean(),
    }),
  ),
  /** Targets whose tick still holds: `line:…`, `cell:MEMBER:CATEGORY`, `person:…`, `column:…`. */
  ticks: z.array(z.string()),
  tickedLines: z.number(),
  /** Parts handed over or changed that the last presented version does not have yet. */
  notYetPresented: z.array(ChangeShape),
  /** Since the version you last looked at. */
  lastLookedAt: z.number().nullable(),
  changes: z.array(ChangeShape),
  queries: z.array(QueryShape),
  corrections: z.array(
    z.object({
      id: z.string(),
      lineId: z.string(),
      wasCents: z.number(),
      nowCents: z.number(),
      reason: z.string(),
      proposedBy: z.string(),
      proposedAt: Instant,
      decidedBy: z.string().nullable(),
      agreed: z.boolean().nullable(),
    }),
  ),
  approval: z.object({ by: z.string(), at: Instant, totalCents: z.number(), hash: z.string() }).nullable(),
  may: z.object({ present: z.boolean(), review: z.boolean(), correct: z.boolean(), pay: z.boolean() }),
})

type Found = Awaited<ReturnType<typeof departmentReportIn>>

/** A department report as its page shows it; the latest version unless one is named. */
export async function departmentView(
  db: Db,
  actor: Actor,
  found: Found,
  versionNumber: number | undefined,
): Promise<z.input<typeof DepartmentReportShape>> {
  const [profile, policy, versions, shown, teams, categories, standing] = await Promise.all([
    profileOf(db),
    db.selectFrom('expensePolicy').selectAll().executeTakeFirstOrThrow(),
    versionsOf(db, found.id),
    versionOf(db, found.id, versionNumber),
    teamsOfMonth(db, found.departmentId, found.month),
    categoriesIn(db, actor.language),
    partsOf(db, found.id).then((ids) => standingLines(db, ids)),
  ])
  const teamIds = teams.map((team) => team.id)
  const lines: StandingLine[] = shown ? await withDecisions(db, shown.snapshot) : standing
  const presented = lines.filter(isPresentable)
  const matrix = matrixOf(
    lines,
    await departmentMonth(db, found.departmentId, monthBefore(found.month)),
    await budgetOf(db, teamIds, found.month),
  )
  const ticks = await validTicks(db, found.id, presented)
  const unusual = unusualIn(presented, matrix, {
    ...policy,
    currency: profile.currency,
    limits: new Map(categories.flatMap((one) => (one.limitCents ? [[one.id, one.limitCents] as const] : []))),
    categoryNames: new Map(categories.map((one) => [one.id, one.name])),
    month: found.month,
  })
  const seen = await lastLook(db, actor, found.id, shown?.number)
  const mayCombine = actor.departments.combine.includes(found.departmentId)
  return {
    id: found.id,
    number: found.number,
    department: { id: found.departmentId, name: found.departmentName },
    month: found.month,
    currency: profile.currency,
    preparedBy: found.preparerName,
    version: versions.find((one) => one.number === shown?.number) ?? null,
    versions,
    teams: await teamStates(db, teams, found.month),
    categories: categoriesFor(matrix, categories, actor.language),
    matrix,
    lines,
    unusual: unusual.map(({ says, weightCents: _, ...one }) => ({
      ...one,
      sentence: sentence(actor.language, says),
      ticked: ticks.has(one.target) || linesUnder(one.target, presented).every((line) => isTicked(line, ticks)),
    })),
    ticks: [...ticks],
    tickedLines: presented.filter((line) => isTicked(line, ticks)).length,
    notYetPresented:
      mayCombine && shown && !found.approvedAt ? changesSince(shown.snapshot, standing.filter(isPresentable)) : [],
    lastLookedAt: seen?.number ?? null,
    changes: seen && shown ? changesSince(seen.snapshot, shown.snapshot) : [],
    queries: await queriesOf(db, found.id),
    corrections: await correctionsOf(db, found.id),
    approval: await approvalOf(db, found.id),
    may: {
      present: mayCombine && !found.approvedAt,
      review: actor.departments.review.includes(found.departmentId),
      correct: mayCombine && found.approvedAt !== null,
      pay: actor.departments.payout.includes(found.departmentId),
    },
  }
}

/** Ticks whose content is still what was ticked. */
export async function validTicks(
  db: Db,
  departmentReportId: string,
  lines: readonly PresentedLine[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('reviewTick')
    .select(['target', 'contentHash'])
    .where('departmentReportId', '=', departmentReportId)
    .execute()
  return new Set(
    rows
      .filter((row) => row.contentHash === contentHash(tickedContent(linesUnder(row.target, lines))))
      .map((row) => row.target),
  )
}

async function lastLook(db: Db, actor: Actor, departmentReportId: string, shownNumber: number | undefined) {
  if (shownNumber === undefined) return undefined
  const look = await db
    .selectFrom('reviewLook')
    .select('versionNumber')
    .where('departmentReportId', '=', departmentReportId)
    .where('memberId', '=', actor.id)
    .where('versionNumber', '<', shownNumber)
    .orderBy('versionNumber', 'desc')
    .limit(1)
    .executeTakeFirst()
  return look ? versionOf(db, departmentReportId, look.versionNumber) : undefined
}

async function teamStates(db: Db, teams: readonly { id: string; name: string }[], month: string) {
  if (teams.length === 0) return []
  const rows = await db
    .selectFrom('teamReport')
    .leftJoin('member', 'member.id', 'teamReport.preparedBy')
    .select(['teamReport.id', 'teamReport.teamId', 'handedOverAt', 'member.name as preparedBy'])
    .where(
      'teamReport.teamId',
      'in',
      teams.map((team) => team.id),
    )
    .where('month', '=', month)
    .execute()
  return teams.map(({ id, name }) => {
    const row = rows.find((one) => one.teamId === id)
    return {
      id,
      name,
      teamReportId: row?.id ?? null,
      handedOverAt: row?.handedOverAt ?? null,
      preparedBy: row?.preparedBy ?? null,
    }
  })
}

async function queriesOf(db: Db, departmentReportId: string) {
  const rows = await db
    .selectFrom('expenseQuery')
    .selectAll()
    .where('departmentReportId', '=', departmentReportId)
    .orderBy('askedAt')
    .execute()
  return viewQueries(db, rows)
}

function correctionsOf(db: Db, departmentReportId: string) {
  return db
    .selectFrom('expenseCorrection')
    .innerJoin('member as proposer', 'proposer.id', 'expenseCorrection.proposedBy')
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
      'agreed',
    ])
    .where('departmentReportId', '=', departmentReportId)
    .orderBy('proposedAt')
    .execute()
}

async function approvalOf(db: Db, departmentReportId: string) {
  const row = await db
    .selectFrom('expenseApproval')
    .select(['approverName as by', 'at', 'totalCents', 'hash'])
    .where('departmentReportId', '=', departmentReportId)
    .executeTakeFirst()
  return row ?? null
}
