import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { budgetLeft, type Figure, matrixOf, previousBeside, previousShown, shownCategories } from './matrix.ts'

const people = {
  ada: { memberId: 'ada', memberName: 'Ąda', teamId: 'n', teamName: 'North' },
  bea: { memberId: 'bea', memberName: 'Bea', teamId: 'n', teamName: 'North' },
  cid: { memberId: 'cid', memberName: 'Cid', teamId: 'e', teamName: 'East' },
}
type Name = keyof typeof people
const line = (who: Name, categoryId: string | null, claimedCents: number | null, acceptedCents = claimedCents) => ({
  ...people[who],
  ...{ categoryId, claimedCents, acceptedCents },
})
const was = (who: Name, categoryId: string | null, cents: number, lines?: number, linesNotCounted?: number) => ({
  ...people[who],
  ...{
    categoryId,
    cents,
    ...(lines !== undefined && { lines }),
    ...(linesNotCounted !== undefined && { linesNotCounted }),
  },
})
const figure = (more: Partial<Figure> = {}): Figure => ({
  ...{ claimedCents: 0, acceptedCents: 0, lines: 0, linesNotCounted: 0, budgetCents: null },
  ...{ previousCents: 0, previousLines: 0, previousLinesNotCounted: 0 },
  ...more,
})
const of = (
  lines: ReturnType<typeof line>[],
  previous: ReturnType<typeof was>[] = [],
  budget: [string, number][] = [],
  language = 'lt',
) => matrixOf(lines, previous, new Map(budget), language)

const cells: [what: string, is: Figure, matrix: ReturnType<typeof of>][] = [
  ['a line', figure({ claimedCents: 100, acceptedCents: 100, lines: 1 }), of([line('ada', 'hotel', 100)])],
  [
    'a purchase and a refund',
    figure({ claimedCents: 60, acceptedCents: 60, lines: 2 }),
    of([line('ada', 'hotel', 100), line('ada', 'hotel', -40)]),
  ],
  [
    'a line of which some is not accepted',
    figure({ claimedCents: 100, acceptedCents: 0, lines: 1 }),
    of([line('ada', 'hotel', 100, 0)]),
  ],
  [
    'a line without a rate beside one that counts',
    figure({ claimedCents: 100, acceptedCents: 100, lines: 2, linesNotCounted: 1 }),
    of([line('ada', 'hotel', 100), line('ada', 'hotel', null)]),
  ],
  [
    'what was there only before',
    figure({ previousCents: 70, previousLines: 2, previousLinesNotCounted: 1 }),
    of([], [was('ada', 'hotel', 70, 2, 1)]),
  ],
  [
    'two figures of before',
    figure({ previousCents: 50, previousLines: 3, previousLinesNotCounted: 1 }),
    of([], [was('ada', 'hotel', 70, 2, 1), was('ada', 'hotel', -20, 1, 0)]),
  ],
  [
    'two figures of before, of one of which nobody knows how many lines it is over',
    figure({ previousCents: 100, previousLines: null, previousLinesNotCounted: null }),
    of([], [was('ada', 'hotel', 70), was('ada', 'hotel', 30, 1, 0)]),
  ],
]
for (const [what, is, { rows, sum, teams, columns }] of cells)
  test(`one figure stands in its cell, its row, its column, its team and the sum: ${what}`, () => {
    assert.equal(rows.length, 1)
    const { cells: own, sum: ofRow, ...person } = rows[0]!
    assert.deepEqual(person, people.ada)
    assert.deepEqual([own, ofRow, columns, teams, sum], [{ hotel: is }, is, { hotel: is }, { n: is }, is])
  })

test('nothing has no rows, no columns, and a sum of nothing', () => {
  assert.deepEqual(of([]), { rows: [], columns: {}, teams: {}, sum: figure() })
})

test('a line without a category stands in a column of its own', () => {
  assert.deepEqual(Object.keys(of([line('ada', null, 100)], [was('bea', null, 50)]).columns), ['none'])
})

test('a budget stands in the column and the sum alone, also where nothing is claimed of it', () => {
  const { rows, columns, teams, sum } = of(
    [line('ada', 'hotel', 100)],
    [],
    [
      ['hotel', 500],
      ['taxi', 0],
    ],
  )
  assert.deepEqual([columns.hotel!.budgetCents, columns.taxi, sum.budgetCents], [500, figure({ budgetCents: 0 }), 500])
  assert.deepEqual([rows[0]!.sum.budgetCents, teams.n!.budgetCents], [null, null])
})

test('people stand by team and by name as the office’s language orders them', () => {
  const names = (language: string, ...who: Name[]) =>
    of(
      who.map((one) => line(one, 'hotel', 1)),
      [],
      [],
      language,
    ).rows.map(({ memberName }) => memberName)
  assert.deepEqual(names('lt', 'bea', 'ada', 'cid'), ['Cid', 'Ąda', 'Bea'])
  const swedish = ['Örn', 'Zeta'].map((memberName) => ({
    ...line('ada', 'hotel', 1),
    memberId: memberName,
    memberName,
  }))
  const order = (language: string) => of(swedish, [], [], language).rows.map(({ memberName }) => memberName)
  assert.deepEqual(
    [order('sv'), order('de')],
    [
      ['Zeta', 'Örn'],
      ['Örn', 'Zeta'],
    ],
  )
})

test('rows, columns and teams each add up to the sum in every kind of figure', () => {
  const who = fc.constantFrom<Name>('ada', 'bea', 'cid')
  const category = fc.constantFrom('hotel', 'taxi', null)
  const amount = fc.integer({ min: -9_000, max: 9_000 })
  const lines = fc.array(
    fc.tuple(who, category, fc.option(amount)).map((one) => line(...one)),
    { maxLength: 12 },
  )
  const before = fc.array(
    fc.tuple(who, category, amount, fc.nat(4), fc.nat(2)).map((one) => was(...one)),
    { maxLength: 6 },
  )
  const kinds = ['claimedCents', 'acceptedCents', 'lines', 'linesNotCounted', 'previousCents', 'previousLines', 'previousLinesNotCounted'] as const // biome-ignore format: one row
  fc.assert(
    fc.property(lines, before, (now, previous) => {
      const { rows, columns, teams, sum } = of(now, previous)
      for (const kind of kinds) {
        const total = (figures: Iterable<Figure>) => [...figures].reduce((all, one) => all + one[kind]!, 0)
        const ofCells = rows.flatMap((row) => Object.values(row.cells))
        for (const figures of [rows.map((row) => row.sum), ofCells, Object.values(columns), Object.values(teams)])
          assert.equal(total(figures), sum[kind], kind)
      }
    }),
  )
})

const left: [what: string, budgets: [string, string, number][], earlier: [string | null, number][], is: object][] = [
  ['no budget', [], [['hotel', 100]], {}],
  ['a budget of which nothing was taken', [['n', 'hotel', 500]], [], { hotel: 500 }],
  ['budgets of two teams', [['n', 'hotel', 500], ['e', 'hotel', 250], ['e', 'taxi', 0]], [], { hotel: 750, taxi: 0 }], // biome-ignore format: one row
  ['what two reports took', [['n', 'hotel', 500]], [['hotel', 100], ['hotel', 150]], { hotel: 250 }], // biome-ignore format: one row
  ['more taken than there was', [['n', 'hotel', 500]], [['hotel', 501]], { hotel: -1 }],
  ['something given back', [['n', 'hotel', 500]], [['hotel', -100]], { hotel: 600 }],
  ['something taken of nothing', [['n', 'taxi', 0]], [['taxi', 1]], { taxi: -1 }],
  ['something taken without a category, or of one without a budget', [['n', 'hotel', 500]], [[null, 100], ['taxi', 1]], { hotel: 500 }], // biome-ignore format: one row
]
for (const [what, budgets, earlier, is] of left)
  test(`of a month’s budget is left for a supplement: ${what}`, () => {
    const found = budgetLeft(
      budgets.map(([teamId, categoryId, cents]) => ({ teamId, categoryId, cents })),
      earlier.map(([categoryId, cents]) => ({ categoryId, cents })),
    )
    assert.deepEqual(Object.fromEntries(found), is)
  })

test('beside a report stands all of the period before, beside a supplement that of its people', () => {
  const previous = [was('ada', 'hotel', 1), was('bea', 'taxi', 2), was('ada', null, 3)]
  const cents = (supplement: number, ...who: Name[]) =>
    previousBeside(
      supplement,
      previous,
      who.map((memberId) => ({ memberId })),
    ).map((one) => one.cents)
  assert.deepEqual([cents(0), cents(0, 'bea'), cents(1, 'ada', 'ada'), cents(2, 'cid'), cents(1)], [[1, 2, 3], [1, 2, 3], [1, 3], [], []]) // biome-ignore format: one row
})

const shown: [what: string, figure: Partial<Figure>, is: number | null][] = [
  ['nothing was there', {}, null],
  ['none of it counted', { previousLines: 2, previousLinesNotCounted: 2 }, null],
  ['some of it counted', { previousCents: 50, previousLines: 2, previousLinesNotCounted: 1 }, 50],
  ['it came to nothing', { previousLines: 2, previousLinesNotCounted: 0 }, 0],
  ['it was given back', { previousCents: -50, previousLines: 1, previousLinesNotCounted: 0 }, -50],
  ['nobody knows how many lines it had', { previousCents: 0, previousLines: null, previousLinesNotCounted: null }, 0],
  [
    'nobody knows how many of its lines count',
    { previousCents: 7, previousLines: 0, previousLinesNotCounted: null },
    7,
  ],
  [
    'nobody knows of how many lines one is missed',
    { previousCents: 7, previousLines: null, previousLinesNotCounted: 1 },
    7,
  ],
]
for (const [what, of, is] of shown)
  test(`the period before is shown as ${is}: ${what}`, () => assert.equal(previousShown(figure(of)), is))

test('the categories shown are those with a line now or before, in their own order', () => {
  const categories = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id }))
  const columns = {
    f: figure({ lines: 1 }),
    b: figure({ previousLines: 1 }),
    c: figure({ previousLines: null }),
    d: figure({ budgetCents: 500 }),
    none: figure({ lines: 1 }),
  }
  assert.deepEqual(shownCategories(categories, { columns }), [{ id: 'b' }, { id: 'c' }, { id: 'f' }])
})
