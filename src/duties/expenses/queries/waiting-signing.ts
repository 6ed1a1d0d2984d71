import { sql } from 'kysely'
import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import type { WaitingItem } from '#core/desk-items.ts'
import { doersOf } from '#office/public.ts'
import type { FourEyes } from '../rules/four-eyes.ts'
import { correctionsIn } from './corrections.ts'
import { totalsOfReports } from './figures.ts'
import { bondOf, freeFor, ownersIn, smallOffice } from './hands.ts'
import { departmentNameIn } from './signed-names.ts'
import { withdrawnReports } from './waiting-withdrawn.ts'

/** What waits for who reviews and who pays: sign, know of what was withdrawn, decide, pay. */
export async function waitingToSign(db: Db, actor: Actor, currency: string): Promise<WaitingItem[]> {
  const lists = await Promise.all([
    toReview(db, actor, currency),
    withdrawnReports(db, actor),
    correctionsToDecide(db, actor, currency),
    toPayOut(db, actor, currency),
    nobodyMay(db, actor),
  ])
  return lists.flat()
}

/** Of these, those that the caller had a hand in or whose money is his own, with who may do it; none in a small office. */
async function othersFor(
  db: Db,
  actor: Actor,
  verb: Exclude<FourEyes, 'settle'>,
  decisions: readonly { key: string; id: string; departmentId: string; owners: readonly string[] }[],
): Promise<Map<string, { others: number; who: string[] }>> {
  const found = new Map<string, { others: number; who: string[] }>()
  if (decisions.length === 0 || (await smallOffice(db))) return found
  for (const { key, ...of } of decisions) {
    if (!(await bondOf(db, actor.id, of, verb))) continue
    const others = await freeFor(db, verb === 'pay' ? 'expenses.pay' : 'expenses.review', of)
    found.set(key, { others: others.length, who: others.map((one) => one.name) })
  }
  return found
}

/** Nobody is asked who can still answer; of a closed team nobody can, so that whoever asked has to settle that. */
const noAnswerToCome = sql<boolean>`not exists (
  select from expense_query query join team on team.id = query.team_id
  where query.department_report_id = expense_department_report.id and query.state = 'asked' and team.closed_at is null
)`

async function signedNext(db: Db, departments: readonly string[]) {
  const rows = await db
    .selectFrom('expenseDepartmentReport')
    .innerJoin('department', 'department.id', 'expenseDepartmentReport.departmentId')
    .innerJoin('expensePresentedVersion', 'expensePresentedVersion.departmentReportId', 'expenseDepartmentReport.id')
    .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'expenseDepartmentReport.id')
    .distinctOn('expenseDepartmentReport.id')
    .select([
      'expenseDepartmentReport.id',
      'department.name as department',
      'expenseDepartmentReport.departmentId',
      'expenseDepartmentReport.month',
      'expenseDepartmentReport.supplement',
      'expensePresentedVersion.id as versionId',
      'expensePresentedVersion.number',
      'expensePresentedVersion.presentedAt',
    ])
    .where('expenseDepartmentReport.departmentId', 'in', departments)
    .where('expenseApproval.id', 'is', null)
    .where('expensePresentedVersion.withdrawnAt', 'is', null)
    .where(noAnswerToCome)
    .orderBy('expenseDepartmentReport.id')
    .orderBy('expensePresentedVersion.number', 'desc')
    .execute()
  const owners = await ownersIn(
    db,
    rows.map((row) => row.versionId),
  )
  return rows.map((row) => ({ ...row, key: row.id, owners: owners.get(row.versionId) ?? [] }))
}

async function toReview(db: Db, actor: Actor, currency: string): Promise<WaitingItem[]> {
  const departments = actor.departments['expenses.review']
  if (departments.length === 0) return []
  const rows = await signedNext(db, departments)
  const totals = await totalsOfReports(
    db,
    rows.map((row) => row.id),
  )
  const others = await othersFor(db, actor, 'approve', rows)
  return rows.map((row) => ({
    key: `expenses.review:${row.id}`,
    duty: 'expenses',
    says: others.has(row.id) ? 'expenses.waiting.toReviewByOther' : 'expenses.waiting.toReview',
    params: {
      ...others.get(row.id),
      department: row.department,
      month: row.month,
      supplement: row.supplement,
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

async function proposed(db: Db, departments: readonly string[]) {
  const rows = await correctionsIn(db, departments)
    .selectAll('expenseCorrection')
    .innerJoin('department', 'department.id', 'expenseDepartmentReport.departmentId')
    .select([
      'member.name',
      'member.id as memberId',
      'expenseDepartmentReport.departmentId',
      'expenseDepartmentReport.month',
    ])
    .select([
      departmentNameIn(sql.ref('expenseDepartmentReport.id')).as('department'),
      'expenseDepartmentReport.supplement',
    ])
    .where('decidedAt', 'is', null)
    .execute()
  return rows.map((row) => ({ ...row, key: row.id, id: row.departmentReportId, owners: [row.memberId] }))
}

async function correctionsToDecide(db: Db, actor: Actor, currency: string): Promise<WaitingItem[]> {
  const departments = actor.departments['expenses.review']
  if (departments.length === 0) return []
  const agreed = await proposed(db, departments)
  const others = await othersFor(db, actor, 'agree', agreed)
  return agreed.map((row) => ({
    key: `expenses.correction:${row.key}`,
    duty: 'expenses',
    says: others.has(row.key) ? 'expenses.waiting.correctionByOther' : 'expenses.waiting.correction',
    params: {
      ...others.get(row.key),
      name: row.name,
      was: { cents: row.wasCents, currency },
      now: { cents: row.nowCents, currency },
      reason: row.reason,
    },
    since: row.proposedAt,
    due: null,
    urgency: 1,
    link: `/expenses/department-reports/${row.departmentReportId}?correction=${row.key}`,
    recordId: row.key,
    memberId: row.memberId,
    memberName: row.name,
  }))
}

function unpaid(db: Db, departments: readonly string[]) {
  return db
    .selectFrom('expensePayout')
    .innerJoin('expenseDepartmentReport', 'expenseDepartmentReport.id', 'expensePayout.departmentReportId')
    .innerJoin('department', 'department.id', 'expenseDepartmentReport.departmentId')
    .innerJoin('expenseApproval', 'expenseApproval.departmentReportId', 'expenseDepartmentReport.id')
    .select((eb) => [
      'expenseDepartmentReport.id',
      departmentNameIn(sql.ref('expenseDepartmentReport.id')).as('department'),
      'expenseDepartmentReport.departmentId',
      'expenseDepartmentReport.month',
      'expenseDepartmentReport.supplement',
      'expenseApproval.at',
      eb.fn.countAll<number>().as('n'),
      eb.fn.sum<number>('expensePayout.cents').as('cents'),
      eb.fn.agg<string[]>('array_agg', ['expensePayout.memberId']).as('owners'),
    ])
    .where('expenseDepartmentReport.departmentId', 'in', departments)
    .where('expensePayout.paidAt', 'is', null)
    .groupBy(['expenseDepartmentReport.id', 'department.id', 'expenseApproval.at'])
    .execute()
}

async function toPayOut(db: Db, actor: Actor, currency: string): Promise<WaitingItem[]> {
  const departments = actor.departments['expenses.pay']
  if (departments.length === 0) return []
  const rows = await unpaid(db, departments)
  // What is due to others remains to be paid by who is among them.
  const paid = rows.map((row) => {
    const isAllOwn = row.owners.every((id) => id === actor.id)
    return { ...row, key: row.id, owners: isAllOwn ? row.owners : row.owners.filter((id) => id !== actor.id) }
  })
  const others = await othersFor(db, actor, 'pay', paid)
  return rows.map((row) => ({
    key: `expenses.pay:${row.id}`,
    duty: 'expenses',
    says: others.has(row.id) ? 'expenses.waiting.toPayByOther' : 'expenses.waiting.toPay',
    params: {
      ...others.get(row.id),
      department: row.department,
      month: row.month,
      supplement: row.supplement,
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

/** All that is to be signed, decided on or paid. */
async function toDecide(db: Db, departments: readonly string[]) {
  const [signed, corrections, payouts] = await Promise.all([
    signedNext(db, departments),
    proposed(db, departments),
    unpaid(db, departments),
  ])
  return [
    ...signed.map((row) => ({ ...row, verb: 'approve' as const, since: row.presentedAt })),
    ...corrections.map((row) => ({ ...row, verb: 'agree' as const, since: row.proposedAt })),
    ...payouts.map((row) => ({ ...row, key: row.id, verb: 'pay' as const, since: row.at })),
  ]
}

/**
 * What nobody may decide, since nobody has the duty, or all who have it had a hand or have money in it: only an administrator
 * can help.
 */
async function nobodyMay(db: Db, actor: Actor): Promise<WaitingItem[]> {
  if (!actor.rights.has('office.administer')) return []
  const places = await db.selectFrom('department').select(['id', 'closedAt']).execute()
  if (places.length === 0) return []
  const departments = places.map(({ id }) => id)
  const closed = new Set(places.filter(({ closedAt }) => closedAt).map(({ id }) => id))
  const isSmall = (await smallOffice(db)) !== null
  const stuck: WaitingItem[] = []
  for (const { key, verb, ...of } of await toDecide(db, departments)) {
    // Whoever pays leaves out what is his own.
    const isPay = verb === 'pay'
    const role = isPay ? 'expenses.pay' : 'expenses.review'
    const hasDoer = (await doersOf(db, role, of.departmentId)).length > 0
    if (hasDoer && isSmall) continue
    const free = await freeFor(db, role, isPay ? { ...of, owners: [] } : of)
    if (isPay ? !of.owners.some((owner) => free.every(({ id }) => id === owner)) : free.length > 0) continue
    const isClosed = closed.has(of.departmentId)
    stuck.push({
      key: `expenses.nobodyMay:${verb}:${key}`,
      duty: 'expenses',
      says: `expenses.waiting.${hasDoer ? 'nobodyMay' : isClosed ? 'nobodyInClosed' : 'nobodyHas'}`,
      params: { verb, department: of.department, month: of.month, supplement: of.supplement },
      since: of.since,
      due: null,
      urgency: 2,
      link: isClosed ? '/office/places' : '/office/chart',
      recordId: of.id,
    })
  }
  return stuck
}
