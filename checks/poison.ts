import type pg from 'pg'

/** One fact of an invoice and something nobody should write there. */
type Poison = Partial<Record<Fact, string>>
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

/** What a file may be called before its ending. */
export const names = [
  '',
  'a\u0000',
  '\u202egpj.',
  '../../',
  '=cmd|',
  '<b>',
  '\ud83d',
  'x'.repeat(10_000),
  '\r\nSet-Cookie: a=b',
]

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

const [largest, smallest] = ['9223372036854775807', '-9223372036854775808']

/** Values by the type of their column, written by SQL where the database lets them in. */
export const writtenPast: readonly Record<string, string>[] = [
  { jsonb: 'null', date: 'infinity', timestamptz: 'infinity', numeric: 'NaN', int8: largest, int4: '-1', text: '' },
  {
    jsonb: '{}',
    date: '-infinity',
    timestamptz: '-infinity',
    numeric: '-1',
    int8: smallest,
    int4: '2147483647',
    text: '\u202e\u2066',
  },
  {
    jsonb: '[]',
    date: '0044-03-15 BC',
    timestamptz: '0044-03-15 BC',
    numeric: '1e40',
    int8: '1000000000000000',
    int4: '0',
    text: '9999-99-99',
  },
  { jsonb: '"x"', date: '9999-12-31', timestamptz: '20000-01-01', numeric: 'infinity', int8: '0', text: '{x, plural,' },
  { jsonb: '[{"rate": "NaN", "netCents": 0.5, "vatCents": {}}]', date: '1899-12-31', text: 'š'.repeat(5000) },
  {
    jsonb: '{"says": 1, "params": {"amount": {"cents": "x", "currency": "eur"}, "month": "9999-99"}}',
    date: '2200-12-31',
  },
  {
    jsonb:
      '{"merchant": {"value": {}}, "date": {"sure": true, "value": "2026-02-30"}, "parts": [1, {}], "warnings": [{}, 5]}',
  },
  { jsonb: '{"merchant": {}, "vat": {"value": "x"}, "parts": "abc", "warnings": {}}' },
]

// What hides a record from everybody, so that nothing of it would be read.
const hiding = /^(state|kind|(closed|removed|set_aside|revoked|dismissed|deactivated)_at|(from|to)_day)$/
// Names of the program’s own, and by what a file or a secret is found.
const ownWords = /^(.*hash|.*sha256|task|operation)$/

/** Writes one value into every column of its type, all rows; returns how many columns the database let in. */
export async function writePast(pool: pg.Pool, schema: string, values: Record<string, string>): Promise<number> {
  const { rows } = await pool.query<{ table: string; column: string; type: string }>(
    `select table_name as table, column_name as column, udt_name as type from information_schema.columns
     where table_schema = $1 and is_generated = 'NEVER' and is_identity = 'NO'`,
    [schema],
  )
  let letIn = 0
  for (const { table, column, type } of rows) {
    const value = values[type]
    if (value === undefined || hiding.test(column) || ownWords.test(column)) continue
    const statement = `update ${schema}.${table} set "${column}" = $1::text::${type}`
    const written = await pool.query(statement, [value]).catch(() => null)
    if (written?.rowCount) letIn += 1
  }
  return letIn
}
