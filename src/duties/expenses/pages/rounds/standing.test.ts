import assert from 'node:assert/strict'
import { test } from 'node:test'
import { todayIn } from '#web/place.ts'
import { isPastDue, stateOf } from './standing.ts'

const round = { closedAt: null, dueDay: '2999-12-31', timeZone: 'Europe/Vilnius', tally: { people: 5, complete: 3 } }

test('a round collects until everybody is complete, is overdue after its day, and closed whatever is missing', () => {
  assert.equal(stateOf(round), 'collecting')
  assert.equal(stateOf({ ...round, dueDay: '2020-01-05' }), 'overdue')
  assert.equal(stateOf({ ...round, dueDay: '2020-01-05', tally: { people: 5, complete: 5 } }), 'complete')
  assert.equal(stateOf({ ...round, closedAt: '2026-11-23T10:00:00Z' }), 'closed')
})

test('a round without people is not complete', () => {
  assert.equal(stateOf({ ...round, tally: { people: 0, complete: 0 } }), 'collecting')
})

test('a round is past its day by the day of its team’s place, whoever looks on', () => {
  // Between these two it is never the same day.
  const [west, east] = ['Pacific/Pago_Pago', 'Pacific/Kiritimati'] as const
  const dueDay = todayIn(west)
  assert.deepEqual(
    [west, east].map((timeZone) => isPastDue({ dueDay, timeZone })),
    [false, true],
  )
  assert.equal(stateOf({ ...round, dueDay, timeZone: west }), 'collecting')
  assert.equal(stateOf({ ...round, dueDay, timeZone: east }), 'overdue')
})
