import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matrixOf, shownCategories } from '../../rules/matrix.ts'
import { matrixCells } from './matrixCells.ts'

const ruta = { memberId: 'ruta', memberName: 'Rūta', teamId: 'north', teamName: 'North' }
const jonas = { memberId: 'jonas', memberName: 'Jonas', teamId: 'north', teamName: 'North' }
const paid = (cents: number) => ({ claimedCents: cents, acceptedCents: cents })
const matrix = matrixOf(
  [
    { ...ruta, categoryId: 'hotel', ...paid(10_050) },
    { ...ruta, categoryId: 'fuel', ...paid(2_000) },
    { ...jonas, categoryId: null, ...paid(-5) },
  ],
  [
    { ...ruta, categoryId: 'hotel', cents: 9_000, lines: 2, linesNotCounted: 0 },
    { ...jonas, teamId: 'south', teamName: 'South', categoryId: 'taxi', cents: 700, lines: 1, linesNotCounted: 0 },
  ],
  new Map([['parking', 400]]),
  'en',
)
const categories = shownCategories(
  ['hotel', 'fuel', 'taxi', 'parking', 'none'].map((id) => ({ id })),
  matrix,
)
const missed = {
  now: (lines: number) => `${lines} missed`,
  previous: (lines: number | null) => `${lines ?? 'maybe'} missed before`,
}
const cells = matrixCells(matrix, categories, missed, (memberId) => ({ ticked: memberId === 'ruta' }))
const figure = (rowId: string | null, columnId: string | null) =>
  cells.find((cell) => cell.rowId === rowId && cell.columnId === columnId)

test('rows, columns and the whole add up, now and in the period before', () => {
  for (const kind of ['cents', 'previous'] as const) {
    const sum = (of: readonly (typeof cells)[number][]) => of.reduce((total, cell) => total + (cell[kind] ?? 0), 0)
    const inside = cells.filter((cell) => cell.rowId && cell.columnId)
    assert.equal(sum(inside), figure(null, null)?.[kind])
    for (const row of ['ruta', 'jonas'])
      assert.equal(sum(inside.filter((cell) => cell.rowId === row)), figure(row, null)?.[kind])
    for (const { id } of categories)
      assert.equal(sum(inside.filter((cell) => cell.columnId === id)), figure(null, id)?.[kind] ?? 0)
  }
  assert.deepEqual([figure(null, null)?.cents, figure(null, null)?.previous], [12_045, 9_700])
})

test('what occurs only in the period before has its place, empty now', () => {
  assert.deepEqual(figure('jonas', 'taxi'), { rowId: 'jonas', columnId: 'taxi', cents: null, previous: 700 })
  assert.deepEqual(
    categories.map(({ id }) => id),
    ['hotel', 'fuel', 'taxi', 'none'],
  )
})

test('a line without a category is counted in a column of its own', () => {
  assert.equal(figure('jonas', 'none')?.cents, -5)
})

test('a figure says which lines it does not count, and is none where it counts not one', () => {
  const unknown = { ...ruta, claimedCents: null, acceptedCents: null }
  const of = matrixOf([{ ...ruta, categoryId: 'hotel', ...paid(500) }, { ...unknown, categoryId: 'hotel' }, { ...unknown, categoryId: 'fuel' }], [], new Map(), 'en') // biome-ignore format: one row
  const found = matrixCells(of, [{ id: 'hotel' }, { id: 'fuel' }], missed)
  assert.deepEqual(found.filter(({ rowId }) => rowId).map(({ cents, missed: said }) => [cents, said]), [[500, '1 missed'], [null, '1 missed'], [500, '2 missed']]) // biome-ignore format: one row
})

test('a figure of the period before says what it does not count, or that nobody knows; without lines it is none', () => {
  const was = (categoryId: string, cents: number, lines?: number, linesNotCounted?: number) => ({ ...ruta, categoryId, cents, ...(lines === undefined ? {} : { lines, linesNotCounted: linesNotCounted! }) }) // biome-ignore format: one row
  const found = (previous: ReturnType<typeof was>[]) =>
    matrixCells(matrixOf([{ ...ruta, categoryId: 'hotel', ...paid(500) }], previous, new Map(), 'en'), [{ id: 'hotel' }, { id: 'fuel' }], missed) // biome-ignore format: one row
      .filter(({ rowId }) => rowId)
      .map((cell) => [cell.columnId, cell.previous, cell.previousMissed])
  assert.deepEqual(found([]), [['hotel', null, undefined], [null, null, undefined]]) // biome-ignore format: one row
  assert.deepEqual(found([was('hotel', 900, 2, 1), was('fuel', 0, 1, 1)]), [['hotel', 900, '1 missed before'], ['fuel', null, '1 missed before'], [null, 900, '2 missed before']]) // biome-ignore format: one row
  assert.deepEqual(found([was('hotel', 0, 2, 0)]), [['hotel', 0, undefined], [null, 0, undefined]], 'nothing accepted is a figure') // biome-ignore format: one row
  assert.deepEqual(found([was('hotel', 900)]), [['hotel', 900, 'maybe missed before'], [null, 900, 'maybe missed before']]) // biome-ignore format: one row
})

test('a category that the period before has only uncounted lines of is shown', () => {
  const of = matrixOf([], [{ ...ruta, categoryId: 'taxi', cents: 0, lines: 1, linesNotCounted: 1 }], new Map(), 'en')
  assert.deepEqual(shownCategories([{ id: 'taxi' }, { id: 'fuel' }], of), [{ id: 'taxi' }])
})

test('a team’s sum counts each line with the team it was claimed in', () => {
  assert.deepEqual([matrix.teams.north?.previousCents, matrix.teams.south?.previousCents], [9_000, 700])
})

test('a sum is ticked when all its figures are', () => {
  assert.equal(figure('ruta', null)?.ticked, true)
  assert.equal(figure(null, 'hotel')?.ticked, true)
  assert.equal(figure(null, null)?.ticked, false)
})
