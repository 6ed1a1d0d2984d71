import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as z from 'zod'
import { quietLog } from '#checks/quiet-log.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { testSlots } from '#checks/test-slots.ts'
import { newId } from './ids.ts'
import { type JobTask, job, queueJob } from './jobs.ts'
import { takeUpLeftJobs } from './jobs-left.ts'
import { startJobs } from './jobs-work.ts'

let home: TestOffice
before(async () => {
  home = await openTestOffice()
})
after(() => home.close())

const work = (tasks: readonly JobTask[]) =>
  startJobs({ pool: home.offices.adminPool, offices: home.offices, tasks, slots: testSlots, log: quietLog })
const queue = () =>
  queueJob(home.office.db, { task: 'paint', payload: { wall: 'north' }, says: 'desk.name', askedBy: newId() })
const rowOf = (id: string) =>
  home.office.db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

async function ended(id: string) {
  for (;;) {
    const row = await rowOf(id)
    if (row.state === 'done' || row.state === 'failed') return row
    await new Promise((next) => setTimeout(next, 30))
  }
}

const painting = (paint: (attempt: number) => unknown): JobTask[] => [
  job({
    name: 'paint',
    slot: 'later',
    payload: z.object({ wall: z.string() }),
    do: async ({ attempt }) => paint(attempt),
  }),
]

/** As a process leaves its job that is killed in the middle. */
const killedAt = (id: string, attempts: number) =>
  home.offices.adminPool.query(
    `update graphile_worker._private_jobs set locked_by = 'gone', locked_at = now(), attempts = $2
     where payload -> 'job' ->> 'jobId' = $1`,
    [id, attempts],
  )

test('work asked for in a transaction that fails is never done', async () => {
  const asked = home.office.db.transaction().execute(async (db) => {
    await queueJob(db, { task: 'paint', payload: { wall: 'x' }, says: 'desk.name' })
    throw new Error('changed my mind')
  })
  await assert.rejects(asked, /changed my mind/)
  const { rows } = await home.offices.adminPool.query('select from graphile_worker._private_jobs')
  assert.equal(rows.length, 0)
})

test('work of a killed process is taken up at the next start', async () => {
  const id = await queue()
  await killedAt(id, 1)
  const workers = await work(painting((attempt) => ({ attempt })))
  const row = await ended(id)
  assert.deepEqual([row.state, row.result], ['done', { attempt: 2 }])
  await workers.stop()
})

test('work that killed its process at every try ends on the desk', async () => {
  const id = await queue()
  await killedAt(id, 5)
  const workers = await work(painting(() => null))
  const row = await ended(id)
  assert.equal(row.state, 'failed')
  assert.deepEqual(row.failure, { says: 'core.jobFailed', reference: id })
  await workers.stop()
})

test('work another living process is at is left to it', async () => {
  const other = await takeUpLeftJobs(home.offices.adminPool)
  const id = await queue()
  await killedAt(id, 1)
  const workers = await work(painting(() => null))
  const { rows } = await home.offices.adminPool.query(
    `select locked_by from graphile_worker._private_jobs where payload -> 'job' ->> 'jobId' = $1`,
    [id],
  )
  assert.deepEqual(rows, [{ locked_by: 'gone' }])
  await workers.stop()
  other.release(true)
})
