import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Box, Reading } from '../reader/reading.ts'
import { asShown, cutAround, readingOfPart, whyNotApart } from './parts.ts'

const box = (x: number, y: number, width: number, height: number): Box => ({ page: 0, x, y, width, height })
const rounded = (one: Box) =>
  Object.fromEntries(Object.entries(one).map(([side, value]) => [side, Math.round(value * 1000) / 1000]))

test('a part is cut with a margin, within the picture and at most half of the way to the other', () => {
  const [left, right] = [box(0.02, 0.2, 0.44, 0.6), box(0.5, 0.1, 0.4, 0.4)]
  assert.deepEqual(rounded(cutAround(left, [right])), rounded(box(0, 0.11, 0.48, 0.78)))
  assert.deepEqual(rounded(cutAround(right, [left])), rounded(box(0.48, 0.04, 0.48, 0.52)))
  const [top, bottom] = [box(0.1, 0, 0.8, 0.4), box(0.1, 0.42, 0.8, 0.58)]
  assert.deepEqual(rounded(cutAround(top, [bottom])), rounded(box(0, 0, 1, 0.41)))
  assert.deepEqual(rounded(cutAround(bottom, [top])), rounded(box(0, 0.41, 1, 0.59)))
})

test('what was read of a part lies on the part’s own picture, and nothing is offered again', () => {
  const field = { value: 1234, confidence: 0.9, sure: true, box: box(0.6, 0.5, 0.1, 0.02) }
  const warnings = [
    { says: 'expenses.reader.blurred', params: {} },
    { says: 'expenses.reader.twoReceipts', params: { count: 2 } },
  ]
  const whole = { parts: [{}, { box: box(0.5, 0, 0.5, 1), totalCents: field }], warnings, quarters: 1 }
  const part = readingOfPart(whole as unknown as Reading, 1, box(0.5, 0, 0.5, 1))
  assert.deepEqual(rounded(part.totalCents.box!), rounded(box(0.2, 0.5, 0.2, 0.02)))
  assert.deepEqual([part.totalCents.value, part.quarters, part.parts], [1234, 0, []])
  assert.deepEqual(part.warnings, [warnings[0]])
})

test('a place on the upright picture is found on the picture as it came, whichever way that lies', () => {
  const place = box(0.1, 0.2, 0.3, 0.4)
  assert.deepEqual(asShown(place, 0), place)
  assert.deepEqual(rounded(asShown(place, 1)), rounded(box(0.2, 0.6, 0.4, 0.3)))
  assert.deepEqual(rounded(asShown(place, 2)), rounded(box(0.6, 0.4, 0.3, 0.4)))
  assert.deepEqual(rounded(asShown(place, 3)), rounded(box(0.4, 0.1, 0.4, 0.3)))
})

test('a receipt is not taken apart without parts, twice, when it is set aside or said to be one', () => {
  const reading = { parts: [{}, {}] } as unknown as Reading
  const whole = { number: 'RCT-1', reading, setAsideAt: null, oneReceiptAt: null }
  const at = '2026-11-24T10:00:00Z'
  assert.equal(whyNotApart(whole, []), null)
  assert.equal(whyNotApart({ ...whole, reading: null }, [])?.says, 'expenses.noParts')
  assert.equal(whyNotApart({ ...whole, oneReceiptAt: at }, [])?.says, 'expenses.saidToBeOne')
  assert.equal(whyNotApart({ ...whole, setAsideAt: at }, [])?.says, 'expenses.receiptSetAside')
  assert.deepEqual(whyNotApart({ ...whole, setAsideAt: at }, ['RCT-2', 'RCT-3']), {
    says: 'expenses.apartAlready',
    number: 'RCT-1',
    parts: ['RCT-2', 'RCT-3'],
  })
})
