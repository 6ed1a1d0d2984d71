import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import { contentHash } from '#core/content-hash.ts'
import type { Db } from '#core/database.ts'
import { Day, Instant, RecordId, Ref, Sentence, sentence } from '#core/shapes.ts'
import { doersOf, profileOf } from '#office/public.ts'
import { besideReport } from '../queries/beside.ts'
import { type departmentReportIn, partsOf, versionNumbered, versionOf, versionsOf } from '../queries/combined.ts'
import { withDecisions } from '../queries/figures.ts'
import { budgetsOf } from '../queries/settings.ts'
import { nextToPresent, standingLines } from '../queries/snapshot.ts'
import { seenBy } from '../queries/whose.ts'
import { changesSince } from '../rules/changes-since.ts'
import { budgetLeft, matrixOf } from '../rules/matrix.ts'
import { isPresentable, type PresentedLine, type StandingLine } from '../rules/presented-line.ts'
import { calledAs } from '../rules/signed-around.ts'
import { isTicked, linesUnder, tickedContent, tickedContentBefore } from '../rules/ticks.ts'
import { unusualKinds } from '../rules/unusual.ts'
import { DepartmentReportHead } from './combined-shapes.ts'
import { approvalOf, correctionsOf, hashOfDecisions } from './decisions.ts'
import { SmallOffice, whyNotByYou } from './four-eyes.ts'
import { categoriesFor, categoriesIn, MatrixCategories, MatrixShape } from './matrix.ts'
import { MonthShape, monthAround, withTeamsBefore } from './month.ts'
import { mayReadReport, viewQueries } from './report.ts'
import { lineContent, QueryShape } from './report-shapes.ts'
import { unusualOf } from './unusual.ts'

const PresentedLineShape = z
  .object({
    lineId: RecordId,
    reportId: RecordId.nullable().describe('Null, as `receipts` then are, for who only pays out.'),
    reportNumber: z.string(),
    memberId: RecordId,
    memberName: z.string(),
    teamId: RecordId,
    teamName: z.string(),
    categoryId: RecordId.nullable().describe(
      'Here and below: null only before the first presentation, while a line is unfinished.',
    ),
    spentOn: Day.nullable(),
    merchant: z.string(),
    amountCents: z.number(),
    currency: z.string(),
    rate: z.string().nullable(),
    rateSource: z.string().nullish().describe('`hand`: typed; else where the office’s table has it from.'),
    vatCents: z.number(),
    ...lineContent,
    changedAfterReading: z.array(z.string()),
    receipts: z.array(z.object({ id: RecordId, number: z.string(), sha256: z.string() })).nullable(),
  })
  .meta({ title: 'PresentedLine' })

const ChangeShape = z
  .object({
    lineId: RecordId,
    memberId: RecordId,
    categoryId: RecordId,
    kind: z.enum(['added', 'removed', 'changed']),
    fields: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
  })
  .meta({ title: 'LineChange' })

export const DepartmentReportShape = z
  .object({
    ...DepartmentReportHead,
    currency: z.string(),
    preparedBy: z.string().nullable(),
    version: z
      .object({
        number: z.number(),
        hash: z.string(),
        decisionsHash: z.string().describe('Of what is decided over its lines: who approves gives it back.'),
        presentedAt: Instant,
        presentedByName: z.string(),
      })
      .nullable()
      .describe(
        'What is before the senior manager; null before anything was presented: the matrix then shows what was handed over.',
      ),
    versions: z.array(
      z.object({
        number: z.number(),
        hash: z.string(),
        presentedAt: Instant,
        presentedByName: z.string(),
        totalCents: z.number(),
        withdrawnAt: Instant.nullable(),
      }),
    ),
    ...MonthShape,
    categories: MatrixCategories,
    matrix: MatrixShape,
    lines: z.array(PresentedLineShape),
    unusual: z.array(
      z.object({
        kind: z.enum(unusualKinds),
        target: z.string(),
        memberId: RecordId.nullable(),
        lineId: RecordId.nullable(),
        categoryId: RecordId.nullable(),
        sentence: Sentence,
        ticked: z.boolean(),
      }),
    ),
    ticks: z
      .array(z.string())
      .describe('Targets whose tick still holds: `line:…`, `cell:MEMBER:CATEGORY`, `person:…`, `column:…`.'),
    tickedLines: z.number(),
    nextHash: z
      .string()
      .nullable()
      .describe('SHA-256 of what would be presented now, for whoever may present it; null once it is signed.'),
    notYetPresented: z
      .array(ChangeShape)
      .describe('Parts handed over or changed that the last presented version does not have yet.'),
    lastLookedAt: z.number().nullable().describe('Number of the version the caller looked at last; null for none.'),
    changes: z.array(ChangeShape).describe('What is other than in the version the caller looked at last.'),
    queries: z.array(QueryShape),
    corrections: z.array(
      z.object({
        id: RecordId,
        lineId: RecordId,
        wasCents: z.number(),
        nowCents: z.number(),
        reason: z.string(),
        proposedBy: z.string(),
        proposedAt: Instant,
        decidedBy: z.string().nullable(),
        decidedAt: Instant.nullable(),
        agreed: z.boolean().nullable(),
        why: z.string().nullable().describe('Why it was turned down.'),
        unseen: z.boolean().describe('Whether you, who proposed it, have not looked yet at what became of it.'),
        notByYou: Sentence.nullable().describe('Why you may not agree to it, though your duty is to review.'),
        smallOffice: SmallOffice,
      }),
    ),
    approval: z
      .object({
        by: z.string(),
        at: Instant,
        totalCents: z.number(),
        hash: z.string(),
        signedWithout: z
          .array(z.string())
          .describe('Teams and people who were missing, by name, as the one who signed was told.'),
        smallOffice: SmallOffice,
      })
      .nullable(),
    notByYou: Sentence.nullable().describe(
      'Why you may not approve, though your duty is to review: your own money is in it, or you had a hand in it.',
    ),
    correctedBy: z.array(Ref).describe('Once signed: who may propose corrections, by the duty chart.'),
    may: z.object({
      present: z.boolean(),
      withdraw: z.boolean(),
      review: z.boolean(),
      correct: z.boolean(),
      pay: z.boolean(),
    }),
  })
  .meta({ title: 'DepartmentReport' })

type Found = Awaited<ReturnType<typeof departmentReportIn>>

/** A department report as its page shows it: of the reports and receipts in it only what its reader may open is named by id. */
export async function departmentPage(
  db: Db,
  actor: Actor,
  ...of: [found: Found, versionNumber: number | undefined]
): Promise<z.input<typeof DepartmentReportShape>> {
  const view = await departmentView(db, actor, ...of)
  const { teamIds } = seenBy(actor)
  return {
    ...view,
    lines: view.lines.map((line) => (mayReadReport(actor, line) ? line : { ...line, reportId: null, receipts: null })),
    teams: view.teams.map((team) => (teamIds.includes(team.id) ? team : { ...team, teamReportId: null })),
  }
}

/** A department report with all that is in it; the latest version unless one is named. */
export async function departmentView(db: Db, actor: Actor, found: Found, versionNumber: number | undefined) {
  const mayReview = actor.departments['expenses.review'].includes(found.departmentId)
  const mayCombine = actor.departments['expenses.combine'].includes(found.departmentId)
  const [profile, versions, shown, { signed, ...around }, categories, parts] = await Promise.all([
    profileOf(db),
    versionsOf(db, found.id),
    versionNumber === undefined ? versionOf(db, found.id) : versionNumbered(db, found.id, versionNumber),
    monthAround(db, found, mayCombine || mayReview),
    categoriesIn(db, actor.language, found.id),
    partsOf(db, found.id),
  ])
  const now: StandingLine[] = shown ? await withDecisions(db, shown.snapshot) : await standingLines(db, parts)
  const lines = calledAs(now, signed?.teams ?? [])
  const presented = lines.filter(isPresentable)
  const { previous, earlier } = await besideReport(db, found, signed, lines)
  const teamIds = around.teams.map(({ id }) => id)
  const budgets = signed?.budgets ?? (await budgetsOf(db, teamIds, found.month))
  const matrix = matrixOf(lines, previous, budgetLeft(budgets, earlier), profile.language)
  const ticks = await validTicks(db, found.id, presented)
  const { currency } = profile
  const shownMonth = { ...found, currency, categories, lines: presented, matrix, policy: signed?.policy }
  const unusual = await unusualOf(db, actor, shownMonth, shown?.id === versions[0]?.id ? signed : null)
  const seen = await lastLook(db, actor, found.id, shown?.number)
  const owners = lines.map((line) => line.memberId)
  const notByYou = mayReview ? await whyNotByYou(db, actor, { ...found, owners }, 'approve') : null
  const next = mayCombine && !found.approvedAt ? await nextToPresent(db, found, parts) : null
  const version = versions.find((one) => one.number === shown?.number)
  return {
    id: found.id,
    number: found.number,
    supplement: found.supplement,
    ...around,
    teams: withTeamsBefore(profile.language, around.teams, [...lines, ...previous]),
    department: { id: found.departmentId, name: found.departmentName },
    month: found.month,
    currency: profile.currency,
    preparedBy: found.preparerName,
    version: version ? { ...version, decisionsHash: hashOfDecisions(lines) } : null,
    versions,
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
    nextHash: next && contentHash(next.lines),
    notYetPresented: next && shown ? changesSince(shown.snapshot, next.lines) : [],
    lastLookedAt: seen?.number ?? null,
    changes: seen && shown ? changesSince(seen.snapshot, shown.snapshot) : [],
    queries: await queriesOf(db, actor, found.id),
    corrections: await correctionsOf(db, actor, found),
    approval: await approvalOf(db, found.id),
    notByYou: notByYou && sentence(actor.language, notByYou),
    correctedBy: found.approvedAt ? await doersOf(db, 'expenses.combine', found.departmentId) : [],
    may: {
      present: mayCombine && !found.approvedAt,
      withdraw: mayCombine && !found.approvedAt && versions.some((one) => !one.withdrawnAt),
      review: mayReview,
      correct: mayCombine && found.approvedAt !== null,
      pay: actor.departments['expenses.pay'].includes(found.departmentId),
    },
  }
}

/** Ticks whose content is still what was ticked. */
async function validTicks(db: Db, departmentReportId: string, lines: readonly PresentedLine[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('expenseReviewTick')
    .select(['target', 'contentHash', 'isOfAll'])
    .where('departmentReportId', '=', departmentReportId)
    .execute()
  const holds = ({ target, contentHash: hash, isOfAll }: (typeof rows)[number]) =>
    hash === contentHash((isOfAll ? tickedContent : tickedContentBefore)(linesUnder(target, lines)))
  return new Set(rows.filter(holds).map((row) => row.target))
}

async function lastLook(db: Db, actor: Actor, departmentReportId: string, shownNumber: number | undefined) {
  if (shownNumber === undefined) return undefined
  const look = await db
    .selectFrom('expenseReviewLook')
    .select('versionNumber')
    .where('departmentReportId', '=', departmentReportId)
    .where('memberId', '=', actor.id)
    .where('versionNumber', '<', shownNumber)
    .orderBy('versionNumber', 'desc')
    .limit(1)
    .executeTakeFirst()
  return look ? versionOf(db, departmentReportId, look.versionNumber) : undefined
}

async function queriesOf(db: Db, actor: Actor, departmentReportId: string) {
  const rows = await db
    .selectFrom('expenseQuery')
    .selectAll()
    .where('departmentReportId', '=', departmentReportId)
    .orderBy('askedAt')
    .execute()
  return viewQueries(db, actor, rows)
}
