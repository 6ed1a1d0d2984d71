import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Likeness, likelySame, type Purchase, plainMerchant } from './likely-same.ts'

const lunch: Purchase = {
  sha256: 'a',
  memberId: 'jonas',
  merchant: 'UAB „Šilo užeiga“',
  spentOn: '2026-03-04',
  totalCents: 1850,
  currency: 'EUR',
  reading: null,
}

test('two receipts are told as likely the same by picture, or by merchant, day and total', () => {
  const cases: [other: Partial<Purchase>, likeness: Likeness | null][] = [
    [{ merchant: null, spentOn: null, totalCents: null }, 'samePicture'],
    [{ sha256: 'b', merchant: 'SILO UZEIGA' }, 'samePurchase'],
    [{ sha256: 'b', merchant: 'Šilo užeiga, Kaunas' }, 'samePurchase'],
    [{ sha256: 'b', memberId: 'ieva' }, 'sameOfAnother'],
    [{ sha256: 'b', memberId: null }, 'sameOfAnother'],
    [{ sha256: 'b', totalCents: 1851 }, null],
    [{ sha256: 'b', spentOn: '2026-03-05' }, null],
    [{ sha256: 'b', merchant: 'Kita užeiga' }, null],
    [{ sha256: 'b', currency: 'PLN' }, null],
    [{ sha256: 'b', spentOn: null }, null],
    [{ sha256: 'b', merchant: 'UAB „Šilo užeiqa“' }, 'samePurchase'],
    [{ sha256: 'b', merchant: 'UAB „Silo u2eiga“' }, 'samePurchase'],
    [{ sha256: 'b', merchant: 'UAB „Šilo užeig“' }, 'samePurchase'],
    [{ sha256: 'b', merchant: 'UAB „Šilo užeigia“' }, 'samePurchase'],
    [{ sha256: 'b', merchant: 'UAB „Šila užeigos“' }, null],
    [{ sha256: 'b', merchant: null }, null],
  ]
  for (const [other, likeness] of cases) {
    assert.equal(likelySame(lunch, { ...lunch, ...other }), likeness, JSON.stringify(other))
    assert.equal(likelySame({ ...lunch, ...other }, lunch), likeness)
  }
})

test('a merchant is known without accents, signs and legal form, but never as nothing', () => {
  assert.equal(plainMerchant('Żabka Sp. z o.o.'), 'zabka')
  assert.equal(plainMerchant('UAB'), 'uab')
})

const read = (value: string | null, sure = true) => ({ value, confidence: sure ? 1 : 0.7, sure })
const papers: [what: string, one: Partial<Purchase>, other: Partial<Purchase>, likeness: Likeness | null][] = [
  [
    'one letter of the name misread, the same number',
    { merchant: 'UAB Kuro namai', reading: { documentNumber: read('KN-5') } },
    { merchant: 'UAB Kur0 namai', reading: { documentNumber: read('KN-5') } },
    'samePurchase',
  ],
  [
    'two tickets, each with its number',
    { reading: { documentNumber: read('P-001') } },
    { reading: { documentNumber: read('P-002') } },
    null,
  ],
  [
    'two tickets of one kiosk by the VAT number, each with its number',
    { reading: { documentNumber: read('P-001'), vatNumber: read('LT1') } },
    { reading: { documentNumber: read('P-002'), vatNumber: read('LT1') } },
    null,
  ],
  [
    'a number seen unsurely may be the same one',
    { reading: { documentNumber: read('P-001', false) } },
    { reading: { documentNumber: read('P-007') } },
    'samePurchase',
  ],
  [
    'numbers seen unsurely, at two times of the day',
    { reading: { documentNumber: read('P-001', false), time: read('08:10', false) } },
    { reading: { documentNumber: read('P-002', false), time: read('14:35', false) } },
    null,
  ],
  [
    'a number with a letter taken for a digit',
    { reading: { documentNumber: read('SF 1005-B') } },
    { reading: { documentNumber: read('SF IOO5-8') } },
    'samePurchase',
  ],
  [
    'names far apart, one VAT number',
    { merchant: 'Kuro namai', reading: { vatNumber: read('LT100001') } },
    { merchant: 'K. n. degalinė Nr. 4', reading: { vatNumber: read('LT1OOOO1') } },
    'samePurchase',
  ],
  [
    'no name on one, one number',
    { merchant: null, reading: { documentNumber: read('SF-77') } },
    { reading: { documentNumber: read('SF-77') } },
    'samePurchase',
  ],
  ['two shops of a chain', { merchant: 'Kuro namai 12' }, { merchant: 'Kuro namai 13' }, null],
  ['two shops with digits like letters', { merchant: 'Kuro namai 11' }, { merchant: 'Kuro namai 15' }, null],
  ['two letters off', { merchant: 'Kuro namai' }, { merchant: 'Kuvo nawai' }, null],
  ['a number on one of them only', { reading: { documentNumber: read('P-001') } }, {}, 'samePurchase'],
]

test('letters that look alike are one letter in a name of any length', () => {
  const seen: [one: string, other: string, isSame: boolean][] = [
    ['Rimi', 'Rlmi', true],
    ['Rimi', 'R|mi', true],
    ['Iki', 'lki', true],
    ['IKI', '|K1', true],
    ['Lidl', 'Lidi', true],
    ['Bolt', 'Bo1t', true],
    ['Bolt', 'B0lt', true],
    ['Maxima', 'Maxirna', true],
    ['Rimi', 'Rirni', true],
    ['OBI', '08I', true],
    ['Owl', 'Ovvl', true],
    ['Spa', '5pa', true],
    ['Rimi', 'Remi', false],
    ['Iki', 'Aki', false],
    ['Bolt', 'Volt', false],
    ['Shop 1', 'Shop 7', false],
  ]
  const same = (one: string, other: string, reading: Purchase['reading'] = null) =>
    likelySame({ ...lunch, merchant: one, reading }, { ...lunch, sha256: 'b', merchant: other, reading })
  for (const [one, other, isSame] of seen)
    for (const [a, b] of [
      [one, other],
      [other, one],
    ] as const)
      assert.equal(same(a, b), isSame ? 'samePurchase' : null, `${a}, ${b}`)
  const number = (sure: boolean) => ({ documentNumber: read('KN-5', sure) })
  assert.equal(same('Iki', 'Aki', number(true)), 'samePurchase')
  assert.equal(same('Iki', 'Aki', number(false)), null)
  assert.equal(same('Shop 1', 'Shop 7', number(true)), null)
  assert.equal(same('Bolt', 'Rimi', number(true)), null)
  const tickets = ['P-001', 'P-002'].map((ticket, at) => ({
    ...{ ...lunch, sha256: `${at}`, merchant: at ? 'lki' : 'Iki' },
    reading: { documentNumber: read(ticket) },
  }))
  assert.equal(likelySame(tickets[0]!, tickets[1]!), null)
})

test('numbers tell papers apart, and one misread letter does not', () => {
  for (const [what, one, other, likeness] of papers) {
    const [a, b] = [
      { ...lunch, ...one },
      { ...lunch, sha256: 'b', ...other },
    ]
    assert.equal(likelySame(a, b), likeness, what)
    assert.equal(likelySame(b, a), likeness, `${what}, the other way round`)
  }
})
