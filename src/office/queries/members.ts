import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import type { MemberRole } from '#core/duty.ts'
import { type Locked, readAllLocked } from '#core/locked.ts'

interface MemberFilter {
  role?: MemberRole | undefined
  teamId?: string | undefined
  departmentId?: string | undefined
  branchId?: string | undefined
  show: 'working' | 'left' | 'all'
}

/** Whether somebody works here or has left, as a column beside `member`. */
export const memberState = sql`case when member.deactivated_at is null then 'working' else 'left' end`

/** Members with their places. */
export function membersWith(db: Db, filter: MemberFilter) {
  return withPlaces(db)
    .$if(filter.show === 'working', (query) => query.where('member.deactivatedAt', 'is', null))
    .$if(filter.show === 'left', (query) => query.where('member.deactivatedAt', 'is not', null))
    .$if(filter.role !== undefined, (query) => query.where(sql<boolean>`${filter.role} = any(member.roles)`))
    .$if(filter.teamId !== undefined, (query) => query.where('member.teamId', '=', filter.teamId!))
    .$if(filter.departmentId !== undefined, (query) => query.where('member.departmentId', '=', filter.departmentId!))
    .$if(filter.branchId !== undefined, (query) => query.where('member.branchId', '=', filter.branchId!))
}

/** One member with the names of his places. */
export function memberWithPlaces(db: Db, id: string) {
  return withPlaces(db).where('member.id', '=', id).executeTakeFirst()
}

function withPlaces(db: Db) {
  return db
    .selectFrom('member')
    .leftJoin('team', 'team.id', 'member.teamId')
    .leftJoin('department', 'department.id', 'member.departmentId')
    .leftJoin('branch', 'branch.id', 'member.branchId')
    .select([
      'member.id',
      'member.name',
      'member.email',
      'member.phone',
      'member.language',
      'member.roles',
      'member.teamId',
      'team.name as teamName',
      'member.departmentId',
      'department.name as departmentName',
      'member.branchId',
      'branch.name as branchName',
      'member.deactivatedAt',
      'member.version',
    ])
}

/** A member's lines of the duty chart that have not ended before a day, soonest first. */
export function dutiesOf(db: Db, memberId: string, since: string) {
  return db
    .selectFrom('dutyAssignment as line')
    .leftJoin('team', 'team.id', 'line.teamId')
    .leftJoin('department', 'department.id', 'line.departmentId')
    .leftJoin('branch', 'branch.id', 'line.branchId')
    .leftJoin('dutyAssignment as covered', 'covered.id', 'line.coversId')
    .leftJoin('member as other', 'other.id', 'covered.memberId')
    .select(({ fn }) => [
      'line.id',
      'line.role',
      'line.fromDay',
      'line.toDay',
      'other.name as coversName',
      fn.coalesce('team.name', 'department.name', 'branch.name').as('placeName'),
    ])
    .where('line.memberId', '=', memberId)
    .where((eb) => eb.or([eb('line.toDay', 'is', null), eb('line.toDay', '>=', since)]))
    .orderBy('line.fromDay')
    .orderBy('line.id')
    .execute()
}

/** How a member gets in: whether he has a password, his open invitation, his sessions. */
export async function accessOf(db: Db, memberId: string) {
  const [account, invitation, sessions] = await Promise.all([
    db
      .selectFrom('account')
      .select('id')
      .where('userId', '=', memberId)
      .where('password', 'is not', null)
      .executeTakeFirst(),
    openInvitationOf(db, memberId),
    db
      .selectFrom('session')
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('createdAt').as('newest')])
      .where('userId', '=', memberId)
      .where('expiresAt', '>', sql<string>`now()`)
      .executeTakeFirstOrThrow(),
  ])
  return {
    hasPassword: account !== undefined,
    invitation: invitation ?? null,
    sessions: sessions.count,
    signedInAt: (sessions.newest as string | null) ?? null,
  }
}

/** Whether an invitation or reset link could still be used: it is neither used, nor replaced, nor over. */
export async function isInvitationOpen(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('invitation')
    .select('id')
    .where('id', '=', id)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', sql<string>`now()`)
    .executeTakeFirst()
  return row !== undefined
}

/** The invitation or reset link that a member could still use. */
export function openInvitationOf(db: Db, memberId: string) {
  return db
    .selectFrom('invitation')
    .select(['id', 'kind', 'madeAt', 'expiresAt'])
    .where('memberId', '=', memberId)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', sql<string>`now()`)
    .orderBy('madeAt', 'desc')
    .executeTakeFirst()
}

/** A member's invitations and reset links that could still be used, for a change. */
export async function openInvitationsToChange(db: Db, member: Locked<'member'>) {
  const read = () =>
    db
      .selectFrom('invitation')
      .select('id')
      .where('memberId', '=', member.id)
      .where('usedAt', 'is', null)
      .where('expiresAt', '>', sql<string>`clock_timestamp()`)
      .execute()
  const ids = (await read()).map(({ id }) => id)
  return readAllLocked(db, 'invitation', ids, read)
}

/** The invitation of a token, while it can be used and its member works here. */
export function invitationByHash(db: Db, tokenHash: string) {
  return db
    .selectFrom('invitation')
    .innerJoin('member', 'member.id', 'invitation.memberId')
    .select([
      'invitation.id',
      'invitation.kind',
      'invitation.memberId',
      'member.name',
      'member.email',
      'member.language',
    ])
    .where('invitation.tokenHash', '=', tokenHash)
    .where('invitation.usedAt', 'is', null)
    .where('invitation.expiresAt', '>', sql<string>`clock_timestamp()`)
    .where('member.deactivatedAt', 'is', null)
    .executeTakeFirst()
}
