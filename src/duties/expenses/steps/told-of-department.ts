import type { Changing } from '#core/operation.ts'
import type { ChartRole, Right } from '#core/rights.ts'
import type { Told } from '#core/told.ts'

/** A department's report as history names it: who may open it may read what was told of it. */
export function aboutDepartmentReport({ id, departmentId, approvedAt = null }: AboutDepartmentReport) {
  const openTo: ChartRole[] = approvedAt
    ? ['expenses.combine', 'expenses.review', 'expenses.pay']
    : ['expenses.combine', 'expenses.review']
  return { record: ['departmentReport', id] as const, departmentId, openTo }
}

interface AboutDepartmentReport {
  id: string
  departmentId: string
  approvedAt?: string | null
}

/** Tells of every report that is part of the department's what happened to it, for those who see that one only. */
export async function tellOfParts(
  { db, tell }: Pick<Changing<Right, unknown>, 'db' | 'tell'>,
  reportIds: readonly string[],
  says: Told['says'],
): Promise<void> {
  const parts = await db
    .selectFrom('expenseReport')
    .select(['id', 'number', 'memberId', 'teamId'])
    .where('id', 'in', reportIds)
    .orderBy('number')
    .execute()
  for (const { id, number, memberId, teamId } of parts)
    tell({ record: ['expenseReport', id], says, params: { number }, memberId, teamId })
}
