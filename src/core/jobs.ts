import { sql } from 'kysely'
import type * as z from 'zod'
import type { Db } from './database.ts'
import { newId } from './ids.ts'
import { type Locked, save } from './locked.ts'
import type { OpenOffice } from './offices.ts'
import type { Param, Says } from './refusal.ts'
import type { Told } from './told.ts'

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
}

/** What a job's handler gets. */
export interface JobAt<Payload> {
  office: OpenOffice
  payload: Payload
  jobId: string
  /** Counted from 1. */
  attempt: number
  /** Aborts when Talka stops and this has not ended within five seconds; what then throws is taken up at the next start. */
  signal: AbortSignal
  /** Shows on the asking page within a second. */
  progress(done: number, total: number): Promise<void>
  /** A change made by Talka itself: one transaction with its events, told after commit. */
  change<Result>(
    work: (at: { db: Db; tell(fact: Told): void; queue(job: JobRequest): Promise<string> }) => Promise<Result>,
  ): Promise<Result>
}

/**
 * Who waits for it: a person who looks on, a reading, a letter, or nobody. Each kind has slots of its own, so that none
 * holds up another.
 */
export type Slot = 'asked' | 'reading' | 'mail' | 'later'

/** How often work is tried, with pauses growing from three seconds to six hours, and whether an error may pass. */
export interface Tries {
  most: number
  mayPass(error: unknown): boolean
}

export interface JobTask {
  name: string
  slot: Slot
  tries: Tries
  /** It writes to people: in a restored office it waits for somebody's word. */
  isOutgoing: boolean
  run(at: JobAt<unknown>): Promise<unknown>
  /** What else is to be said or done when it has finally failed. */
  failed?: ((at: JobAt<unknown>, reason: Says) => Promise<void>) | undefined
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
  slot: Slot
  /** Five in a minute and a half when it does not say. */
  tries?: Tries
  /** Mail is; else what has mail written. */
  isOutgoing?: true
  payload: P
  do(at: JobAt<z.output<P>>): Promise<unknown>
  failed?(at: JobAt<z.output<P>>, reason: Says): Promise<void>
  close?(): Promise<void>
}): JobTask {
  const { name, slot, tries = usualTries, isOutgoing = slot === 'mail', payload, failed, close } = definition
  const parsed = (at: JobAt<unknown>) => ({ ...at, payload: payload.parse(at.payload) as z.output<P> })
  return {
    name,
    slot,
    tries,
    isOutgoing,
    run: async (at) => definition.do(parsed(at)),
    failed: failed && (async (at, reason) => failed(parsed(at), reason)),
    close,
  }
}

const usualTries: Tries = { most: 5, mayPass: () => true }
/** The queue's own count, above that of every kind: a kind's tries are counted here. */
const mostOfQueue = 25

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
  await putIntoQueue(db, { id, ...request })
  return id
}

/** Has a job that failed done again, from its first try; who asks for it knows that a letter may go out twice. */
export async function queueAgain(
  db: Db,
  failed: Locked<'job', { id: string; task: string; payload: unknown }>,
): Promise<void> {
  const notes = { failure: null, endedAt: null, handedOverAt: null, heldSince: null }
  await save(db, 'job', failed, { ...notes, state: 'waiting', attempts: 0, done: 0 })
  await putIntoQueue(db, failed)
}

async function putIntoQueue(
  db: Db,
  { id, task, payload, runAt = null }: { id: string; task: string; payload: unknown; runAt?: string | null },
): Promise<void> {
  const asked = JSON.stringify({ jobId: id, payload })
  await sql`select talka.add_job(${task}, ${asked}::json, ${runAt}::timestamptz, ${mostOfQueue})`.execute(db)
}
