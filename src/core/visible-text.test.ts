import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { shortened, visibleFileName, visibleLine, visibleLines } from './visible-text.ts'

test('what turns the writing round or is not seen goes', () => {
  assert.equal(visibleLine('Hotel \u202eRUE 00.9\u202c Ltd'), 'Hotel RUE 00.9 Ltd')
  assert.equal(visibleLine('pay\u200bpal\u2060\ufeff\u00ad'), 'paypal')
  assert.equal(visibleLine('a\u0000b\u001bc\u009fd\ud800e'), 'abcde')
  assert.equal(visibleLine('\u2800\u3164\u200e'), '')
  assert.equal(visibleLine('Rasa\u{e0041}\u{e0042} Kalnė'), 'Rasa Kalnė')
})

test('a line stays one line, several stay several', () => {
  assert.equal(visibleLine(' first\r\nsecond\u2028third\t'), 'first second third')
  assert.equal(
    visibleLines(' first\r\nsecond\u2028third\tpart\u202e\n\nfourth '),
    'first\nsecond\nthird part\n\nfourth',
  )
})

test('names and pictures of every script stay whole', () => {
  for (const text of ['Ąžuolas „Ėglė“', 'יוסף כהן', 'محمد', 'می‌خواهم', 'क्‍ष', '👩‍👩‍👧', '🏳️‍🌈', '❤️', '5️⃣', '東京', '葛󠄀'])
    assert.equal(visibleLine(text), text)
})

test('a joiner where nothing joins goes', () => {
  assert.equal(visibleLine('ad\u200dmin\u200c'), 'admin')
  assert.equal(visibleLine('👩\u200badmin\u200d'), '👩admin')
})

test('looking twice changes nothing, and nothing that must go stays', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = visibleLine(text)
      assert.equal(visibleLine(once), once)
      assert.doesNotMatch(once, /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u200b]/u)
      assert.equal(visibleLines(visibleLines(text)), visibleLines(text))
    }),
    { numRuns: 500 },
  )
})

test('a text is cut before a letter, never in it', () => {
  assert.equal(shortened('short', 5), 'short')
  assert.equal(shortened('🧾🧾🧾', 4), '🧾…')
})

test('a file keeps its name’s ending and leaves its folder', () => {
  assert.equal(visibleFileName('../../etc/pass\u202ewd\u0000.pdf'), '.._.._etc_passwd.pdf')
  assert.match(visibleFileName(`${'🧾'.repeat(300)}.jpg`), /^🧾{98}\.jpg$/u)
  assert.equal(visibleFileName('\u200b'), 'file')
})
