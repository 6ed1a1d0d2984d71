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
