import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readable } from './log.ts'

test('a line for people has the time, the level where it matters, the message and its details', () => {
  const entry = { level: 40, time: '2026-03-02T08:15:30.123Z', msg: 'mail waits', tries: 3, to: { host: 'a' } }
  assert.equal(readable(JSON.stringify(entry)), '08:15:30 warning mail waits tries=3 to={"host":"a"}\n')
  const failed = {
    level: 50,
    time: '2026-03-02T08:15:30.123Z',
    msg: 'failed',
    err: { message: 'no', stack: 'Error: no\n  at x' },
  }
  assert.equal(readable(JSON.stringify(failed)), '08:15:30 ERROR failed\nError: no\n  at x\n')
})
