import type pg from 'pg'

/**
 * Frees the jobs that processes killed in the middle left locked (the queue itself would wait four hours), and ends those
 * that used up their tries that way, so that they reach somebody's desk. Only while no other process works here:
 * every process holds a shared lock as long as it lives. Returns the connection that holds ours.
 */
export async function takeUpLeftJobs(pool: pg.Pool): Promise<pg.PoolClient> {
  const client = await pool.connect()
  client.on('error', () => {})
  const { rows } = await client.query<{ alone: boolean }>(`select pg_try_advisory_lock(${lock}) as alone`)
  if (rows[0]?.alone) {
    await client.query(`
      select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
      from graphile_worker._private_jobs where locked_by is not null having count(*) > 0`)
    await endUsedUpJobs(client)
  }
  await client.query(`select pg_advisory_lock_shared(${lock})`)
  if (rows[0]?.alone) await client.query(`select pg_advisory_unlock(${lock})`)
  return client
}

const lock = "hashtext('talka workers')"

async function endUsedUpJobs(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ schema_name: string }>('select schema_name from talka.office')
  for (const { schema_name: schema } of rows) {
    await client.query(`
      update ${schema}.job set state = 'failed', ended_at = clock_timestamp(),
        failure = jsonb_build_object('says', 'core.jobFailed', 'reference', id::text)
      where state in ('waiting', 'running') and exists (
        select from graphile_worker._private_jobs left_over
        where left_over.payload -> 'job' ->> 'jobId' = job.id::text and left_over.attempts >= left_over.max_attempts)`)
  }
  await client.query('delete from graphile_worker._private_jobs where attempts >= max_attempts and locked_by is null')
}
