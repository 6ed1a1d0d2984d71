import * as z from 'zod'
import { now } from '#core/clock.ts'
import { contentHash } from '#core/content-hash.ts'
import type { Db } from '#core/database.ts'
import { save } from '#core/locked.ts'
import { change } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import { eachOnce, LongText, RecordId } from '#core/shapes.ts'
import { memberOf } from '#office/public.ts'
import { versionNumbered } from '../queries/combined.ts'
import { anyLineToChange } from '../queries/reports.ts'
import { acceptedOf } from '../rules/amounts.ts'
import type { PresentedLine } from '../rules/presented-line.ts'
import { isReasonSeen } from '../rules/reason-seen.ts'
import { ReasonSeen } from '../rules/shapes.ts'
import { linesUnder, tickedContent } from '../rules/ticks.ts'
import { seenByFourEyes, tellOfSmallOffice } from '../steps/four-eyes.ts'
import { aboutDepartmentReport } from '../steps/told-of-department.ts'
import { SeenVersion, stillToDecide, underReview } from '../steps/under-review.ts'

const Target = z.string().regex(/^(line|person|column):[0-9a-f-]{36}$|^cell:[0-9a-f-]{36}:[0-9a-f-]{36}$/, {
  error: 'expenses.mustBe.target',
})

export const look = change({
  right: 'expenses.review',
  summary: 'Note that you have looked at a version, so that later changes are marked',
  rest: 'POST /expenses/department-reports/{departmentReportId}/looks',
  input: z.object({
    departmentReportId: z.uuid(),
    versionNumber: z.int().min(1).describe('Of the presented version; counted from 1.'),
  }),
  output: z.object({ id: RecordId }),
  async do({ db, actor, input, tell }) {
    const { found } = await underReview(db, actor, input.departmentReportId)
    await versionNumbered(db, found.id, input.versionNumber)
    await db
      .insertInto('expenseReviewLook')
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
  idempotent: true,
  input: z.object({
    departmentReportId: z.uuid(),
    targets: eachOnce(z.array(Target).min(1).max(2000), (target) => JSON.stringify(target)).describe(
      'Lines, figures of the matrix, or whole people.',
    ),
    ticked: z.boolean().default(true).describe('False takes it away.'),
    versionNumber: SeenVersion,
  }),
  output: z.object({ id: RecordId }),
  async do({ db, actor, input, tell }) {
    const { found, lines } = await stillToDecide(db, actor, input.departmentReportId, input.versionNumber)
    for (const target of input.targets) {
      const covered = linesUnder(target, lines)
      if (covered.length === 0) absent({ says: 'expenses.review.noTarget' })
      if (input.ticked) await saveTick(db, { departmentReportId: found.id, target, by: actor.id, covered })
      else
        await db
          .deleteFrom('expenseReviewTick')
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
  idempotent: true,
  input: z.object({
    departmentReportId: z.uuid(),
    lineId: z.uuid(),
    why: LongText.nullable().describe('Told to the assistant; null takes the refusal back.'),
    was: ReasonSeen,
    versionNumber: SeenVersion,
  }),
  output: z.object({ id: RecordId }),
  async do({ db, actor, input, tell }) {
    const { found, lines } = await stillToDecide(db, actor, input.departmentReportId, input.versionNumber)
    const line = lines.find((one) => one.lineId === input.lineId)
    if (!line) absent({ says: 'expenses.report.noLine' })
    const { why } = input
    if (why !== null && why.length < 3) refuse({ says: 'expenses.review.whyRefused' })
    const small = await seenByFourEyes(db, actor, { ...found, owners: [line.memberId] }, 'settle')
    const row = await anyLineToChange(db, line)
    const stood = { why: row.refusedWhy, by: row.refusedBy }
    if (!isReasonSeen(stood, { ...input, why }, actor)) {
      const name = row.refusedBy ? ((await memberOf(db, row.refusedBy))?.name ?? '') : ''
      const says = row.refusedWhy ? 'expenses.review.refusedMeanwhile' : 'expenses.review.acceptedMeanwhile'
      refuse({ says, name, why: row.refusedWhy ?? '' }, { now: stood })
    }
    await save(db, 'expenseLine', row, {
      refusedWhy: why,
      refusedBy: why ? actor.id : null,
      refusedAt: why ? now().toString() : null,
      acceptedCents: acceptedOf({ ...row, refusedWhy: why }),
    })
    tell({
      record: ['expenseLine', line.lineId],
      also: [line.reportId],
      alsoOfDepartment: found.id,
      departmentId: found.departmentId,
      says: why ? 'expenses.said.refuseLine' : 'expenses.said.acceptLine',
      params: { name: line.memberName, merchant: line.merchant, why: why ?? '' },
      memberId: line.memberId,
      teamId: line.teamId,
    })
    tellOfSmallOffice({ tell }, found, small)
    return { id: line.lineId }
  },
})

function saveTick(
  db: Db,
  tick: { departmentReportId: string; target: string; by: string; covered: readonly PresentedLine[] },
) {
  const hash = contentHash(tickedContent(tick.covered))
  return db
    .insertInto('expenseReviewTick')
    .values({ departmentReportId: tick.departmentReportId, target: tick.target, contentHash: hash, tickedBy: tick.by })
    .onConflict((oc) =>
      oc.columns(['departmentReportId', 'target']).doUpdateSet({ contentHash: hash, tickedBy: tick.by, isOfAll: true }),
    )
    .execute()
}
