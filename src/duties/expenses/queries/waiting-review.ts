import { sql } from 'kysely'
import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { WaitingItem } from '#core/desk-items.ts'
import { profileOf } from '#office/public.ts'
import { standingSum, totalsOfReports } from './figures.ts'

/** What the second half of the walk puts on the desk: confirm, hand over, present, answer, sign, decide, pay. */
export async function waitingAfterCollecting(db: Db, actor: Actor): Promise<WaitingItem[]> {
  const { currency } = await profileOf(db)
  const lists = await Promise.all([
    toConfirm(db, actor, currency),
    queriesAsked(db, actor),
    queriesAnswered(db, actor),
    toHandOver(db, actor),
    toPresent(db, actor),
    toReview(db, actor, currency),
    correctionsToDecide(db, actor, currency),
    toPayOut(db, actor, currency),
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
            .selectFrom('reportConfirmation')
            .select('id')
            .whereRef('reportConfirmation.reportId', '=', 'expenseReport.id'),
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
            .where((inner) => inner.or([inner('bare.categoryId', 'is', null), inner('bare.purpose', '=', '')])),
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

/** The last word of each query that waits in the given state. */
function openQueries(db: Db, state: 'asked' | 'answered') {
  return db
    .selectFrom('expenseQuery')
    .innerJoin('member', 'member.id', 'expenseQuery.memberId')
    .innerJoin('queryMessage', 'queryMessage.queryId', 'expenseQuery.id')
    .innerJoin('member as speaker', 'speaker.id', 'queryMessage.byId')
    .innerJoin('departmentReport', 'departmentReport.id', 'expenseQuery.departmentReportId')
    .leftJoin('expenseReport', (join) =>
      join
        .onRef('expenseReport.memberId', '=', 'expenseQuery.memberId')
        .onRef('expenseReport.month', '=', 'departmentReport.month'),
    )
    .distinctOn('expenseQuery.id')
    .select([
      'expenseQuery.id',
      'expenseQuery.departmentReportId',
      'expenseQuery.memberId',
      'expenseReport.id as reportId',
      'member.name',
      'speaker.name as asker',
      'queryMessage.body',
      'queryMessage.at',
    ])
    .where('expenseQuery.state', '=', state)
    .orderBy('expenseQuery.id')
    .orderBy('queryMessage.at', 'desc')
}

async function queriesAsked(db: Db, actor: Actor): Promise<WaitingItem[]> {
  if (actor.teams.expenses.length === 0) return []
  const rows = await openQueries(db, 'asked').where('expenseQuery.teamId', 'in', actor.teams.expenses).execute()
  return rows.map((row) => ({
    key: `expenses.asked:${row.id}`,
    duty: 'expenses',
    says: 'expenses.waiting.returned',
    params: { name: row.name, asker: row.asker, body: row.body.slice(0, 120) },
    since: row.at,
    due: null,
    urgency: 3,
    link: row.reportId ? `/expenses/reports/${row.reportId}` : '/expenses/reports',
    recordId: row.id,
    memberId: row.memberId,
    memberName: row.name,
  }))
}

async function queriesAnswered(db: Db, actor: Actor): Promise<WaitingItem[]> {
  const departments = actor.departments.review
  if (departments.length === 0) return []
  const rows = await openQueries(db, 'answered').where('departmentReport.departmentId', 'in', departments).execute()
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
  if (actor.teams.expenses.length === 0) return []
  const rows = await db
    .selectFrom('expenseReport')
    .innerJoin('team', 'team.id', 'expenseReport.teamId')
    .innerJoin('reportConfirmation', 'reportConfirmation.reportId', 'expenseReport.id')
    .leftJoin('teamReport', 'teamReport.id', 'expenseReport.teamReportId')
    .select((eb) => [
      'expenseReport.teamId',
      'team.name as team',
      'expenseReport.month',
      'expenseReport.teamReportId',
      eb.fn.count<number>('expenseReport.id').distinct().as('n'),
      eb.fn.min<string>('reportConfirmation.at').as('since'),
    ])
    .where('expenseReport.teamId', 'in', actor.teams.expenses)
    .where('expenseReport.presentedAt', 'is', null)
    .where('teamReport.handedOverAt', 'is', null)
    .groupBy(['expenseReport.teamId', 'team.name', 'expenseReport.month', 'expenseReport.teamReportId'])
    .execute()
  return rows.map((row) => ({
    key: `expenses.handOver:${row.teamId}:${row.month}`,
    duty: 'expenses',
    says: 'expenses.waiting.toHandOver',
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
  const departments = actor.departments.combine
  if (departments.length === 0) return []
  const rows = await db
    .selectFrom('departmentReport')
    .innerJoin('department', 'department.id', 'departmentReport.departmentId')
    .innerJoin('teamReport', 'teamReport.departmentReportId', 'departmentReport.id')
    .innerJoin('team', 'team.id', 'teamReport.teamId')
    .innerJoin('expenseReport', 'expenseReport.teamReportId', 'teamReport.id')
    .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'departmentReport.id')
    .select((eb) => [
      'departmentReport.id',
      'department.name as department',
      'departmentReport.month',
      sql<string>`string_agg(distinct team.name, ', ')`.as('teams'),
      eb.fn.max<string>('teamReport.handedOverAt').as('since'),
      eb
        .selectFrom('presentedVersion')
        .select(({ fn }) => fn.max('number').as('number'))
        .whereRef('presentedVersion.departmentReportId', '=', 'departmentReport.id')
        .as('version'),
    ])
    .where('departmentReport.departmentId', 'in', departments)
    .where('teamReport.handedOverAt', 'is not', null)
    .where('expenseReport.presentedAt', 'is', null)
    .where('expenseApproval.id', 'is', null)
    .groupBy(['departmentReport.id', 'department.name', 'departmentReport.month'])
    .execute()
  return rows.map((row) => ({
    key: `expenses.present:${row.id}`,
    duty: 'expenses',
    says: row.version ? 'expenses.waiting.toPresentAgain' : 'expenses.waiting.toPresent',
    params: { department: row.department, month: row.month, teams: row.teams, version: row.version ?? 0 },
    since: row.since,
    due: null,
    urgency: 1,
    link: `/expenses/department-reports/${row.id}`,
    recordId: row.id,
  }))
}

async function toReview(db: Db, actor: Actor, currency: string): Promise<WaitingItem[]> {
  const departments = actor.departments.review
  if (departments.length === 0) return []
  const rows = await db
    .selectFrom('departmentReport')
    .innerJoin('department', 'department.id', 'departmentReport.departmentId')
    .innerJoin('presentedVersion', 'presentedVersion.departmentReportId', 'departmentReport.id')
    .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'departmentReport.id')
    .distinctOn('departmentReport.id')
    .select([
      'departmentReport.id',
      'department.name as department',
      'departmentReport.month',
      'presentedVersion.number',
      'presentedVersion.presentedAt',
    ])
    .where('departmentReport.departmentId', 'in', departments)
    .where('expenseApproval.id', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('expenseQuery')
            .select('expenseQuery.id')
            .whereRef('expenseQuery.departmentReportId', '=', 'departmentReport.id')
            .where('expenseQuery.state', '=', 'asked'),
        ),
      ),
    )
    .orderBy('departmentReport.id')
    .orderBy('presentedVersion.number', 'desc')
    .execute()
  const totals = await totalsOfReports(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    key: `expenses.review:${row.id}`,
    duty: 'expenses',
    says: 'expenses.waiting.toReview',
    params: {
      department: row.department,
      month: row.month,
      version: row.number,
      total: { cents: totals.get(row.id)?.acceptedCents ?? 0, currency },
    },
    since: row.presentedAt,
    due: null,
    urgency: 2,
    link: `/expenses/department-reports/${row.id}`,
    recordId: row.id,
  }))
}

async function correctionsToDecide(db: Db, actor: Actor, currency: string): Promise<WaitingItem[]> {
  const departments = actor.departments.review
  if (departments.length === 0) return []
  const rows = await db
    .selectFrom('expenseCorrection')
    .innerJoin('departmentReport', 'departmentReport.id', 'expenseCorrection.departmentReportId')
    .innerJoin('expenseLine', 'expenseLine.id', 'expenseCorrection.lineId')
    .innerJoin('expenseReport', 'expenseReport.id', 'expenseLine.reportId')
    .innerJoin('member', 'member.id', 'expenseReport.memberId')
    .selectAll('expenseCorrection')
    .select(['member.name', 'member.id as memberId'])
    .where('departmentReport.departmentId', 'in', departments)
    .where('decidedAt', 'is', null)
    .execute()
  return rows.map((row) => ({
    key: `expenses.correction:${row.id}`,
    duty: 'expenses',
    says: 'expenses.waiting.correction',
    params: {
      name: row.name,
      was: { cents: row.wasCents, currency },
      now: { cents: row.nowCents, currency },
      reason: row.reason,
    },
    since: row.proposedAt,
    due: null,
    urgency: 1,
    link: `/expenses/department-reports/${row.departmentReportId}`,
    recordId: row.id,
    memberId: row.memberId,
    memberName: row.name,
  }))
}

async function toPayOut(db: Db, actor: Actor, currency: string): Promise<WaitingItem[]> {
  const departments = actor.departments.payout
  if (departments.length === 0) return []
  const rows = await db
    .selectFrom('payout')
    .innerJoin('departmentReport', 'departmentReport.id', 'payout.departmentReportId')
    .innerJoin('department', 'department.id', 'departmentReport.departmentId')
    .innerJoin('expenseApproval', 'expenseApproval.departmentReportId', 'departmentReport.id')
    .select((eb) => [
      'departmentReport.id',
      'department.name as department',
      'departmentReport.month',
      'expenseApproval.at',
      eb.fn.countAll<number>().as('n'),
      eb.fn.sum<number>('payout.cents').as('cents'),
    ])
    .where('departmentReport.departmentId', 'in', departments)
    .where('payout.paidAt', 'is', null)
    .groupBy(['departmentReport.id', 'department.name', 'expenseApproval.at'])
    .execute()
  return rows.map((row) => ({
    key: `expenses.pay:${row.id}`,
    duty: 'expenses',
    says: 'expenses.waiting.toPay',
    params: {
      department: row.department,
      month: row.month,
      n: row.n,
      total: { cents: Number(row.cents), currency },
    },
    since: row.at,
    due: null,
    urgency: 1,
    link: `/expenses/department-reports/${row.id}/payouts`,
    recordId: row.id,
  }))
}
