import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clashingFields, emptyFields, withEdit } from './lineFields.ts'
import { firstDoubt, trustIn } from './readerTrust.ts'
import type { Line } from './reportTypes.ts'
import { earlierTexts } from './suggestions.ts'
import { vatFaults } from './vatCheck.ts'

const base = { ...emptyFields('EUR'), merchant: 'Viešbutis Neris', amountCents: 12_100 }

test('a field put back to what stands is no edit', () => {
  const edited = withEdit(base, {}, 'merchant', 'Neris')
  assert.deepEqual(edited, { merchant: 'Neris' })
  assert.deepEqual(withEdit(base, edited, 'merchant', 'Viešbutis Neris'), {})
})

test('only fields edited here and changed there clash', () => {
  const theirs = { ...base, merchant: 'Neris hotel', purpose: 'Fair' }
  assert.deepEqual(clashingFields({ merchant: 'Neris', amountCents: 12_100 }, theirs), ['merchant'])
})

test('VAT that does not follow from its rate or does not add up is said', () => {
  assert.deepEqual(vatFaults([{ rate: '21', netCents: 10_000, vatCents: 2_100 }], 12_100), [])
  assert.deepEqual(vatFaults([{ rate: '21', netCents: 10_000, vatCents: 2_000 }], 12_000), [
    { kind: 'rate', rate: '21', vatCents: 2_000, shouldBeCents: 2_100 },
  ])
  assert.deepEqual(vatFaults([{ rate: '9', netCents: 1_000, vatCents: 90 }], 1_500), [
    { kind: 'sum', sumCents: 1_090, amountCents: 1_500 },
  ])
})

test('texts used before are offered, the most used first', () => {
  const purposes = ['Visit', 'Fair', '', 'Fair'].map((purpose) => ({ ...base, purpose }) as Line)
  assert.deepEqual(earlierTexts(purposes, 'purpose'), ['Fair', 'Visit'])
})

test('a field the reader doubted is looked at first, at its place on the picture', () => {
  const field = (value: unknown, sure: boolean) => ({
    value,
    sure,
    confidence: sure ? 0.995 : 0.62,
    box: { page: 0, x: 0.1, y: 0.2, width: 0.3, height: 0.05 },
  })
  const reading = {
    merchant: field('Neris', true),
    date: field('2026-01-05', false),
    totalCents: field(12_100, true),
    currency: field('EUR', true),
    vat: field([], false),
  }
  assert.equal(firstDoubt(reading, ['merchant', 'spentOn', 'amountCents']), 'spentOn')
  assert.deepEqual(trustIn(reading, 'spentOn'), {
    sure: false,
    percent: 62,
    place: { page: 0, x: 0.1, y: 0.2, w: 0.3, h: 0.05 },
  })
  assert.equal(trustIn(reading, 'vat'), null)
  assert.equal(trustIn(null, 'merchant'), null)
})
