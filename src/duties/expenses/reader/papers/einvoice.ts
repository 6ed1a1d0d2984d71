import { XMLParser } from 'fast-xml-parser'
import { minorUnits, noCurrency } from '#core/money.ts'
import { ReaderFailure } from '../failures.ts'
import type { Facts, PaperKind, VatLine } from '../reading.ts'
import { field, unknown } from '../rules/facts.ts'

type Node = { [name: string]: unknown }

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  isArray: (name) =>
    [
      'TaxSubtotal',
      'ApplicableTradeTax',
      'PartyTaxScheme',
      'SpecifiedTaxRegistration',
      'TaxTotal',
      'ID',
      'PartyName',
      'PartyLegalEntity',
      'TaxTotalAmount',
    ].includes(name),
})

/** True if these bytes look like an invoice in UBL 2 or UN/CEFACT CII (EN 16931), as inside Factur-X and ZUGFeRD. */
export function isEinvoice(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(4000, bytes.length)).toString('utf8')
  return /<([\w-]+:)?(CrossIndustryInvoice|CrossIndustryDocument|Invoice|CreditNote)[\s>]/.test(head)
}

/** Facts straight from an invoice's data: no letter is guessed, so all of them are sure. */
export function einvoiceFacts(bytes: Uint8Array): Facts {
  const tree = parsed(bytes)
  const cii = node(tree, 'CrossIndustryInvoice') ?? node(tree, 'CrossIndustryDocument')
  if (cii) return fromCii(cii)
  const ubl = node(tree, 'Invoice') ?? node(tree, 'CreditNote')
  if (ubl) return fromUbl(ubl, node(tree, 'CreditNote') !== undefined)
  throw new ReaderFailure('expenses.reader.unknownFormat')
}

function parsed(bytes: Uint8Array): Node {
  try {
    return parser.parse(new TextDecoder().decode(bytes)) as Node
  } catch (error) {
    throw new ReaderFailure('expenses.reader.damaged', { detail: error instanceof Error ? error.message : '' })
  }
}

function fromUbl(invoice: Node, credit: boolean): Facts {
  const party = path(invoice, 'AccountingSupplierParty', 'Party')
  const legal = list(party?.PartyLegalEntity)[0]
  const totals = node(invoice, 'LegalMonetaryTotal')
  const currency = word(invoice.DocumentCurrencyCode)
  const signedCents = (value: unknown) => signed(cents(value, currency), credit)
  const vat = list(invoice.TaxTotal)
    .flatMap((total) => list(total.TaxSubtotal))
    .map((part) =>
      vatLine(word(path(part, 'TaxCategory')?.Percent), signedCents(part.TaxableAmount), signedCents(part.TaxAmount)),
    )
  return facts({
    merchant: word(legal?.RegistrationName) ?? word(list(party?.PartyName)[0]?.Name),
    date: dayIn(word(invoice.IssueDate)),
    totalCents: signedCents(totals?.TaxInclusiveAmount) ?? signedCents(totals?.PayableAmount),
    currency,
    vat,
    registrationNumber: word(legal?.CompanyID),
    vatNumber:
      list(party?.PartyTaxScheme)
        .map((scheme) => word(scheme.CompanyID))
        .find((id) => id !== null) ?? null,
    documentNumber: word(first(invoice.ID)),
    kind: credit || word(invoice.InvoiceTypeCode) === '381' ? 'creditNote' : 'invoice',
  })
}

function fromCii(invoice: Node): Facts {
  const document = node(invoice, 'ExchangedDocument') ?? node(invoice, 'HeaderExchangedDocument')
  const trade = node(invoice, 'SupplyChainTradeTransaction') ?? node(invoice, 'SpecifiedSupplyChainTradeTransaction')
  const agreement =
    trade && (node(trade, 'ApplicableHeaderTradeAgreement') ?? node(trade, 'ApplicableSupplyChainTradeAgreement'))
  const settlement =
    trade && (node(trade, 'ApplicableHeaderTradeSettlement') ?? node(trade, 'ApplicableSupplyChainTradeSettlement'))
  const totals =
    settlement &&
    (node(settlement, 'SpecifiedTradeSettlementHeaderMonetarySummation') ??
      node(settlement, 'SpecifiedTradeSettlementMonetarySummation'))
  const seller = agreement && node(agreement, 'SellerTradeParty')
  const credit = word(document?.TypeCode) === '381'
  const currency = word(settlement?.InvoiceCurrencyCode)
  const signedCents = (value: unknown) => signed(cents(value, currency), credit)
  const day = word(path(document, 'IssueDateTime')?.DateTimeString)
  return facts({
    merchant: word(seller?.Name),
    date: day && /^\d{8}$/.test(day) ? `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` : dayIn(day),
    totalCents: signedCents(totals?.GrandTotalAmount),
    currency,
    vat: list(settlement?.ApplicableTradeTax)
      .filter((tax) => tax.BasisAmount !== undefined)
      .map((tax) =>
        vatLine(
          word(tax.RateApplicablePercent) ?? word(tax.ApplicablePercent),
          signedCents(tax.BasisAmount),
          signedCents(tax.CalculatedAmount),
        ),
      ),
    registrationNumber: word(first(path(seller, 'SpecifiedLegalOrganization')?.ID)),
    vatNumber:
      list(seller?.SpecifiedTaxRegistration)
        .flatMap((one) => many(one.ID))
        .filter((id) => attribute(id, 'schemeID') === 'VA')
        .map(word)[0] ?? null,
    documentNumber: word(first(document?.ID)),
    kind: credit ? 'creditNote' : 'invoice',
  })
}

interface Known {
  merchant: string | null
  date: string | null
  totalCents: number | null
  currency: string | null
  vat: VatLine[]
  registrationNumber: string | null
  vatNumber: string | null
  documentNumber: string | null
  kind: PaperKind
}

function facts(known: Known): Facts {
  const told = <T>(value: T | null) => (value === null ? unknown<T>() : field(value, 1))
  return {
    merchant: told(known.merchant),
    date: told(known.date),
    time: unknown(),
    totalCents: told(known.totalCents),
    currency: told(known.currency),
    vat: known.vat.length > 0 ? field(known.vat, 1) : unknown(),
    registrationNumber: told(known.registrationNumber),
    vatNumber: told(known.vatNumber),
    documentNumber: told(known.documentNumber),
    kind: told(known.kind),
    tipCents: unknown(),
    fuel: unknown(),
    nights: unknown(),
  }
}

function vatLine(rate: string | null, netCents: number | null, vat: number | null): VatLine {
  const vatCents = vat ?? 0
  return {
    rate: rate === null ? null : String(Number(rate)),
    netCents,
    vatCents,
    grossCents: netCents === null ? null : netCents + vatCents,
  }
}

/** A credit note's amounts are positive in its data; here money that comes back is negative. */
function signed(amount: number | null, credit: boolean): number | null {
  return amount === null ? null : credit ? -Math.abs(amount) : amount
}

/** Decimal text to minor units of the invoice's currency. */
function cents(value: unknown, currency: string | null): number | null {
  return minorUnits(word(first(value)) ?? '', currency ?? noCurrency)
}

/** Without the time or zone behind it; what does not begin with a day stays as it is written. */
function dayIn(text: string | null): string | null {
  return text?.match(/^\d{4}-\d{2}-\d{2}(?=[T+Z]|-\d)/)?.[0] ?? text
}

function word(value: unknown): string | null {
  const text = typeof value === 'object' && value !== null ? (value as Node)['#text'] : value
  return typeof text === 'string' && text.trim() !== '' ? unescaped(text.trim()) : null
}

/** Only the five names that XML itself knows, and numbers: entities of the file's own are never expanded. */
function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(amp|lt|gt|quot|apos));/gi, (_, decimal, hex, name) =>
    name
      ? ENTITIES[String(name).toLowerCase()]!
      : String.fromCodePoint(Math.min(0x10ffff, decimal ? Number(decimal) : Number.parseInt(hex, 16))),
  )
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function attribute(value: unknown, name: string): string | null {
  return typeof value === 'object' && value !== null ? word((value as Node)[`@${name}`]) : null
}

function many(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value]
}

function first(value: unknown): unknown {
  return many(value)[0]
}

function list(value: unknown): Node[] {
  return many(value).filter((one): one is Node => typeof one === 'object' && one !== null)
}

function node(parent: Node | undefined, name: string): Node | undefined {
  return list(parent?.[name])[0]
}

function path(parent: Node | undefined, ...names: string[]): Node | undefined {
  return names.reduce<Node | undefined>((at, name) => (at ? node(at, name) : undefined), parent)
}
