import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import { now } from '#core/clock.ts'
import { contentHash } from '#core/content-hash.ts'
import type { Db } from '#core/database.ts'
import { letGo } from '#core/events.ts'
import { newId } from '#core/ids.ts'
import { keepAsIs, lock, save } from '#core/locked.ts'
import { change } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import { RecordId } from '#core/shapes.ts'
import { profileOf } from '#office/public.ts'
import { besideReport, besideSigned } from '../queries/beside.ts'
import { type DepartmentReportRow, departmentReportIn, versionOf } from '../queries/combined.ts'
import { teamsOfMonth } from '../queries/missing.ts'
import { settledOf } from '../queries/proven.ts'
import { reportsToChange } from '../queries/reports.ts'
import { allCategories, budgetsOf, categoriesToKeep, policyOf } from '../queries/settings.ts'
import { totalsOf } from '../rules/figures.ts'
import { budgetLeft, matrixOf } from '../rules/matrix.ts'
import type { PresentedLine } from '../rules/presented-line.ts'
import { marksToKeep, type SignedAround, type SignedCategory } from '../rules/signed-around.ts'
import { seenByFourEyes, tellOfSmallOffice } from '../steps/four-eyes.ts'
import { EvenWithout, saidMissing } from '../steps/missing.ts'
import { heldBy, passLateOn } from '../steps/open-month.ts'
import { refuseShownElsewhere, saveVersion, signVersion } from '../steps/presenting.ts'
import { aboutDepartmentReport, tellOfParts } from '../steps/told-of-department.ts'
import { stillToDecide } from '../steps/under-review.ts'
import { hashOfDecisions } from '../views/decisions.ts'
import { categoriesCalled } from '../views/matrix.ts'
import { unusualOf } from '../views/unusual.ts'

export const approve = change({
  right: 'expenses.review',
  summary:
    'Approve the version before you, with your name and the time; its figures can then change only by a correction',
  rest: 'POST /expenses/department-reports/{departmentReportId}/approval',
  onlyChosen: true,
  destructive: true,
  idempotent: true,
  input: z.object({
    departmentReportId: z.uuid(),
    versionNumber: z.int().min(1).describe('Of the presented version; counted from 1.'),
    /** The hash on the page: what is signed is what was seen. */
    hash: z.string().length(64).describe('SHA-256 of the version that was looked at; another one is refused.'),
    decisionsHash: z
      .string()
      .length(64)
      .describe('Of the decisions that were looked at, beside the version’s; others are refused.'),
    evenWithout: EvenWithout,
  }),
  output: z.object({ id: RecordId, totalCents: z.number(), hash: z.string() }),
  async do({ db, actor, input, tell }) {
    await holdMonth(db, actor, input.departmentReportId)
    const { found, lines, version } = await stillToDecide(db, actor, input.departmentReportId)
    if (actor.behalf) refuse({ says: 'expenses.review.signSelf' })
    const looked = await versionOf(db, found.id, input.versionNumber)
    if (looked?.hash !== input.hash) absent({ says: 'expenses.combined.noVersion' })
    if (looked.id !== version.id) refuse({ says: 'expenses.review.newerVersion', version: version.number })
    if (hashOfDecisions(lines) !== input.decisionsHash) refuse({ says: 'expenses.review.decidedMeanwhile' })
    const open = await openQueries(db, found.id)
    if (open > 0) refuse({ says: 'expenses.review.queriesOpen', n: open })
    const owners = lines.map((line) => line.memberId)
    const small = await seenByFourEyes(db, actor, { ...found, owners }, 'approve')
    const held = await heldBy(db, found)
    const parts = held.parts.filter((part) => part.presentedAt)
    const signing = await reportsToChange(
      db,
      lines.map((line) => line.reportId),
    )
    await refuseShownElsewhere(db, actor, found, signing)
    const signedWithout = await saidMissing(db, found, 'toApprove', input.evenWithout)

    const decided = contentHash(lines) !== version.hash
    const signed = decided ? await saveVersion(db, actor, found, lines, version) : version
    const totalCents = totalsOf(lines).acceptedCents
    const { beside, categories, ...around } = await seenNow(db, actor, found, lines)
    await signVersion(db, {
      id: newId(),
      departmentReportId: found.id,
      versionId: signed.id,
      approvedBy: actor.id,
      approverName: actor.name,
      totalCents,
      hash: signed.hash,
      signedWithout,
      around: JSON.stringify(around),
      beside: JSON.stringify(beside),
      categories: JSON.stringify(categories),
      ...small,
    })
    const reportIds = parts.map((part) => part.id)
    await save(db, 'expenseReport', parts, { approvedAt: now().toString() })
    await letGo(db, reportIds)
    const approved = { ...found, approvedAt: now().toString() }
    await makePayouts(db, found.id, lines)
    await passLateOn({ db, actor, tell }, found, held)
    tell({
      ...aboutDepartmentReport(approved),
      says: 'expenses.said.approve',
      params: {
        number: found.number,
        version: signed.number,
        hash: signed.hash.slice(0, 12),
      },
      proves: settledOf(found.id),
    })
    if (signedWithout.length > 0) {
      const params = { number: found.number, names: signedWithout }
      tell({ ...aboutDepartmentReport(approved), says: 'expenses.said.approveWithout', params })
    }
    tellOfSmallOffice({ tell }, approved, small)
    await tellOfParts({ db, tell }, reportIds, 'expenses.said.approveReport')
    return { id: found.id, totalCents, hash: signed.hash }
  },
})

/** What the one who signs sees around the lines and beside them: names, budgets, what is unusual; earlier figures, categories. */
async function seenNow(
  db: Db,
  actor: Actor,
  found: DepartmentReportRow,
  lines: readonly PresentedLine[],
): Promise<SignedAround & { categories: SignedCategory[] }> {
  const [teams, { currency, language }, { unusualPercent, unusualCents }, categories, beside] = await Promise.all([
    teamsOfMonth(db, found.departmentId, found.month),
    profileOf(db),
    policyOf(db),
    categoriesToKeep(db),
    besideSigned(db, found),
  ])
  const ids = teams.map(({ id }) => id)
  const budgets = await budgetsOf(db, ids, found.month)
  const { previous, earlier } = await besideReport(db, found, { teams, beside }, lines)
  const matrix = matrixOf(lines, previous, budgetLeft(budgets, earlier), language)
  const called = categoriesCalled(categories, actor.language)
  const policy = { unusualPercent, unusualCents }
  const marks = await unusualOf(db, actor, { ...found, currency, categories: called, lines, matrix, policy })
  return { department: found.departmentName, teams, budgets, policy, marks: marksToKeep(marks), beside, categories }
}

/**
 * Holds the department, so that nothing is opened for a month while it is signed. The names of teams and people and the
 * settings stay as they are, so that what is kept of them is of one moment. Absent unless his duty is to review it.
 */
async function holdMonth(db: Db, actor: Actor, departmentReportId: string): Promise<void> {
  await keepAsIs(db, { officeProfile: true })
  const { departmentId } = await departmentReportIn(db, actor.departments['expenses.review'], departmentReportId)
  await lock(db, { department: [departmentId] })
  await keepAsIs(db, { expensePolicy: true })
  await keepAsIs(db, { expenseCategory: (await allCategories(db)).map(({ id }) => id) })
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
  if (rows.length > 0) await db.insertInto('expensePayout').values(rows).execute()
}
