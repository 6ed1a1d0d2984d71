import { EventEmitter } from 'node:events'
import type { WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import { newId } from './ids.ts'
import type { Log } from './log.ts'
import { isClaimed, isOtherClaimed, type Presence } from './presence.ts'
import { logged, repeat } from './repeat.ts'

/** What the queue's runners of this process are to tell their events, and how to stop looking after others' jobs. */
interface LeftJobs {
  events: WorkerEvents
  /** Looks once more for jobs of dead processes, as it does by itself every fifteen seconds. */
  look(): Promise<void>
  stop(): Promise<void>
}

/**
 * Frees the jobs that processes killed in the middle left locked (the queue itself would wait four hours), and ends those
 * that used up their tries that way, so that they reach somebody's desk. Every runner of every process is claimed as long
 * as it lives: at once where no other process works here, else what nobody claims at two looks is free, so within
 * half a minute; a process that lost its connection only has made it again by then.
 */
export async function takeUpLeftJobs({
  pool,
  presence,
  log,
}: {
  pool: pg.Pool
  presence: Presence
  log: Log
}): Promise<LeftJobs> {
  const self = newId()
  await presence.claim(working, self)
  const others = isOtherClaimed(`'${working}'`, `'${self}'`)
  const { rows } = await pool.query<{ others: boolean }>(`select ${others} as others`)
  if (!rows[0]?.others) await free(pool, await unclaimed(pool))
  let seen: string[] = []
  const look = async () => {
    const now = await unclaimed(pool)
    const dead = now.filter((runner) => seen.includes(runner))
    seen = now
    if (dead.length === 0) return
    log.warn({ runners: dead }, 'jobs of a process that died are taken up again')
    await free(pool, dead)
  }
  const stopLooking = repeat({ everyMs: 15_000, what: 'looking for jobs of dead processes', log }, look)
  return {
    events: claimsOfRunners(presence, log),
    look,
    async stop() {
      await stopLooking()
      await presence.drop(working, self)
    },
  }
}

const working = 'talka working process'
const atWork = 'talka runner'

/** The queue locks a job for the runner as a whole, a worker pool as it says, not for the worker that is at it. */
function claimsOfRunners(presence: Presence, log: Log): WorkerEvents {
  const events: WorkerEvents = new EventEmitter()
  const tell = (work: () => Promise<void>) => void logged(log, 'claiming a runner', work)
  events.on('pool:create', ({ workerPool }) => tell(() => presence.claim(atWork, workerPool.id)))
  events.on('pool:release', ({ workerPool }) => tell(() => presence.drop(atWork, workerPool.id)))
  return events
}

/** Runners that hold jobs, and that no living process says are its own. */
async function unclaimed(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ runner: string }>(`
    select runner from (
      select locked_by as runner from graphile_worker._private_jobs
      union select locked_by from graphile_worker._private_job_queues) held
    where runner is not null and not ${isClaimed(`'${atWork}'`, 'runner')}`)
  return rows.map(({ runner }) => runner)
}

async function free(pool: pg.Pool, runners: string[]): Promise<void> {
  await pool.query('select graphile_worker.force_unlock_workers($1::text[])', [runners])
  await endUsedUpJobs(pool)
}

async function endUsedUpJobs(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ schema_name: string }>('select schema_name from talka.office')
  for (const { schema_name: schema } of rows) {
    await pool.query(`
      update ${schema}.job set state = 'failed', ended_at = clock_timestamp(),
        failure = jsonb_build_object('says', 'core.jobFailed', 'reference', id::text)
      where state in ('waiting', 'running') and exists (
        select from graphile_worker._private_jobs left_over
        where left_over.payload -> 'job' ->> 'jobId' = job.id::text and locked_by is null
          and left_over.attempts >= left_over.max_attempts)`)
  }
  await pool.query('delete from graphile_worker._private_jobs where attempts >= max_attempts and locked_by is null')
}
