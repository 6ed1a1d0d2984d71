import { contentHash } from '#core/content-hash.ts'
import { newId } from '#core/ids.ts'
import type { Told } from '#core/told.ts'
import { withDecisions } from '../queries/figures.ts'
import { presentableLines } from '../queries/snapshot.ts'
import type { PresentedLine } from '../rules/presented-line.ts'
import { linesUnder, tickedContent } from '../rules/ticks.ts'
import { saveVersion } from '../steps/presenting.ts'
import { aboutDepartmentReport, tellOfParts } from '../steps/told-of-department.ts'
import { fillAfterwards } from './fill-afterwards.ts'
import { deskHours } from './fill-moments.ts'
import { heldReport, type MonthAt, partsOf, type ReviewAt } from './fill-parts.ts'
import type { SampleQuery, SampleTeamMonth } from './months-shapes.ts'

/** Writes how the teams' reports were handed over, presented, looked at, questioned and, if they were, approved. */
export async function fillReview(month: MonthAt): Promise<void> {
  const { department } = month.month
  const report = month.frame.departmentReport
  if (!department || !report) return
  const at: ReviewAt = { ...month, department, report }
  for (const team of at.month.teams) await handOver(at, team)
  const first = department.presented[0]!
  at.tell({
    at: at.moment(first.day, 9 * 60),
    by: at.ids.person(first.by),
    operation: 'expenses.makeDepartmentReport',
    ...aboutDepartmentReport(report),
    says: 'expenses.said.makeDepartmentReport',
    params: { number: report.number, month: at.month.month },
  })
  let shown: PresentedLine[] = []
  for (const index of department.presented.keys()) shown = await present(at, index)
  for (const query of department.queries) await ask(at, query, shown)
  await tick(at, shown)
  await fillAfterwards(at, shown)
}

async function handOver(at: ReviewAt, { team, assistant, handedOverOn, reports }: SampleTeamMonth): Promise<void> {
  const [id, by] = [at.frame.teamReports.get(team)!, at.ids.person(assistant)]
  const { id: teamId, name } = at.ids.team(team)
  const handedOverAt = at.moment(handedOverOn!, deskHours.handedOver)
  const { number } = await at.db
    .updateTable('expenseTeamReport')
    .set({ handedOverAt, handedOverBy: by.id })
    .where('id', '=', id)
    .returning('number')
    .executeTakeFirstOrThrow()
  const about = { by, record: ['teamReport', id] as const, teamId }
  at.tell({
    ...about,
    at: at.moment(handedOverOn!, 9 * 60),
    operation: 'expenses.makeTeamReport',
    says: 'expenses.said.makeTeamReport',
    params: { number, month: at.month.month },
  })
  at.tell({
    ...about,
    at: handedOverAt,
    operation: 'expenses.handOverTeamReport',
    also: reports.map((report) => at.frame.reports.get(report.salesperson)),
    alsoOfDepartment: at.report.id,
    departmentId: at.report.departmentId,
    says: 'expenses.said.handOverTeamReport',
    params: { number, team: name, n: reports.length },
  })
}

/** Freezes a version as it was then; the manager looks at every one but the last of a month still in review. */
async function present(at: ReviewAt, index: number): Promise<PresentedLine[]> {
  const { day, by, teams } = at.department.presented[index]!
  const presenter = at.ids.person(by)
  const presentedAt = at.moment(day, index === 0 ? deskHours.presented : deskHours.presentedAgain)
  const reportIds = partsOf(at)
    .filter((part) => teams.includes(part.team.team))
    .map((part) => part.reportId)
  const lines = await presentableLines(at.db, reportIds)
  const version = await saveVersion(at.db, presenter, await heldReport(at), lines)
  await at.db.updateTable('expensePresentedVersion').set({ presentedAt }).where('id', '=', version.id).execute()
  await at.db
    .updateTable('expenseReport')
    .set({ presentedAt })
    .where('id', 'in', reportIds)
    .where('presentedAt', 'is', null)
    .execute()
  at.tell({
    at: presentedAt,
    by: presenter,
    operation: 'expenses.present',
    ...aboutDepartmentReport(at.report),
    says: 'expenses.said.present',
    params: { number: at.report.number, version: version.number, lines: lines.length, hash: version.hash.slice(0, 12) },
  })
  const asThen = (fact: Told) => at.tell({ ...fact, at: presentedAt, by: presenter, operation: 'expenses.present' })
  await tellOfParts({ db: at.db, tell: asThen }, reportIds, 'expenses.said.presentReport')
  if (at.department.approved || index < at.department.presented.length - 1) await look(at, day, version.number)
  return lines
}

async function look(at: ReviewAt, day: string, versionNumber: number): Promise<void> {
  const manager = reviewerOf(at)
  const lookedAt = at.moment(day, deskHours.looked)
  const row = { memberId: manager.id, departmentReportId: at.report.id, versionNumber, at: lookedAt }
  await at.db.insertInto('expenseReviewLook').values(row).execute()
  at.tell({
    at: lookedAt,
    by: manager,
    operation: 'expenses.look',
    ...aboutDepartmentReport(at.report),
    says: 'expenses.said.look',
    params: { number: at.report.number, version: versionNumber },
  })
}

const reviewerOf = ({ department, ids }: ReviewAt) =>
  ids.person(department.approved?.by ?? department.queries[0]!.askedBy)

async function ask(at: ReviewAt, query: SampleQuery, shown: readonly PresentedLine[]): Promise<void> {
  const line = shown.find(({ lineId }) => lineId === at.lines.get(query.line))!
  const id = newId()
  const asker = at.ids.person(query.askedBy)
  const messages = query.messages.map(({ by, day, body }, i) => ({
    id: newId(),
    queryId: id,
    by: at.ids.person(by),
    at: at.moment(day, i === 0 ? deskHours.asked : deskHours.answered),
    body,
  }))
  const [question, answer] = messages
  const settledAt = query.state === 'settled' ? at.moment(query.messages.at(-1)!.day, deskHours.settled) : null
  await at.db
    .insertInto('expenseQuery')
    .values({
      id,
      departmentReportId: at.report.id,
      memberId: line.memberId,
      teamId: line.teamId,
      lineId: line.lineId,
      categoryId: line.categoryId,
      askedBy: asker.id,
      askedAt: question!.at,
      state: query.state,
      answeredAt: answer?.at ?? null,
      settledBy: settledAt ? asker.id : null,
      settledAt,
    })
    .execute()
  await at.db
    .insertInto('expenseQueryMessage')
    .values(messages.map(({ by, ...message }) => ({ ...message, byId: by.id })))
    .execute()
  const about = {
    record: ['expenseQuery', id] as const,
    also: [line.reportId, line.lineId],
    alsoOfDepartment: at.report.id,
    departmentId: at.report.departmentId,
    memberId: line.memberId,
    teamId: line.teamId,
  }
  const name = line.memberName
  at.tell({ ...about, at: question!.at, by: asker, operation: 'expenses.askQuery', says: 'expenses.said.askQuery', params: { name, body: question!.body } }) // biome-ignore format: one fact
  if (answer)
    at.tell({ ...about, at: answer.at, by: answer.by, operation: 'expenses.answerQuery', says: 'expenses.said.answerQuery', params: { name, body: answer.body, version: null } }) // biome-ignore format: one fact
  if (settledAt)
    at.tell({
      ...about,
      at: settledAt,
      by: asker,
      operation: 'expenses.settleQuery',
      says: 'expenses.said.settleQuery',
    })
}

async function tick(at: ReviewAt, shown: readonly PresentedLine[]): Promise<void> {
  if (at.department.ticked.length === 0) return
  const manager = reviewerOf(at)
  const tickedAt = at.moment(at.department.presented.at(-1)!.day, deskHours.ticked)
  const decided = await withDecisions(at.db, shown)
  const rows = at.department.ticked.map((key) => {
    const target = `person:${at.ids.person(key).id}`
    const hash = contentHash(tickedContent(linesUnder(target, decided)))
    return { departmentReportId: at.report.id, target, contentHash: hash, tickedBy: manager.id, at: tickedAt }
  })
  await at.db.insertInto('expenseReviewTick').values(rows).execute()
  at.tell({
    at: tickedAt,
    by: manager,
    operation: 'expenses.tick',
    ...aboutDepartmentReport(at.report),
    says: 'expenses.said.tick',
    params: { number: at.report.number, n: rows.length },
  })
}
