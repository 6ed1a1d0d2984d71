import type { Db } from '#core/database.ts'
import { invalid } from '#core/refusal.ts'
import { branchOf, departmentOf } from '../queries/office.ts'

interface Places {
  departmentId?: string | null | undefined
  branchId?: string | null | undefined
}

/** Refuses a department or branch that is not there or closed; what is not given is not asked about. */
export async function mustBeOpen(db: Db, { departmentId, branchId }: Places): Promise<void> {
  if (departmentId) {
    const department = await departmentOf(db, departmentId)
    if (!department || department.closedAt) invalid('departmentId', { says: 'office.noSuchDepartment' })
  }
  if (branchId) {
    const branch = await branchOf(db, branchId)
    if (!branch || branch.closedAt) invalid('branchId', { says: 'office.noSuchBranch' })
  }
}
