import assert from 'node:assert/strict'
import { after, before, type TestContext, test } from 'node:test'
import * as z from 'zod'
import { heardLog } from '#checks/heard-log.ts'
import { openTestServer, type TestServer } from '#checks/test-server.ts'
import { testSlots } from '#checks/test-slots.ts'
import { jobs } from '#duties/index.ts'
import { newId } from './ids.ts'
import { type JobTask, job, queueJob, type Slot } from './jobs.ts'
import { startJobs } from './jobs-work.ts'

const { log, until } = heardLog()
let server: TestServer
before(async () => {
  server = await openTestServer({}, {}, { log })
})
after(() => server.close())

/** Workers that stop with the test. */
async function work(t: TestContext, tasks: readonly JobTask[]): Promise<void> {
  const { offices } = server
  const workers = await startJobs({ pool: offices.adminPool, offices, tasks, slots: testSlots, log })
  t.after(() => workers.stop())
}
const queue = (task: string, payload: object = {}) =>
  queueJob(server.office.db, { task, payload, says: 'desk.name', askedBy: newId() })
const rowOf = (id: string) =>
  server.office.db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

async function ended(id: string) {
  for (;;) {
    const row = await rowOf(id)
    if (row.state === 'done' || row.state === 'failed') return row
    await new Promise((next) => setTimeout(next, 30))
  }
}

const kind = (name: string, slot: Slot, work: () => unknown): JobTask =>
  job({ name, slot, tries: { most: 1, mayPass: () => true }, payload: z.object({}), do: async () => work() })

test('a paper is made at once while a hundred readings wait and every mail server hangs', async (t) => {
  const gate = Promise.withResolvers<void>()
  const begun: string[] = []
  const hang = (name: string) => () => {
    begun.push(name)
    return gate.promise
  }
  await work(t, [
    kind('read', 'reading', hang('read')),
    kind('mail', 'mail', hang('mail')),
    kind('tidy', 'later', hang('tidy')),
    kind('paper', 'asked', () => 'made'),
  ])
  for (let letter = 0; letter < 5; letter++) await queue('mail')
  const readings = []
  for (let receipt = 0; receipt < 100; receipt++) readings.push(await queue('read'))
  await queue('tidy')
  const paper = await ended(await queue('paper'))
  assert.equal(paper.result, 'made')
  assert.ok(begun.length <= testSlots.reading + testSlots.mail + testSlots.later)
  gate.resolve()
  await Promise.all(readings.map(ended))
})

test('each job of the product that throws ends on the desk, and the program goes on', async (t) => {
  const broken = jobs.map((task): JobTask => ({ ...task, tries: { ...task.tries, most: 1 } }))
  await work(t, broken)
  for (const { name } of jobs) {
    const row = await ended(await queue(name, ['not what it takes']))
    assert.equal(row.state, 'failed', name)
  }
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200)
})

test('whatever a job throws, and however late, the next one is done', async (t) => {
  const throwers: (() => unknown)[] = [
    () => {
      throw new Error('at once')
    },
    () => Promise.reject(new Error('later')),
    () => Promise.reject(undefined),
    () => {
      throw 'no error at all'
    },
  ]
  let next = 0
  await work(t, [
    kind('throw', 'asked', () => throwers[next++]!()),
    { ...kind('sad', 'asked', throwers[0]!), failed: () => Promise.reject(new Error('nor this')) },
    kind('paper', 'asked', () => 'made'),
  ])
  for (const _ of throwers) assert.equal((await ended(await queue('throw'))).state, 'failed')
  assert.equal((await ended(await queue('sad'))).state, 'failed')
  assert.equal((await ended(await queue('paper'))).state, 'done')
})

test('workers that end by themselves are started again', async (t) => {
  await work(t, [kind('paper', 'asked', () => 'made')])
  // The queue's own word for "a newer program has changed the database"; every role may say it. It is heard once they listen.
  const saying = setInterval(() => {
    server.office.pool.query(`select pg_notify('worker:migrate', '{"breaking": true}')`).catch(() => {})
  }, 50)
  await until(({ msg }) => msg.includes('detected breaking migration'))
  clearInterval(saying)
  assert.equal((await ended(await queue('paper'))).state, 'done')
  process.exitCode = 0
})
