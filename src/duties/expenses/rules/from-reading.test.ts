import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Field, Reading } from '../reader/reading.ts'
import { fieldsToFill, filledByReceipt, filledFrom } from './from-reading.ts'

const field = <T>(value: T | null): Field<T> => ({ value, confidence: 1, sure: true })
const reading = (merchant: string | null, totalCents: number | null) =>
  ({
    merchant: field(merchant),
    date: field('2026-03-04'),
    totalCents: field(totalCents),
    currency: field('EUR'),
    vat: field([
      { rate: '21', netCents: null, vatCents: 210, grossCents: 1210 },
      { rate: null, netCents: 100, vatCents: 9, grossCents: null },
    ]),
  }) as Reading

const nothing = { merchant: null, spentOn: null, totalCents: null, currency: null, vat: [] }

test('a first reading fills what is empty and leaves what a person has typed', () => {
  const filled = filledFrom({ ...nothing, merchant: 'Mano kavinė' }, null, reading('KAVINE', 1210))
  assert.deepEqual(filled, {
    merchant: 'Mano kavinė',
    spentOn: '2026-03-04',
    totalCents: 1210,
    currency: 'EUR',
    vat: [{ rate: '21', netCents: 1000, vatCents: 210 }],
  })
})

test('a second reading replaces only what the first one had put there', () => {
  const first = filledFrom(nothing, null, reading('Kavine', 1210))
  const second = filledFrom({ ...first, totalCents: 1300 }, reading('Kavine', 1210), reading('Kavinė', 1250))
  assert.equal(second.merchant, 'Kavinė')
  assert.equal(second.totalCents, 1300)
})

test('what a credit note gives back is negative, though it prints no minus', () => {
  const facts = filledFrom(nothing, null, { ...reading('Kavine', 1210), kind: field<'creditNote'>('creditNote') })
  assert.equal(facts.totalCents, -1210)
  assert.deepEqual(facts.vat, [{ rate: '21', netCents: -1000, vatCents: -210 }])
})

test('a line made of an unread receipt takes over only what is empty, and money only of a whole receipt', () => {
  const vat = [{ rate: '21', netCents: 1000, vatCents: 210 }]
  const receipt = { merchant: 'Kavinė', spentOn: '2026-03-04', totalCents: 1210, currency: 'EUR', vat, reading: null }
  const line = { merchant: '', spentOn: null, amountCents: 0, currency: 'EUR', vat: [] }
  const at = { officeCurrency: 'EUR', isWhole: true }
  const unusable = { warnings: [{ says: 'expenses.reader.leftOut.currency', params: { value: 'ZZZ' } }] }
  const { totalCents: amountCents, currency: _, reading: __, ...facts } = receipt
  const cases: [typeof line | (Omit<typeof line, 'spentOn'> & { spentOn: string }), object, object, object][] = [
    [line, receipt, at, { ...facts, amountCents }],
    [{ ...line, merchant: 'Mano' }, receipt, at, { spentOn: '2026-03-04', amountCents, vat }],
    [{ ...line, amountCents: 900 }, receipt, at, { merchant: 'Kavinė', spentOn: '2026-03-04' }],
    [{ ...line, amountCents: 1210 }, receipt, at, { merchant: 'Kavinė', spentOn: '2026-03-04', vat }],
    [line, receipt, { ...at, isWhole: false }, { merchant: 'Kavinė', spentOn: '2026-03-04' }],
    [line, { ...receipt, currency: 'USD' }, at, { ...facts, amountCents, currency: 'USD' }],
    [{ ...line, currency: 'PLN' }, { ...receipt, currency: 'USD' }, at, { merchant: 'Kavinė', spentOn: '2026-03-04' }],
    [{ ...line, currency: 'USD' }, { ...receipt, currency: 'USD' }, at, { ...facts, amountCents }],
    [line, { ...receipt, currency: null }, at, { ...facts, amountCents }],
    [line, { ...receipt, currency: null, reading: unusable }, at, { ...facts, amountCents, currency: 'XXX' }],
    [line, { ...nothing }, at, {}],
  ]
  for (const [before, of, how, filled] of cases) {
    const made = { ...before, toFill: fieldsToFill(before, 'EUR') }
    assert.deepEqual(filledByReceipt(made, of as typeof receipt, how as typeof at), filled)
  }
  assert.deepEqual(filledByReceipt({ ...line, toFill: ['amountCents'] }, receipt, at), { amountCents })
  assert.deepEqual(filledByReceipt({ ...line, toFill: [] }, receipt, at), {})
  const inUsd = { ...receipt, currency: 'USD' }
  assert.deepEqual(filledByReceipt({ ...line, toFill: ['amountCents', 'vat'] }, inUsd, at), {})
})
