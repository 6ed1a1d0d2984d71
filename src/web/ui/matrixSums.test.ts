import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, sumsOf } from '#web/ui/matrixSums.ts'

const sums = sumsOf([
  { rowId: 'ruta', columnId: 'hotel', cents: 10_050, previous: 9_000, ticked: true },
  { rowId: 'ruta', columnId: 'fuel', cents: 2_000, ticked: true },
  { rowId: 'jonas', columnId: 'hotel', cents: 5, budget: 100 },
])

test('rows, columns and the whole add up', () => {
  assert.equal(sums.get(at('ruta', null))?.cents, 12_050)
  assert.equal(sums.get(at(null, 'hotel'))?.cents, 10_055)
  assert.equal(sums.get(at(null, null))?.cents, 12_055)
})

test('previous and budget are summed only where there are some', () => {
  assert.equal(sums.get(at('ruta', null))?.previous, 9_000)
  assert.equal(sums.get(at(null, 'fuel'))?.previous, undefined)
  assert.equal(sums.get(at(null, null))?.budget, 100)
})

test('a sum is ticked when all its figures are', () => {
  assert.equal(sums.get(at('ruta', null))?.ticked, true)
  assert.equal(sums.get(at(null, 'hotel'))?.ticked, undefined)
})
