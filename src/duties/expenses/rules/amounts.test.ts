import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { claimedOf, vatCentsOf, vatClaimedOf, whyNoOwnShare, whyNotAccepted, whyNoVat } from './amounts.ts'

const cents = fc.integer({ min: -1_000_000, max: 1_000_000 })
const vat = (...amounts: number[]) => amounts.map((vatCents) => ({ vatCents }))

test('whatever the own share may be, what is claimed lies between nothing and what was spent, in either sign', () => {
  fc.assert(
    fc.property(cents, cents, (amountCents, ownShareCents) => {
      if (whyNoOwnShare({ amountCents, ownShareCents, currency: 'EUR' })) return
      const claimed = claimedOf({ amountCents, ownShareCents, currency: 'EUR', rate: '1' }, 'EUR')
      assert.ok(Math.abs(claimed) <= Math.abs(amountCents) && claimed * amountCents >= 0)
    }),
  )
})

test('an own share beyond the amount, or against it, is refused; none and all of it are not', () => {
  const cases: [amount: number, share: number, isWithin: boolean][] = [
    [11_900, -11_900, false],
    [11_900, 11_901, false],
    [11_900, 11_900, true],
    [11_900, 0, true],
    [-11_900, 500, false],
    [-11_900, -500, true],
    [-11_900, -11_901, false],
    [0, 0, true],
    [0, 1, false],
  ]
  for (const [amountCents, ownShareCents, isWithin] of cases)
    assert.equal(whyNoOwnShare({ amountCents, ownShareCents, currency: 'EUR' }) === null, isWithin, `${ownShareCents}`)
})

test('the own share takes its part of the VAT', () => {
  const share = (amountCents: number, ownShareCents: number, ...amounts: number[]) =>
    vatClaimedOf({ amountCents, ownShareCents, vat: vat(...amounts) })
  assert.equal(share(12_100, 0, 2100), 2100)
  assert.equal(share(12_100, 6050, 2100), 1050)
  assert.equal(share(12_100, 12_100, 2100), 0)
  assert.equal(share(10_000, 3333, 1000, 736), 1157)
  assert.equal(share(-12_100, -6050, -2100), -1050)
  assert.equal(share(0, 0, 2100), 2100)
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.nat(),
      fc.nat(),
      fc.constantFrom(1, -1),
      (amount, a, b, sign) => {
        const [own, tax] = [a % (amount + 1), b % (amount + 1)]
        const line = { amountCents: sign * amount, ownShareCents: sign * own || 0, vat: vat(sign * tax || 0) }
        const claimed = vatClaimedOf(line)
        assert.ok(Math.abs(claimed) <= amount - own && Math.abs(claimed) <= Math.abs(vatCentsOf(line.vat)))
      },
    ),
  )
})

test('VAT of the other sign and net with VAT beyond the amount are contradictions, but for the rounding of cash', () => {
  const parts = (...amounts: [net: number, vat: number][]) =>
    amounts.map(([netCents, vatCents]) => ({ netCents, vatCents }))
  const cases: [
    what: string,
    amount: number,
    vat: ReturnType<typeof parts>,
    why: string | undefined,
    currency?: string,
  ][] = [
    ['a purchase', 12_100, parts([10_000, 2_100]), undefined],
    ['a refund', -12_100, parts([-10_000, -2_100]), undefined],
    ['a purchase with something given back', 10_890, parts([10_000, 2_100], [-1_000, -210]), undefined],
    ['a tip beside the VAT', 13_000, parts([10_000, 2_100]), undefined],
    ['negative VAT on a purchase', 12_100, parts([10_000, -2_100]), 'vatOtherSign'],
    ['a refund’s VAT on a purchase', 12_100, parts([-10_000, -2_100]), 'vatOtherSign'],
    ['VAT added on a refund', -12_100, parts([-10_000, 2_100]), 'vatOtherSign'],
    ['one rate turned round', 20_000, parts([10_000, 2_100], [5_000, -450]), 'vatOtherSign'],
    ['VAT alone of the other sign', 12_100, parts([0, -2_100]), 'vatOtherSign'],
    ['VAT larger than the amount', 2_000, parts([0, 2_100]), 'vatTooLarge'],
    ['net and VAT beyond the amount', 12_000, parts([10_000, 2_100]), 'vatBeyondAmount'],
    ['the same of a refund', -12_000, parts([-10_000, -2_100]), 'vatBeyondAmount'],
    ['five cents off in cash', 12_095, parts([10_000, 2_100]), undefined],
    ['six cents off', 12_094, parts([10_000, 2_100]), 'vatBeyondAmount'],
    ['forints paid in fives', 12_098_00, parts([9_528_00, 2_572_50]), undefined, 'HUF'],
    ['forints beyond that', 12_097_00, parts([9_528_00, 2_572_50]), 'vatBeyondAmount', 'HUF'],
    ['a yen for each rate', 199, parts([100, 10], [83, 8]), undefined, 'JPY'],
    ['more yen than that', 198, parts([100, 10], [83, 8]), 'vatBeyondAmount', 'JPY'],
    ['no VAT', 12_100, [], undefined],
  ]
  for (const [what, amountCents, vat, why, currency = 'EUR'] of cases)
    assert.equal(whyNoVat({ amountCents, currency, vat })?.says.split('.').at(-1), why, what)
})

test('a foreign amount is claimed by its rate in the minor units of both currencies, and never one to one', () => {
  const line = { amountCents: 32_700, ownShareCents: 0, currency: 'MYR' }
  assert.equal(claimedOf({ ...line, rate: '0.2134' }, 'EUR'), 6978)
  assert.equal(claimedOf({ ...line, rate: null }, 'EUR'), null)
  assert.equal(claimedOf({ ...line, amountCents: 11_000, currency: 'JPY', rate: '0.0056' }, 'EUR'), 6160)
  assert.equal(claimedOf({ ...line, amountCents: 12_345, currency: 'KWD', rate: '3.0' }, 'EUR'), 3704)
  assert.equal(claimedOf({ ...line, amountCents: 1_270_000, currency: 'HUF', rate: '0.0025' }, 'EUR'), 3175)
  assert.equal(claimedOf({ ...line, amountCents: -25, currency: 'USD', rate: '0.5' }, 'EUR'), -13)
})

test('a correction lies between nothing and what was spent, in either sign; what was accepted beyond it may come down', () => {
  const line = {
    amountCents: 10_000,
    ownShareCents: 4_000,
    currency: 'PLN',
    rate: '0.25',
    claimedCents: 1_500,
    acceptedCents: 1_500,
  }
  const isRefused = (of: object, nowCents: number) => whyNotAccepted({ ...line, ...of }, nowCents, 'EUR') !== null
  for (const nowCents of [0, 1_500, 2_500]) assert.ok(!isRefused({}, nowCents))
  for (const nowCents of [2_501, -1]) assert.ok(isRefused({}, nowCents))
  const refund = { amountCents: -10_000, ownShareCents: 0, claimedCents: -2_500, acceptedCents: -2_500 }
  for (const nowCents of [0, -2_500]) assert.ok(!isRefused(refund, nowCents))
  for (const nowCents of [-2_501, 1]) assert.ok(isRefused(refund, nowCents))
  assert.ok(!isRefused({ acceptedCents: 9_000 }, 8_000))
  assert.ok(isRefused({ acceptedCents: 9_000 }, 9_001))
  const part = { amountCents: 1, ownShareCents: 0, currency: 'JPY', rate: '0.0062', claimedCents: 1, acceptedCents: 0 }
  assert.deepEqual([isRefused(part, 1), isRefused(part, -1), isRefused(part, 2)], [false, true, true])
})
