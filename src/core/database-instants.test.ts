import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantOf } from './database.ts'
import { dayAt } from './days.ts'

const [first, last] = ['0001-01-02T00:00:00.000Z', '9999-12-30T23:59:59.999Z']

test('whatever instant the database holds is read as one with a year of four digits, and so is its day everywhere', () => {
  const cases: [written: string, read: string][] = [
    ['2026-03-01 10:00:00.123456+02', '2026-03-01T08:00:00.123Z'],
    ['1900-01-01 00:00:00+00', '1900-01-01T00:00:00.000Z'],
    ['9999-12-31 23:59:59+00', last],
    ['20000-01-01 00:00:00+00', last],
    ['294276-12-31 23:59:59+00', last],
    ['infinity', last],
    ['0044-03-15 00:00:00+00', first],
    ['0044-03-15 00:00:00+00 BC', first],
    ['-infinity', first],
  ]
  for (const [written, read] of cases) {
    assert.equal(instantOf(written), read, written)
    for (const zone of ['Pacific/Kiritimati', 'Europe/Vilnius', 'Pacific/Pago_Pago'])
      assert.match(dayAt(Temporal.Instant.from(read), zone), /^\d{4}-\d\d-\d\d$/, `${written} ${zone}`)
  }
})
