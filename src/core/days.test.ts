import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  beginOf,
  dayAt,
  daysBetween,
  daysOf,
  formatDay,
  formatMoment,
  formatMonth,
  formatPeriod,
  isDay,
  isWeekend,
  isWithin,
  monthOf,
  monthPeriod,
  nextMonth,
  previousMonth,
  weekday,
} from './days.ts'
import { publicHolidays } from './holidays.ts'

const day = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1950-01-01', days))

test('adding days and counting them are each other’s reverse', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, n) => daysBetween(from, addDays(from, n)) === n),
  )
})

test('a day lies within the period of its month and of no neighbour', () => {
  fc.assert(
    fc.property(day, (one) => {
      const month = monthOf(one)
      assert.ok(isWithin(one, monthPeriod(month)))
      assert.ok(!isWithin(one, monthPeriod(previousMonth(month))))
      assert.equal(nextMonth(previousMonth(month)), month)
      assert.equal(addDays(monthPeriod(month).to, 1), monthPeriod(nextMonth(month)).from)
    }),
  )
})

test('a leap February has twenty-nine days', () => {
  assert.deepEqual(monthPeriod('2028-02'), { from: '2028-02-01', to: '2028-02-29' })
  assert.equal(daysOf(monthPeriod('2026-02')).length, 28)
  assert.deepEqual(daysOf({ from: '2026-02-02', to: '2026-02-01' }), [])
})

test('only days that exist are days', () => {
  for (const text of ['2026-02-30', '2026-2-3', '', '20260203', '2026-13-01', 'today']) assert.ok(!isDay(text), text)
  assert.ok(isDay('2024-02-29'))
})

test('days, months and periods are written as the language writes them', () => {
  assert.equal(formatDay('2026-03-05', 'lt'), '2026-03-05')
  assert.equal(formatDay('2026-03-05', 'lt', 'long'), '2026 m. kovo 5 d.')
  assert.equal(formatDay('2026-03-05', 'en'), '5 Mar 2026')
  assert.equal(formatDay('2026-09-05', 'en'), '5 Sep 2026')
  assert.equal(formatDay('2026-09-05', 'en', 'long'), '5 September 2026')
  assert.equal(formatMonth('2026-03', 'lt'), '2026 m. kovas')
  assert.equal(formatMonth('2026-03', 'en'), 'March 2026')
  assert.equal(formatPeriod(monthPeriod('2026-03'), 'lt'), '2026 m. kovas')
  assert.equal(formatPeriod({ from: '2026-03-01', to: '2026-03-05' }, 'lt'), '2026-03-01 – 2026-03-05')
  assert.equal(formatPeriod({ from: '2026-03-05', to: '2026-03-05' }, 'en'), '5 Mar 2026')
})

test('the day depends on where one stands', () => {
  const late = Temporal.Instant.from('2026-03-05T22:30:00Z')
  assert.equal(dayAt(late, 'Europe/Vilnius'), '2026-03-06')
  assert.equal(dayAt(late, 'Europe/Warsaw'), '2026-03-05')
  assert.equal(weekday('2026-03-02'), 1)
  assert.ok(isWeekend('2026-03-07') && !isWeekend('2026-03-06'))
})

test('public holidays of the branches’ countries are known', () => {
  const days = (country: string, region?: string) => publicHolidays(country, region, 2026).map((one) => one.day)
  const lithuanian = days('LT')
  for (const off of ['2026-02-16', '2026-03-11', '2026-04-06', '2026-06-24', '2026-11-02', '2026-12-25'])
    assert.ok(lithuanian.includes(off), off)
  assert.ok(days('LV').includes('2026-11-18'))
  assert.ok(days('PL').includes('2026-05-03'))
  assert.ok(days('DE', 'BY').includes('2026-01-06') && !days('DE').includes('2026-01-06'))
  assert.deepEqual(days('XX'), [])
  const named = publicHolidays('LT', undefined, 2026, 'lt').find((one) => one.day === '2026-12-25')
  assert.match(named!.name, /Kalėd/)
})

test('a moment is written as on a clock where it matters', () => {
  const at = '2026-09-30T22:30:00Z'
  assert.equal(formatMoment(at, 'en', 'Europe/Vilnius'), '1 Oct 2026, 01:30')
  assert.equal(formatMoment(at, 'en', 'America/New_York'), '30 Sep 2026, 18:30')
  assert.equal(formatMoment(at, 'lt', 'Europe/Vilnius'), '2026-10-01 01:30')
})

test('a time zone that is not known here counts as UTC', () => {
  const noon = Temporal.Instant.from('2026-03-05T23:30:00Z')
  for (const zone of ['x', '', 'Nowhere/X', '+03:00', 'š'.repeat(5000)]) {
    assert.equal(dayAt(noon, zone), '2026-03-05')
    assert.equal(beginOf('2026-03-05', zone), '2026-03-05T00:00:00Z')
    assert.equal(formatMoment('2026-03-05T23:30:00Z', 'lt', zone), '2026-03-05 23:30')
  }
  assert.equal(dayAt(noon, 'Europe/Vilnius'), '2026-03-06')
  assert.equal(beginOf('2026-03-05', 'Europe/Vilnius'), '2026-03-04T22:00:00Z')
})
