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

const named: [what: string, part: { purpose?: string; categoryId?: string | null }, is: [string, string | null]][] = [
  ['that names nothing keeps what the line says', {}, ['Visit', 'hotel']],
  ['with a purpose and a category of its own has these', { purpose: 'Fair', categoryId: 'taxi' }, ['Fair', 'taxi']],
  ['whose purpose and category are taken away has none', { purpose: '', categoryId: null }, ['', null]],
]
for (const [what, part, is] of named)
  test(`a part ${what}`, () => {
    const of = { ...line, amountCents: 100, purpose: 'Visit', categoryId: 'hotel' }
    const parts = splitLineInto(of, [{ amountCents: 40, ...part }, { amountCents: 60 }])
    assert.ok(!('says' in parts))
    assert.deepEqual(
      parts.map(({ purpose, categoryId }) => [purpose, categoryId]),
      [is, ['Visit', 'hotel']],
    )
  })

type Taxed = [netCents: number, vatCents: number]
/** `vatCents`: what of the VAT is claimed; of each part its own share, the VAT claimed, and net with VAT rate by rate. */
const cents: [what: string, line: { cents: number[]; own: number; vat: Taxed[]; vatCents: number }, is: unknown[]][] = [
  ['no VAT and no own share', { cents: [1, 2], own: 0, vat: [], vatCents: 0 }, [[0, 0, []], [0, 0, []]]], // biome-ignore format: one row
  ['a cent of own share goes to the greater part', { cents: [1, 2], own: 1, vat: [], vatCents: 0 }, [[0, 0, []], [1, 0, []]]], // biome-ignore format: one row
  ['a refund', { cents: [-33, -67], own: -10, vat: [[-83, -17]], vatCents: -15 }, [[-3, -5, [[-27, -6]]], [-7, -10, [[-56, -11]]]]], // biome-ignore format: one row
  ['VAT of less than a cent a part', { cents: [99, 1], own: 0, vat: [[1, 1]], vatCents: 2 }, [[0, 2, [[1, 1]]], [0, 0, [[0, 0]]]]], // biome-ignore format: one row
  ['two rates to the cent', { cents: [50, 50], own: 0, vat: [[45, 4], [42, 9]], vatCents: 13 }, [[0, 6, [[23, 2], [21, 4]]], [0, 7, [[22, 2], [21, 5]]]]], // biome-ignore format: one row
  ['VAT without a net amount', { cents: [3, 3], own: 0, vat: [[0, 5]], vatCents: 5 }, [[0, 3, [[0, 3]]], [0, 2, [[0, 2]]]]], // biome-ignore format: one row
  ['two rates of a cent each', { cents: [50, 50], own: 0, vat: [[0, 1], [0, 1]], vatCents: 2 }, [[0, 1, [[0, 1], [0, 0]]], [0, 1, [[0, 0], [0, 1]]]]], // biome-ignore format: one row
  ['a rate of which a part has just one', { cents: [4, 3, 5], own: 0, vat: [[5, 1], [3, 1]], vatCents: 2 }, [[0, 1, [[1, 1], [1, 0]]], [0, 0, [[2, 0], [1, 0]]], [0, 1, [[2, 0], [1, 1]]]]], // biome-ignore format: one row
  ['all of it one’s own', { cents: [60, 40], own: 100, vat: [[83, 17]], vatCents: 0 }, [[60, 0, [[50, 10]]], [40, 0, [[33, 7]]]]], // biome-ignore format: one row
]
for (const [what, { cents: amounts, own, vat: taxed, vatCents }, is] of cents)
  test(`a split shares out, cent by cent: ${what}`, () => {
    const vat = taxed.map(([netCents, vatCents], at) => ({ rate: String(at), netCents, vatCents }))
    const whole = { ...line, amountCents: sum(amounts), ownShareCents: own, vat, vatCents }
    const parts = splitLineInto(
      whole,
      amounts.map((amountCents) => ({ amountCents })),
    )
    assert.ok(!('says' in parts))
    const shares = parts.map((one) => [one.ownShareCents, one.vatCents, one.vat.map((v) => [v.netCents, v.vatCents])])
    assert.deepEqual(shares, is)
  })

test('of each rate a part carries its due to a cent, and never more than was spent in it, however small it is', () => {
  const small = fc.record({
    amounts: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 }),
    grosses: fc.array(fc.nat(12), { minLength: 1, maxLength: 3 }),
    sign: fc.constantFrom(1, -1),
  })
  fc.assert(
    fc.property(small, ({ amounts, grosses, sign }) => {
      const total = sum(amounts)
      fc.pre(sum(grosses) <= total)
      const vat = grosses.map((gross, at) => ({ rate: String(at), netCents: sign * gross || 0, vatCents: 0 }))
      const whole = { ...line, amountCents: sign * total, vat }
      const parts = splitLineInto(
        whole,
        amounts.map((cents) => ({ amountCents: sign * cents })),
      )
      assert.ok(!('says' in parts))
      for (const [at, amount] of amounts.entries()) {
        const carried = parts[at]!.vat.map(({ netCents }) => sign * netCents)
        assert.ok(sum(carried) <= amount, `${carried} of ${amount}`)
        for (const [rate, gross] of grosses.entries())
          assert.ok(Math.abs(carried[rate]! * total - gross * amount) <= total, `${carried[rate]} of ${gross}`)
      }
    }),
  )
})

type Part = Parameters<typeof claimedByParts>[0][number]
const part = (id: string, amountCents: number, more: Partial<Part> = {}): Part => ({
  ...{ id, amountCents, ownShareCents: 0, currency: 'EUR', rate: '1', claimedCents: null },
  ...more,
})
const usd = { currency: 'USD', rate: '0.5' }
const held = (claimedCents: number) => ({ claimedCents })
const claims: [what: string, parts: Part[], office: string, claimed: Record<string, number | null>][] = [
  ['nothing to share', [], 'EUR', {}],
  ['own currency', [part('a', 10), part('b', 20, { ownShareCents: 5 })], 'EUR', { a: 10, b: 15 }],
  ['own currency, whatever the rate', [part('a', 10, { rate: null }), part('b', -20, { rate: null })], 'EUR', { a: 10, b: -20 }], // biome-ignore format: one row
  ['halves of cents, once together', [part('a', 1, usd), part('b', 1, usd), part('c', 1, usd)], 'EUR', { a: 1, b: 0, c: 1 }], // biome-ignore format: one row
  ['refunds alike', [part('a', -1, usd), part('b', -1, usd)], 'EUR', { a: -1, b: 0 }],
  ['one rate written in two ways', [part('a', 1, usd), part('b', 1, { ...usd, rate: '0.50' })], 'EUR', { a: 1, b: 0 }],
  ['two rates', [part('a', 1, usd), part('b', 1, { ...usd, rate: '0.51' })], 'EUR', { a: 1, b: 1 }],
  ['two currencies', [part('a', 1, usd), part('b', 1, { ...usd, currency: 'GBP' })], 'EUR', { a: 1, b: 1 }],
  ['no rate for one', [part('a', 1, { ...usd, rate: null }), part('b', 1, usd)], 'EUR', { a: null, b: 1 }],
  ['yen in an office of euros', [part('a', 1, { currency: 'JPY', rate: '0.006' }), part('b', 1, { currency: 'JPY', rate: '0.006' })], 'EUR', { a: 1, b: 0 }], // biome-ignore format: one row
  ['euros in an office of yen', [part('a', 100, { rate: '163.4' }), part('b', 100, { rate: '163.4' })], 'JPY', { a: 163, b: 164 }], // biome-ignore format: one row
  ['dinars of a thousand fils in an office of euros', [part('a', 1, { currency: 'KWD', rate: '3' }), part('b', 1, { currency: 'KWD', rate: '3' })], 'EUR', { a: 0, b: 1 }], // biome-ignore format: one row
  ['a part held lower, in own currency', [part('a', 10, held(5)), part('b', 10)], 'EUR', { a: 5, b: 10 }],
  [
    'a part held lower, of another',
    [part('a', 20, { ...usd, ...held(5) }), part('b', 20, usd)],
    'EUR',
    { a: 5, b: 11 },
  ],
  ['a part held higher', [part('b', 20, usd), part('a', 20, { ...usd, ...held(15) })], 'EUR', { a: 15, b: 5 }],
  ['a part held above all', [part('b', 20, usd), part('a', 20, { ...usd, ...held(25) })], 'EUR', { a: 25, b: 0 }],
]
for (const [what, parts, office, is] of claims)
  test(`the parts of a line claim of what it is worth: ${what}`, () => {
    const isHeld = ({ claimedCents }: Part) => claimedCents !== null
    assert.deepEqual(Object.fromEntries(claimedByParts(parts, office, isHeld)), is)
  })
