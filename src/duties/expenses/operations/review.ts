import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import { now } from '#core/clock.ts'
import { contentHash } from '#core/content-hash.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { save } from '#core/locked.ts'
import { change } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import { LongText } from '#core/shapes.ts'
import { departmentReportToChange, versionOf } from '../queries/combined.ts'
import { withDecisions } from '../queries/figures.ts'
import { anyLineToChange, reportsToChange } from '../queries/reports.ts'
import { totalsOf } from '../rules/figures.ts'
import { linesUnder, tickedContent } from '../rules/ticks.ts'
import type { PresentedLine } from '../tables.ts'
import { aboutDepartmentReport, tellOfParts } from './department-reports.ts'
import { saveVersion } from './presenting.ts'

const Target = z.string().regex(/^(line|person|column):[0-9a-f-]{36}$|^cell:[0-9a-f-]{36}:[0-9a-f-]{36}$/)

export const look = change({
  right: 'expenses.review',
  summary: 'Note that you have looked at a version, so that later changes are marked',
  rest: 'POST /expenses/department-reports/{departmentReportId}/looks',
  input: z.object({ departmentReportId: z.uuid(), versionNumber: z.int().min(1) }),
  output: z.object({ id: z.string() }),
  async do({ db, actor, input, tell }) {
    const { found } = await underReview(db, actor, input.departmentReportId)
    if (!(await versionOf(db, found.id, input.versionNumber))) absent({ says: 'expenses.combined.noVersion' })
    await db
      .insertInto('reviewLook')
      .values({ memberId: actor.id, departmentReportId: found.id, versionNumber: input.versionNumber })
      .onConflict((oc) => oc.doNothing())
      .execute()
    tell({
      ...aboutDepartmentReport(found),
      says: 'expenses.said.look',
      params: { number: found.number, version: input.versionNumber },
    })
    return { id: found.id }
  },
})

export const tick = change({
  right: 'expenses.review',
  summary: 'Tick lines, figures or whole people as checked; a later change takes the tick away',
  rest: 'POST /expenses/department-reports/{departmentReportId}/ticks',
  input: z.object({
    departmentReportId: z.uuid(),
    targets: z.array(Target).min(1).max(2000),
    ticked: z.boolean().default(true),
  }),
  output: z.object({ id: z.string() }),
  async do({ db, actor, input, tell }) {
    const { found, lines } = await underReview(db, actor, input.departmentReportId)
    refuseApproved(found)
    for (const target of input.targets) {
      const covered = linesUnder(target, lines)
      if (covered.length === 0) absent({ says: 'expenses.review.noTarget' })
      if (input.ticked) await saveTick(db, { departmentReportId: found.id, target, by: actor.id, covered })
      else
        await db
          .deleteFrom('reviewTick')
          .where('departmentReportId', '=', found.id)
          .where('target', '=', target)
          .execute()
    }
    tell({
      ...aboutDepartmentReport(found),
      says: input.ticked ? 'expenses.said.tick' : 'expenses.said.untick',
      params: { number: found.number, n: input.targets.length },
    })
    return { id: found.id }
  },
})

export const refuseLine = change({
  right: 'expenses.review',
  summary: 'Refuse a line with a reason, or take the refusal back',
  rest: 'PUT /expenses/department-reports/{departmentReportId}/lines/{lineId}/refusal',
  input: z.object({ departmentReportId: z.uuid(), lineId: z.uuid(), why: LongText.nullable() }),
  output: z.object({ id: z.string() }),
  async do({ db, actor, input, tell }) {
    const { found, lines } = await underReview(db, actor, input.departmentReportId)
    refuseApproved(found)
    const line = lines.find((one) => one.lineId === input.lineId)
    if (!line) absent({ says: 'expenses.report.noLine' })
    const why = input.why || null
    if (why !== null && why.length < 3) refuse({ says: 'expenses.review.whyRefused' })
    const row = await anyLineToChange(db, line)
    await save(db, 'expenseLine', row, {
      refusedWhy: why,
      refusedBy: why ? actor.id : null,
      refusedAt: why ? now().toString() : null,
      acceptedCents: why ? 0 : row.claimedCents,
    })
    tell({
      record: ['expenseLine', line.lineId],
      also: [found.id, line.reportId],
      says: why ? 'expenses.said.refuseLine' : 'expenses.said.acceptLine',
      params: { number: found.number, name: line.memberName, merchant: line.merchant, why: why ?? '' },
      memberId: line.memberId,
      teamId: line.teamId,
    })
    return { id: line.lineId }
  },
})

export const approve = change({
  right: 'expenses.review',
  summary:
    'Approve the version before you, with your name and the time; its figures can then change only by a correction',
  rest: 'POST /expenses/department-reports/{departmentReportId}/approval',
  input: z.object({
    departmentReportId: z.uuid(),
    versionNumber: z.int().min(1),
    /** The hash on the page: what is signed is what was seen. */
    hash: z.string().length(64),
  }),
  output: z.object({ id: z.string(), totalCents: z.number(), hash: z.string() }),
  async do({ db, actor, input, tell }) {
    const { found, lines, version } = await underReview(db, actor, input.departmentReportId)
    refuseApproved(found)
    if (actor.behalf) refuse({ says: 'expenses.review.signSelf' })
    if (version.number !== input.versionNumber || version.hash !== input.hash)
      refuse({ says: 'expenses.review.newerVersion', version: version.number })
    const open = await openQueries(db, found.id)
    if (open > 0) refuse({ says: 'expenses.review.queriesOpen', n: open })
    const mine = lines.find((line) => line.memberId === actor.id)
    if (mine) refuse({ says: 'expenses.review.ownFigures' })

    const decided = contentHash(lines) !== version.hash
    const signed = decided ? await saveVersion(db, actor, found, lines) : version
    const totalCents = totalsOf(lines).acceptedCents
    await db
      .insertInto('expenseApproval')
      .values({
        id: newId(),
        departmentReportId: found.id,
        versionId: signed.id,
        approvedBy: actor.id,
        approverName: actor.name,
        totalCents,
        hash: signed.hash,
      })
      .execute()
    const reportIds = [...new Set(lines.map((line) => line.reportId))]
    await save(db, 'expenseReport', await reportsToChange(db, reportIds), { approvedAt: now().toString() })
    await makePayouts(db, found.id, lines)
    tell({
      ...aboutDepartmentReport({ ...found, approvedAt: now().toString() }),
      says: 'expenses.said.approve',
      params: { number: found.number, version: signed.number, hash: signed.hash.slice(0, 12) },
    })
    await tellOfParts({ db, tell }, reportIds, 'expenses.said.approveReport')
    return { id: found.id, totalCents, hash: signed.hash }
  },
})

/** The report with the frozen lines the senior manager sees, locked. Absent unless his duty is to review it. */
export async function underReview(db: Db, actor: Actor, departmentReportId: string) {
  const found = await departmentReportToChange(db, actor.departments.review, departmentReportId)
  const version = await versionOf(db, found.id)
  if (!version) refuse({ says: 'expenses.review.notPresented' })
  return { found, version, lines: await withDecisions(db, version.snapshot) }
}

/** Nothing about an approved report changes but by a correction. */
export function refuseApproved(found: { approvedAt: string | null; month: string }): void {
  if (found.approvedAt) refuse({ says: 'expenses.combined.monthApproved', month: found.month })
}

function saveTick(
  db: Db,
  tick: { departmentReportId: string; target: string; by: string; covered: readonly PresentedLine[] },
) {
  const hash = contentHash(tickedContent(tick.covered))
  return db
    .insertInto('reviewTick')
    .values({ departmentReportId: tick.departmentReportId, target: tick.target, contentHash: hash, tickedBy: tick.by })
    .onConflict((oc) =>
      oc.columns(['departmentReportId', 'target']).doUpdateSet({ contentHash: hash, tickedBy: tick.by }),
    )
    .execute()
}

async function openQueries(db: Db, departmentReportId: string): Promise<number> {
  const { n } = await db
    .selectFrom('expenseQuery')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('departmentReportId', '=', departmentReportId)
    .where('state', '<>', 'settled')
    .executeTakeFirstOrThrow()
  return n
}

async function makePayouts(db: Db, departmentReportId: string, lines: readonly PresentedLine[]): Promise<void> {
  const people = Map.groupBy(lines, (line) => line.memberId)
  const rows = [...people.values()].flatMap((own) => {
    const [first] = own
    const cents = totalsOf(own).acceptedCents
    if (!first || cents === 0) return []
    return [
      {
        id: newId(),
        departmentReportId,
        correctionId: null,
        memberId: first.memberId,
        teamId: first.teamId,
        cents,
        paidOn: null,
        paidBy: null,
        paidAt: null,
      },
    ]
  })
  if (rows.length > 0) await db.insertInto('payout').values(rows).execute()
}
