import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minorUnitProblems } from './minor-units.ts'
import { problemsIn } from './small-project.ts'

const code: [string, boolean][] = [
  ['const shown = (cents / 100).toFixed(2)', true],
  ['const totalCents = Math.round(Number(total) * 100)', true],
  ['const amount = 100 * Number(text)', true],
  ['const price = value.toFixed(2)', true],
  ['const amount = value * 10 ** 2', true],
  ['// an amount of cents / 100 would be wrong here', false],
  ["say('amount * 100')", false],
  ['const percent = total > 0 ? (done / total) * 100 : 100', false],
  ['const width = part * 100', false],
  ['const cents = minorUnits(total, currency)', false],
]

test('a line that takes a hundred minor units for a unit is found', () => {
  for (const [text, isFound] of code)
    assert.equal(problemsIn({ 'src/web/a.ts': text }, minorUnitProblems).length, isFound ? 1 : 0, text)
})
