import type pg from 'pg'

/**
 * Lets the history go on where it stood. Events are ordered by their transaction's number, and those begin anew on another
 * server: what is missing to the last event is added to every later one (`tx_ahead`, in the office's schema).
 */
export async function continueHistory(client: pg.ClientBase, schema: string): Promise<void> {
  const { rows } = await client.query<{ last: string | null; next: string }>(`
    select greatest(
        (select tx from ${schema}.event order by tx desc limit 1),
        (select tx_to from ${schema}.event_seal order by number desc limit 1))::text as last,
      pg_snapshot_xmax(pg_current_snapshot())::text as next`)
  const { rows: now } = await client.query<{ ahead: string }>(`select ${schema}.tx_ahead()::text as ahead`)
  const [last, next, ahead] = [rows[0]?.last ?? 0, rows[0]!.next, now[0]!.ahead].map(BigInt) as [bigint, bigint, bigint]
  if (last < next + ahead) return
  await client.query(`create or replace function ${schema}.tx_ahead() returns bigint
    language sql immutable parallel safe return ${last - next + 1n}::bigint`)
}
