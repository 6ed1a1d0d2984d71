import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ReceiptSays, receiptContradictions, receiptDifferences } from './contradictions.ts'

const read = <T>(value: T, sure = true) => ({ value, confidence: sure ? 1 : 0.6, sure })

function receipt(id: string, totalCents: number | null, more: Partial<ReceiptSays> = {}): ReceiptSays {
  return { id, totalCents, currency: 'EUR', spentOn: '2026-11-10', checkedAt: null, reading: null, ...more }
}

type Claim = Parameters<typeof receiptContradictions>[0][number]
const lunch: Claim = {
  id: 'lunch',
  merchant: 'Šilo užeiga',
  spentOn: '2026-11-10',
  amountCents: 600,
  currency: 'EUR',
  explanation: '',
  receipts: [receipt('a', 600)],
}
const line = (more: Partial<Claim>): Claim => ({ ...lunch, ...more })
const unsure = {
  reading: { totalCents: read(600, false), date: read('2026-11-10', false), currency: read('EUR', false) },
}

const cases: [what: string, lines: Claim[], found: [says: string, field: string][]][] = [
  ['what the receipt says', [line({})], []],
  ['500.00 on 6.00', [line({ amountCents: 50_000 })], [['moreThanReceipt', 'amountCents']]],
  ['2.00 on 6.00', [line({ amountCents: 200 })], [['lessThanReceipt', 'amountCents']]],
  ['-6.00 on 6.00', [line({ amountCents: -600 })], [['lessThanReceipt', 'amountCents']]],
  ['a refund as its receipt', [line({ amountCents: -600, receipts: [receipt('a', -600)] })], []],
  ['EUR on USD', [line({ receipts: [receipt('a', 600, { currency: 'USD' })] })], [['currencyNotReceipts', 'currency']]],
  ['2017 in November 2026', [line({ spentOn: '2017-11-10' })], [['dayNotReceipts', 'spentOn']]],
  ['an explanation', [line({ amountCents: 50_000, spentOn: '2017-11-10', explanation: 'Deposit' })], []],
  [
    'facts read unsurely',
    [line({ amountCents: 700, spentOn: '2026-11-09', receipts: [receipt('a', 600, unsure)] })],
    [],
  ],
  [
    'facts read unsurely and then checked',
    [line({ amountCents: 700, receipts: [receipt('a', 600, { ...unsure, checkedAt: '2026-11-12T08:00:00Z' })] })],
    [['moreThanReceipt', 'amountCents']],
  ],
  [
    'a total typed over the one read',
    [line({ amountCents: 700, receipts: [receipt('a', 800, unsure)] })],
    [['lessThanReceipt', 'amountCents']],
  ],
  ['two receipts that add up', [line({ amountCents: 1500, receipts: [receipt('a', 600), receipt('b', 900)] })], []],
  [
    'two receipts of two days',
    [
      line({
        amountCents: 1500,
        receipts: [receipt('a', 600), receipt('b', 900, { spentOn: '2026-11-12' })],
        spentOn: '2026-11-11',
      }),
    ],
    [],
  ],
  ['a split that adds up', [line({ id: '1', amountCents: 200 }), line({ id: '2', amountCents: 400 })], []],
  [
    'a split that does not',
    [line({ id: '1', amountCents: 200 }), line({ id: '2', amountCents: 500 })],
    [['moreThanReceipt', 'amountCents']],
  ],
  [
    'a split over several receipts',
    [
      line({ id: '1', amountCents: 600, receipts: [receipt('a', 600), receipt('b', 900)] }),
      line({ id: '2', amountCents: 900, receipts: [receipt('b', 900)] }),
    ],
    [],
  ],
  [
    'a tip on the receipt',
    [line({ amountCents: 650, receipts: [receipt('a', 600, { reading: { tipCents: read(50) } })] })],
    [],
  ],
  ['a receipt without a total', [line({ receipts: [receipt('a', null)] })], []],
  ['no receipt', [line({ receipts: [] })], []],
]

test('a line that says something else than its receipts is told of, with the field', () => {
  for (const [what, lines, expected] of cases) {
    const found = receiptContradictions(lines).map(({ says, field }) => [says.split('.').at(-1), field])
    assert.deepEqual(found, expected, what)
  }
})

test('an explanation takes a difference out of the way, not out of what is told with it', () => {
  const told = (...lines: Claim[]) => receiptDifferences(lines).map(({ field, why }) => [field, why])
  const explained = line({ amountCents: 50_000, spentOn: '2017-11-10', explanation: ' No other hotel ' })
  assert.deepEqual(told(explained), [
    ['spentOn', 'No other hotel'],
    ['amountCents', 'No other hotel'],
  ])
  const twice = [line({ id: '1' }), line({ id: '2', explanation: 'Early breakfast' })]
  assert.deepEqual([told(...twice), receiptContradictions(twice)], [[['amountCents', 'Early breakfast']], []])
  assert.deepEqual(told(line({ amountCents: 700 })), [['amountCents', '']])
  assert.deepEqual(told(line({ explanation: 'Early breakfast' })), [])
})
