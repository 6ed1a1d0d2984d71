import { sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { Db } from './database.ts'
import { usualReaders } from './duty.ts'
import { goneTo, isHeld } from './event-scope.ts'
import { newId } from './ids.ts'
import type { Concerned, Told, WrittenEvent } from './told.ts'
import { provenNow } from './witnesses.ts'

/** Writes the facts of one operation as events, in its transaction. */
export async function writeEvents(
  db: Db,
  { operation, actor, told }: { operation: string; actor: Actor | null; told: readonly Told[] },
): Promise<WrittenEvent[]> {
  const params = await Promise.all(told.map((fact) => paramsOf(db, fact)))
  const rows = told.map((fact, i) => ({
    id: newId(),
    actorId: actor?.id ?? null,
    actorName: actor?.name ?? '',
    behalfId: actor?.behalf?.id ?? null,
    behalfName: actor?.behalf?.name ?? null,
    operation,
    recordType: fact.record[0],
    recordId: fact.record[1],
    ...recordsOf(fact),
    memberId: fact.memberId ?? null,
    teamId: fact.teamId ?? null,
    departmentId: fact.departmentId ?? null,
    openTo: [...(fact.openTo ?? usualReaders(operation))],
    says: fact.says,
    params: params[i]!,
    changes: JSON.stringify(fact.changes ?? {}),
  }))
  for (const { record, memberId = null, teamId, hasMoved } of told)
    if (hasMoved) await noteMoved(db, { recordId: record[1], memberId, teamId: teamId! })
  const written = await db
    .insertInto('event')
    .values(rows)
    .returning(['id', goneTo.as('goneTo')])
    .execute()
  const gone = new Map(written.map((row) => [row.id, row.goneTo]))
  await holdBack(db, told, rows)
  return rows.map(
    ({ id, operation, records, departmentRecords, actorId, memberId, teamId, departmentId, openTo }, i) => ({
      id,
      operation,
      records,
      departmentRecords,
      actorId,
      memberId,
      teamId,
      departmentId,
      openTo,
      isHeld: Boolean(told[i]!.held),
      goneTo: gone.get(id)!,
    }),
  )
}

/** Holds back what is told of work under what was shown. */
async function holdBack(db: Db, told: readonly Told[], events: readonly { id: string }[]): Promise<void> {
  const held = told.flatMap(({ held }, i) =>
    (held?.partIds ?? []).map((partId) => ({ eventId: events[i]!.id, wholeId: held!.wholeId, partId })),
  )
  if (held.length > 0) await db.insertInto('eventHeld').values(held).execute()
}

/** The records that a fact names, each once, and those of them that are the department's. */
export function recordsOf({ record, also = [], alsoOfDepartment }: Told) {
  const named = [record[1], ...also, alsoOfDepartment].filter((id) => id != null)
  return { records: [...new Set(named)], departmentRecords: alsoOfDepartment ? [alsoOfDepartment] : [] }
}

/** Whom what was told last of a record concerns: whose the record is now. Null where nothing was told of it. */
export async function toldLast(db: Db, recordId: string): Promise<Concerned | null> {
  const last = await db
    .selectFrom('event')
    .select(['operation', 'memberId', 'teamId', 'departmentId', 'openTo'])
    .select([isHeld.as('isHeld'), goneTo.as('goneTo')])
    .where(sql<boolean>`records @> array[${recordId}::uuid]`)
    .where('recordId', '=', recordId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ?? null
}

/** Notes whose a record is from now on. */
async function noteMoved(
  db: Db,
  { recordId, ...place }: { recordId: string; memberId: string | null; teamId: string },
) {
  await db
    .insertInto('movedRecord')
    .values({ recordId, ...place })
    .onConflict((oc) => oc.column('recordId').doUpdateSet(place))
    .execute()
}

/** Lets everybody read what was held back of these wholes, but for the given parts, which are not shown yet. */
export async function letGo(db: Db, wholeIds: readonly string[], notShown: Iterable<string> = []): Promise<void> {
  await db
    .deleteFrom('eventHeld')
    .where(sql<boolean>`whole_id = any(${wholeIds}::uuid[]) and part_id <> all(${[...notShown]}::uuid[])`)
    .execute()
}

/** What fills the sentence; what the fact proves lies beside it, so that it is sealed with it. */
async function paramsOf(db: Db, { params = {}, proves }: Told): Promise<string> {
  return JSON.stringify(proves ? { ...params, proves: await provenNow(db, proves) } : params)
}

/** The fields of `after` that differ from `before`, as history shows them; undefined ones were left alone. */
export function changesBetween<Row extends object>(
  before: Row,
  after: { [Field in keyof Row]?: Row[Field] | undefined },
): Record<string, [unknown, unknown]> {
  return Object.fromEntries(
    Object.entries(after)
      .filter(([, value]) => value !== undefined)
      .filter(([field, value]) => JSON.stringify(before[field as keyof Row]) !== JSON.stringify(value))
      .map(([field, value]) => [field, [before[field as keyof Row] ?? null, value ?? null]]),
  )
}
