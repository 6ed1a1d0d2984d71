import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PDFDocument } from '@cantoo/pdf-lib'
import { readReceipt } from '../read.ts'
import { einvoiceFacts, isEinvoice } from './einvoice.ts'

const cii = `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:ram" xmlns:udt="urn:udt">
 <rsm:ExchangedDocument><ram:ID>R-2026-7</ram:ID><ram:TypeCode>380</ram:TypeCode>
  <ram:IssueDateTime><udt:DateTimeString format="102">20260709</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
 <rsm:SupplyChainTradeTransaction>
  <ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty><ram:Name>Müller &amp; Söhne GmbH</ram:Name>
   <ram:SpecifiedLegalOrganization><ram:ID>HRB 1234</ram:ID></ram:SpecifiedLegalOrganization>
   <ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">12/345</ram:ID></ram:SpecifiedTaxRegistration>
   <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE238038861</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTradeParty></ram:ApplicableHeaderTradeAgreement>
  <ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
   <ram:ApplicableTradeTax><ram:CalculatedAmount>19.00</ram:CalculatedAmount><ram:BasisAmount>100.00</ram:BasisAmount><ram:RateApplicablePercent>19.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
   <ram:ApplicableTradeTax><ram:CalculatedAmount>0.70</ram:CalculatedAmount><ram:BasisAmount>10</ram:BasisAmount><ram:RateApplicablePercent>7</ram:RateApplicablePercent></ram:ApplicableTradeTax>
   <ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:GrandTotalAmount>129.70</ram:GrandTotalAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
  </ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`

const ubl = (
  root: string,
  type: string,
) => `<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2" xmlns:cac="urn:cac" xmlns:cbc="urn:cbc">
 <cbc:ID>SF-0412</cbc:ID><cbc:IssueDate>2026-07-09</cbc:IssueDate>${type}<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
 <cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Eglynė</cbc:Name></cac:PartyName>
  <cac:PartyTaxScheme><cbc:CompanyID>LT619547419</cbc:CompanyID></cac:PartyTaxScheme>
  <cac:PartyLegalEntity><cbc:RegistrationName>UAB „Eglynė“</cbc:RegistrationName><cbc:CompanyID>306031265</cbc:CompanyID></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
 <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">21.00</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">21.00</cbc:TaxAmount><cac:TaxCategory><cbc:Percent>21</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
 <cac:LegalMonetaryTotal><cbc:TaxInclusiveAmount currencyID="EUR">121.00</cbc:TaxInclusiveAmount><cbc:PayableAmount currencyID="EUR">121.00</cbc:PayableAmount></cac:LegalMonetaryTotal></${root}>`

test('a CII invoice inside a PDF is read from its data', async () => {
  const pdf = await PDFDocument.create()
  pdf.addPage()
  await pdf.attach(Buffer.from(cii), 'factur-x.xml', { mimeType: 'text/xml' })
  const reading = await readReceipt({ bytes: await pdf.save() })
  assert.equal(reading.source, 'einvoice')
  assert.deepEqual(
    [
      reading.merchant.value,
      reading.date.value,
      reading.totalCents.value,
      reading.currency.value,
      reading.vatNumber.value,
      reading.documentNumber.value,
      reading.registrationNumber.value,
    ],
    ['Müller & Söhne GmbH', '2026-07-09', 12970, 'EUR', 'DE238038861', 'R-2026-7', 'HRB 1234'],
  )
  assert.deepEqual(reading.vat.value, [
    { rate: '19', netCents: 10000, vatCents: 1900, grossCents: 11900 },
    { rate: '7', netCents: 1000, vatCents: 70, grossCents: 1070 },
  ])
  assert.equal(reading.totalCents.sure, true)
})

test('a UBL invoice is read from its data', async () => {
  const reading = await readReceipt({
    bytes: Buffer.from(ubl('Invoice', '<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>')),
  })
  assert.deepEqual(
    [reading.merchant.value, reading.totalCents.value, reading.kind.value, reading.registrationNumber.value],
    ['UAB „Eglynė“', 12100, 'invoice', '306031265'],
  )
})

test('amounts of an invoice are minor units of its currency, rounded half away from zero and never cut', () => {
  const printed = (currency: string, net: string, vat: string, gross: string) => {
    const {
      facts: { totalCents, vat: parts },
    } = einvoiceFacts(
      Buffer.from(
        cii
          .replace('>EUR<', `>${currency}<`)
          .replace('>100.00<', `>${net}<`)
          .replace('>19.00<', `>${vat}<`)
          .replace('>129.70<', `>${gross}<`),
      ),
    )
    return [totalCents.value, parts.value?.[0]?.netCents, parts.value?.[0]?.vatCents]
  }
  assert.deepEqual(printed('JPY', '10000', '1000', '11000'), [11000, 10000, 1000])
  assert.deepEqual(printed('KWD', '10.500', '1.0505', '11.551'), [11551, 10500, 1051])
  assert.deepEqual(printed('HUF', '10000', '2700', '12700'), [1270000, 1000000, 270000])
  assert.deepEqual(printed('EUR', '141.2605', '26.8394', '168.0999'), [16810, 14126, 2684])
  assert.deepEqual(printed('EUR', '-141.2650', '-26.8350', '-168.0999'), [-16810, -14127, -2684])
})

test('a currency in small letters is the same', () => {
  const small = ubl('Invoice', '').replace('>EUR<', '> jpy <').replaceAll('"EUR"', '"Jpy"')
  const { facts, warnings } = einvoiceFacts(Buffer.from(small))
  assert.deepEqual([facts.currency.value, facts.totalCents.value, warnings], ['JPY', 121, []])
  assert.equal(einvoiceFacts(Buffer.from(cii.replace('>EUR<', '>eur<'))).facts.currency.value, 'EUR')
  const onAmounts = ubl('Invoice', '')
    .replace(/<cbc:DocumentCurrencyCode>.*?Code>/, '')
    .replaceAll('"EUR"', '"USD"')
  assert.equal(einvoiceFacts(Buffer.from(onAmounts)).facts.currency.value, 'USD')
})

test("a credit note's money comes back", () => {
  const { facts } = einvoiceFacts(Buffer.from(ubl('CreditNote', '')))
  assert.deepEqual(
    [facts.kind.value, facts.totalCents.value, facts.vat.value?.[0]?.vatCents],
    ['creditNote', -12100, -2100],
  )
})

test('XML that is no invoice is refused, and a bomb of entities expands to nothing', () => {
  assert.equal(isEinvoice(Buffer.from('<html><body>Invoice</body></html>')), false)
  assert.throws(() => einvoiceFacts(Buffer.from('<html/>')), { says: 'expenses.reader.unknownFormat' })
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${ubl('Invoice', '').replace('SF-0412', '&b;')}`
  assert.ok((einvoiceFacts(Buffer.from(bomb)).facts.documentNumber.value ?? '').length < 10)
})

/** What is said of an invoice that has something else at one place. */
const saidOf = (written: string, instead: string, of = ubl('Invoice', '')) => {
  const { facts, warnings } = einvoiceFacts(Buffer.from(of.replaceAll(written, instead)))
  return { facts, says: warnings.map(({ says, params }) => [says.replace('expenses.reader.', ''), params.value]) }
}

test('the letters are read by the encoding that the invoice names, and are not sure where they do not fit', async () => {
  const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>${ubl('Invoice', '')}`
  const latin = Buffer.from(
    declared('windows-1257').replaceAll('„', '"').replaceAll('“', '"').replaceAll('Eglynė', 'Eglyn\xeb'),
    'latin1',
  )
  const utf16 = Buffer.from(`\ufeff${declared('UTF-16')}`, 'utf16le')
  for (const bytes of [latin, utf16, Buffer.from(utf16).swap16()]) {
    const { merchant, totalCents, warnings } = await readReceipt({ bytes })
    assert.match(merchant.value ?? '', /Eglynė/)
    assert.deepEqual([merchant.sure, totalCents.value, warnings], [true, 12100, []])
  }
  const { merchant, warnings } = await readReceipt({ bytes: Buffer.from(declared('windows-1257')) })
  assert.equal(merchant.sure, false)
  assert.deepEqual(warnings, [{ says: 'expenses.reader.wrongLetters', params: {} }])
})

test('an amount that is none is left out and said so', () => {
  for (const amount of ['NaN', '1e30', '1,234.56', '1234,56', '0x79']) {
    const { facts, says } = saidOf('>121.00<', `>${amount}<`)
    assert.deepEqual([facts.totalCents.value, says], [null, [['leftOut.totalCents', undefined]]], amount)
  }
  const { facts, says } = saidOf('>21.00<', '>nothing<')
  assert.deepEqual([facts.vat.value, says], [null, [['leftOut.vat', '21 %']]])
})

test('a rate of VAT is decimal text, or stays as it is written', () => {
  const rates = { '21%': '21', '21.00': '21', '5.50': '5.5', '5,5': '5,5', '0x15': '0x15', '1e1': '1e1' }
  for (const [written, read] of Object.entries(rates))
    assert.equal(saidOf('<cbc:Percent>21', `<cbc:Percent>${written}`).facts.vat.value?.[0]?.rate, read)
})

test('what an invoice says twice is taken from the first, and told', () => {
  const days = saidOf('<cbc:IssueDate>', '<cbc:IssueDate>2026-07-08</cbc:IssueDate><cbc:IssueDate>')
  assert.deepEqual([days.facts.date.value, days.facts.date.sure], ['2026-07-08', false])
  assert.equal(days.says[0]?.[0], 'severalDays')

  const two = saidOf('</Invoice>', `</Invoice>${ubl('Invoice', '').replaceAll('121.00', '99.00')}`)
  assert.deepEqual([two.facts.totalCents.value, two.says[0]?.[0]], [12100, 'severalInvoices'])

  const other = saidOf('Amount currencyID="EUR">121', 'Amount currencyID="USD">121')
  assert.deepEqual([other.facts.totalCents.value, other.facts.totalCents.sure], [12100, false])
  assert.deepEqual(other.says[0]?.[0], 'otherCurrency')
})

test('of several invoices in one PDF the first is read, and the others are told', async () => {
  const pdf = await PDFDocument.create()
  pdf.addPage()
  for (const name of ['a.xml', 'b.xml']) await pdf.attach(Buffer.from(cii), name, { mimeType: 'text/xml' })
  const { totalCents, warnings } = await readReceipt({ bytes: await pdf.save() })
  assert.equal(totalCents.value, 12970)
  assert.deepEqual(warnings, [{ says: 'expenses.reader.severalInvoices', params: { count: 2 } }])
})
