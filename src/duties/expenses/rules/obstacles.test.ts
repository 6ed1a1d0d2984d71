import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ReceiptSays } from './contradictions.ts'
import {
  type JudgedCategory,
  type JudgedLine,
  type JudgedReceipt,
  type Judgement,
  type Obstacle,
  obstaclesBeside,
  obstaclesInLines,
} from './obstacles.ts'

const says: ReceiptSays = {
  ...{ id: 'r1', totalCents: 6_000, currency: 'EUR', spentOn: '2026-11-10', checkedAt: null, reading: null },
}
const receipt = (more: Partial<JudgedReceipt> = {}): JudgedReceipt => ({
  ...says,
  number: 'RCP-1',
  readingState: 'read',
  ...more,
})
/** A line that stands in nobody's way. */
const good: JudgedLine = {
  ...{ id: 'l1', spentOn: '2026-11-10', merchant: 'Viešbutis Šilas', categoryId: 'hotel', amountCents: 6_000 },
  ...{ ownShareCents: 0, currency: 'EUR', vat: [], claimedCents: 6_000, rate: '1', rateDay: null, rateSource: null },
  ...{ purpose: 'Visit', customer: '', explanation: '', missingReason: null, splitOf: null, receipts: [receipt()] },
}
const hotel = { id: 'hotel', name: 'Hotels', limitCents: 10_000, needsCustomer: false }
const judgement: Judgement = {
  ...{ lines: [good], names: new Map([['l1', 'Šilas']]), receiptFreeCents: 1_000, officeCurrency: 'EUR' },
  categories: new Map<string, JudgedCategory>([
    ['hotel', hotel],
    ['guests', { ...hotel, id: 'guests', name: 'Guests', limitCents: null, needsCustomer: true }],
  ]),
  ...{ month: '2026-11-01', latestDay: '2026-11-28', unusedReceipts: 0, expectedStillWaiting: [], twins: new Map() },
  ...{ duplicatesInPile: 0, rates: new Map(), claimedElsewhere: new Map(), informed: true, confirmation: 'valid' },
}
const usd = {
  currency: 'USD',
  rate: '0.9',
  rateSource: 'ECB',
  rateDay: '2026-11-09',
  receipts: [],
  missingReason: 'No',
}
const table = (rate: string, day = '2026-11-10') => ({ ofDay: { rate, day }, last: null })

/** The sentence, the field it jumps to, and what it names besides the line. */
const told = (found: Obstacle[]) =>
  found.map(({ says, field, line: _, lineId: __, ...named }) => [
    says.replace('expenses.obstacle.', ''),
    field,
    ...(Object.keys(named).length > 0 ? [named] : []),
  ])

type Case = [what: string, line: Partial<JudgedLine>, found: unknown[], around?: Partial<Judgement>]
const euro = (cents: number) => ({ cents, currency: 'EUR' })
const cases: Case[] = [
  ['a line that has all that is asked for', {}, []],
  ['no day', { spentOn: null }, [['noDate', 'spentOn']]],
  ['the last day that has begun', { spentOn: '2026-11-28', receipts: [receipt({ spentOn: null })] }, []],
  [
    'a day that has begun nowhere yet',
    { spentOn: '2026-11-29', receipts: [receipt({ spentOn: null })] },
    [['futureDate', 'spentOn', { day: '2026-11-29' }]],
  ],
  ['a year before its month', { spentOn: '2025-11-01', receipts: [receipt({ spentOn: null })] }, []],
  [
    'more than a year before its month',
    { spentOn: '2025-10-31', explanation: ' ', receipts: [receipt({ spentOn: null })] },
    [['longBefore', 'spentOn', { day: '2025-10-31' }]],
  ],
  ['more than a year before, explained', { spentOn: '2025-10-31', explanation: 'It was lost' }, []],
  ['a seller of blanks', { merchant: ' ' }, [['noMerchant', 'merchant']]],
  ['no category', { categoryId: null }, [['noCategory', 'categoryId']]],
  ['a category that is none', { categoryId: 'gone' }, [['noCategory', 'categoryId']]],
  ['a purpose of blanks', { purpose: ' ' }, [['noPurpose', 'purpose']]],
  ['no amount', { amountCents: 0, claimedCents: null }, [['noAmount', 'amountCents']]],
  ['all of it one’s own', { ownShareCents: 6_000, claimedCents: 0 }, []],
  ['more of it one’s own than was spent', { ownShareCents: 6_001 }, [['ownShareOutside', 'ownShareCents']]],
  [
    'a refund of which more is one’s own',
    { amountCents: -6_000, claimedCents: -6_000, ownShareCents: -6_001, receipts: [receipt({ totalCents: -6_000 })] },
    [['ownShareOutside', 'ownShareCents']],
  ],
  ['VAT within', { vat: [{ netCents: 4_959, vatCents: 1_041 }] }, []],
  ['VAT above the amount', { vat: [{ netCents: 1, vatCents: 6_001 }] }, [['vatTooLarge', 'vat']]],
  [
    'VAT given back of what was bought',
    { vat: [{ netCents: 4_959, vatCents: -1_041 }] },
    [['vatOtherSign', 'vat', { vat: euro(-1_041), amount: euro(6_000) }]],
  ],
  [
    'a currency in which nobody pays, and so no rate',
    { ...usd, currency: 'XTS', rate: null, claimedCents: null },
    [
      ['noCurrency', 'currency', { currency: 'XTS' }],
      ['noRate', 'rate', { currency: 'XTS' }],
    ],
  ],
  [
    'a currency that is not known, which has no rate to lack',
    { ...usd, currency: 'XXX', rate: null, claimedCents: null },
    [['currencyUnknown', 'currency']],
  ],
  ['no rate', { ...usd, rate: null, claimedCents: null }, [['noRate', 'rate', { currency: 'USD' }]]],
  ['a rate of the week before', { ...usd, rateDay: '2026-11-03' }, []],
  [
    'a rate older than a week',
    { ...usd, rateDay: '2026-11-02' },
    [['oldRate', 'rate', { currency: 'USD', day: '2026-11-02' }]],
  ],
  ['an old rate that somebody typed', { ...usd, rateDay: '2026-11-02', rateSource: 'hand' }, []],
  ['an old day beside the office’s own currency', { rateDay: '2026-11-02', rateSource: 'ECB' }, []],
  ['ten times the rate of the day', usd, [], { rates: new Map([['USD 2026-11-10', table('0.09')]]) }],
  [
    'more than ten times the rate of the day',
    usd,
    [['rateFarOff', 'rate', { currency: 'USD', rate: '0.9', tableRate: '0.0899', day: '2026-11-10' }]],
    { rates: new Map([['USD 2026-11-10', table('0.0899')]]) },
  ],
  [
    'less than a tenth of the last rate there is',
    usd,
    [['rateFarOff', 'rate', { currency: 'USD', rate: '0.9', tableRate: '9.01', day: '2026-01-02' }]],
    { rates: new Map([['USD 2026-11-10', { ofDay: null, last: { rate: '9.01', day: '2026-01-02' } }]]) },
  ],
  [
    'the day’s own rate before the last one',
    usd,
    [],
    { rates: new Map([['USD 2026-11-10', { ...table('0.9'), last: { rate: '9.01', day: '2026-11-20' } }]]) },
  ],
  ['a table without a rate for it', usd, [], { rates: new Map([['USD 2026-11-10', { ofDay: null, last: null }]]) }],
  [
    'no rate, where the table has one',
    { ...usd, rate: null, claimedCents: null },
    [['noRate', 'rate', { currency: 'USD' }]],
    { rates: new Map([['USD 2026-11-10', table('0.9')]]) },
  ],
  ['guests of nobody', { categoryId: 'guests', customer: ' ' }, [['noCustomer', 'customer', { category: 'Guests' }]]],
  ['guests of a customer, without a limit', { categoryId: 'guests', customer: 'UAB Jūra', claimedCents: 99_999 }, []],
  ['a claim at its limit', { claimedCents: 10_000 }, []],
  [
    'a claim above its limit',
    { claimedCents: 10_001, explanation: ' ' },
    [['overLimit', 'explanation', { category: 'Hotels', limit: euro(10_000) }]],
  ],
  ['a claim above its limit, explained', { claimedCents: 10_001, explanation: 'A fair' }, []],
  ['a refund above the limit of what may be spent', { claimedCents: -10_001 }, []],
  ['a little without a receipt', { claimedCents: 1_000, receipts: [] }, []],
  ['more than a little without a receipt', { claimedCents: 1_001, receipts: [] }, [['noReceipt', 'receipts']]],
  ['a refund without a receipt', { claimedCents: -1_001, receipts: [] }, [['noReceipt', 'receipts']]],
  ['no receipt, and it is said why', { receipts: [], missingReason: 'The machine prints none' }, []],
  [
    'no receipt where nobody knows yet what is claimed, though none goes without',
    { ...usd, claimedCents: null, missingReason: null },
    [],
    { receiptFreeCents: 0 },
  ],
  [
    'a receipt that waits to be read',
    { receipts: [receipt({ readingState: 'waiting' })] },
    [['beingRead', 'receipts', { receipt: 'RCP-1' }]],
  ],
  [
    'a receipt that is being read',
    { receipts: [receipt({ readingState: 'reading' })] },
    [['beingRead', 'receipts', { receipt: 'RCP-1' }]],
  ],
  [
    'a receipt somebody checked before it was read',
    { receipts: [receipt({ readingState: 'waiting', checkedAt: 'x' })] },
    [],
  ],
  ['a receipt that could not be read', { receipts: [receipt({ readingState: 'failed' })] }, []],
  [
    'a receipt that another report claims',
    {},
    [['receiptElsewhere', 'receipts', { receipt: 'RCP-1', report: 'EXP-2026-0009' }]],
    { claimedElsewhere: new Map([['r1', { number: 'RCP-1', report: 'EXP-2026-0009' }]]) },
  ],
  [
    'a receipt with two twins',
    {},
    [
      ['samePurchase', 'duplicates', { receipt: 'RCP-1', whose: 'own', other: 'RCP-2', name: '', n: 0 }],
      ['samePurchase', 'duplicates', { receipt: 'RCP-1', whose: 'more', other: '', name: '', n: 3 }],
    ],
    {
      twins: new Map([
        [
          'r1',
          [
            { receipt: 'RCP-1', whose: 'own', other: 'RCP-2', name: '', n: 0 },
            { receipt: 'RCP-1', whose: 'more', other: '', name: '', n: 3 },
          ],
        ],
      ]),
    },
  ],
  [
    'another amount than its receipt’s',
    { amountCents: 6_001, claimedCents: 6_001 },
    [['moreThanReceipt', 'amountCents', { sum: euro(6_001), total: euro(6_000) }]],
  ],
  [
    'nothing at all',
    { spentOn: null, merchant: '', categoryId: null, purpose: '', amountCents: 0, claimedCents: null, receipts: [] },
    [
      ['noDate', 'spentOn'],
      ['noMerchant', 'merchant'],
      ['noCategory', 'categoryId'],
      ['noPurpose', 'purpose'],
      ['noAmount', 'amountCents'],
    ],
  ],
]

for (const [what, line, found, around] of cases)
  test(`of a line stands in the way or not: ${what}`, () => {
    const all = obstaclesInLines({ ...judgement, ...around, lines: [{ ...good, ...line }] })
    assert.deepEqual(told(all), found)
    for (const one of all) assert.deepEqual([one.line, one.lineId], ['Šilas', 'l1'])
  })

const offices: [what: string, currency: string, claimedCents: number, found: unknown[]][] = [
  ['a yen above', 'JPY', 10_001, [['overLimit', 'explanation', { category: 'Hotels', limit: { cents: 10_000, currency: 'JPY' } }]]], // biome-ignore format: one row
  ['ten thousand yen', 'JPY', 10_000, []],
  ['a fils above', 'KWD', 10_001, [['overLimit', 'explanation', { category: 'Hotels', limit: { cents: 10_000, currency: 'KWD' } }]]], // biome-ignore format: one row
  ['ten dinars', 'KWD', 10_000, []],
]
for (const [what, currency, claimedCents, found] of offices)
  test(`a limit is told in the currency of the office: ${what}`, () => {
    const receipts = [receipt({ currency, totalCents: claimedCents })]
    const line = { ...good, currency, amountCents: claimedCents, claimedCents, receipts }
    assert.deepEqual(told(obstaclesInLines({ ...judgement, officeCurrency: currency, lines: [line] })), found)
  })

test('a report without a line has none to present; of one that was presented only what is asked about is told', () => {
  const noDay = (id: string) => ({ ...good, id, spentOn: null, receipts: [receipt({ id, totalCents: 1 })] })
  const lines = [noDay('l1'), noDay('l2')]
  const names = new Map([['l1', 'Šilas']])
  const of = (all: readonly JudgedLine[], ...only: string[]) =>
    obstaclesInLines({ ...judgement, names, lines: all }, only.length > 0 ? new Set(only) : undefined)
  assert.deepEqual(told(of([])), [['noLines', undefined]])
  assert.deepEqual(of([], 'l1'), [])
  assert.deepEqual(
    of(lines, 'l2').map(({ says, line, lineId }) => [says.replace('expenses.obstacle.', ''), line, lineId]),
    [
      ['noDate', '–', 'l2'],
      ['moreThanReceipt', '–', 'l2'],
    ],
  )
  assert.equal(of(lines).length, 4)
})

const besides: [what: string, around: Partial<Judgement>, found: unknown[]][] = [
  ['nothing', {}, []],
  ['a receipt that no line uses', { unusedReceipts: 1 }, [['unusedReceipts', 'pile', { n: 1 }]]],
  [
    'two expected receipts that have not come',
    { expectedStillWaiting: ['Hotel in Lyon', 'Taxi'] },
    [
      ['stillWaiting', 'expected', { what: 'Hotel in Lyon' }],
      ['stillWaiting', 'expected', { what: 'Taxi' }],
    ],
  ],
  ['a pair of one purchase in the pile', { duplicatesInPile: 1 }, [['duplicates', 'duplicates', { n: 1 }]]],
  ['a person who was not informed', { informed: false }, [['notInformed', 'procedure']]],
  ['no confirmation', { confirmation: 'none' }, [['notConfirmed', 'confirmation']]],
  ['a confirmation from before a change', { confirmation: 'outdated' }, [['confirmationOutdated', 'confirmation']]],
  [
    'all of it',
    { unusedReceipts: 2, expectedStillWaiting: ['Taxi'], duplicatesInPile: 2, informed: false, confirmation: 'none' },
    [
      ['unusedReceipts', 'pile', { n: 2 }],
      ['stillWaiting', 'expected', { what: 'Taxi' }],
      ['duplicates', 'duplicates', { n: 2 }],
      ['notInformed', 'procedure'],
      ['notConfirmed', 'confirmation'],
    ],
  ],
]
for (const [what, around, found] of besides)
  test(`beside the lines stands in the way: ${what}`, () => {
    assert.deepEqual(told(obstaclesBeside({ ...judgement, ...around })), found)
  })

test('a claim needs a receipt from one amount on, and above a limit an explanation, whatever its size and sign', () => {
  const cents = fc.integer({ min: -30_000, max: 30_000 }).filter((claimed) => claimed !== 0)
  fc.assert(
    fc.property(cents, fc.nat(20_000), fc.integer({ min: 1, max: 20_000 }), (claimed, receiptFreeCents, limitCents) => {
      const line = { ...good, amountCents: claimed, claimedCents: claimed, receipts: [] }
      const categories = new Map([['hotel', { ...hotel, limitCents }]])
      const found = told(obstaclesInLines({ ...judgement, lines: [line], receiptFreeCents, categories }))
      const names = found.map(([name]) => name)
      assert.equal(names.includes('noReceipt'), Math.abs(claimed) > receiptFreeCents)
      assert.equal(names.includes('overLimit'), claimed > limitCents)
    }),
  )
})
