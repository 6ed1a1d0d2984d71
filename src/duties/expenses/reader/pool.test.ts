import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { ReaderFailure } from './failures.ts'
import { openReaderPool, type PoolOptions, type ReaderPool } from './pool.ts'

const bytes = await readFile(new URL('./fixtures/receipts/lt-parking-clean.jpg', import.meta.url))
const reasonOf = (reading: Promise<unknown>) =>
  reading.then(
    () => 'read',
    (error: ReaderFailure) => error.says,
  )

async function withPool(options: PoolOptions, use: (pool: ReaderPool) => Promise<void>): Promise<void> {
  const pool = openReaderPool(options)
  try {
    await use(pool)
  } finally {
    await pool.close()
  }
}

test('a pile is read in order by one process; what cannot be read costs only itself', async () => {
  await withPool({}, async (pool) => {
    const pile = [pool.read({ bytes }), pool.read({ bytes: new Uint8Array() }), pool.read({ bytes })]
    const [first, empty, last] = await Promise.all(pile.map((one) => one.catch((error: ReaderFailure) => error.says)))
    assert.equal(empty, 'expenses.reader.empty')
    assert.equal(typeof first === 'object' && first.totalCents.value, typeof last === 'object' && last.totalCents.value)
    assert.equal(pool.pids().length, 1)
  })
})

test('a process killed in the middle refuses its receipt with a reason; the next one is read by another', async () => {
  await withPool({}, async (pool) => {
    const [killed, next] = [reasonOf(pool.read({ bytes })), reasonOf(pool.read({ bytes }))]
    const [pid] = pool.pids()
    process.kill(pid!, 'SIGKILL')
    assert.equal(await killed, 'expenses.reader.engineDied')
    assert.equal(await next, 'read')
    assert.notEqual(pool.pids()[0], pid)
  })
})

test('too long and too large are ended and said', async () => {
  await withPool({ timeoutMs: 50 }, async (pool) =>
    assert.equal(await reasonOf(pool.read({ bytes })), 'expenses.reader.tookTooLong'),
  )
  await withPool({ memoryLimit: 30_000_000 }, async (pool) =>
    assert.equal(await reasonOf(pool.read({ bytes })), 'expenses.reader.tookTooMuchMemory'),
  )
})

test('a waiting and a running receipt can be called off', async () => {
  await withPool({}, async (pool) => {
    const off = new AbortController()
    const both = [reasonOf(pool.read({ bytes }, {}, off.signal)), reasonOf(pool.read({ bytes }, {}, off.signal))]
    off.abort()
    assert.deepEqual(await Promise.all(both), ['expenses.reader.stopped', 'expenses.reader.stopped'])
    assert.equal(await reasonOf(pool.read({ bytes })), 'read')
  })
})

test('a closed pool refuses, and leaves no process behind', async () => {
  const pool = openReaderPool()
  const waiting = reasonOf(pool.read({ bytes }))
  await pool.close()
  assert.equal(await waiting, 'expenses.reader.stopped')
  assert.deepEqual(pool.pids(), [])
  assert.equal(await reasonOf(pool.read({ bytes })), 'expenses.reader.stopped')
})
