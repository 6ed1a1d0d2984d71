import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { type Locked, lock, readLocked, save } from '#core/locked.ts'
import { change } from '#core/operation.ts'
import { absent, refuse, refuseIfAny } from '#core/refusal.ts'
import { LongText, RecordId, VersionSeen } from '#core/shapes.ts'
import { refuseStale, refuseUnlessSeen } from '#core/stale.ts'
import { departmentReportIn, partsToChange, versionOf } from '../queries/combined.ts'
import { judge } from '../queries/judge.ts'
import { askedIn, messagesOf } from '../queries/queries-of.ts'
import { reportInScope } from '../queries/reports.ts'
import { standingLines } from '../queries/snapshot.ts'
import { seenBy } from '../queries/whose.ts'
import { isAbout } from '../rules/editing.ts'
import { nextWithAnswer } from '../rules/next-version.ts'
import { seenByFourEyes, tellOfSmallOffice } from '../steps/four-eyes.ts'
import { mustBeOpenTeam } from '../steps/open-teams.ts'
import { saveVersion } from '../steps/presenting.ts'
import { refuseApproved, refuseNotPresented, SeenVersion, stillToDecide } from '../steps/under-review.ts'

const Body = LongText.min(3)

export const askQuery = change({
  right: 'expenses.review',
  summary:
    "Ask about one line, one person's figure in a category, or one person; only that part goes back to its assistant",
  rest: 'POST /expenses/department-reports/{departmentReportId}/queries',
  input: z.object({
    departmentReportId: z.uuid(),
    memberId: z.uuid(),
    lineId: z.uuid().nullable().default(null),
    categoryId: z.uuid().nullable().default(null),
    body: Body.describe('What to ask.'),
    versionNumber: SeenVersion,
  }),
  output: z.object({ id: RecordId }),
  async do({ db, actor, input, tell }) {
    const { found, lines } = await stillToDecide(db, actor, input.departmentReportId, input.versionNumber)
    const about = lines.filter(
      (line) => line.memberId === input.memberId && isAbout(input, { id: line.lineId, categoryId: line.categoryId }),
    )
    const [first] = about
    if (!first) absent({ says: 'expenses.review.noTarget' })
    const id = newId()
    await db
      .insertInto('expenseQuery')
      .values({
        id,
        departmentReportId: found.id,
        memberId: input.memberId,
        teamId: first.teamId,
        lineId: input.lineId,
        categoryId: input.lineId ? first.categoryId : input.categoryId,
        askedBy: actor.id,
        answeredAt: null,
        settledBy: null,
        settledAt: null,
      })
      .execute()
    await say(db, id, actor, input.body)
    tell({
      record: ['expenseQuery', id],
      also: [first.reportId, input.lineId],
      alsoOfDepartment: found.id,
      departmentId: found.departmentId,
      says: 'expenses.said.askQuery',
      params: { name: first.memberName, body: input.body.slice(0, 200) },
      memberId: input.memberId,
      teamId: first.teamId,
    })
    return { id }
  },
})

export const answerQuery = change({
  right: 'expenses.prepare',
  summary: 'Answer a query; what was changed for it is presented again as a new version',
  rest: 'POST /expenses/queries/{queryId}/answer',
  input: z.object({ queryId: z.uuid(), version: VersionSeen, body: Body.describe('What to say.') }),
  output: z.object({ id: RecordId, versionNumber: z.number().nullable() }),
  async do({ db, actor, input, tell }) {
    const { teamId } = await queryById(db, input.queryId)
    if (!actor.teams['expenses.prepare'].includes(teamId)) absent({ says: 'expenses.review.noQuery' })
    const { query, of, parts } = await queryToChange(db, input.queryId)
    if (query.state === 'settled') refuse({ says: 'expenses.review.alreadySettled' })
    if (query.state !== 'asked') refuse({ says: 'expenses.review.alreadyAnswered' })
    await mustBeRead(db, query, input.version)
    const report = await reportOfQuery(db, actor, query)
    const { changed, lines, taken } = await asAnswered(db, of, { query, parts })
    const { obstaclesOf } = await judge(db, report, actor.language, seenBy(actor))
    refuseIfAny(obstaclesOf(taken))

    await say(db, query.id, actor, input.body)
    await save(db, 'expenseQuery', query, { state: 'answered', answeredAt: now().toString() })
    const versionNumber = changed ? (await saveVersion(db, actor, of, lines)).number : null
    tell({
      record: ['expenseQuery', query.id],
      also: [report.id, query.lineId],
      alsoOfDepartment: query.departmentReportId,
      departmentId: of.departmentId,
      says: versionNumber ? 'expenses.said.answerQueryChanged' : 'expenses.said.answerQuery',
      params: { name: report.memberName, body: input.body.slice(0, 200), version: versionNumber },
      memberId: query.memberId,
      teamId: query.teamId,
    })
    return { id: query.id, versionNumber }
  },
})

export const askAgain = change({
  right: 'expenses.review',
  summary: 'Ask further in a query that was answered',
  rest: 'POST /expenses/queries/{queryId}/question',
  input: z.object({ queryId: z.uuid(), version: VersionSeen, body: Body.describe('What to say.') }),
  output: z.object({ id: RecordId }),
  async do({ db, actor, input, tell }) {
    const { teamId } = await queryUnderReview(db, actor, input.queryId)
    // Once it is closed nobody could answer.
    await mustBeOpenTeam(db, teamId)
    const { query, found, parts } = await reviewedQuery(db, actor, input.queryId)
    if (!(await versionOf(db, found.id))) await refuseNotPresented(db, found.id)
    await mustBeRead(db, query, input.version)
    if (!parts.some(({ memberId }) => memberId === query.memberId)) refuse({ says: 'expenses.review.nothingLeft' })
    await say(db, query.id, actor, input.body)
    await save(db, 'expenseQuery', query, { state: 'asked', answeredAt: null, settledAt: null, settledBy: null })
    tell({
      record: ['expenseQuery', query.id],
      also: [query.lineId],
      alsoOfDepartment: query.departmentReportId,
      departmentId: found.departmentId,
      says: 'expenses.said.askAgain',
      params: { body: input.body.slice(0, 200) },
      memberId: query.memberId,
      teamId: query.teamId,
    })
    return { id: query.id }
  },
})

export const settleQuery = change({
  right: 'expenses.review',
  summary: 'Accept the answer, or withdraw the query',
  rest: 'POST /expenses/queries/{queryId}/settlement',
  destructive: true,
  idempotent: true,
  input: z.object({
    queryId: z.uuid(),
    version: z.int().positive().describe('The version that was read: what was said since is not settled unread.'),
  }),
  output: z.object({ id: RecordId }),
  async do({ db, actor, input, tell }) {
    const { query, of, parts, found } = await reviewedQuery(db, actor, input.queryId)
    const small = await seenByFourEyes(db, actor, { ...found, owners: [query.memberId] }, 'settle')
    if (query.state === 'settled') refuse({ says: 'expenses.review.alreadySettled' })
    const { id, state } = query
    const says = state === 'answered' ? 'expenses.review.queryAnswered' : 'expenses.review.queryAskedFurther'
    refuseStale(query, input.version, {}, { reason: { says }, now: { id, state } })
    if (query.state === 'asked' && (await asAnswered(db, of, { query, parts })).changed) {
      refuse({ says: 'expenses.review.beingChanged' })
    }
    await save(db, 'expenseQuery', query, { state: 'settled', settledBy: actor.id, settledAt: now().toString() })
    tell({
      record: ['expenseQuery', query.id],
      also: [query.lineId],
      alsoOfDepartment: query.departmentReportId,
      departmentId: found.departmentId,
      says: 'expenses.said.settleQuery',
      memberId: query.memberId,
      teamId: query.teamId,
    })
    tellOfSmallOffice({ tell }, found, small)
    return { id: query.id }
  },
})

/** Refuses what is said to other words than the last ones: those are named, and who said them. */
async function mustBeRead(db: Db, query: Awaited<ReturnType<typeof queryById>>, seen: number | undefined) {
  if (seen === undefined || seen === query.version) return
  const { id, state } = query
  const last = (await messagesOf(db, [query])).get(id)?.at(-1)
  const reason = { says: `expenses.review.saidMeanwhile.${state}`, name: last?.byName ?? '', body: last?.body ?? '' }
  refuseUnlessSeen(query, seen, { reason, now: { id, state } })
}

function say(db: Db, queryId: string, actor: Actor, body: string) {
  return db.insertInto('expenseQueryMessage').values({ id: newId(), queryId, byId: actor.id, body }).execute()
}

async function queryById(db: Db, queryId: string) {
  const query = await db.selectFrom('expenseQuery').selectAll().where('id', '=', queryId).executeTakeFirst()
  return query ?? absent({ says: 'expenses.review.noQuery' })
}

/** A query for a change, with its department report and that one's parts: no figure moves and nobody signs meanwhile. */
async function queryToChange(db: Db, queryId: string) {
  const { departmentReportId } = await queryById(db, queryId)
  await lock(db, { expenseDepartmentReport: [departmentReportId] })
  const of = await readLocked(db, 'expenseDepartmentReport', departmentReportId, () =>
    db
      .selectFrom('expenseDepartmentReport')
      .select(['id', 'departmentId'])
      .where('id', '=', departmentReportId)
      .executeTakeFirstOrThrow(),
  )
  const parts = await partsToChange(db, of)
  const query = await readLocked(db, 'expenseQuery', queryId, () => queryById(db, queryId))
  return { query, of, parts }
}

async function reviewedQuery(db: Db, actor: Actor, queryId: string) {
  const { departmentReportId } = await queryUnderReview(db, actor, queryId)
  const held = await queryToChange(db, queryId)
  const found = await departmentReportIn(db, actor.departments['expenses.review'], departmentReportId)
  refuseApproved(found)
  return { ...held, found }
}

async function queryUnderReview(db: Db, actor: Actor, queryId: string) {
  const query = await queryById(db, queryId)
  if (!(await isReviewed(db, actor, query.departmentReportId))) absent({ says: 'expenses.review.noQuery' })
  return query
}

async function isReviewed(db: Db, actor: Actor, departmentReportId: string): Promise<boolean> {
  const { departmentId } = await db
    .selectFrom('expenseDepartmentReport')
    .select('departmentId')
    .where('id', '=', departmentReportId)
    .executeTakeFirstOrThrow()
  return actor.departments['expenses.review'].includes(departmentId)
}

async function reportOfQuery(db: Db, actor: Actor, query: { departmentReportId: string; memberId: string }) {
  const row = await db
    .selectFrom('expenseReport')
    .innerJoin('expenseTeamReport', 'expenseTeamReport.id', 'expenseReport.teamReportId')
    .select('expenseReport.id')
    .where('expenseTeamReport.departmentReportId', '=', query.departmentReportId)
    .where('expenseReport.memberId', '=', query.memberId)
    .executeTakeFirst()
  if (!row) absent({ says: 'expenses.report.none' })
  return reportInScope(db, seenBy(actor), row.id)
}

type Asked = Pick<Awaited<ReturnType<typeof queryToChange>>, 'query' | 'parts'>

/** The version that stands with the lines a query is about as they are now, but for those under other open queries. */
async function asAnswered(db: Db, of: Locked<'expenseDepartmentReport'>, { query, parts }: Asked) {
  const shown = (await versionOf(db, of.id))?.snapshot ?? []
  const presented = new Set(shown.map((line) => line.reportId))
  const own = parts.filter((part) => part.memberId === query.memberId && presented.has(part.id))
  const standing = await standingLines(
    db,
    own.map((part) => part.id),
  )
  const others = (await askedIn(db, of.id)).filter(({ id }) => id !== query.id)
  const { lines, changed, taken } = nextWithAnswer(shown, standing, { query, others })
  return { changed: changed.length > 0, lines, taken }
}
