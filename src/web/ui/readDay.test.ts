import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDay } from '#web/ui/readDay.ts'

const near = '2026-03-15'

test('a day is read as people type it', () => {
  const typed = [
    '9',
    '9.7',
    '9.7.26',
    '09.07.2026',
    '2026-07-09',
    '2026.7.9',
    '20260709',
    '07-09',
    '9/7',
    '9 Jul 2026',
    '9 Sept',
    '9.7.',
  ]
  assert.deepEqual(
    typed.map((text) => readDay(text, near)),
    ['2026-03-09', ...Array(9).fill('2026-07-09'), '2026-09-09', '2026-07-09'],
  )
})

test('what is no day is not guessed', () => {
  for (const text of ['31.2', '2026-02-30', '32', 'tomorrow', '1.13', ''])
    assert.equal(readDay(text, near), undefined, text)
})
