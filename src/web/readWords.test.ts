import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillMessage } from '#core/message.ts'
import { loadWords } from '#core/words.ts'
import { readText } from '#web/readWords.ts'

test('a text read beforehand says what it says as written, in both languages and every number', () => {
  for (const [language, words] of Object.entries(loadWords()))
    for (const text of Object.values(words))
      for (const n of [1, 2, 10, 1.5]) {
        const values = Object.fromEntries([...text.matchAll(/\{(\w+)/g)].map(([, name]) => [name!, n]))
        assert.equal(fillMessage(language, readText(text), values), fillMessage(language, text, values))
      }
})

test('only what has to be read is taken apart', () => {
  assert.equal(readText('Receipts (all), 100 % #'), 'Receipts (all), 100 % #')
  assert.ok(Array.isArray(readText('{count} receipts')))
})

test('a text read beforehand without its values still says something', () => {
  assert.equal(fillMessage('en', readText('Good day, {name}'), {}), 'Good day, name')
})
