import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matrixOf } from './matrix.ts'
import type { PresentedLine } from './presented-line.ts'
import { type Unusual, type UnusualPolicy, unusualIn, unusualKinds } from './unusual.ts'

const policy: UnusualPolicy = {
  ...{ unusualPercent: 30, unusualCents: 2_000, currency: 'EUR', month: '2026-11-01', supplement: 0 },
  ...{ limits: new Map(), categoryNames: new Map(), rates: new Map(), twins: new Map(), unlike: new Map() },
}
const placed = { memberId: 'm', memberName: 'Rūta', teamId: 't', teamName: 'North', categoryId: 'hotels' }
const line = (claimedCents: number, acceptedCents = claimedCents) => ({ ...placed, claimedCents, acceptedCents })
const unknown = { ...placed, claimedCents: null, acceptedCents: null }

/** What is unusual in figures: the sentence and its numbers. */
function told(
  lines: (ReturnType<typeof line> | typeof unknown)[],
  previous: number | null,
  budget: number | null,
  supplement = 0,
  missing = 0,
) {
  const before = previous === null ? [] : [{ ...placed, cents: previous, lines: 2, linesNotCounted: missing }]
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
    ['claims nothing in sum', [line(100), line(-100)], -5_000, []],
    ['claims more', [line(1)], -5_000, [['overBudgetLeft', 1, -5_000]]],
    ['claims more than is left', [line(11_202)], 6_972, [['overBudgetLeft', 11_202, 6_972]]],
  ]
  for (const [what, lines, left, found] of cases) assert.deepEqual(told(lines, null, left, 1), found, what)
})

test('a figure far from the period before says where lines are missing from either, and is none while it counts not one', () => {
  assert.deepEqual(told([line(18_000)], 4_500, null, 0, 1), [['farFromMissing', 18_000, undefined]])
  assert.deepEqual(told([line(18_000), unknown], 4_500, null), [['farFromMissing', 18_000, undefined]])
  assert.deepEqual(told([unknown], 4_500, null), [])
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

test('far from the period before is what differs by a share of it and by an amount worth a look, up or down', () => {
  const cases: [what: string, now: number, before: number, found: unknown[]][] = [
    ['by just the share and the amount', 13_000, 10_000, [['farFromLast', 13_000, 30]]],
    ['down by just the share', 7_000, 10_000, [['farFromLast', 7_000, -30]]],
    ['by less than the share, when it is rounded', 12_949, 10_000, []],
    ['by the share when it is rounded', 12_950, 10_000, [['farFromLast', 12_950, 30]]],
    ['by just the amount', 3_000, 1_000, [['farFromLast', 3_000, 200]]],
    ['by a cent less than the amount', 2_999, 1_000, []],
    ['down by just the amount', 0, 2_000, [['farFromLast', 0, -100]]],
    ['a refund after a purchase', -1_000, 1_000, [['farFromLast', -1_000, -200]]],
    ['a purchase after a refund, by just the amount', 1_000, -1_000, [['farFromRefund', 1_000, undefined]]],
    ['a purchase after a refund, by less', 999, -1_000, []],
    ['a greater refund after a refund', -3_000, -1_000, [['farFromRefund', -3_000, undefined]]],
    ['a purchase after one of a cent', 2_001, 1, [['farFromLast', 2_001, 200_000]]],
    ['nothing before', 99_000, 0, []],
  ]
  for (const [what, now, before, found] of cases) assert.deepEqual(told([line(now)], before, null), found, what)
  assert.deepEqual(told([], 99_000, null), [], 'nobody claims anything now')
})

const category = { categoryId: 'hotels', categoryNames: new Map([['hotels', 'Hotels']]) }

test('what is unusual of a figure names who and what it is about, and covers it', () => {
  const before = [{ ...placed, cents: 4_500 }]
  const matrix = matrixOf([line(18_000)], before, new Map([['hotels', 12_000]]), 'en')
  const euro = (cents: number) => ({ cents, currency: 'EUR' })
  const about = { lineId: null, categoryId: 'hotels' }
  assert.deepEqual(unusualIn([], matrix, { ...policy, categoryNames: category.categoryNames }), [
    {
      ...{ ...about, kind: 'farFromLast', target: 'cell:m:hotels', memberId: 'm', weightCents: 13_500 },
      says: {
        ...{ says: 'expenses.unusual.farFromLast', name: 'Rūta', category: 'Hotels' },
        ...{ amount: euro(18_000), previous: euro(4_500), percent: 300 },
      },
    },
    {
      ...{ ...about, kind: 'overBudget', target: 'column:hotels', memberId: null, weightCents: 6_000 },
      says: { says: 'expenses.unusual.overBudget', category: 'Hotels', amount: euro(18_000), budget: euro(12_000) },
    },
  ])
  assert.equal(unusualIn([], matrix, policy)[0]!.says.category, '')
  assert.equal(unusualIn([], matrix, policy)[1]!.says.category, '')
  const [down] = unusualIn([], matrixOf([line(0)], before, new Map(), 'en'), policy)
  assert.equal(down!.weightCents, 4_500)
})

const shown: PresentedLine = {
  ...{ lineId: 'l', reportId: 'r', reportNumber: 'EXP-2026-0001', memberId: 'm', memberName: 'Rūta', teamId: 't' },
  ...{ teamName: 'North', categoryId: 'hotels', spentOn: '2026-11-12', merchant: 'Šilas', amountCents: 12_000 },
  ...{ currency: 'EUR', rate: '1', rateSource: null, vatCents: 0, vat: [], ownShareCents: 0, claimedCents: 12_000 },
  ...{ acceptedCents: 12_000, purpose: 'Visit', customer: '', guests: '', explanation: '', missingReason: null },
  ...{ refusedWhy: null, changedAfterReading: [], receipts: [{ id: 'a', number: 'RCP-1', sha256: '1' }] },
}
const empty = matrixOf([], [], new Map(), 'en')
/** The kind and what the sentence names besides the person, the line and its amount. */
const marks = (found: Unusual[]) =>
  found.map(({ kind, says: { says: _, name: __, line: ___, amount: ____, ...named } }) => [
    kind,
    ...(Object.keys(named).length > 0 ? [named] : []),
  ])
const usd = { currency: 'USD', rate: '0.9', rateSource: 'hand' }
const rates = (ofDay: { rate: string; day: string } | null) => ({
  rates: new Map([['USD 2026-11-12', { ofDay, last: ofDay }]]),
})
const twin = { receipt: 'RCP-1', whose: 'named', other: 'RCP-2', name: 'Jonas', n: 0, why: '', by: '' } as const
const twinMark = { receipt: 'RCP-1', whose: 'named', other: 'RCP-2', whom: 'Jonas', n: 0, why: '', by: '' }
const limits = new Map([['hotels', 12_000]])

const lines: [what: string, line: Partial<PresentedLine>, found: unknown[], around?: Partial<UnusualPolicy>][] = [
  ['a line like any other', {}, []],
  ['a claim at its limit', {}, [], { limits }],
  [
    'a claim above its limit',
    { claimedCents: 12_001, explanation: 'A fair' },
    [['overLimit', { limit: { cents: 12_000, currency: 'EUR' }, category: 'Hotels', why: 'A fair' }]],
    { limits, categoryNames: category.categoryNames },
  ],
  [
    'a claim above the limit of a category without a name',
    { claimedCents: 12_001 },
    [['overLimit', { limit: { cents: 12_000, currency: 'EUR' }, category: '', why: '' }]],
    { limits },
  ],
  ['a refund beyond the limit', { claimedCents: -12_001 }, [], { limits }],
  ['a receipt that is missing', { missingReason: 'Lost' }, [['declaredMissing', { why: 'Lost' }]]],
  ['a field that is other than was read', { changedAfterReading: ['merchant'] }, [['changedAfterReading', { fields: 'merchant' }]]], // biome-ignore format: one row
  [
    'fields that are other than was read',
    { changedAfterReading: ['merchant', 'spentOn'] },
    [['changedAfterReading', { fields: 'merchant,spentOn' }]],
  ],
  ['the first day of the month', { spentOn: '2026-11-01' }, []],
  ['the day before the month', { spentOn: '2026-10-31' }, [['otherMonth', { day: '2026-10-31' }]]],
  ['that day of the year before', { spentOn: '2025-11-12' }, [['otherMonth', { day: '2025-11-12' }]]],
  ['a typed rate where the table has none', usd, [['typedRateAlone', { rate: '0.9', currency: 'USD' }]]],
  [
    'a typed rate where the table has none of that day',
    usd,
    [['typedRateAlone', { rate: '0.9', currency: 'USD' }]],
    rates(null),
  ],
  [
    'a typed rate where the table’s is too old',
    usd,
    [['typedRateAlone', { rate: '0.9', currency: 'USD' }]],
    rates({ rate: '0.9', day: '2026-11-04' }),
  ],
  ['the table’s rate where it has none any more', { ...usd, rateSource: 'ECB' }, []],
  ['a typed rate 2 % above the table’s', { ...usd, rate: '0.918' }, [], rates({ rate: '0.9', day: '2026-11-12' })],
  [
    'a typed rate more than 2 % above the table’s',
    { ...usd, rate: '0.9181' },
    [['typedRate', { rate: '0.9181', currency: 'USD', tableRate: '0.9', day: '2026-11-05' }]],
    rates({ rate: '0.9', day: '2026-11-05' }),
  ],
  [
    'a typed rate more than 2 % below the table’s',
    { ...usd, rate: '0.8819' },
    [['typedRate', { rate: '0.8819', currency: 'USD', tableRate: '0.9', day: '2026-11-12' }]],
    rates({ rate: '0.9', day: '2026-11-12' }),
  ],
  ['the table’s rate', { ...usd, rateSource: 'ECB' }, [], rates({ rate: '0.90', day: '2026-11-12' })],
  [
    'a rate that the table corrected since',
    { ...usd, rateSource: 'ECB' },
    [['rateCorrected', { rate: '0.9', currency: 'USD', tableRate: '0.9001', day: '2026-11-12' }]],
    rates({ rate: '0.9001', day: '2026-11-12' }),
  ],
  [
    'a rate of which nobody kept whence it was',
    { ...usd, rateSource: null },
    [],
    rates({ rate: '0.5', day: '2026-11-12' }),
  ],
  [
    'a rate beside the office’s own currency',
    { rateSource: 'hand' },
    [],
    { rates: new Map([['EUR 2026-11-12', { ofDay: { rate: '2', day: '2026-11-12' }, last: null }]]) },
  ],
  ['a twin', {}, [['samePurchase', twinMark]], { twins: new Map([['a', [twin]], ['b', [twin]]]) }], // biome-ignore format: one row
  [
    'two twins, one told apart',
    {},
    [
      ['samePurchase', twinMark],
      ['toldApart', { ...twinMark, other: 'RCP-3', why: 'Two coffees', by: 'Rasa' }],
    ],
    { twins: new Map([['a', [twin, { ...twin, other: 'RCP-3', why: 'Two coffees', by: 'Rasa' }]]]) },
  ],
]
for (const [what, more, found, around] of lines)
  test(`of a line one looks first at: ${what}`, () => {
    const all = unusualIn([{ ...shown, ...more }], empty, { ...policy, ...around })
    assert.deepEqual(marks(all), found)
    for (const { target, memberId, lineId, categoryId, weightCents, says } of all) {
      assert.deepEqual([target, memberId, lineId, categoryId], ['line:l', 'm', 'l', 'hotels'])
      const cents = more.claimedCents ?? 12_000
      assert.deepEqual([weightCents, says.name, says.line], [Math.abs(cents), 'Rūta', 'Šilas'])
      assert.deepEqual(says.amount, { cents, currency: 'EUR' })
    }
  })

const otherThan = { currency: 'otherCurrency', spentOn: 'otherDay', amountCents: 'otherAmount' } as const
for (const [field, kind] of Object.entries(otherThan) as [keyof typeof otherThan, string][])
  test(`of a line one looks first at: ${field} other than its receipt says, explained or not`, () => {
    const difference = { says: 'x', field, lineId: 'l', why: 'Deposit', receipt: 'RCP-1' }
    const found = unusualIn([shown, { ...shown, lineId: 'other' }], empty, {
      ...policy,
      unlike: new Map([['l', [difference]]]),
    })
    assert.deepEqual(
      found.map((one) => [one.kind, one.says.says, one.says.why, one.says.receipt]),
      [[kind, `expenses.unusual.${kind}`, 'Deposit', 'RCP-1']],
    )
  })

test('most money comes first, whatever it is and of either sign', () => {
  const far = [{ ...shown, claimedCents: -50_000, spentOn: '2026-10-01' }, { ...shown, spentOn: '2026-10-02', claimedCents: 1 }] // biome-ignore format: one row
  const matrix = matrixOf([line(18_000)], [{ ...placed, cents: 4_500 }], new Map([['hotels', 12_000]]), 'en')
  assert.deepEqual(
    unusualIn(far, matrix, policy).map(({ kind, weightCents }) => [kind, weightCents]),
    [
      ['otherMonth', 50_000],
      ['farFromLast', 13_500],
      ['overBudget', 6_000],
      ['otherMonth', 1],
    ],
  )
})

test('a budget is told in the currency of the office, of whatever decimals', () => {
  for (const [currency, cents] of [
    ['JPY', 12_001],
    ['KWD', 12_001],
  ] as const) {
    const matrix = matrixOf([line(cents)], [], new Map([['hotels', 12_000]]), 'en')
    const [found] = unusualIn([], matrix, { ...policy, currency })
    assert.deepEqual(found?.says.amount, { cents, currency })
    assert.deepEqual(found?.says.budget, { cents: 12_000, currency })
  }
})

test('the kinds that programs are told of are those that are found', () => {
  const ofFigures: string[] = ['farFromLast', 'overBudget']
  const found = [...lines.flatMap(([, , marked]) => marked.map((mark) => (mark as string[])[0]!)), ...ofFigures]
  assert.deepEqual([...unusualKinds].sort(), [...new Set([...found, ...Object.values(otherThan)])].sort())
})
