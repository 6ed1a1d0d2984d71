import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeOf } from './codeOf.ts'

test('a category’s lasting name is made of the letters and figures of its English one', () => {
  const cases: [string, string][] = [
    ['Trade fair entry', 'tradeFairEntry'],
    ['Hotels', 'hotels'],
    ['Café & bar', 'cafeBar'],
    ['4 wheels', 'category4Wheels'],
    ['A', 'categorya'],
    ['…', 'category'],
  ]
  for (const [name, code] of cases) assert.equal(codeOf(name), code)
})

test('a long name gives a code that the server takes', () => {
  assert.match(codeOf('very '.repeat(40)), /^[a-zA-Z][a-zA-Z0-9]{1,40}$/)
})
