import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as z from 'zod'
import { fittingAnswer } from './fitting-answer.ts'

const row = z.object({
  id: z.string(),
  number: z.string(),
  day: z.iso.date().nullable(),
  cents: z.int(),
  vat: z.array(z.object({ rate: z.string().regex(/^\d+$/) })),
  may: z.object({ change: z.boolean() }).nullable(),
})
const list = z.object({ items: z.array(row), next: z.string().nullable() })
const good = { id: 'a', number: 'RCT-1', day: '2026-03-01', cents: 5, vat: [{ rate: '21' }], may: { change: true } }
const answerOf = (...items: object[]) => ({ items, next: null })

test('an answer that fits is given as it is', () => {
  assert.deepEqual(fittingAnswer(list, answerOf(good)), { answer: answerOf(good), damaged: [] })
})

test('what may be empty is emptied, and the record named', () => {
  const bad = { ...good, id: 'b', number: 'RCT-2', day: 'infinity', vat: 'x', may: { change: 'yes' } }
  const { answer, damaged } = fittingAnswer(list, answerOf(good, bad))
  assert.deepEqual(answer.items, [good, { ...bad, day: null, vat: [], may: null }])
  assert.deepEqual(new Set(damaged.map(({ id, number }) => `${id} ${number}`)), new Set(['b RCT-2']))
})

test('one of several parts that does not fit goes alone', () => {
  const { answer } = fittingAnswer(list, answerOf({ ...good, vat: [{ rate: '-5' }, { rate: '9' }, { rate: 'NaN' }] }))
  assert.deepEqual(answer.items[0]?.vat, [{ rate: '9' }])
})

test('a row of which a necessary part does not fit is left out, the others stay', () => {
  const rows = Array.from({ length: 9 }, (_, at) => ({
    ...good,
    id: String(at),
    cents: at % 3 === 0 ? Number.NaN : at,
  }))
  const { answer, damaged } = fittingAnswer(list, answerOf(...rows))
  assert.deepEqual(
    answer.items.map(({ id }) => id),
    ['1', '2', '4', '5', '7', '8'],
  )
  assert.equal(damaged.length, 3)
})

test('an answer without anything to give up is refused', () => {
  assert.throws(() => fittingAnswer(row, { ...good, cents: 'five' }), z.ZodError)
  assert.throws(() => fittingAnswer(list, 'nothing'), z.ZodError)
})

test('what was handed in stays as it was', () => {
  const given = answerOf({ ...good, day: 'infinity' })
  fittingAnswer(list, given)
  assert.deepEqual(given, answerOf({ ...good, day: 'infinity' }))
})
