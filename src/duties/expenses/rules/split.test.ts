import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { splitCents } from '#core/money.ts'
import { vatClaimedOf } from './amounts.ts'
import { splitLineInto } from './split.ts'

const line = { ownShareCents: 0, currency: 'EUR', vat: [], vatCents: 0, claimedCents: 0, purpose: '', categoryId: null }
const sum = (cents: readonly number[]) => cents.reduce((total, one) => total + one, 0)

test('parts of a split carry VAT that adds up with the net to each part, and over the parts to the line', () => {
  const rates = fc.array(
    fc.record({ rate: fc.constantFrom('0', '9', '21'), netCents: fc.nat(200_000), vatCents: fc.nat(40_000) }),
    { maxLength: 3 },
  )
  const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(rates, weights, fc.nat(5000), fc.nat(100), fc.constantFrom(1, -1), (taxed, shares, rest, own, sign) => {
      const vat = taxed.map((one) => ({
        rate: one.rate,
        netCents: sign * one.netCents || 0,
        vatCents: sign * one.vatCents || 0,
      }))
      const grosses = vat.map((one) => one.netCents + one.vatCents)
      const amountCents = sum(grosses) + sign * (rest + shares.length * 1000)
      const ownShareCents = sign * Math.min(own, Math.abs(amountCents)) || 0
      const amounts = splitCents(amountCents, shares)
      fc.pre(amounts.every((cents) => cents !== 0))
      const vatCents = vatClaimedOf({ amountCents, ownShareCents, vat })
      const whole = { ...line, amountCents, ownShareCents, vat, vatCents, claimedCents: amountCents - ownShareCents }
      const parts = splitLineInto(
        whole,
        amounts.map((cents) => ({ amountCents: cents })),
      )
      assert.ok(!('says' in parts))
      assert.equal(sum(parts.map((part) => part.ownShareCents)), ownShareCents)
      assert.equal(sum(parts.map((part) => part.vatCents)), vatCents)
      for (const [at, one] of vat.entries()) {
        assert.equal(sum(parts.map((part) => part.vat[at]!.netCents)), one.netCents)
        assert.equal(sum(parts.map((part) => part.vat[at]!.vatCents)), one.vatCents)
      }
      for (const part of parts) {
        const carried = sum(part.vat.map((one) => one.netCents + one.vatCents))
        assert.ok(Math.abs(carried) <= Math.abs(part.amountCents), `${carried} of ${part.amountCents}`)
        if (sum(grosses) === amountCents) assert.equal(carried, part.amountCents)
        assert.ok(Math.abs(part.ownShareCents) <= Math.abs(part.amountCents))
        assert.equal(part.claimedCents, part.amountCents - part.ownShareCents)
        const taxes = sum(part.vat.map((one) => one.vatCents))
        assert.ok(Math.abs(part.vatCents) <= Math.abs(taxes))
        if (ownShareCents === 0) assert.equal(part.vatCents, taxes)
      }
    }),
  )
})

test('a purchase of one rate split in three is taxed to the cent in each part', () => {
  const vat = [{ rate: '21', netCents: 8264, vatCents: 1736 }]
  const parts = splitLineInto({ ...line, amountCents: 10000, vat }, [
    { amountCents: 3334 },
    { amountCents: 3333 },
    { amountCents: 3333 },
  ])
  assert.ok(!('says' in parts))
  assert.deepEqual(
    parts.map((part) => part.vat),
    [
      [{ rate: '21', netCents: 2755, vatCents: 579 }],
      [{ rate: '21', netCents: 2754, vatCents: 579 }],
      [{ rate: '21', netCents: 2755, vatCents: 578 }],
    ],
  )
})

test('the parts of a foreign line claim together what the line claims, however many they are', () => {
  for (const [n, claimedCents] of [
    [20, 248],
    [400, 248],
    [7, -248],
  ] as const) {
    const one = Math.sign(claimedCents)
    const parts = splitLineInto(
      { ...line, amountCents: one * 400, currency: 'JPY', claimedCents },
      splitCents(one * 400, n).map((amountCents) => ({ amountCents })),
    )
    assert.ok(!('says' in parts))
    assert.equal(sum(parts.map((part) => part.claimedCents!)), claimedCents)
  }
  const unrated = { ...line, amountCents: 4, currency: 'JPY', claimedCents: null }
  const parts = splitLineInto(unrated, [{ amountCents: 1 }, { amountCents: 3 }])
  assert.ok(!('says' in parts) && parts.every((part) => part.claimedCents === null))
})

test('parts that do not add up, or part the other way, are refused', () => {
  const split = (...cents: number[]) =>
    splitLineInto(
      { ...line, amountCents: 100 },
      cents.map((amountCents) => ({ amountCents })),
    )
  assert.deepEqual(split(50, 40), {
    says: 'expenses.report.partsDoNotAddUp',
    sum: { cents: 90, currency: 'EUR' },
    total: { cents: 100, currency: 'EUR' },
  })
  assert.deepEqual(split(150, -50), { says: 'expenses.report.partOfNothing' })
})
