import type { JobHelpers, Task } from 'graphile-worker'
import type pg from 'pg'
import { now } from './clock.ts'
import { toldLast, writeEvents } from './events.ts'
import { newId } from './ids.ts'
import { type JobAt, JobFailed, type JobTask, queueJob, type Slot } from './jobs.ts'
import { takeUpLeftJobs } from './jobs-left.ts'
import { patientPool } from './jobs-pool.ts'
import { keepRunning } from './jobs-runner.ts'
import type { Log } from './log.ts'
import type { Offices, OpenOffice } from './offices.ts'
import type { Says } from './refusal.ts'
import { logged } from './repeat.ts'
import { SpokenError } from './spoken-error.ts'
import type { Told } from './told.ts'
import { inTransaction } from './transaction.ts'
import { visibleLine } from './visible-text.ts'

/** Workers at their jobs; `stop` lets them finish what they are at, or break it off where a job heeds its signal. */
export interface Workers {
  stop(): Promise<void>
}

/** Starts the workers of this process, so many a slot. Jobs of a process that died are taken up again. */
export async function startJobs(options: {
  pool: pg.Pool
  offices: Offices
  tasks: readonly JobTask[]
  slots: Record<Slot, number>
  log: Log
}): Promise<Workers> {
  const { pool, offices, tasks, slots, log } = options
  const left = await takeUpLeftJobs({ pool, presence: offices.presence, log })
  const perform = async (task: JobTask, payload: unknown, helpers: JobHelpers) => {
    const { office: name, job: asked } = payload as { office: string; job: { jobId: string; payload: unknown } }
    const { attempts, max_attempts: mostOfJob } = helpers.job
    const work = { ...asked, signal: helpers.abortSignal, attempt: attempts }
    await runOnce(await offices.byName(name), task, { ...work, most: Math.min(task.tries.most, mostOfJob) }, log)
  }
  const runners = await Promise.all(
    Object.entries(slots).map(([slot, concurrency]) => {
      const own = tasks.filter((task) => task.slot === slot)
      const run =
        (task: JobTask): Task =>
        (payload, helpers) =>
          perform(task, payload, helpers)
      const taskList = Object.fromEntries(own.map((task) => [task.name, run(task)]))
      return own.length > 0
        ? keepRunning(
            { pgPool: patientPool(pool), concurrency, pollInterval: 1000, taskList, events: left.events },
            log,
          )
        : { stop: async () => {} }
    }),
  )
  return {
    async stop() {
      await Promise.all(runners.map((runner) => runner.stop()))
      await Promise.all(tasks.map((task) => task.close?.()))
      await left.stop()
    },
  }
}

type Attempt = Pick<JobAt<unknown>, 'jobId' | 'payload' | 'attempt' | 'signal'> & { most: number }

async function runOnce(office: OpenOffice, task: JobTask, asked: Attempt, log: Log): Promise<void> {
  const { jobId, attempt, most } = asked
  const at = { ...asked, office, ...toolsFor(office, task.name, jobId, log) }
  // Ended before: a process that died had done it, and could not take it out of the queue any more.
  const begun = await markJob(office, jobId, { state: 'running', attempts: attempt, nextTryAt: null })
  if (!begun) return
  if (begun.heldSince && task.isOutgoing) {
    const about = Object.values(begun.params).join(', ')
    return giveUp(at, task, { says: 'core.heldSinceRestored', about }, log)
  }
  try {
    if (attempt > most) throw new Error('It ended the program at every try.')
    const result = await task.run(at)
    await markJob(office, jobId, {
      state: 'done',
      result: JSON.stringify(result ?? null),
      failure: null,
      endedAt: now().toString(),
    })
  } catch (error) {
    const final = error instanceof JobFailed || attempt >= most || !task.tries.mayPass(error)
    const reason = reasonOf(error)
    log[final ? 'error' : 'warn']({ err: error, job: jobId, task: task.name, attempt }, 'a job failed')
    if (!final) {
      const failure = reason ? JSON.stringify(reason) : null
      await markJob(office, jobId, { state: 'waiting', failure, nextTryAt: nextTryAfter(attempt) })
      // The queue writes the message down, and stops when the database does not take it.
      throw new Error(visibleLine(String(error)), { cause: error })
    }
    await giveUp(at, task, reason ?? { says: 'core.jobFailed', reference: jobId }, log)
  }
}

/** What has finally failed leaves the queue: our own row stays on the desk and can put it back. */
async function giveUp(at: JobAt<unknown>, task: JobTask, reason: Says, log: Log): Promise<void> {
  await logged(log, 'telling that a job failed', () => task.failed?.(at, reason))
  await markJob(at.office, at.jobId, { state: 'failed', failure: JSON.stringify(reason), endedAt: now().toString() })
}

/** What a person can act on, in words; undefined for a bug. */
function reasonOf(error: unknown): Says | undefined {
  if (error instanceof JobFailed) return error.reason
  return error instanceof SpokenError ? { ...error.params, says: error.says } : undefined
}

/** When the queue gives work out again that failed so often: e to the power of the tries in seconds, at most six hours. */
function nextTryAfter(attempt: number): string {
  return now()
    .add({ seconds: Math.round(Math.exp(Math.min(attempt, 10))) })
    .toString()
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
    change: changeIn(office, operation),
  }
}

/** How a job of that name changes an office: one transaction with its events, told after commit. */
export function changeIn(office: OpenOffice, operation: string): JobAt<unknown>['change'] {
  return async (work) => {
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
  }
}

/** Notes how a job stands, and tells who asked for it; undefined when it has ended already. */
async function markJob(
  office: OpenOffice,
  jobId: string,
  set: Partial<{
    state: 'waiting' | 'running' | 'done' | 'failed'
    done: number
    total: number
    attempts: number
    nextTryAt: string | null
    failure: string | null
    result: string
    endedAt: string
  }>,
) {
  const row = await office.db
    .updateTable('job')
    .set(set)
    .where('id', '=', jobId)
    .where('state', 'in', ['waiting', 'running'])
    .returning(['recordId', 'askedBy', 'params', 'heldSince'])
    .executeTakeFirst()
  // Work nobody asked for is on nobody's desk; what it changes is told by its own events.
  if (row?.askedBy) {
    const { recordId, askedBy } = row
    const records = [jobId, ...(recordId ? [recordId] : [])]
    const work = { askedBy, last: recordId ? await toldLast(office.db, recordId) : null }
    const asker = { memberId: askedBy, teamId: null, departmentId: null, openTo: [], isHeld: false, goneTo: [], work }
    office.live.publish([{ id: newId(), operation: 'desk.job', records, actorId: null, ...asker }])
  }
  return row
}
