import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, daysOf } from '#core/days.ts'
import { coverReasons, cutCover, gapsIn, gapWindow, overlapsIn } from './chart.ts'
import { runsOn } from './rights.ts'

const year = { from: '2026-01-01', to: '2026-12-31' }
let count = 0
function line(fromDay: string, toDay: string | null = null, coversId: string | null = null) {
  count += 1
  return { id: `line ${count}`, memberId: `member ${count}`, fromDay, toDay, coversId }
}

test('a gap is where nobody does the duty', () => {
  const cases: [string, ReturnType<typeof line>[], { from: string; to: string }[]][] = [
    ['nobody at all', [], [year]],
    ['somebody all the time', [line('2020-01-01')], []],
    [
      'a hole between two',
      [line('2025-01-01', '2026-03-31'), line('2026-04-15')],
      [{ from: '2026-04-01', to: '2026-04-14' }],
    ],
    ['no hole when one follows the other', [line('2025-01-01', '2026-03-31'), line('2026-04-01')], []],
    ['a hole at the end', [line('2025-01-01', '2026-10-31')], [{ from: '2026-11-01', to: '2026-12-31' }]],
    ['a hole at the beginning', [line('2026-02-01')], [{ from: '2026-01-01', to: '2026-01-31' }]],
    ['who begins only later', [line('2027-01-01')], [year]],
    ['who has long ended', [line('2020-01-01', '2020-12-31')], [year]],
    ['a short line inside a long one', [line('2026-01-01'), line('2026-02-01', '2026-02-10')], []],
    [
      'a cover fills no hole',
      [line('2025-01-01', '2026-10-31'), line('2026-11-01', '2026-12-31', 'x')],
      [{ from: '2026-11-01', to: '2026-12-31' }],
    ],
  ]
  for (const [what, lines, gaps] of cases) assert.deepEqual(gapsIn(lines, year), gaps, what)
})

test('every day of a window is either done by somebody or lies in a gap', () => {
  const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-01-01', days))
  const anyLine = fc
    .tuple(day, fc.option(fc.integer({ min: 0, max: 30 })))
    .map(([from, days]) => line(from, days === null ? null : addDays(from, days)))
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 6 }), (lines) => {
      const window = { from: '2026-01-10', to: '2026-02-20' }
      const free = new Set(gapsIn(lines, window).flatMap(daysOf))
      for (const one of daysOf(window)) assert.equal(free.has(one), !lines.some((each) => runsOn(each, one)), one)
    }),
  )
})

test('two with the same duty on the same days overlap; one after the other and a cover do not', () => {
  const [first, second] = [line('2026-01-01', '2026-03-31'), line('2026-03-20', '2026-06-30')]
  assert.deepEqual(overlapsIn([second, first], year), [
    { from: '2026-03-20', to: '2026-03-31', ids: [first.id, second.id] },
  ])
  assert.deepEqual(overlapsIn([line('2026-01-01', '2026-03-31'), line('2026-04-01')], year), [])
  assert.deepEqual(overlapsIn([line('2026-01-01'), line('2026-02-01', '2026-02-14', 'x')], year), [])
  const [open, other] = [line('2025-01-01'), line('2025-06-01')]
  assert.deepEqual(overlapsIn([open, other], year), [{ ...year, ids: [open.id, other.id] }])
})

test('gaps count from the first day that somebody did the duty; where nobody has, from today', () => {
  assert.deepEqual(gapWindow([line('2026-05-01', '2026-05-31')], year, '2026-07-01'), {
    from: '2026-05-01',
    to: '2026-12-31',
  })
  assert.deepEqual(gapWindow([], year, '2026-07-01'), { from: '2026-07-01', to: '2026-12-31' })
  assert.equal(gapWindow([], year, '2027-01-01'), null)
})

test('a cover lies within what it covers and is done by somebody else', () => {
  const covered = { memberId: 'rasa', memberName: 'Rasa', fromDay: '2026-03-01', toDay: '2026-06-30' }
  const says = (memberId: string, from: string, to: string, of: Parameters<typeof coverReasons>[0] = covered) =>
    coverReasons(of, { memberId, from, to }).map((reason) => reason.says)
  assert.deepEqual(says('daiva', '2026-03-01', '2026-06-30'), [])
  assert.deepEqual(says('daiva', '2026-02-28', '2026-03-05'), ['office.coverOutsideDuty'])
  assert.deepEqual(says('daiva', '2026-06-25', '2026-07-01'), ['office.coverOutsideDuty'])
  assert.deepEqual(says('daiva', '2026-06-25', '2030-07-01', { ...covered, toDay: null }), [])
  assert.deepEqual(says('daiva', '2026-01-25', '2030-07-01', { ...covered, toDay: null }), ['office.coverBeforeDuty'])
  assert.deepEqual(says('rasa', '2026-04-01', '2026-04-02'), ['office.coversHimself'])
  assert.deepEqual(says('daiva', '2026-04-02', '2026-04-01'), ['office.endsBeforeBegins'])
})

test('a cover is cut to the new days of what it covers, or falls away', () => {
  const cover = { from: '2026-04-10', to: '2026-04-20' }
  assert.deepEqual(cutCover(cover, { fromDay: '2026-04-01', toDay: null }), cover)
  assert.deepEqual(cutCover(cover, { fromDay: '2026-04-15', toDay: '2026-04-18' }), {
    from: '2026-04-15',
    to: '2026-04-18',
  })
  assert.equal(cutCover(cover, { fromDay: '2026-01-01', toDay: '2026-04-09' }), null)
})
