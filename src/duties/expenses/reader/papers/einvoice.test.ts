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
    const { totalCents, vat: parts } = einvoiceFacts(
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

test("a credit note's money comes back", () => {
  const facts = einvoiceFacts(Buffer.from(ubl('CreditNote', '')))
  assert.deepEqual(
    [facts.kind.value, facts.totalCents.value, facts.vat.value?.[0]?.vatCents],
    ['creditNote', -12100, -2100],
  )
})

test('XML that is no invoice is refused, and a bomb of entities expands to nothing', () => {
  assert.equal(isEinvoice(Buffer.from('<html><body>Invoice</body></html>')), false)
  assert.throws(() => einvoiceFacts(Buffer.from('<html/>')), { says: 'expenses.reader.unknownFormat' })
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${ubl('Invoice', '').replace('SF-0412', '&b;')}`
  assert.ok((einvoiceFacts(Buffer.from(bomb)).documentNumber.value ?? '').length < 10)
})
