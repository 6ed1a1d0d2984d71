import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { splitCents } from '#core/money.ts'
import { claimedOf, vatClaimedOf } from './amounts.ts'
import { claimedByParts, splitLineInto } from './split.ts'

const line = { ownShareCents: 0, currency: 'EUR', vat: [], vatCents: 0, purpose: '', categoryId: null }
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
      const whole = { ...line, amountCents, ownShareCents, vat, vatCents }
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

const currencies = fc.constantFrom('EUR', 'JPY', 'KWD', 'USD')
const amounts = fc.record({
  currency: currencies,
  office: currencies,
  rate: fc.tuple(fc.nat(300), fc.integer({ min: 1, max: 99_999 })).map(([whole, part]) => `${whole}.${part}`),
  sign: fc.constantFrom(1, -1),
  spent: fc.array(fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.nat(100)), { minLength: 2, maxLength: 20 }),
})

function partsIn({ currency, rate, sign, spent }: { currency: string; rate: string; sign: number; spent: number[][] }) {
  return spent.map(([cents = 0, own = 0], at) => ({
    ...{ id: String(at), currency, rate, claimedCents: null as number | null, amountCents: sign * cents },
    ownShareCents: sign * Math.min(cents, own) || 0,
  }))
}

const worthOf = (parts: ReturnType<typeof partsIn>, office: string) => {
  const [first] = parts
  if (!first) return 0
  const amountCents = sum(parts.map((part) => part.amountCents))
  return claimedOf({ ...first, amountCents, ownShareCents: sum(parts.map((part) => part.ownShareCents)) }, office)
}

test('the parts of a line claim together what the whole does, each within a unit of its own worth, whenever the rate comes', () => {
  fc.assert(
    fc.property(amounts, ({ office, ...of }) => {
      const parts = partsIn(of)
      const claimed = claimedByParts(parts, office)
      assert.equal(sum([...claimed.values()].map((cents) => cents!)), worthOf(parts, office))
      for (const part of parts) {
        const cents = claimed.get(part.id)!
        assert.ok(Math.abs(cents - worthOf([part], office)) <= 1, `${cents} of ${part.amountCents}`)
        assert.ok(cents * of.sign >= 0)
      }
      const withoutRate = parts.map((part) => ({ ...part, rate: null }))
      const isForeign = of.currency !== office
      if (isForeign) assert.ok([...claimedByParts(withoutRate, office).values()].every((cents) => cents === null))
    }),
  )
})

test('parts of two rates claim what each rate makes of its own; held ones keep theirs and the others come to the rest', () => {
  fc.assert(
    fc.property(amounts, fc.nat(19), fc.nat(19), ({ office, ...of }, corrected, held) => {
      fc.pre(of.currency !== office)
      const parts = partsIn(of).map((part, at) => (at <= corrected ? { ...part, rate: '1.25' } : part))
      const claimed = claimedByParts(parts, office)
      for (const own of Map.groupBy(parts, ({ rate }) => rate).values())
        assert.equal(sum(own.map(({ id }) => claimed.get(id)!)), worthOf(own, office))

      const before = partsIn(of).map((part, _, all) => ({
        ...part,
        claimedCents: claimedByParts(all, office).get(part.id)!,
      }))
      const [first, ...others] = before
      const edited = [...others, { ...first!, amountCents: first!.amountCents * 2 }]
      const isHeld = ({ id }: { id: string }) => Number(id) > held
      const after = claimedByParts(edited, office, isHeld)
      const open = edited.filter((part) => !isHeld(part))
      for (const part of open) {
        const worth = Math.abs(worthOf([part], office))
        const claims = after.get(part.id)! * of.sign
        assert.ok(claims >= 0 && claims <= worth + 1, `${claims} of ${worth}`)
      }
      // Nothing can be taken back from those that are held.
      const left = of.sign * (worthOf(edited, office) - sum([...after.values()].map((cents) => cents!)))
      assert.ok(left <= 0 && (left === 0 || open.every((part) => after.get(part.id) === 0)), `${left} left`)
      for (const part of edited.filter(isHeld)) assert.equal(after.get(part.id), part.claimedCents)
    }),
  )
})

test('a part with nothing left to claim claims nothing, however the held ones were rounded', () => {
  const of = { currency: 'USD', rate: '0.1', amountCents: 5 }
  const open = (id: string) => ({ ...of, id, ownShareCents: 5, claimedCents: null })
  const held = (id: string, claimedCents: number) => ({ ...of, id, ownShareCents: 0, claimedCents })
  const claimed = (parts: Parameters<typeof claimedByParts>[0]) =>
    Object.fromEntries(claimedByParts(parts, 'EUR', ({ claimedCents }) => claimedCents !== null))
  assert.deepEqual(claimed([held('a', 1), held('b', 1), open('c'), open('d')]), { a: 1, b: 1, c: 0, d: 0 })
  assert.deepEqual(claimed([held('a', 0), held('b', 0), open('c'), open('d')]), { a: 0, b: 0, c: 0, d: 0 })
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
  const ofNothing = splitLineInto({ ...line, amountCents: 0 }, [{ amountCents: 0 }, { amountCents: 0 }])
  assert.deepEqual(ofNothing, { says: 'expenses.report.partOfNothing' })
})
