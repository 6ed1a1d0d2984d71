import assert from 'node:assert/strict'
import { test } from 'node:test'
import { carriedOver, countExpected, dueDayOf, isComplete, monthToOpen, noneExpected, whyNotDue } from './rounds.ts'

test('a person is complete when nothing is waited for and something was expected or came', () => {
  const cases: [counts: Partial<typeof noneExpected>, receipts: number, complete: boolean][] = [
    [{}, 0, false],
    [{}, 3, true],
    [{ waiting: 1, received: 8 }, 8, false],
    [{ received: 2, missing: 1 }, 2, true],
    [{ notNeeded: 1 }, 0, true],
  ]
  for (const [counts, receipts, complete] of cases)
    for (const isSigned of [false, true])
      assert.equal(
        isComplete({ ...noneExpected, ...counts }, { usable: receipts, isSigned }),
        complete || (isSigned && !counts.waiting),
      )
  assert.deepEqual(countExpected([{ state: 'waiting' }, { state: 'waiting' }, { state: 'missing' }]), {
    waiting: 2,
    received: 0,
    missing: 1,
    notNeeded: 0,
  })
})

test('receipts are due on the policy’s day of the month after', () => {
  assert.equal(dueDayOf('2026-03-01', 5), '2026-04-05')
  assert.equal(dueDayOf('2026-12-01', 28), '2027-01-28')
})

test('no round is due before its month begins', () => {
  assert.equal(whyNotDue({ month: '2026-03-01', dueDay: '2026-03-01' }), null)
  assert.equal(whyNotDue({ month: '2026-03-01', dueDay: '2026-02-28' })?.says, 'expenses.dueBeforeMonth')
})

test('the month to open follows the last round; without one the first days of a month still belong to the month before', () => {
  assert.equal(monthToOpen('2026-12-01', '2026-12-30'), '2027-01-01')
  assert.equal(monthToOpen(null, '2026-03-10'), '2026-02-01')
  assert.equal(monthToOpen(null, '2026-03-11'), '2026-03-01')
})

test('recurring receipts are carried over once a person, on a day that the new month has', () => {
  const item = (memberId: string, what: string, expectedOn: string | null) => ({
    memberId,
    what,
    categoryId: null,
    expectedOn,
    cents: null,
  })
  const carried = carriedOver(
    [
      item('a', 'Telefonas', '2026-01-31'),
      item('a', 'telefonas', null),
      item('gone', 'Nuoma', null),
      item('b', 'Nuoma', null),
    ],
    ['a', 'b'],
    '2026-02-01',
  )
  assert.deepEqual(
    carried.map(({ memberId, expectedOn }) => [memberId, expectedOn]),
    [
      ['a', '2026-02-28'],
      ['b', null],
    ],
  )
})
