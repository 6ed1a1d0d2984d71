import { sql } from 'kysely'
import * as z from 'zod'
import { type Actor, inScope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { keepAsIs, lock, readAllLocked, readLocked, save } from '#core/locked.ts'
import { type Changing, change } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import { nextNumber } from '#core/running-numbers.ts'
import { Month, RecordId } from '#core/shapes.ts'
import { teamReportsToChange } from '../queries/combined.ts'
import { lateReceipts } from '../queries/late.ts'
import { linksOf } from '../queries/links.ts'
import { teamNameIn } from '../queries/signed-names.ts'
import { hasAnyLine, hasReceipts, seenBy } from '../queries/whose.ts'
import { rightsToEdit } from '../rules/editing.ts'
import { expectNoLonger } from '../steps/expected.ts'
import { endLinks } from '../steps/links.ts'
import { mayPrepare } from '../views/report.ts'

export const openReport = change({
  right: rightsToEdit,
  summary: 'Open the expense report of a salesperson for a month, or find the one there is',
  rest: 'POST /expenses/reports',
  idempotent: true,
  input: z.object({ memberId: z.uuid(), month: Month }),
  output: z.object({ id: RecordId, number: z.string() }),
  async do(at) {
    const { db, actor, input, tell } = at
    await keepAsIs(db, { team: await teamsOf(db, input) })
    // Whoever else opens the same report waits here, so that no number is taken for one that is there.
    await lock(db, { member: [input.memberId] })
    const there = await reportThere(db, input)
    const taken = there && (await takenOver(at, there))
    const report = taken?.report ?? (there ? await foundReport(db, actor, there) : await newReport(db, actor, input))
    tell({
      record: ['expenseReport', report.id],
      also: [report.roundId],
      says: taken ? 'expenses.said.takeReportOver' : 'expenses.said.openReport',
      params: { number: report.number, name: report.memberName, month: input.month, ...taken?.teams },
      memberId: input.memberId,
      teamId: report.teamId,
      hasMoved: taken !== undefined,
    })
    return { id: report.id, number: report.number }
  },
})

interface Of {
  memberId: string
  month: string
}

/** The teams whose round of the month the report may belong to: one that is opened meanwhile must not miss it. */
async function teamsOf(db: Db, { memberId, month }: Of): Promise<string[]> {
  const rows = await db
    .selectFrom('member')
    .leftJoin('expenseReport', (join) =>
      join.onRef('expenseReport.memberId', '=', 'member.id').on('expenseReport.month', '=', month),
    )
    .select(['member.teamId as teamNow', 'expenseReport.teamId'])
    .where('member.id', '=', memberId)
    .execute()
  return rows.flatMap(({ teamNow, teamId }) => [teamNow, teamId]).filter((id) => id !== null)
}

/** The report of a person and month, whoever may see it. */
function reportThere(db: Db, { memberId, month }: Of) {
  return db
    .selectFrom('expenseReport')
    .innerJoin('team', 'team.id', 'expenseReport.teamId')
    .innerJoin('member', 'member.id', 'expenseReport.memberId')
    .leftJoin('expenseTeamReport', 'expenseTeamReport.id', 'expenseReport.teamReportId')
    .select(['expenseReport.id', 'expenseReport.number', 'expenseReport.memberId', 'expenseReport.teamId'])
    .select(['expenseReport.month', 'roundId', 'teamReportId', 'presentedAt', 'approvedAt'])
    .select(teamNameIn(sql.ref('expenseTeamReport.departmentReportId')).as('teamName'))
    .select(['member.name as memberName', 'member.teamId as teamNow', 'team.closedAt as teamClosedAt'])
    .select([hasAnyLine.as('hasAnyLine'), hasReceipts.as('hasReceipts')])
    .where('expenseReport.memberId', '=', memberId)
    .where('expenseReport.month', '=', month)
    .executeTakeFirst()
}

type There = NonNullable<Awaited<ReturnType<typeof reportThere>>>

/**
 * The report that is there already, for whoever may see it; it stays with the team it was claimed in, also when its person has
 * moved or left since. Who prepares it takes it into the round that was opened since.
 */
async function foundReport(db: Db, actor: Actor, there: There) {
  if (!inScope(seenBy(actor), there)) {
    const { memberId, teamNow } = there
    if (!teamNow || !mayPrepare(actor, { memberId, teamId: teamNow })) absent({ says: 'expenses.report.noMember' })
    refuse({ says: 'expenses.report.ofOtherTeam', name: there.memberName, month: there.month, team: there.teamName })
  }
  const roundId = await roundOf(db, there)
  if (roundId === there.roundId || !mayPrepare(actor, there)) return there
  const held = await readLocked(db, 'expenseReport', there.id, async () => there)
  await save(db, 'expenseReport', held, { roundId })
  return { ...there, roundId }
}

/**
 * A month that nothing but an empty report of the team before keeps: no line was ever in it and none of that team's receipts
 * is to be, or that team is closed, which it is with nothing unfinished. The team that its person is in now claims the month, when that team or he himself opens it, and what the team
 * before has asked of him in its round ends. Undefined where it stays with the team before.
 */
async function takenOver(at: Changing<'expenses.see', unknown>, there: There) {
  const { db, actor } = at
  const { memberId, month, teamNow: teamId } = there
  if (!teamId || teamId === there.teamId || !mayPrepare(actor, { memberId, teamId })) return undefined
  // What is sent into the round before, or asked of him there, comes before this or finds it ended.
  if (there.roundId) await lock(db, { expenseRound: [there.roundId] })
  const links = await linksBefore(db, there)
  // Whichever team report of the team before the report is in by now, it is among these.
  await teamReportsToChange(db, { teamIds: [there.teamId], month })
  const held = await readLocked(db, 'expenseReport', there.id, () => reportThere(db, there))
  if (!held || !isEmpty(held)) return undefined
  const roundId = await roundOf(db, { teamId, month })
  await save(db, 'expenseReport', held, { teamId, roundId, teamReportId: null, preparedBy: actor.id })
  await endLinks(at, links)
  if (there.roundId) await expectNoLonger(at, { roundId: there.roundId, teamId: there.teamId, memberId })
  const { name: team } = await db.selectFrom('team').select('name').where('id', '=', teamId).executeTakeFirstOrThrow()
  return { report: { ...there, teamId, roundId }, teams: { team, before: there.teamName } }
}

function isEmpty({ presentedAt, approvedAt, hasAnyLine, hasReceipts, teamClosedAt }: There): boolean {
  if (presentedAt || approvedAt) return false
  return teamClosedAt !== null || (!hasAnyLine && !hasReceipts)
}

/** The links by which the person may still send into the round of a report, held. */
async function linksBefore(db: Db, { roundId, memberId }: There) {
  if (!roundId) return []
  const read = async () => (await linksOf(db, roundId, memberId)).filter((link) => !link.revokedAt)
  const ids = (await read()).map((link) => link.id)
  return readAllLocked(db, 'expenseUploadLink', ids, read)
}

async function newReport(db: Db, actor: Actor, { memberId, month }: Of) {
  const member = await db
    .selectFrom('member')
    .leftJoin('team', 'team.id', 'member.teamId')
    .select(['member.name', 'teamId', 'deactivatedAt', 'team.name as teamName', 'team.closedAt as teamClosedAt'])
    .where('member.id', '=', memberId)
    .executeTakeFirst()
  const teamId = member?.teamId
  if (!teamId || !mayPrepare(actor, { memberId, teamId })) absent({ says: 'expenses.report.noMember' })
  // For somebody who has left only what came of his after the signature is still to be claimed.
  const late = member.deactivatedAt ? await lateReceipts(db, { memberIds: [memberId] }) : []
  if (member.deactivatedAt && !late.some((one) => one.claimMonth === month))
    absent({ says: 'expenses.report.noMember' })
  // It is kept as it is; closed it can only be where he has left, for he is held too.
  if (member.teamClosedAt) refuse({ says: 'expenses.team.closed', team: member.teamName })
  await keepAsIs(db, { expensePolicy: true })
  const roundId = await roundOf(db, { teamId, month })
  const number = await nextNumber(db, 'EXP', Number(month.slice(0, 4)))
  const row = { id: newId(), number, memberId, month, teamId, roundId, teamReportId: null, preparedBy: actor.id }
  await db
    .insertInto('expenseReport')
    .values({ ...row, presentedAt: null, approvedAt: null })
    .execute()
  return { ...row, memberName: member.name }
}

async function roundOf(db: Db, { teamId, month }: { teamId: string; month: string }): Promise<string | null> {
  const round = await db
    .selectFrom('expenseRound')
    .select('id')
    .where('teamId', '=', teamId)
    .where('month', '=', month)
    .executeTakeFirst()
  return round?.id ?? null
}
