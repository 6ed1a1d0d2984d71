import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matrixOf } from './matrix.ts'
import { type UnusualPolicy, unusualIn } from './unusual.ts'

const policy: UnusualPolicy = {
  ...{ unusualPercent: 30, unusualCents: 2_000, currency: 'EUR', month: '2026-11-01', supplement: 0 },
  ...{ limits: new Map(), categoryNames: new Map(), rates: new Map(), twins: new Map(), unlike: new Map() },
}
const placed = { memberId: 'm', memberName: 'Rūta', teamId: 't', teamName: 'North', categoryId: 'hotels' }
const line = (claimedCents: number, acceptedCents = claimedCents) => ({ ...placed, claimedCents, acceptedCents })

/** What is unusual in figures: the sentence and its numbers. */
function told(lines: ReturnType<typeof line>[], previous: number | null, budget: number | null, supplement = 0) {
  const before = previous === null ? [] : [{ ...placed, cents: previous }]
  const matrix = matrixOf(lines, before, new Map(budget === null ? [] : [['hotels', budget]]), 'en')
  return unusualIn([], matrix, { ...policy, supplement }).map(({ says: { says, amount, budget: set, percent } }) => {
    const cents = (money: unknown) => (money as { cents: number } | undefined)?.cents
    return [says.split('.').at(-1), cents(amount), cents(set) ?? percent]
  })
}

test('a budget is exceeded by what is accepted', () => {
  const cases: [what: string, lines: ReturnType<typeof line>[], budget: number, found: unknown[]][] = [
    ['within', [line(12_000)], 12_000, []],
    ['above', [line(15_000)], 12_000, [['overBudget', 15_000, 12_000]]],
    ['above until some is refused', [line(10_000, 0), line(5_000)], 12_000, []],
  ]
  for (const [what, lines, budget, found] of cases) assert.deepEqual(told(lines, null, budget), found, what)
})

test('a supplement is held against what its month left of the budget, and its mark says so', () => {
  const cases: [what: string, lines: ReturnType<typeof line>[], left: number, found: unknown[]][] = [
    ['claims nothing there', [], -5_000, []],
    ['gives something back', [line(-1_000)], -5_000, []],
    ['claims more', [line(100)], -5_000, [['overBudgetLeft', 100, -5_000]]],
    ['claims more than is left', [line(11_202)], 6_972, [['overBudgetLeft', 11_202, 6_972]]],
  ]
  for (const [what, lines, left, found] of cases) assert.deepEqual(told(lines, null, left, 1), found, what)
})

test('beside the period before stands a percentage only where that was above nothing', () => {
  assert.deepEqual(told([line(18_000)], 4_500, null), [['farFromLast', 18_000, 300]])
  assert.deepEqual(told([line(18_000)], -4_500, null), [['farFromRefund', 18_000, undefined]])
  assert.deepEqual(told([line(-3_000)], -4_500, null), [])
  assert.deepEqual(told([line(18_000)], 17_000, null), [])
})

test('what is accepted is held against what was accepted before, as the matrix shows both', () => {
  assert.deepEqual(told([line(33_577), line(6_175, 0)], 20_000, null), [['farFromLast', 33_577, 68]])
  assert.deepEqual(told([line(20_500), line(19_252, 0)], 20_000, null), [])
  assert.deepEqual(told([line(20_000, 0)], 20_000, null), [['farFromLast', 0, -100]])
})
