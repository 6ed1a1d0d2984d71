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
    { ...ruta, categoryId: 'hotel', cents: 9_000 },
    { ...jonas, teamId: 'south', teamName: 'South', categoryId: 'taxi', cents: 700 },
  ],
  new Map([['parking', 400]]),
  'en',
)
const categories = shownCategories(
  ['hotel', 'fuel', 'taxi', 'parking', 'none'].map((id) => ({ id })),
  matrix,
)
const missed = (lines: number) => `${lines} missed`
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

test('a team’s sum counts each line with the team it was claimed in', () => {
  assert.deepEqual([matrix.teams.north?.previousCents, matrix.teams.south?.previousCents], [9_000, 700])
})

test('a sum is ticked when all its figures are', () => {
  assert.equal(figure('ruta', null)?.ticked, true)
  assert.equal(figure(null, 'hotel')?.ticked, true)
  assert.equal(figure(null, null)?.ticked, false)
})
