import type { Db } from '#core/database.ts'
import { lock, readLocked } from '#core/locked.ts'

/** The version in force; undefined before the first one. */
export function currentProcedure(db: Db) {
  return db
    .selectFrom('expenseProcedureVersion')
    .selectAll()
    .where('number', 'is not', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The draft for a change. All of the procedure hangs on the policy: two drafts, or two versions in force, cannot arise. */
export async function draftToChange(db: Db) {
  await lock(db, { expensePolicy: true })
  const draft = await draftOf(db)
  return draft && readLocked(db, 'expenseProcedureVersion', draft.id, async () => draft)
}

export function draftOf(db: Db) {
  return db.selectFrom('expenseProcedureVersion').selectAll().where('publishedAt', 'is', null).executeTakeFirst()
}

/** What a draft begins with: beyond every version that there was, so that nobody takes the draft before for it. */
export async function nextDraftVersion(db: Db): Promise<number> {
  const { last } = await db
    .selectFrom('expenseProcedureVersion')
    .select(({ fn }) => fn.max('version').as('last'))
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

/** All published versions, newest first. */
export function publishedVersions(db: Db) {
  return db
    .selectFrom('expenseProcedureVersion')
    .leftJoin('member', 'member.id', 'expenseProcedureVersion.publishedBy')
    .select([
      'expenseProcedureVersion.id',
      'expenseProcedureVersion.number',
      'expenseProcedureVersion.whatChanged',
      'expenseProcedureVersion.publishedAt',
      'member.name as publishedByName',
    ])
    .where('number', 'is not', null)
    .orderBy('number', 'desc')
    .execute()
}

/** How each of these people was informed of a version. */
export function proofsOf(db: Db, versionId: string, memberIds: readonly string[]) {
  if (memberIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('expenseProcedureProof')
    .innerJoin('member as recorder', 'recorder.id', 'expenseProcedureProof.recordedBy')
    .select([
      'expenseProcedureProof.memberId',
      'expenseProcedureProof.way',
      'expenseProcedureProof.informedOn',
      'expenseProcedureProof.note',
      'expenseProcedureProof.at',
      'recorder.id as recordedBy',
      'recorder.name as recordedByName',
    ])
    .where('versionId', '=', versionId)
    .where('expenseProcedureProof.memberId', 'in', memberIds)
    .execute()
}

/** Which of these people were informed of the version in force; null when there is none to be informed of. */
export async function informedIdsOf(db: Db, memberIds: readonly string[]): Promise<Set<string> | null> {
  const current = await currentProcedure(db)
  if (!current) return null
  return new Set((await proofsOf(db, current.id, memberIds)).map((proof) => proof.memberId))
}
