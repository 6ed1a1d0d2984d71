import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wholeNumber } from './wholeNumber.ts'

test('only what is written as a whole number is one', () => {
  for (const [text, number] of [['7', 7], [' 30 % ', 30], ['30%', 30], ['-2', -2]] as const) assert.equal(wholeNumber(text, '%'), number, text) // biome-ignore format: one row
  for (const text of ['', '2.5', '7,5', '1e1', '1 000', 'x', '%', '5 €']) assert.equal(wholeNumber(text, '%'), undefined, text) // biome-ignore format: one row
})
