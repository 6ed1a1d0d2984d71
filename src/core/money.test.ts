import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as iso4217 from 'dinero.js/currencies'
import fc from 'fast-check'
import {
  convert,
  decimalText,
  formatAmount,
  formatMoney,
  isCurrency,
  minorDigits,
  minorUnits,
  parseAmount,
  percentOf,
  rewritten,
  splitCents,
  splitVat,
  times,
} from './money.ts'

const cents = fc.integer({ min: -(10 ** 12), max: 10 ** 12 })
const currency = fc.constantFrom('EUR', 'PLN', 'JPY', 'TND', 'SEK', 'HUF', 'KWD', 'ISK', 'IQD', 'CLF', 'XYZ')
const language = fc.constantFrom('lt', 'en', 'pl', 'de', 'lv')

test('what is written in a language is read back in it to the cent', () => {
  fc.assert(
    fc.property(cents, currency, language, (n, iso, lang) => {
      assert.deepEqual(parseAmount(formatMoney(n, iso, lang), lang, iso), { cents: n })
      assert.deepEqual(parseAmount(formatAmount(n, iso, lang), lang, iso), { cents: n })
    }),
  )
})

test('amounts are read as people type them', () => {
  const read: [string, string, number][] = [
    ['1 234,50', 'lt', 123450],
    ['1 234,50 €', 'lt', 123450],
    ['12,50 Eur', 'lt', 1250],
    ['1,234.50', 'en', 123450],
    ['1,234', 'en', 123400],
    ['12.5', 'lt', 1250],
    ['−3,20', 'lt', -320],
    ['3,20-', 'lt', -320],
    ['-€3.20', 'en', -320],
    ['(4.10)', 'en', -410],
    ["1'234.50", 'de', 123450],
    ['1.234.567,89', 'lt', 123456789],
    ['1.234', 'de', 123400],
    ['.5', 'en', 50],
    ['7,', 'lt', 700],
    ['+7', 'lt', 700],
    ['0', 'lt', 0],
    ['-0,00', 'lt', 0],
  ]
  for (const [text, lang, expected] of read) assert.deepEqual(parseAmount(text, lang), { cents: expected }, text)
  assert.deepEqual(parseAmount('45,90 zł', 'lt', 'PLN'), { cents: 4590 })
  assert.deepEqual(parseAmount('1500', 'lt', 'JPY'), { cents: 1500 })
})

test('a doubtful amount is refused with a reason, never guessed', () => {
  const says = (text: string, lang = 'lt', iso = 'EUR') => {
    const parsed = parseAmount(text, lang, iso)
    return 'says' in parsed ? parsed.says : parsed.cents
  }
  assert.equal(says('1.234'), 'core.money.tooManyDecimals')
  assert.equal(says('1.234', 'en'), 'core.money.tooManyDecimals')
  assert.equal(says('12,345.678', 'en'), 'core.money.tooManyDecimals')
  assert.equal(says('12,5', 'lt', 'JPY'), 'core.money.tooManyDecimals')
  assert.equal(says('12,50 USD'), 'core.money.otherCurrency')
  assert.equal(says('$12'), 'core.money.otherCurrency')
  assert.equal(says('99999999999999999'), 'core.money.tooLarge')
  for (const text of ['', 'abc', '12 50', '1,23,456', '12-50', '12a', '€', '1.2.3', '--5', '1e5', '٣'])
    assert.equal(says(text), 'core.money.notAnAmount', text)
})

test('no text makes the reading of an amount throw', () => {
  const rubbish = fc.oneof(fc.string(), fc.stringMatching(/^[-−(]?[\d ., €A-Z)]{0,12}$/))
  fc.assert(
    fc.property(rubbish, language, (text, lang) => {
      const parsed = parseAmount(text, lang)
      assert.ok('says' in parsed || Number.isSafeInteger(parsed.cents))
    }),
  )
})

test('a split loses no cent and no share is more than one cent from its due', () => {
  const weights = fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 }).filter((list) => list.some((w) => w > 0))
  fc.assert(
    fc.property(cents, weights, (total, list) => {
      const shares = splitCents(total, list)
      const whole = list.reduce((a, b) => a + b, 0)
      assert.equal(
        shares.reduce((a, b) => a + b, 0),
        total,
      )
      shares.forEach((share, at) => {
        assert.ok(Math.abs(share - (total * list[at]!) / whole) <= 1.001)
      })
    }),
  )
  assert.deepEqual(splitCents(100, 3), [34, 33, 33])
  assert.deepEqual(splitCents(-100, 3), [-34, -33, -33])
  assert.throws(() => splitCents(100, []))
})

test('net and VAT add up to the gross, and VAT of the net is the VAT to the cent', () => {
  fc.assert(
    fc.property(cents, fc.constantFrom('0', '5', '5.5', '9', '12', '21', '23'), (gross, rate) => {
      const { netCents, vatCents } = splitVat(gross, rate)
      assert.equal(netCents + vatCents, gross)
      assert.ok(Math.abs(percentOf(netCents, rate) - vatCents) <= 1)
    }),
  )
  assert.deepEqual(splitVat(12100, '21'), { netCents: 10000, vatCents: 2100 })
})

test('a published rate converts both ways, halves rounded away from zero', () => {
  const usd = { base: 'EUR', quote: 'USD', rate: '1.0850' }
  assert.deepEqual(convert({ cents: 10850, currency: 'USD' }, usd), { cents: 10000, currency: 'EUR' })
  assert.deepEqual(convert({ cents: 10000, currency: 'EUR' }, usd), { cents: 10850, currency: 'USD' })
  const half = { base: 'EUR', quote: 'XTS', rate: '0.5' }
  assert.equal(convert({ cents: 25, currency: 'EUR' }, half).cents, 13)
  assert.equal(convert({ cents: -25, currency: 'EUR' }, half).cents, -13)
  const yen = { base: 'EUR', quote: 'JPY', rate: '163.27' }
  assert.deepEqual(convert({ cents: 10000, currency: 'JPY' }, yen), { cents: 6125, currency: 'EUR' })
  assert.throws(() => convert({ cents: 1, currency: 'GBP' }, usd), /does not fit/)
  assert.throws(() => convert({ cents: 1, currency: 'EUR' }, { ...usd, rate: '0' }), /above zero/)
})

test('a conversion there and back strays less than the worth of one minor unit', () => {
  fc.assert(
    fc.property(cents, fc.integer({ min: 5000, max: 20000 }), (n, units) => {
      const rate = { base: 'EUR', quote: 'USD', rate: (units / 10000).toFixed(4) }
      const back = convert(convert({ cents: n, currency: 'EUR' }, rate), rate)
      assert.ok(Math.abs(back.cents - n) <= 1 + 10000 / units)
    }),
  )
})

test('amounts are written as the language writes them', () => {
  assert.equal(formatMoney(-123450, 'EUR', 'lt'), '−1\u00a0234,50\u00a0€')
  assert.equal(formatMoney(-123450, 'EUR', 'en'), '−€1,234.50')
  assert.equal(formatAmount(5, 'EUR', 'lt'), '0,05')
  assert.equal(decimalText(-5, 'EUR'), '-0.05')
  assert.equal(decimalText(1234, 'JPY'), '1234')
  assert.equal(decimalText(1234, 'TND'), '1.234')
  assert.equal(formatMoney(1270000, 'HUF', 'lt'), '12\u00a0700\u00a0HUF')
  assert.equal(formatAmount(1270050, 'HUF', 'lt'), '12\u00a0700,50')
  assert.equal(formatMoney(11000, 'JPY', 'en'), '¥11,000')
  assert.equal(formatAmount(12345, 'KWD', 'en'), '12.345')
  assert.equal(decimalText(1270000, 'HUF'), '12700.00')
})

test('minor units are those of ISO 4217, also where print is customarily without them', () => {
  const digits: Record<string, number> = { EUR: 2, HUF: 2, COP: 2, MGA: 2, JPY: 0, ISK: 0, KRW: 0, CLP: 0, XYZ: 2 }
  Object.assign(digits, { KWD: 3, BHD: 3, TND: 3, JOD: 3, OMR: 3, LYD: 3, IQD: 3, CLF: 4 })
  for (const [code, expected] of Object.entries(digits)) assert.equal(minorDigits(code), expected, code)
})

test('decimal text becomes minor units, half away from zero and never cut', () => {
  const read: [string, string, number | null][] = [
    ['168.0999', 'EUR', 16810],
    ['0.005', 'EUR', 1],
    ['-0.005', 'EUR', -1],
    ['0.00499999999999999999999999', 'EUR', 0],
    ['-0.001', 'EUR', 0],
    ['+7', 'EUR', 700],
    ['11000', 'JPY', 11000],
    ['11000.00', 'JPY', 11000],
    ['10999.5', 'JPY', 11000],
    ['12.3455', 'KWD', 12346],
    ['12700', 'HUF', 1270000],
    ['1e3', 'EUR', null],
    ['NaN', 'EUR', null],
    ['', 'EUR', null],
    ['1,5', 'EUR', null],
    ['99999999999999999', 'EUR', null],
  ]
  for (const [text, iso, expected] of read) assert.equal(minorUnits(text, iso), expected, `${text} ${iso}`)
  fc.assert(fc.property(cents, currency, (n, iso) => assert.equal(minorUnits(decimalText(n, iso), iso), n)))
})

test('a written figure keeps its digits when its currency turns out to be another', () => {
  assert.equal(rewritten(12700, 'EUR', 'JPY'), 127)
  assert.equal(rewritten(127, 'JPY', 'KWD'), 127000)
  assert.equal(rewritten(-1250, 'EUR', 'JPY'), -13)
})

test('mileage and fuel multiply exactly', () => {
  assert.equal(times('0.30', '123.45', 'EUR'), 3704)
  assert.equal(times('1.005', '1', 'EUR'), 101)
  assert.equal(times('0.30', '100', 'EUR'), 3000)
  assert.equal(times('165', '33.33', 'JPY'), 5499)
})

test('parts of VAT add up to the whole in either sign, and VAT of the opposite amount is the opposite VAT', () => {
  const rate = fc.tuple(fc.nat(99), fc.nat(999)).map(([whole, part]) => `${whole}.${part}`)
  fc.assert(
    fc.property(cents, rate, (gross, percent) => {
      const [one, other] = [splitVat(gross, percent), splitVat(-gross || 0, percent)]
      assert.equal(one.netCents + one.vatCents, gross)
      assert.equal(one.vatCents + other.vatCents, 0)
      assert.ok(Math.abs(one.vatCents) <= Math.abs(gross) && one.vatCents * gross >= 0)
    }),
  )
})

test('every currency of ISO 4217 has its own minor units; fifths, which no decimal writes, count as hundredths', () => {
  const listed = Object.values(iso4217)
  assert.ok(listed.length > 150)
  for (const { code, base, exponent } of listed) assert.equal(minorDigits(code), base === 10 ? exponent : 2, code)
})

test('codes in which nobody pays are no currencies, all others of ISO 4217 are', () => {
  const codes = Object.keys(iso4217)
  assert.deepEqual(
    codes.filter((code) => !isCurrency(code)),
    codes.filter((code) => /^X(?!AF|CD|CG|OF|PF)|^(BOV|CHE|CHW|CLF|COU|MXV|USN|UYI|UYW)$/.test(code)),
  )
  for (const code of ['ABC', 'HRK', 'XXX', 'XTS', 'XAU', 'XDR', 'eur', 'EURO', '']) assert.ok(!isCurrency(code))
})
