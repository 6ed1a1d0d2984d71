import { sql } from 'kysely'
import type { Db } from '#core/database.ts'
import { usualReaders } from '#core/duty.ts'
import { recordsOf } from '#core/events.ts'
import { newId } from '#core/ids.ts'
import type { Told } from '#core/told.ts'

/** A fact of the history with its own time; `by` is null for what Talka did itself. */
export type PastFact = Told & { at: string; operation: string; by: { id: string; name: string } | null }

/** Room for one chapter of the history; the places it leaves free stay free. */
const chapter = 10_000

/**
 * Keeps `chapters` × 10,000 places of the history free and returns the first. Chapters are written newest first, yet the
 * history is read by its places, so each chapter gets those that fit its time.
 */
export async function keepPlaces(db: Db, chapters: number): Promise<number> {
  const { rows } = await sql<{ first: number }>`
    select min(place) as first from (
      select nextval(pg_get_serial_sequence('event', 'seq')) as place from generate_series(1, ${chapters * chapter})
    ) as places`.execute(db)
  return rows[0]!.first
}

/** Writes a chapter of the history, oldest fact first, with the times at which things happened. */
export async function writePast(db: Db, first: number, number: number, facts: readonly PastFact[]): Promise<void> {
  if (facts.length > chapter) throw new Error(`a chapter of the sample history has ${facts.length} facts`)
  const from = first + number * chapter
  const rows = facts
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map((fact, i) => ({
      id: newId(),
      seq: from + i,
      at: fact.at,
      actor_id: fact.by?.id ?? null,
      actor_name: fact.by?.name ?? '',
      operation: fact.operation,
      record_type: fact.record[0],
      record_id: fact.record[1],
      records: recordsOf(fact).records,
      department_records: recordsOf(fact).departmentRecords,
      member_id: fact.memberId ?? null,
      team_id: fact.teamId ?? null,
      department_id: fact.departmentId ?? null,
      open_to: fact.openTo ?? usualReaders(fact.operation),
      says: fact.says,
      params: fact.params ?? {},
      changes: fact.changes ?? {},
    }))
  await sql`
    insert into event (id, seq, at, actor_id, actor_name, operation, record_type, record_id, records, department_records, member_id, team_id,
      department_id, open_to, says, params, changes)
    overriding system value
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as fact (id uuid, seq bigint, at timestamptz,
      actor_id uuid, actor_name text, operation text, record_type text, record_id uuid, records uuid[], department_records uuid[],
      member_id uuid, team_id uuid, department_id uuid, open_to text[], says text, params jsonb, changes jsonb)`.execute(
    db,
  )
}
