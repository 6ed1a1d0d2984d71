import assert from 'node:assert/strict'
import { test } from 'node:test'
import { times } from '#core/money.ts'
import { seeded } from '#office/sample/random.ts'
import { countries, manners, vatRate, writeAmount, writeDate } from './countries.ts'
import { receiptKinds } from './merchants.ts'
import { inventReceipt, type ReceiptFacts } from './receipt-facts.ts'

const each = function* (): Generator<ReceiptFacts> {
  for (const country of countries)
    for (const kind of receiptKinds)
      for (let seed = 0; seed < 20; seed++)
        yield inventReceipt(seeded(`${country}${kind}${seed}`), {
          country,
          kind,
          day: '2026-07-09',
          credit: seed === 7,
        })
}

test('lines, VAT and payment of every invented receipt add up to the cent', () => {
  for (const facts of each()) {
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
    assert.equal(sum(facts.items.map((item) => item.amount)), facts.total)
    assert.equal(sum(facts.vat.map((vat) => vat.gross)), facts.total)
    for (const vat of facts.vat) assert.equal(vat.net + vat.tax, vat.gross)
    for (const item of facts.items)
      assert.equal(times(item.unitPrice, String(item.quantity), facts.currency), item.amount)
    if (facts.paid.by === 'cash') assert.equal(facts.paid.tendered - facts.paid.change, facts.total + facts.tip)
    assert.equal(facts.total < 0, facts.credits !== undefined)
    assert.ok(Number.isInteger(facts.total) && facts.total !== 0)
  }
})

test('a receipt carries only rates its country has', () => {
  const rates = {
    LT: [21, 12, 5, 0],
    LV: [21, 12, 5, 0],
    PL: [23, 8, 5, 0],
    DE: [19, 7, 0],
    GB: [20, 0],
    IE: [23, 13.5, 9, 0],
  }
  for (const facts of each())
    for (const vat of facts.vat) assert.ok(rates[facts.country].includes(vat.rate), `${facts.country} ${vat.rate}`)
})

test('a stay in Lithuania carried 9 % until the end of 2025 and 12 % since', () => {
  assert.equal(vatRate('LT', 'stay', '2025-12-31'), 9)
  assert.equal(vatRate('LT', 'stay', '2026-01-01'), 12)
})

test('the same seed invents the same receipt', () => {
  const wish = { country: 'LT', kind: 'restaurant', day: '2026-07-09' } as const
  assert.deepEqual(inventReceipt(seeded(5), wish), inventReceipt(seeded(5), wish))
  assert.notDeepEqual(inventReceipt(seeded(5), wish), inventReceipt(seeded(6), wish))
})

test('dates and amounts are written as the country writes them', () => {
  assert.equal(writeDate('2026-07-09', 'words', 'lt'), '2026 m. liepos 9 d.')
  assert.equal(writeDate('2026-07-09', 'd.m.yy', 'de'), '09.07.26')
  assert.equal(writeAmount(123456, 'LT'), '1 234,56')
  assert.equal(writeAmount(123456, 'DE'), '1.234,56')
  assert.equal(writeAmount(-123456, 'GB'), '-1,234.56')
  assert.equal(manners.PL.currency, 'PLN')
})
