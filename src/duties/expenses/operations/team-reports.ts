import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { keepAsIs, type Locked, lock, save } from '#core/locked.ts'
import { change } from '#core/operation.ts'
import { absent, refuse, refuseIfAny } from '#core/refusal.ts'
import { LongText, Month, RecordId, sentence, VersionSeen } from '#core/shapes.ts'
import { refuseUnlessSeen } from '#core/stale.ts'
import { profileOf } from '#office/public.ts'
import {
  departmentReportSeen,
  teamReportInScope,
  teamReportsToChange,
  teamReportToChange,
} from '../queries/combined.ts'
import { judge } from '../queries/judge.ts'
import { openQueriesOf, reportInScope, reportsToChange, reportToChange } from '../queries/reports.ts'
import { handedHash, linesRead } from '../queries/snapshot.ts'
import { seenBy, seenByDuty } from '../queries/whose.ts'
import { totalsOf } from '../rules/figures.ts'
import { newTeamReport, openOfMonth } from '../steps/open-month.ts'
import { mustBeOpenTeam } from '../steps/open-teams.ts'
import { refuseShownElsewhere } from '../steps/presenting.ts'

export const makeTeamReport = change({
  right: 'expenses.prepare',
  summary: "Combine the salespeople's reports of a month into the team's",
  rest: 'POST /expenses/team-reports',
  idempotent: true,
  input: z.object({ teamId: z.uuid(), month: Month }),
  output: z.object({ id: RecordId, number: z.string() }),
  async do({ db, actor, input, tell }) {
    if (!actor.teams['expenses.prepare'].includes(input.teamId)) absent({ says: 'expenses.combined.noTeam' })
    // Whoever else combines the same month waits here, so that no number is taken for a report that is there.
    await lock(db, { team: [input.teamId] })
    await mustBeOpenTeam(db, input.teamId)
    const all = await teamReportsToChange(db, { teamIds: [input.teamId], month: input.month })
    const [there] = all
    const isSigned = Boolean(there?.approvedAt)
    const loose = (await reportsToChange(db, await looseReports(db, input, Boolean(there?.handedOverAt)))).filter(
      (one) => !one.teamReportId,
    )
    if (there && !isSigned && loose.length > 0) await mustTakeMore(db, actor, there, loose)
    if (there && !isSigned) await save(db, 'expenseTeamReport', there, {})
    const isFurther = !there || (isSigned && loose.length > 0)
    const made = isFurther ? await newTeamReport(db, { ...input, of: all }, actor.id) : there
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
  idempotent: true,
  input: z.object({
    teamReportId: z.uuid(),
    reportId: z.uuid(),
    included: z.boolean().describe('False leaves it out for later.'),
  }),
  output: z.object({ id: RecordId }),
  async do({ db, actor, input, tell }) {
    const found = await preparedTeamReport(db, actor, input.teamReportId)
    if (found.approvedAt) refuse({ says: 'expenses.combined.monthApproved', month: found.month })
    const part = await reportToChange(db, seenBy(actor), input.reportId)
    if (part.teamId !== found.teamId || part.month !== found.month) absent({ says: 'expenses.report.none' })
    if (!input.included && part.teamReportId !== found.id)
      refuse({ says: 'expenses.combined.notPart', part: part.number, number: found.number })
    if (part.presentedAt) refuse({ says: 'expenses.combined.partPresented', number: part.number })
    if (found.handedOverAt) refuse({ says: 'expenses.combined.handedOverAlready', number: found.number })
    if (part.teamReportId !== null && (await openQueriesOf(db, part)).some(({ state }) => state === 'asked'))
      refuse({ says: 'expenses.combined.partAsked', name: part.memberName })
    await save(db, 'expenseReport', part, { teamReportId: input.included ? found.id : null })
    tell({
      record: ['teamReport', found.id],
      also: [part.id],
      says: input.included ? 'expenses.said.includeReport' : 'expenses.said.leaveOutReport',
      params: { number: found.number, part: part.number, name: part.memberName },
      teamId: found.teamId,
    })
    return { id: found.id }
  },
})

export const handOverTeamReport = change({
  right: 'expenses.prepare',
  summary: "Hand the team report over to the department's; everything in it must be in order",
  rest: 'POST /expenses/team-reports/{teamReportId}/hand-over',
  idempotent: true,
  input: z.object({
    teamReportId: z.uuid(),
    hash: z.string().length(64).describe('`hash` of the team report as it was seen; another one is refused.'),
    note: LongText.default('').describe('A remark; may be empty.'),
  }),
  output: z.object({
    id: RecordId,
    departmentReportId: RecordId.nullable().describe('The department report that has it now, for who may open it.'),
  }),
  async do({ db, actor, input, tell }) {
    const wanted = await ofStandingTeam(db, actor, input.teamReportId)
    const departmentReport = await openOfMonth(db, wanted, actor)
    const found = await preparedTeamReport(db, actor, input.teamReportId)
    if (found.approvedAt) refuse({ says: 'expenses.combined.monthApproved', month: found.month })
    if (found.handedOverAt) refuse({ says: 'expenses.combined.handedOverAlready', number: found.number })
    const parts = await partsOfTeamReport(db, found)
    if (parts.length === 0) refuse({ says: 'expenses.combined.noReports', number: found.number })
    await refuseShownElsewhere(db, actor, departmentReport, parts)
    for (const { id, presentedAt } of parts) if (!presentedAt) await mustBeReady(db, actor, id)
    await refuseOtherThanSeen(db, actor, parts, input.hash)
    await save(db, 'expenseTeamReport', found, {
      handedOverAt: now().toString(),
      handedOverBy: actor.id,
      note: input.note,
      departmentReportId: departmentReport.id,
    })
    tell({
      record: ['teamReport', found.id],
      also: parts.map((part) => part.id),
      alsoOfDepartment: departmentReport.id,
      departmentId: wanted.departmentId,
      says: 'expenses.said.handOverTeamReport',
      params: { number: found.number, team: found.teamName, n: parts.length },
      teamId: found.teamId,
    })
    const { departmentId: combinedBy } = wanted
    return {
      id: found.id,
      departmentReportId: departmentReportSeen(actor, { combinedBy, departmentReportId: departmentReport.id }),
    }
  },
})

/** Refuses with what would be handed over now. */
async function refuseOtherThanSeen(
  db: Db,
  actor: Actor,
  parts: readonly { id: string }[],
  hash: string,
): Promise<void> {
  const ids = parts.map(({ id }) => id)
  const lines = await linesRead(db, actor, ids)
  if (hash === handedHash(ids, lines)) return
  const { currency } = await profileOf(db)
  const total = { cents: totalsOf(lines).acceptedCents, currency }
  const reports = await Promise.all(ids.map((id) => reportInScope(db, seenBy(actor), id)))
  refuse({ says: 'expenses.combined.handedIsNow', names: reports.map(({ memberName }) => memberName), total })
}

/** The team report with its team where it is now: whoever moves the team waits, or is waited for. */
async function ofStandingTeam(db: Db, actor: Actor, teamReportId: string) {
  const read = async () => prepared(actor, await teamReportInScope(db, seenByDuty(actor), teamReportId))
  const { departmentId, teamId } = await read()
  await lock(db, { department: [departmentId] })
  await keepAsIs(db, { team: [teamId] })
  const wanted = await read()
  if (wanted.departmentId !== departmentId) refuse({ says: 'expenses.combined.teamMoves', team: wanted.teamName })
  return wanted
}

/** What is handed over takes more only while it lies before the senior manager, where it cannot be taken back, and only what is ready. */
async function mustTakeMore(
  db: Db,
  actor: Actor,
  there: Locked<'expenseTeamReport', { id: string; number: string; handedOverAt: string | null }>,
  loose: readonly { id: string }[],
): Promise<void> {
  if (!there.handedOverAt) return
  const { number } = there
  const parts = await partsOfTeamReport(db, there)
  if (!parts.some((part) => part.presentedAt)) refuse({ says: 'expenses.combined.handedOverAlready', number })
  for (const one of loose) await mustBeReady(db, actor, one.id)
}

/** Refuses with everything that stands in the way of a report. */
async function mustBeReady(db: Db, actor: Actor, reportId: string): Promise<void> {
  const row = await reportInScope(db, seenBy(actor), reportId)
  const { obstacles } = await judge(db, row, actor.language, seenBy(actor))
  refuseIfAny(
    obstacles.map((obstacle) => ({
      says: 'expenses.combined.partNotReady',
      name: row.memberName,
      record: obstacle.lineId ?? row.id,
      why: sentence(actor.language, obstacle).text,
    })),
  )
}

export const takeBackTeamReport = change({
  right: 'expenses.prepare',
  summary: 'Take a team report back before it is presented',
  rest: 'POST /expenses/team-reports/{teamReportId}/take-back',
  idempotent: true,
  input: z.object({
    teamReportId: z.uuid(),
    version: VersionSeen,
  }),
  output: z.object({ id: RecordId }),
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
    const { id, number } = found
    const reason = { says: 'expenses.combined.teamReportIsNow', number }
    refuseUnlessSeen(found, input.version, { reason, now: { id, number } })
    await save(db, 'expenseTeamReport', found, { handedOverAt: null, handedOverBy: null })
    tell({
      record: ['teamReport', found.id],
      ...(found.departmentReportId && { alsoOfDepartment: found.departmentReportId }),
      departmentId: found.departmentId,
      says: 'expenses.said.takeBackTeamReport',
      params: { number: found.number, team: found.teamName },
      teamId: found.teamId,
    })
    return { id: found.id }
  },
})

async function preparedTeamReport(db: Db, actor: Actor, id: string) {
  return prepared(actor, await teamReportToChange(db, seenByDuty(actor), id))
}

function prepared<Row extends { teamId: string }>(actor: Actor, found: Row): Row {
  return actor.teams['expenses.prepare'].includes(found.teamId)
    ? found
    : absent({ says: 'expenses.combined.noTeamReport' })
}

/** Reports of the month that no team report has; of what came late only those with a line. */
async function looseReports(
  db: Db,
  { teamId, month }: { teamId: string; month: string },
  isLate: boolean,
): Promise<string[]> {
  const rows = await db
    .selectFrom('expenseReport')
    .select('id')
    .where('teamId', '=', teamId)
    .where('month', '=', month)
    .where('teamReportId', 'is', null)
    .$if(isLate, (query) =>
      query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('expenseLine')
            .select('expenseLine.id')
            .whereRef('expenseLine.reportId', '=', 'expenseReport.id')
            .where('removedAt', 'is', null),
        ),
      ),
    )
    .execute()
  return rows.map(({ id }) => id)
}

async function partsOfTeamReport(db: Db, { id }: Locked<'expenseTeamReport'>) {
  const rows = await db.selectFrom('expenseReport').select('id').where('teamReportId', '=', id).execute()
  const parts = await reportsToChange(
    db,
    rows.map((row) => row.id),
  )
  return parts.filter((part) => part.teamReportId === id).sort((a, b) => (a.number < b.number ? -1 : 1))
}
