import { sql } from 'kysely'
import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { WaitingItem } from '#core/desk-items.ts'
import { profileOf } from '#office/public.ts'
import { acceptedOtherwise } from './accepted-otherwise.ts'
import { standingSum } from './figures.ts'
import { correctionsDecided } from './waiting-answers.ts'
import { lateToClaim, lateToFinish } from './waiting-late.ts'
import { waitingToSign } from './waiting-signing.ts'

/** What the second half of the walk puts on the desk: confirm, hand over, present, answer, sign, decide, pay. */
export async function waitingAfterCollecting(db: Db, actor: Actor): Promise<WaitingItem[]> {
  const { currency } = await profileOf(db)
  const lists = await Promise.all([
    toConfirm(db, actor, currency),
    otherThanClaimed(db, actor, currency),
    queriesAsked(db, actor),
    queriesAnswered(db, actor),
    toHandOver(db, actor),
    lateToClaim(db, actor),
    lateToFinish(db, actor),
    toPresent(db, actor),
    waitingToSign(db, actor, currency),
    correctionsDecided(db, actor, currency),
  ])
  return lists.flat()
}

async function toConfirm(db: Db, actor: Actor, currency: string): Promise<WaitingItem[]> {
  if (!actor.rights.has('expenses.claim') || actor.behalf) return []
  const rows = await db
    .selectFrom('expenseReport')
    .innerJoin('expenseLine', 'expenseLine.reportId', 'expenseReport.id')
    .select([
      'expenseReport.id',
      'expenseReport.number',
      'expenseReport.month',
      'expenseReport.madeAt',
      standingSum('claimedCents').as('cents'),
    ])
    .where('expenseReport.memberId', '=', actor.id)
    .where('expenseReport.presentedAt', 'is', null)
    .where('expenseLine.removedAt', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('expenseReportConfirmation')
            .select('id')
            .whereRef('expenseReportConfirmation.reportId', '=', 'expenseReport.id'),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('expenseLine as bare')
            .select('bare.id')
            .whereRef('bare.reportId', '=', 'expenseReport.id')
            .where('bare.removedAt', 'is', null)
            .where((inner) =>
              inner.or([
                inner('bare.categoryId', 'is', null),
                inner('bare.purpose', '=', ''),
                inner('bare.amountCents', '=', 0),
                inner('bare.claimedCents', 'is', null),
              ]),
            ),
        ),
      ),
    )
    .groupBy('expenseReport.id')
    .execute()
  return rows.map((row) => ({
    key: `expenses.confirm:${row.id}`,
    duty: 'expenses',
    says: 'expenses.waiting.confirm',
    params: { month: row.month, total: { cents: Number(row.cents), currency } },
    since: row.madeAt,
    due: null,
    urgency: 1,
    link: `/expenses/reports/${row.id}`,
    recordId: row.id,
  }))
}

/** Signed reports of which less or more was accepted than claimed, until their person has looked. */
async function otherThanClaimed(db: Db, actor: Actor, currency: string): Promise<WaitingItem[]> {
  if (!actor.rights.has('expenses.claim') || actor.behalf) return []
  const lines = await acceptedOtherwise(db, { memberId: actor.id })
  const unseen = Map.groupBy(lines, (line) => line.reportId)
  for (const [id, own] of unseen) if (!own.some((line) => line.unseen)) unseen.delete(id)
  if (unseen.size === 0) return []
  const reports = await db
    .selectFrom('expenseReport')
    .select(['id', 'month', standingSum('claimedCents').as('claimed'), standingSum('acceptedCents').as('accepted')])
    .where('id', 'in', [...unseen.keys()])
    .execute()
  return reports.map(({ id, month, claimed, accepted }) => ({
    key: `expenses.less:${id}`,
    duty: 'expenses',
    says: saysOf(Number(accepted) - Number(claimed)),
    params: {
      month,
      by: { cents: Math.abs(Number(claimed) - Number(accepted)), currency },
      accepted: { cents: Number(accepted), currency },
      why: unseen
        .get(id)!
        .map((line) => `${line.merchant}: ${line.why}`)
        .join('; ')
        .slice(0, 200),
    },
    since: unseen
      .get(id)!
      .map((line) => line.at)
      .sort()
      .at(-1)!,
    due: null,
    urgency: 1,
    link: `/expenses/reports/${id}`,
    recordId: id,
  }))
}

function saysOf(moreCents: number) {
  if (moreCents === 0) return 'expenses.waiting.acceptedOtherwise'
  return moreCents < 0 ? 'expenses.waiting.lessAccepted' : 'expenses.waiting.moreAccepted'
}

/** The last word of each query that waits in the given state. */
function openQueries(db: Db, state: 'asked' | 'answered') {
  return db
    .selectFrom('expenseQuery')
    .innerJoin('member', 'member.id', 'expenseQuery.memberId')
    .innerJoin('expenseQueryMessage', 'expenseQueryMessage.queryId', 'expenseQuery.id')
    .innerJoin('member as speaker', 'speaker.id', 'expenseQueryMessage.byId')
    .innerJoin('expenseDepartmentReport', 'expenseDepartmentReport.id', 'expenseQuery.departmentReportId')
    .leftJoin('expenseReport', (join) =>
      join
        .onRef('expenseReport.memberId', '=', 'expenseQuery.memberId')
        .onRef('expenseReport.month', '=', 'expenseDepartmentReport.month'),
    )
    .distinctOn('expenseQuery.id')
    .select([
      'expenseQuery.id',
      'expenseQuery.departmentReportId',
      'expenseQuery.memberId',
      'expenseReport.id as reportId',
      'member.name',
      'speaker.name as asker',
      'expenseQueryMessage.body',
      'expenseQueryMessage.at',
    ])
    .where('expenseQuery.state', '=', state)
    .orderBy('expenseQuery.id')
    .orderBy('expenseQueryMessage.at', 'desc')
}

async function queriesAsked(db: Db, actor: Actor): Promise<WaitingItem[]> {
  if (actor.teams['expenses.prepare'].length === 0) return []
  const rows = await openQueries(db, 'asked')
    .where('expenseQuery.teamId', 'in', actor.teams['expenses.prepare'])
    .execute()
  return rows.map((row) => ({
    key: `expenses.asked:${row.id}`,
    duty: 'expenses',
    says: 'expenses.waiting.returned',
    params: { name: row.name, asker: row.asker, body: row.body.slice(0, 120) },
    since: row.at,
    due: null,
    urgency: 3,
    link: row.reportId ? `/expenses/reports/${row.reportId}?query=${row.id}` : '/expenses/reports',
    recordId: row.id,
    memberId: row.memberId,
    memberName: row.name,
  }))
}

async function queriesAnswered(db: Db, actor: Actor): Promise<WaitingItem[]> {
  const departments = actor.departments['expenses.review']
  if (departments.length === 0) return []
  const rows = await openQueries(db, 'answered')
    .where('expenseDepartmentReport.departmentId', 'in', departments)
    .execute()
  return rows.map((row) => ({
    key: `expenses.answered:${row.id}`,
    duty: 'expenses',
    says: 'expenses.waiting.answered',
    params: { name: row.name, body: row.body.slice(0, 120) },
    since: row.at,
    due: null,
    urgency: 2,
    link: `/expenses/department-reports/${row.departmentReportId}?query=${row.id}`,
    recordId: row.id,
    memberId: row.memberId,
    memberName: row.name,
  }))
}

async function toHandOver(db: Db, actor: Actor): Promise<WaitingItem[]> {
  if (actor.teams['expenses.prepare'].length === 0) return []
  const rows = await db
    .selectFrom('expenseReport')
    .innerJoin('team', 'team.id', 'expenseReport.teamId')
    .innerJoin('expenseReportConfirmation', 'expenseReportConfirmation.reportId', 'expenseReport.id')
    .leftJoin('expenseTeamReport', 'expenseTeamReport.id', 'expenseReport.teamReportId')
    .select((eb) => [
      'expenseReport.teamId',
      'team.name as team',
      'expenseReport.month',
      'expenseReport.teamReportId',
      eb.fn.count<number>('expenseReport.id').distinct().as('n'),
      eb.fn.min<string>('expenseReportConfirmation.at').as('since'),
      eb
        .exists(
          eb
            .selectFrom('expenseDepartmentReport')
            .innerJoin('expenseApproval', 'expenseApproval.departmentReportId', 'expenseDepartmentReport.id')
            .select('expenseDepartmentReport.id')
            .whereRef('expenseDepartmentReport.departmentId', '=', 'team.departmentId')
            .whereRef('expenseDepartmentReport.month', '=', 'expenseReport.month'),
        )
        .as('isLate'),
    ])
    .where('expenseReport.teamId', 'in', actor.teams['expenses.prepare'])
    .where('expenseReport.presentedAt', 'is', null)
    .where('expenseTeamReport.handedOverAt', 'is', null)
    .groupBy(['expenseReport.teamId', 'team.id', 'expenseReport.month', 'expenseReport.teamReportId'])
    .execute()
  return rows.map((row) => ({
    key: `expenses.handOver:${row.teamReportId ?? row.teamId}:${row.month}`,
    duty: 'expenses',
    says: row.isLate ? 'expenses.waiting.toHandOverLate' : 'expenses.waiting.toHandOver',
    params: { team: row.team, month: row.month, n: row.n },
    since: row.since,
    due: null,
    urgency: 1,
    link: row.teamReportId
      ? `/expenses/team-reports/${row.teamReportId}`
      : `/expenses/team-reports?team=${row.teamId}&month=${row.month}`,
    recordId: row.teamReportId ?? row.teamId,
  }))
}

async function toPresent(db: Db, actor: Actor): Promise<WaitingItem[]> {
  const departments = actor.departments['expenses.combine']
  if (departments.length === 0) return []
  const rows = await db
    .selectFrom('expenseDepartmentReport')
    .innerJoin('department', 'department.id', 'expenseDepartmentReport.departmentId')
    .innerJoin('expenseTeamReport', 'expenseTeamReport.departmentReportId', 'expenseDepartmentReport.id')
    .innerJoin('team', 'team.id', 'expenseTeamReport.teamId')
    .innerJoin('expenseReport', 'expenseReport.teamReportId', 'expenseTeamReport.id')
    .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'expenseDepartmentReport.id')
    .select((eb) => [
      'expenseDepartmentReport.id',
      'department.name as department',
      'expenseDepartmentReport.month',
      'expenseDepartmentReport.supplement',
      sql<string[]>`array_agg(distinct team.name)`.as('teams'),
      eb.fn.max<string>('expenseTeamReport.handedOverAt').as('since'),
      eb
        .selectFrom('expensePresentedVersion')
        .select(({ fn }) => fn.max('number').as('number'))
        .whereRef('expensePresentedVersion.departmentReportId', '=', 'expenseDepartmentReport.id')
        .where('withdrawnAt', 'is', null)
        .as('version'),
    ])
    .where('expenseDepartmentReport.departmentId', 'in', departments)
    .where('expenseTeamReport.handedOverAt', 'is not', null)
    .where('expenseReport.presentedAt', 'is', null)
    .where('expenseApproval.id', 'is', null)
    .groupBy(['expenseDepartmentReport.id', 'department.name', 'expenseDepartmentReport.month'])
    .execute()
  return rows.map((row) => ({
    key: `expenses.present:${row.id}`,
    duty: 'expenses',
    says: row.version ? 'expenses.waiting.toPresentAgain' : 'expenses.waiting.toPresent',
    params: {
      department: row.department,
      month: row.month,
      supplement: row.supplement,
      teams: row.teams,
      version: row.version ?? 0,
    },
    since: row.since,
    due: null,
    urgency: 1,
    link: `/expenses/department-reports/${row.id}`,
    recordId: row.id,
  }))
}
