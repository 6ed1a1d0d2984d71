import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admit } from './guessing.ts'

const nowMs = 1_000_000

test('tries go on at once, then one every five seconds, and who would wait longer than fifteen is told', () => {
  const tooMany = { refused: { says: 'office.tooManyTries' } }
  const cases: [Parameters<typeof admit>[0], isKnown: boolean, ReturnType<typeof admit>][] = [
    [{ fromHere: 0, all: 0, lastDueMs: null }, false, { dueMs: nowMs }],
    [{ fromHere: 9, all: 19, lastDueMs: nowMs }, false, { dueMs: nowMs }],
    [{ fromHere: 10, all: 10, lastDueMs: nowMs }, false, tooMany],
    [{ fromHere: 10, all: 10, lastDueMs: nowMs }, true, tooMany],
    [{ fromHere: 0, all: 20, lastDueMs: nowMs }, false, { dueMs: nowMs + 5_000 }],
    [{ fromHere: 0, all: 200, lastDueMs: nowMs - 60_000 }, false, { dueMs: nowMs }],
    [{ fromHere: 0, all: 22, lastDueMs: nowMs + 10_000 }, false, { dueMs: nowMs + 15_000 }],
    [
      { fromHere: 0, all: 23, lastDueMs: nowMs + 12_000 },
      false,
      { refused: { says: 'office.signInPaced', seconds: 17 } },
    ],
    [{ fromHere: 9, all: 500, lastDueMs: nowMs + 12_000 }, true, { dueMs: nowMs }],
  ]
  for (const [tries, isKnown, verdict] of cases)
    assert.deepEqual(admit(tries, { nowMs, isKnown }), verdict, JSON.stringify(tries))
})
