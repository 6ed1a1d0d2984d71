import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registrationHolds, vatNumberHolds } from './checkDigits.ts'
import { SURE } from './confidence.ts'
import { countryOf } from './country.ts'
import { currencyOf } from './currency.ts'
import { documentNumberOf } from './documentNumber.ts'
import { factsOf } from './facts.ts'
import { kindOf } from './kind.ts'
import { registrationNumberOf, vatNumberOf } from './numbers.ts'
import { paperOf } from './test-paper.ts'

test('check digits of VAT numbers tell right ones from misread ones', () => {
  for (const right of [
    'LT619547419',
    'LT100084726312',
    'LV40305729239',
    'PL9228025087',
    'DE238038861',
    'IE7269976M',
    'GB881145816',
  ])
    assert.equal(vatNumberHolds(right), true, right)
  for (const wrong of [
    'LT619547418',
    'LT1000847263',
    'LV40305729238',
    'PL9228025088',
    'DE238038862',
    'IE7269976N',
    'GB881145817',
  ])
    assert.equal(vatNumberHolds(wrong), false, wrong)
  assert.equal(vatNumberHolds('ESB12345678'), undefined)
  assert.equal(registrationHolds('306031265', 'LT'), true)
  assert.equal(registrationHolds('306031266', 'LT'), false)
})

test("the seller's numbers are taken, not the buyer's", () => {
  const rows = paperOf(
    'UAB Eglynė',
    'Įm. kodas 306031265',
    'PVM kodas LT619547419',
    'Pirkėjas',
    'UAB Gervainis',
    'LT100084726312',
  )
  const vat = vatNumberOf(rows, 'LT')
  assert.equal(vat?.value, 'LT619547419')
  assert.equal(registrationNumberOf(rows, 'LT', vat)?.value, '306031265')
})

test('the currency follows from sign, code or country', () => {
  const cases: [string[], string | null][] = [
    [['Total £ 12.00'], 'GBP'],
    [['DO ZAPŁATY 89,15 zł'], 'PLN'],
    [['TOTAL RM12.00'], 'MYR'],
    [['PVM kodas LT619547419', 'Suma 12,00'], 'EUR'],
    [['Dublin 2', 'VAT Reg No IE7269976M', 'Total 12.00'], 'EUR'],
    [['Total 12.00'], null],
  ]
  for (const [lines, code] of cases) {
    const rows = paperOf(...lines)
    assert.equal(currencyOf(rows, countryOf(rows))?.code ?? null, code, lines.join(' / '))
  }
  const lithuanian = paperOf('PVM kodas LT619547419', 'Suma 12,00')
  const confidence = (currency?: string) => currencyOf(lithuanian, 'LT', { currency })!.confidence
  assert.ok(confidence('EUR') >= SURE, 'the branch agrees with the paper')
  assert.ok(confidence('PLN') < SURE && confidence() < SURE, 'nobody else says so')
})

const numbers: [string, string, string[]][] = [
  ['CHE271134862', 'CH', ['Dorfladen', 'CHE-271.134.862 MWST']],
  ['NO918273646MVA', 'NO', ['Foretaksreg. NO 918 273 646 MVA']],
  ['4813926TB', 'IE', ['VAT: 4813926TB']],
  ['B82374158', 'ES', ['NIF B82374158 Tel. 986 555 071']],
  ['B16190832001144', 'MY', ['SST ID: B16-1908-32001144']],
  ['LT198510212', 'LT', ['A. s. LT12 4010 0510 0044 7719', 'PVM kodas LT198510212']],
]

test("VAT numbers of more countries are told from bank accounts and each other's shapes", () => {
  for (const [value, country, lines] of numbers) assert.equal(vatNumberOf(paperOf(...lines), country)?.value, value)
})

const papers: [string | undefined, string[]][] = [
  ['POP 10442', ['PVM SĄSKAITA FAKTŪRA', 'Serija POP Nr. 10442']],
  ['9904 1772 0031', ['ELEKTRONINIS BILIETAS Nr. 9904 1772 0031']],
  ['88-40017', ['Kassenbeleg 88-40017 2025-04-10']],
  ['CN-1603/0012', ['Ref. Tax Invoice : IV-1602/0447', 'CREDIT NOTE CN-1603/0012']],
  ['RE250611-3', ['Rechnungsnummer RE250611-3']],
  ['037', ['Q u i t t u n g Nr. 037']],
  [undefined, ['GST Reg No: 000937725952', 'Table 12']],
]

test("the paper's own number is read, not that of another", () => {
  for (const [value, lines] of papers)
    assert.equal(documentNumberOf(paperOf(...lines))?.value, value, lines.join(' / '))
})

test('number and kind of the paper are read', () => {
  assert.equal(documentNumberOf(paperOf('Kvitas Nr. 4471'))?.value, '4471')
  assert.equal(documentNumberOf(paperOf('Rechnung Nr. 2026-26453'))?.value, '2026-26453')
  assert.equal(documentNumberOf(paperOf('Invoice date 01.02.2026'))?.value, undefined)
  assert.equal(kindOf(paperOf('CREDIT NOTE', 'Total 1.00')).kind, 'creditNote')
  const slip = ['Žuvėdra', 'MERCHANT COPY', 'TID 20018834', 'BATCH 000119', 'AID A0000000041010', 'TOTAL EUR 70.00']
  assert.equal(kindOf(paperOf(...slip)).kind, 'cardSlip')
  assert.equal(kindOf(paperOf(...slip, 'PVM 21% 12.15')).kind, 'receipt')
  assert.equal(kindOf(paperOf('TAX INVOICE', 'Goods sold are not refundable')).kind, 'receipt')
  assert.equal(kindOf(paperOf('PVM sąskaita faktūra', 'Pirkėjas UAB Gervainis')).kind, 'invoice')
})

test('fuel, nights and tips are read and proven where they can be', () => {
  const fuel = factsOf(paperOf('Dyzelinas', '40,02 l x 1,499 EUR/l', 'MOKĖTI 59,99 EUR'))
  assert.deepEqual(fuel.fuel.value, { litres: '40.02', price: '1.499' })
  assert.equal(factsOf(paperOf('Diesel', '40,02 l x 1,499', 'Total 12,00')).fuel.value, null)
  assert.equal(factsOf(paperOf('Nächte: 3', 'Gesamtbetrag 309,12')).nights.value, 3)
  assert.equal(factsOf(paperOf('Anreise: 03.08.26', 'Abreise: 06.08.26', 'Summe 309,12')).nights.value, 3)
  assert.equal(factsOf(paperOf('Total 50.00', 'Tip 5.00', 'Total with tip 55.00')).tipCents.value, 500)
})
