import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Field, Reading } from '../reader/reading.ts'
import { fitted } from './fitted-reading.ts'
import { factsOf } from './from-reading.ts'

const found = <T>(value: T): Field<T> => ({ value, confidence: 1, sure: true })

function reading(facts: object): Reading {
  return { source: 'einvoice', warnings: [], parts: [], pages: 1, quarters: 0, ...facts } as unknown as Reading
}

test('what fits is left as it was read', () => {
  const read = reading({
    merchant: found('UAB „Ramunė“'),
    date: found('2026-03-14'),
    totalCents: found(12_100),
    currency: found('EUR'),
    vat: found([{ rate: '21', netCents: 10_000, vatCents: 2_100, grossCents: 12_100 }]),
  })
  assert.partialDeepStrictEqual(fitted(read), read)
})

test('a day that is none is left out, and a warning quotes it', () => {
  for (const day of ['202611-05-14', '2026-02-30', '1899-12-31', 'infinity']) {
    const { date, warnings } = fitted(reading({ date: found(day) }))
    assert.deepEqual([date.value, date.sure], [null, false])
    assert.deepEqual(warnings, [{ says: 'expenses.reader.leftOut.date', params: { value: day } }])
  }
})

test('a VAT rate that is none leaves the others, which are no longer sure', () => {
  const part = { netCents: 100, vatCents: 21, grossCents: 121 }
  for (const rate of ['-5', 'NaN', '1e+30', '1000', '21.12345']) {
    const { vat, warnings } = fitted(
      reading({
        vat: found([
          { rate, ...part },
          { rate: '9', ...part },
        ]),
      }),
    )
    assert.deepEqual([vat.value, vat.sure], [[{ rate: '9', ...part }], false])
    assert.deepEqual(
      warnings.map(({ says, params }) => [says, params.value]),
      [['expenses.reader.leftOut.vat', `${rate} %`]],
    )
  }
})

test('an amount above ten billion and a currency without its code are left out', () => {
  const { totalCents, currency, warnings } = fitted(reading({ totalCents: found(1e13), currency: found('eur') }))
  assert.deepEqual([totalCents.value, currency.value, warnings.length], [null, null, 2])
})

test('a name is cleaned and cut, never in the middle of a letter', () => {
  assert.equal(
    fitted(reading({ merchant: found('Hotel \u202eRUE 00.9\u202c\u0000 Ltd') })).merchant.value,
    'Hotel RUE 00.9 Ltd',
  )
  const { value } = fitted(reading({ merchant: found('x'.repeat(198) + '🧾'.repeat(9)) })).merchant
  assert.equal(value, `${'x'.repeat(198)}…`)
  assert.equal(fitted(reading({ merchant: found('\u200b') })).merchant.value, null)
})

test('a reading of which nothing is as it should be gives no facts and does not fail', () => {
  assert.deepEqual(factsOf(fitted({} as Reading)), {
    merchant: null,
    spentOn: null,
    totalCents: null,
    currency: null,
    vat: [],
  })
})

test('fitting again changes nothing', () => {
  const once = fitted(
    reading({ date: found('2026-02-30'), vat: found([{ rate: '-5', netCents: 1, vatCents: 1, grossCents: 2 }]) }),
  )
  assert.deepEqual(fitted(once).warnings, once.warnings)
})
