import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOldRate, isRate, keepsTypedRate } from './rates.ts'

test('a rate of the office’s table may be a week old on the day of the purchase; one typed by hand is as good as its word', () => {
  const line = { spentOn: '2026-11-10', rateDay: '2026-11-03', rateSource: 'ECB' }
  assert.equal(isOldRate(line), false)
  assert.equal(isOldRate({ ...line, rateDay: '2026-11-02' }), true)
  assert.equal(isOldRate({ ...line, rateDay: '2019-11-10' }), true)
  assert.equal(isOldRate({ ...line, rateDay: '2019-11-10', rateSource: 'hand' }), false)
  assert.equal(isOldRate({ ...line, rateDay: null }), false)
})

test('a typed rate is kept until currency or day change', () => {
  const before = { currency: 'MYR', spentOn: '2026-11-10', rateSource: 'hand' }
  assert.equal(keepsTypedRate(before, before), true)
  assert.equal(keepsTypedRate(before, { ...before, currency: 'USD' }), false)
  assert.equal(keepsTypedRate(before, { ...before, spentOn: '2026-11-11' }), false)
  assert.equal(keepsTypedRate({ ...before, rateSource: 'ECB' }, before), false)
})

test('a rate is decimal text above zero', () => {
  for (const text of ['1', '0.2134', '0.0000001', '163.27']) assert.equal(isRate(text), true, text)
  for (const text of ['', '0', '0.000', '-1', '1e3', '1,5', '.5', 'NaN']) assert.equal(isRate(text), false, text)
})
