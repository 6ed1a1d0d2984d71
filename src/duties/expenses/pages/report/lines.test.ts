import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clashingFields, type Edits, emptyFields, withEdit } from './lineFields.ts'
import { whySuggested, withOffers } from './offers.ts'
import { firstDoubt, trustIn } from './readerTrust.ts'
import { noSupportIn, readFactsOf } from './readFacts.ts'
import type { Line } from './reportTypes.ts'
import { earlierTexts } from './suggestions.ts'
import type { LineEdits } from './useLineEdits.ts'
import { vatFaults } from './vatCheck.ts'

const base = { ...emptyFields('EUR'), merchant: 'Viešbutis Neris', amountCents: 12_100 }

test('a field put back to what stands is no edit', () => {
  const edited = withEdit(base, {}, 'merchant', 'Neris')
  assert.deepEqual(edited, { merchant: 'Neris' })
  assert.deepEqual(withEdit(base, edited, 'merchant', 'Viešbutis Neris'), {})
})

test('another currency keeps the figures as written, and asks again for the rate, as another day does', () => {
  const foreign = { ...base, currency: 'MYR', spentOn: '2026-11-10', amountCents: 32_700, rate: '0.2134' }
  const typed = withEdit({ ...foreign, rate: null }, {}, 'rate', '0.2134')
  assert.deepEqual(typed, { rate: '0.2134' })
  const vat = [{ rate: '10', netCents: 10_000, vatCents: 1_000 }]
  const toYen = withEdit({ ...foreign, rate: null, vat }, typed, 'currency', 'JPY')
  assert.deepEqual(toYen, { currency: 'JPY', amountCents: 327, vat: [{ rate: '10', netCents: 100, vatCents: 10 }] })
  assert.deepEqual(withEdit({ ...foreign, rate: null, vat }, toYen, 'currency', 'MYR'), {})
  const moved = withEdit(foreign, {}, 'spentOn', '2026-11-11')
  assert.deepEqual(moved, { spentOn: '2026-11-11', rate: null })
  assert.deepEqual(withEdit(foreign, moved, 'spentOn', '2026-11-10'), {})
  assert.deepEqual(withEdit(foreign, {}, 'purpose', 'Fair'), { purpose: 'Fair' })
})

/** A line as the form holds it, its edits kept as a page keeps them. */
function lineWith(edits: Edits): LineEdits {
  return {
    fields: { ...base, ...edits },
    edits,
    version: 1,
    was: {},
    suggested: {},
    begin: () => {},
    set: (field, value, isOffered) => Object.assign(edits, withEdit(base, edits, field, value, isOffered)),
    clear: (fields) => Object.assign(edits, Object.fromEntries(fields.map((field) => [field, base[field]]))),
    discard: () => {},
    saved: () => {},
    restoredAt: null,
  }
}
const offers = {
  fields: { categoryId: 'fuel', purpose: 'Weekly route' },
  why: { categoryId: 'as the last time', purpose: 'as the last time' },
}

test('a suggestion stands in the fields nobody has filled, and is told as such', () => {
  const line = withOffers(lineWith({ purpose: 'Fair' }), offers)
  assert.deepEqual([line.fields.categoryId, line.fields.purpose], ['fuel', 'Fair'])
  assert.deepEqual(line.suggested, { categoryId: 'as the last time' })
  assert.deepEqual(withOffers(lineWith({}), { fields: {}, why: {} }).fields, base)
})

test('what is suggested becomes one’s own by an edit, and stays away once it was cleared', () => {
  const edits: Edits = {}
  withOffers(lineWith(edits), offers).set('categoryId', 'fuel')
  withOffers(lineWith(edits), offers).clear(['purpose'])
  const line = withOffers(lineWith(edits), offers)
  assert.deepEqual([edits, line.suggested], [{ categoryId: 'fuel', purpose: '' }, {}])
  assert.equal(line.fields.purpose, '')
})

test('a suggestion says whose lines it comes from', () => {
  const say = (key: string, params?: object) => `${key.split('.').at(-1)} ${JSON.stringify(params ?? {})}`
  const suggested = { value: 'fuel', share: 0.8, times: 4, of: 5, from: 'own' as const }
  assert.equal(whySuggested(say, suggested, true), 'some {"whose":"self","times":4,"of":5}')
  assert.equal(whySuggested(say, { ...suggested, times: 5 }, false), 'all {"whose":"own","times":5,"of":5}')
  assert.equal(whySuggested(say, { ...suggested, from: 'team' }, true), 'some {"whose":"team","times":4,"of":5}')
  assert.equal(whySuggested(say, { ...suggested, from: 'reading' }, true), 'reading {}')
})

test('what else was read is shown as far as it was found, a pro forma and a card slip are warned of', () => {
  const found = <T>(value: T, sure = true) => ({ value, sure, confidence: 1 })
  const read = {
    merchant: found('Neris'),
    totalCents: found(1),
    kind: found('proForma', false),
    nights: found(null),
    fuel: found({ litres: '32.5', price: null }),
    vatNumber: found('LT1', false),
  }
  const facts = readFactsOf(read)
  assert.deepEqual(
    facts.map((fact) => [fact.name, fact.sure]),
    [
      ['kind', false],
      ['vatNumber', false],
      ['fuel', true],
    ],
  )
  assert.deepEqual(noSupportIn(facts), { kind: 'proForma', sure: false })
  assert.equal(noSupportIn(readFactsOf({ ...read, kind: found('invoice') })), null)
  assert.deepEqual(readFactsOf({ ...read, kind: found('receipt', false) })[0], {
    name: 'kind',
    value: 'receipt',
    sure: true,
  })
  assert.deepEqual(readFactsOf({ program: 'may leave anything' }), [])
})

test('only fields edited here and changed there clash', () => {
  const theirs = { ...base, merchant: 'Neris hotel', purpose: 'Fair' }
  const edits = { merchant: 'Neris', amountCents: 12_100 }
  assert.deepEqual(clashingFields({ edits, was: {} }, theirs), ['merchant'])
  assert.deepEqual(clashingFields({ edits, was: { merchant: theirs.merchant } }, theirs), [], 'only mine')
  assert.deepEqual(clashingFields({ edits, was: { merchant: 'Before' } }, theirs), ['merchant'])
})

test('VAT that does not follow from its rate or does not add up is said', () => {
  assert.deepEqual(vatFaults([{ rate: '21', netCents: 10_000, vatCents: 2_100 }], 12_100), [])
  assert.deepEqual(vatFaults([{ rate: '21', netCents: 10_000, vatCents: 2_000 }], 12_000), [
    { kind: 'rate', rate: '21', vatCents: 2_000, shouldBeCents: 2_100 },
  ])
  assert.deepEqual(vatFaults([{ rate: '21', netCents: 10_000, vatCents: 2_100 }], 0), [], 'no amount yet')
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
