import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as z from 'zod'
import { heardLog } from '#checks/heard-log.ts'
import { quietLog } from '#checks/quiet-log.ts'
import { openTestOffice, type TestOffice } from '#checks/test-office.ts'
import { testSlots } from '#checks/test-slots.ts'
import { newId } from './ids.ts'
import { type JobTask, job, queueJob } from './jobs.ts'
import { takeUpLeftJobs } from './jobs-left.ts'
import { startJobs } from './jobs-work.ts'
import { MailRefused } from './mail.ts'
import { mustShareSecret } from './one-secret.ts'
import { openPresence } from './presence.ts'

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
const killedAt = (id: string, attempts: number, holder = 'pool-gone') =>
  home.offices.adminPool.query(
    `update graphile_worker._private_jobs set locked_by = $3, locked_at = now(), attempts = $2
     where payload -> 'job' ->> 'jobId' = $1`,
    [id, attempts, holder],
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

test('what a server said reaches the desk as people see it, and a final no is not tried again', async () => {
  const id = await queue()
  const reason = 'No \ud83d such\u0000 user\r\nhere'
  const workers = await work([
    { ...painting(refused)[0]!, tries: { most: 5, mayPass: (error) => !(error instanceof MailRefused) } },
  ])
  const { state, attempts, failure } = await ended(id)
  const told = { says: 'core.mail.messageRefused', reason: 'No  such user here' }
  assert.deepEqual([state, attempts, failure], ['failed', 1, told])
  await workers.stop()

  function refused(): never {
    throw new MailRefused('core.mail.messageRefused', { reason })
  }
})

test('a bug whose message the database does not take is tried again like any other', async () => {
  const id = await queue()
  const { log, heard } = heardLog()
  const tasks = painting((attempt) => {
    if (attempt === 1) throw new Error('torn \ud83d and \u0000 ended')
    return { attempt }
  })
  const workers = await startJobs({
    pool: home.offices.adminPool,
    offices: home.offices,
    tasks,
    slots: testSlots,
    log,
  })
  assert.deepEqual((await ended(id)).result, { attempt: 2 })
  await workers.stop()
  const broken = heard.filter(({ msg }) => /working off the queue|Failed to fail|release job/.test(msg))
  assert.deepEqual(broken, [])
})

const holderOf = async (id: string) => {
  const { rows } = await home.offices.adminPool.query<{ locked_by: string | null }>(
    `select locked_by from graphile_worker._private_jobs where payload -> 'job' ->> 'jobId' = $1`,
    [id],
  )
  return rows[0]?.locked_by
}

/** A process of its own claims, in the middle of a job that goes on until the first attempt may `finish`. */
async function processAtWork() {
  const { adminPool } = home.offices
  const presence = await openPresence(adminPool, quietLog)
  const first = Promise.withResolvers<void>()
  const tasks = painting(async (attempt) => {
    if (attempt === 1) await first.promise
    return { attempt }
  })
  const offices = { ...home.offices, presence }
  const workers = await startJobs({ pool: adminPool, offices, tasks, slots: testSlots, log: quietLog })
  const id = await queue()
  let holder: string | null | undefined
  while (!holder) {
    await new Promise((next) => setTimeout(next, 20))
    holder = await holderOf(id)
  }
  return { id, holder, presence, workers, finish: () => first.resolve() }
}

test('work another living process is at is left to it however long it takes', async () => {
  const { adminPool, presence } = home.offices
  const other = await processAtWork()
  const left = await takeUpLeftJobs({ pool: adminPool, presence, log: quietLog })
  for (let n = 0; n < 5; n++) await left.look()
  assert.equal(await holderOf(other.id), other.holder)
  other.finish()
  const { result, attempts } = await ended(other.id)
  assert.deepEqual([result, attempts], [{ attempt: 1 }, 1])
  await other.workers.stop()
  await other.presence.close()
  await left.stop()
})

test('work of a process that is gone is taken over by one that lives', async () => {
  const { adminPool, presence } = home.offices
  const other = await processAtWork()
  const workers = await work(painting((attempt) => ({ attempt })))
  const left = await takeUpLeftJobs({ pool: adminPool, presence, log: quietLog })
  await other.presence.close()
  while ((await holderOf(other.id)) === other.holder) await left.look()
  assert.deepEqual((await ended(other.id)).result, { attempt: 2 })
  await workers.stop()
  other.finish()
  await other.workers.stop()
  await left.stop()
})

test('a runner that has stopped claims nothing any more', async () => {
  const { adminPool, presence } = home.offices
  const other = await processAtWork()
  other.finish()
  await ended(other.id)
  await other.workers.stop()
  const id = await queue()
  await killedAt(id, 1, other.holder)
  const left = await takeUpLeftJobs({ pool: adminPool, presence, log: quietLog })
  while ((await holderOf(id)) !== null) await left.look()
  await left.stop()
  await other.presence.close()
  const workers = await work(painting((attempt) => ({ attempt })))
  assert.deepEqual((await ended(id)).result, { attempt: 2 })
  await workers.stop()
})

test('a process that only lost its connection keeps its work', async () => {
  const { adminPool, presence } = home.offices
  const other = await processAtWork()
  const claimant = async () => {
    const key = '(hashtext($1)::bigint & 4294967295)::oid'
    const { rows } = await adminPool.query(`select pid from pg_locks where locktype = 'advisory' and objid = ${key}`, [
      other.holder,
    ])
    return rows[0]?.pid
  }
  const lost = await claimant()
  assert.ok(lost)
  await adminPool.query('select pg_terminate_backend($1)', [lost])
  for (;;) {
    const now = await claimant()
    if (now && now !== lost) break
    await new Promise((next) => setTimeout(next, 20))
  }
  const left = await takeUpLeftJobs({ pool: adminPool, presence, log: quietLog })
  for (let n = 0; n < 5; n++) await left.look()
  assert.equal(await holderOf(other.id), other.holder)
  other.finish()
  assert.deepEqual((await ended(other.id)).result, { attempt: 1 })
  await other.workers.stop()
  await other.presence.close()
  await left.stop()
})

test('a second process that signs with another secret is refused', async () => {
  const { adminPool } = home.offices
  const other = await openPresence(adminPool, quietLog)
  const refused = mustShareSecret(adminPool, other, 'another secret for tests, 32 letters')
  await assert.rejects(refused, /set the same TALKA_SECRET on every machine/)
  await other.close()
  const same = await openPresence(adminPool, quietLog)
  await mustShareSecret(adminPool, same, home.office.secret)
  await same.close()
})
