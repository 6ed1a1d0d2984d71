/** One fact of an invoice and something nobody should write there. */
export type Poison = Partial<Record<Fact, string>>
type Fact = 'seller' | 'number' | 'vatNumber' | 'registration' | 'day' | 'currency' | 'total' | 'net' | 'tax' | 'rate'

const good: Record<Fact, string> = {
  seller: 'UAB „Ramunė“',
  number: 'SF-0412',
  vatNumber: 'LT619547419',
  registration: '306031265',
  day: '2026-03-14',
  currency: 'EUR',
  total: '121.00',
  net: '100.00',
  tax: '21.00',
  rate: '21',
}

const words = [
  'A\u0000B',
  'A&#0;B&#xD800;',
  '\ufffd\ufffe',
  'Hotel \u202eRUE 00.9\u202c Ltd',
  '\u200b\u2060\ufeff',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '=HYPERLINK("http://x.example")',
  '../../../etc/passwd',
  '{count, plural, one {#}}',
  'š'.repeat(100_000),
  '',
]
const days = [
  '2026-02-30',
  '202611-05-14',
  '1899-12-31',
  '0001-01-01',
  'infinity',
  '9999-12-31',
  '+020000-01-01',
  '\u0000',
]
const amounts = [
  'NaN',
  '1e30',
  '-0.00',
  '10000000000.01',
  '9'.repeat(400),
  '-10000000000000',
  'infinity',
  '1,2,3',
  '\u0000',
]
const rates = ['-5', 'NaN', '1e30', '1000', '21.12345', '100', '21.125', '9'.repeat(400), 'x', '\u0000']
const currencies = ['eur', 'EURO', 'XXX', 'EU', '€', '\u0000', 'š'.repeat(100_000)]

/** Every fact with each of its poisons, those of one kind together. */
export const poisons: readonly Poison[] = [
  ...words.map((word) => ({ seller: word, number: word, vatNumber: word, registration: word })),
  ...days.map((day) => ({ day })),
  ...amounts.map((amount) => ({ total: amount, net: amount, tax: amount })),
  ...rates.map((rate) => ({ rate })),
  ...currencies.map((currency) => ({ currency })),
]

/** An invoice in UBL 2 with the poison in it. */
export function poisonedUbl(poison: Poison): string {
  const { seller, number, vatNumber, registration, day, currency, total, net, tax, rate } = { ...good, ...poison }
  return `<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:cac" xmlns:cbc="urn:cbc">
 <cbc:ID>${number}</cbc:ID><cbc:IssueDate>${day}</cbc:IssueDate><cbc:DocumentCurrencyCode>${currency}</cbc:DocumentCurrencyCode>
 <cac:AccountingSupplierParty><cac:Party><cac:PartyTaxScheme><cbc:CompanyID>${vatNumber}</cbc:CompanyID></cac:PartyTaxScheme>
  <cac:PartyLegalEntity><cbc:RegistrationName>${seller}</cbc:RegistrationName><cbc:CompanyID>${registration}</cbc:CompanyID></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
 <cac:TaxTotal><cac:TaxSubtotal><cbc:TaxableAmount>${net}</cbc:TaxableAmount><cbc:TaxAmount>${tax}</cbc:TaxAmount><cac:TaxCategory><cbc:Percent>${rate}</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
 <cac:LegalMonetaryTotal><cbc:TaxInclusiveAmount>${total}</cbc:TaxInclusiveAmount></cac:LegalMonetaryTotal></Invoice>`
}

/** The same in UN/CEFACT CII; an ISO day is written the way CII does. */
export function poisonedCii(poison: Poison): string {
  const { seller, number, vatNumber, registration, day, currency, total, net, tax, rate } = { ...good, ...poison }
  const date = /^\d{4}-\d{2}-\d{2}$/.test(day) ? day.replaceAll('-', '') : day
  return `<?xml version="1.0"?><rsm:CrossIndustryInvoice xmlns:rsm="urn:rsm" xmlns:ram="urn:ram" xmlns:udt="urn:udt">
 <rsm:ExchangedDocument><ram:ID>${number}</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString format="102">${date}</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
 <rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty><ram:Name>${seller}</ram:Name>
  <ram:SpecifiedLegalOrganization><ram:ID>${registration}</ram:ID></ram:SpecifiedLegalOrganization>
  <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">${vatNumber}</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTradeParty></ram:ApplicableHeaderTradeAgreement>
  <ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>${currency}</ram:InvoiceCurrencyCode>
   <ram:ApplicableTradeTax><ram:CalculatedAmount>${tax}</ram:CalculatedAmount><ram:BasisAmount>${net}</ram:BasisAmount><ram:RateApplicablePercent>${rate}</ram:RateApplicablePercent></ram:ApplicableTradeTax>
   <ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:GrandTotalAmount>${total}</ram:GrandTotalAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
  </ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`
}
