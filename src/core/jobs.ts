import { Logger, run } from 'graphile-worker'
import { sql } from 'kysely'
import type pg from 'pg'
import type * as z from 'zod'
import type { Db } from './database.ts'
import { type Told, writeEvents } from './events.ts'
import { newId } from './ids.ts'
import { takeUpLeftJobs } from './jobs-left.ts'
import { patientPool } from './jobs-pool.ts'
import type { Log } from './log.ts'
import type { Offices, OpenOffice } from './offices.ts'
import type { Param, Says } from './refusal.ts'
import { logged } from './repeat.ts'
import { inTransaction } from './transaction.ts'

/** Asks for later work, in the transaction that asked for it. */
export interface JobRequest {
  task: string
  payload: object
  /** What the person reads while it runs: `expenses.job.reading`, `{ file: 'hotel.jpg' }`. */
  says: string
  params?: Record<string, Param>
  recordId?: string | null
  askedBy?: string | null
  runAt?: string
  attempts?: number
}

/** What a job's handler gets. */
export interface JobAt<Payload> {
  office: OpenOffice
  payload: Payload
  jobId: string
  /** Counted from 1. */
  attempt: number
  isLastAttempt: boolean
  /** Aborts when Talka stops and this has not ended within five seconds; what then throws is taken up at the next start. */
  signal: AbortSignal
  /** Shows on the asking page within a second. */
  progress(done: number, total: number): Promise<void>
  /** A change made by Talka itself: one transaction with its events, told after commit. */
  change<Result>(
    work: (at: { db: Db; tell(fact: Told): void; queue(job: JobRequest): Promise<string> }) => Promise<Result>,
  ): Promise<Result>
}

export interface JobTask {
  name: string
  run(at: JobAt<unknown>): Promise<unknown>
  /** Ends what it keeps open from one job to the next, when the workers have stopped. */
  close?: (() => Promise<void>) | undefined
}

/** Thrown by a handler when trying again is of no use; the reason stands on the desk. */
export class JobFailed extends Error {
  override name = 'JobFailed'
  readonly reason: Says
  constructor(reason: Says) {
    super(reason.says)
    this.reason = reason
  }
}

/** A kind of later work. What it returns is kept as its result for the page that asked. */
export function job<P extends z.ZodType>(definition: {
  name: string
  payload: P
  do(at: JobAt<z.output<P>>): Promise<unknown>
  close?(): Promise<void>
}): JobTask {
  return {
    name: definition.name,
    run: (at) => definition.do({ ...at, payload: definition.payload.parse(at.payload) as z.output<P> }),
    close: definition.close,
  }
}

/** Puts a job into the queue within the caller's transaction; returns its id. */
export async function queueJob(db: Db, request: JobRequest): Promise<string> {
  const id = newId()
  await db
    .insertInto('job')
    .values({
      id,
      task: request.task,
      payload: JSON.stringify(request.payload),
      says: request.says,
      params: JSON.stringify(request.params ?? {}),
      askedBy: request.askedBy ?? null,
      recordId: request.recordId ?? null,
      endedAt: null,
    })
    .execute()
  const payload = JSON.stringify({ jobId: id, payload: request.payload })
  await sql`select talka.add_job(${request.task}, ${payload}::json, ${request.runAt ?? null}::timestamptz, ${request.attempts ?? 5})`.execute(
    db,
  )
  return id
}

/** Workers at their jobs; `stop` lets them finish what they are at, or break it off where a job heeds its signal. */
export interface Workers {
  stop(): Promise<void>
}

/** Starts the workers of this process. Jobs of a process that died are taken up again. */
export async function startJobs(options: {
  pool: pg.Pool
  offices: Offices
  tasks: readonly JobTask[]
  concurrency: number
  log: Log
}): Promise<Workers> {
  const { pool, offices, tasks, concurrency, log } = options
  const alive = await takeUpLeftJobs(pool)
  const runner = await run({
    pgPool: patientPool(pool),
    concurrency,
    noHandleSignals: true,
    parsedCronItems: [],
    logger: new Logger(() => (level, message) => log[levelOf[level] ?? 'debug'](message)),
    pollInterval: 1000,
    taskList: Object.fromEntries(
      tasks.map((task) => [
        task.name,
        async (payload, helpers) => {
          const { office: name, job: asked } = payload as { office: string; job: { jobId: string; payload: unknown } }
          const office = await offices.byName(name)
          const {
            job: { attempts, max_attempts: most },
            abortSignal: signal,
          } = helpers
          await runOnce(office, task, { ...asked, signal, attempt: attempts, isLastAttempt: attempts >= most }, log)
        },
      ]),
    ),
  })
  return {
    async stop() {
      await runner.stop()
      await Promise.all(tasks.map((task) => task.close?.()))
      alive.release(true)
    },
  }
}

// The queue's own chatter is of use only to who looks for a fault in it.
const levelOf: Record<string, 'error' | 'warn' | 'debug'> = { error: 'error', warning: 'warn', info: 'debug' }

async function runOnce(
  office: OpenOffice,
  task: JobTask,
  asked: Pick<JobAt<unknown>, 'jobId' | 'payload' | 'attempt' | 'isLastAttempt' | 'signal'>,
  log: Log,
): Promise<void> {
  const { jobId, attempt } = asked
  await markJob(office, jobId, { state: 'running', attempts: attempt })
  try {
    const result = await task.run({ ...asked, office, ...toolsFor(office, task.name, jobId, log) })
    await markJob(office, jobId, { state: 'done', result: JSON.stringify(result ?? null), endedAt: nowText() })
  } catch (error) {
    const final = error instanceof JobFailed || asked.isLastAttempt
    const reason: Says = error instanceof JobFailed ? error.reason : { says: 'core.jobFailed', reference: jobId }
    log[final ? 'error' : 'warn']({ err: error, job: jobId, task: task.name, attempt }, 'a job failed')
    await markJob(
      office,
      jobId,
      final ? { state: 'failed', failure: JSON.stringify(reason), endedAt: nowText() } : { state: 'waiting' },
    )
    // What has finally failed leaves the queue: our own row stays on the desk and can put it back.
    if (!final) throw error
  }
}

function toolsFor(
  office: OpenOffice,
  operation: string,
  jobId: string,
  log: Log,
): Pick<JobAt<unknown>, 'progress' | 'change'> {
  let shownAt = 0
  return {
    async progress(done, total) {
      if (Date.now() - shownAt < 300 && done < total) return
      shownAt = Date.now()
      await logged(log, 'showing how far a job is', () => markJob(office, jobId, { done, total }))
    },
    async change(work) {
      const { result, events } = await inTransaction(office.db, async (db) => {
        const told: Told[] = []
        const result = await work({
          db,
          tell: (fact) => void told.push(fact),
          queue: (request) => queueJob(db, request),
        })
        const events = told.length > 0 ? await writeEvents(db, { operation, actor: null, told }) : []
        return { result, events }
      })
      office.live.publish(events)
      return result
    },
  }
}

async function markJob(
  office: OpenOffice,
  jobId: string,
  set: Partial<{
    state: 'waiting' | 'running' | 'done' | 'failed'
    done: number
    total: number
    attempts: number
    failure: string
    result: string
    endedAt: string
  }>,
): Promise<void> {
  const row = await office.db
    .updateTable('job')
    .set(set)
    .where('id', '=', jobId)
    .returning(['recordId', 'askedBy'])
    .executeTakeFirst()
  // Work nobody asked for is on nobody's desk; what it changes is told by its own events.
  if (!row?.askedBy) return
  const records = [jobId, ...(row.recordId ? [row.recordId] : [])]
  const asker = { memberId: row.askedBy, teamId: null, departmentId: null, openTo: [] }
  office.live.publish([{ id: newId(), operation: 'desk.job', records, actorId: null, ...asker }])
}

function nowText(): string {
  return new Date().toISOString()
}
