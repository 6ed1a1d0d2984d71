import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WorkerFault, WorkerOverrun, WorkerPool } from './worker-pool.ts'

const seat = import.meta.resolve('./worker-seat.ts')
const script = `
  import { serveTasks, TaskRefused } from ${JSON.stringify(seat)}
  serveTasks(async (task, progress) => {
    if (task === 'refuse') throw new TaskRefused('paper.torn', { page: 2 })
    if (task === 'bug') throw new TypeError('oops')
    if (task === 'hang') for (;;);
    if (task === 'leave') process.exit(3)
    if (task === 'hog') { const kept = []; for (;;) kept.push(new Array(100000).fill({})) }
    progress(1); progress(2); progress(3)
    return task * 2
  })`
const url = new URL(`data:text/javascript,${encodeURIComponent(script)}`)

const open = (size: number) =>
  new WorkerPool<unknown, number>(url, { size, timeoutMs: 10_000, recycleAfter: 3, maxHeapMb: 64 })

test('every task gets its own answer, however few the threads', async () => {
  const pool = open(2)
  const heard: unknown[] = []
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => pool.run(n)))
  assert.deepEqual(
    answers,
    Array.from({ length: 20 }, (_, n) => n * 2),
  )
  await pool.run(1, { onProgress: (step) => heard.push(step) })
  assert.deepEqual(heard, [1, 2, 3])
  assert.equal(await pool.run(21, { retire: true }), 42)
  assert.equal(await pool.run(4), 8)
  await pool.close()
})

test('a refusal keeps its reason and a bug its message', async () => {
  const pool = open(1)
  await assert.rejects(pool.run('refuse'), (error) => {
    assert.ok(error instanceof WorkerFault)
    assert.deepEqual([error.says, error.params], ['paper.torn', { page: 2 }])
    return true
  })
  await assert.rejects(pool.run('bug'), (error) => error instanceof WorkerFault && error.says === undefined)
  await pool.close()
})

test('a task that hangs, hogs memory or ends its thread does not harm the next', async () => {
  const pool = open(1)
  await assert.rejects(pool.run('hang', { timeoutMs: 300 }), WorkerOverrun)
  assert.equal(await pool.run(2), 4)
  await assert.rejects(pool.run('leave'))
  assert.equal(await pool.run(3), 6)
  await assert.rejects(pool.run('hog'), WorkerOverrun)
  assert.equal(await pool.run(4), 8)
  await pool.close()
})

test('who hears of progress and throws fails his own task only', async () => {
  const pool = open(1)
  const onProgress = () => {
    throw new Error('nobody looks')
  }
  await assert.rejects(pool.run(1, { onProgress }), /nobody looks/)
  assert.equal(await pool.run(2), 4)
  await pool.close()
})

test('a thread that cannot be started leaves its place free', async () => {
  const pool = new WorkerPool<unknown, number>(new URL('https://nowhere.example/'), { size: 1, timeoutMs: 10_000 })
  await assert.rejects(pool.run(1), /URL/)
  await assert.rejects(pool.run(2), /URL/)
  await pool.close()
})
