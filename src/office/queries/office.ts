import type { Db } from '#core/database.ts'
import { lock } from '#core/locked.ts'
import { inNameOrder } from './name-order.ts'

/**
 * Holds the office for an administrator's change. Its places, people and duty chart decide on each other (nobody joins a
 * team that closes, the last administrator stays) and change seldom, so those changes come one after the other.
 */
export function holdOffice(db: Db): Promise<void> {
  return lock(db, { officeProfile: true })
}

/** The office's own facts; undefined before it is set up. */
export function officeProfile(db: Db) {
  return db
    .selectFrom('officeProfile')
    .select(['name', 'country', 'currency', 'timeZone', 'language', 'sample', 'fillingJob', 'version', 'setUpAt'])
    .executeTakeFirst()
}

/** Whether a duty keeps amounts in the office's currency: in another they would be other amounts. */
export async function keepsAmounts(db: Db): Promise<boolean> {
  return (await db.selectFrom('keptAmount').select('duty').limit(1).executeTakeFirst()) !== undefined
}

/** The office's own facts; an office that is not set up yet is a bug of the caller. */
export async function profileOf(db: Db): Promise<OfficeProfile> {
  const profile = await officeProfile(db)
  if (!profile) throw new Error('The office is not set up yet.')
  return profile
}

export type OfficeProfile = NonNullable<Awaited<ReturnType<typeof officeProfile>>>

/** A branch with its country, region, time zone and currency. */
export function branchOf(db: Db, id: string) {
  return db
    .selectFrom('branch')
    .select(['id', 'name', 'headquarters', 'country', 'region', 'timeZone', 'currency', 'version', 'closedAt'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** A department. */
export function departmentOf(db: Db, id: string) {
  return db
    .selectFrom('department')
    .select(['id', 'name', 'sales', 'version', 'closedAt'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Teams with their department and branch. */
export function teams(db: Db) {
  return db
    .selectFrom('team')
    .innerJoin('department', 'department.id', 'team.departmentId')
    .innerJoin('branch', 'branch.id', 'team.branchId')
    .select([
      'team.id',
      'team.name',
      'team.departmentId',
      'department.name as departmentName',
      'team.branchId',
      'branch.name as branchName',
      'team.version',
      'team.closedAt',
    ])
}

export function teamOf(db: Db, id: string) {
  return teams(db).where('team.id', '=', id).executeTakeFirst()
}

/** All open teams, or those of one department, by name. */
export function openTeams(db: Db, departmentId?: string) {
  return db
    .selectFrom('team')
    .select(['id', 'name', 'departmentId', 'branchId'])
    .where('closedAt', 'is', null)
    .$if(departmentId !== undefined, (query) => query.where('departmentId', '=', departmentId!))
    .orderBy(inNameOrder('name'))
    .orderBy('id')
    .execute()
}

/** All open departments by name; `sales` marks those whose expenses go through the duty chart. */
export function openDepartments(db: Db) {
  return db
    .selectFrom('department')
    .select(['id', 'name', 'sales'])
    .where('closedAt', 'is', null)
    .orderBy(inNameOrder('name'))
    .orderBy('id')
    .execute()
}

/** How far the sample office has been filled; undefined when it is not being filled. */
export async function fillingOf(db: Db, profile: Pick<OfficeProfile, 'fillingJob'> | undefined) {
  if (!profile?.fillingJob) return undefined
  const job = await db
    .selectFrom('job')
    .select(['state', 'done', 'total', 'failure'])
    .where('id', '=', profile.fillingJob)
    .executeTakeFirst()
  return job && job.state !== 'done' ? job : undefined
}
