import { XMLParser } from 'fast-xml-parser'
import { minorUnits, noCurrency } from '#core/money.ts'
import { xmlText } from '#core/xml-text.ts'
import { ReaderFailure } from '../failures.ts'
import type { Facts, PaperKind, Told, VatLine } from '../reading.ts'
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
  const head = xmlText(bytes.subarray(0, 4000)).text
  return /<([\w-]+:)?(CrossIndustryInvoice|CrossIndustryDocument|Invoice|CreditNote)[\s>]/.test(head)
}

/**
 * Facts straight from an invoice's data: no letter is guessed, so they are sure, but for those that it says in two ways or
 * in letters that do not fit; `warnings` tell which.
 */
export function einvoiceFacts(bytes: Uint8Array): { facts: Facts; warnings: Told[] } {
  const { text, fits } = xmlText(bytes)
  const tree = parsed(text)
  const known = knownIn(tree)
  const warnings = warningsOf(known)
  const count = roots.reduce((sum, name) => sum + list(tree[name]).length, 0)
  if (count > 1) warnings.push(severalInvoices(count))
  if (!fits) warnings.push({ says: 'expenses.reader.wrongLetters', params: {} })
  return { facts: facts(known, fits), warnings }
}

export const severalInvoices = (count: number): Told => ({ says: 'expenses.reader.severalInvoices', params: { count } })

const roots = ['CrossIndustryInvoice', 'CrossIndustryDocument', 'Invoice', 'CreditNote']

function knownIn(tree: Node): Known {
  const cii = node(tree, 'CrossIndustryInvoice') ?? node(tree, 'CrossIndustryDocument')
  if (cii) return fromCii(cii)
  const ubl = node(tree, 'Invoice') ?? node(tree, 'CreditNote')
  if (ubl) return fromUbl(ubl, node(tree, 'Invoice') === undefined)
  throw new ReaderFailure('expenses.reader.unknownFormat')
}

function parsed(text: string): Node {
  try {
    return parser.parse(text) as Node
  } catch (error) {
    throw new ReaderFailure('expenses.reader.damaged', { detail: error instanceof Error ? error.message : '' })
  }
}

function fromUbl(invoice: Node, credit: boolean): Known {
  const party = path(invoice, 'AccountingSupplierParty', 'Party')
  const legal = list(party?.PartyLegalEntity)[0]
  const totals = node(invoice, 'LegalMonetaryTotal')
  const currency = codeIn(invoice.DocumentCurrencyCode) ?? codeOn(totals?.TaxInclusiveAmount ?? totals?.PayableAmount)
  const others = new Set<string>()
  const signedCents = (value: unknown) => signed(cents(value, currency, others), credit)
  const vat = list(invoice.TaxTotal)
    .flatMap((total) => list(total.TaxSubtotal))
    .map((part) =>
      vatLine(word(path(part, 'TaxCategory')?.Percent), signedCents(part.TaxableAmount), signedCents(part.TaxAmount)),
    )
  return {
    merchant: word(legal?.RegistrationName) ?? word(list(party?.PartyName)[0]?.Name),
    days: many(invoice.IssueDate).map((one) => dayIn(word(one))),
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
    others,
  }
}

function fromCii(invoice: Node): Known {
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
  const currency = codeIn(settlement?.InvoiceCurrencyCode) ?? codeOn(totals?.GrandTotalAmount)
  const others = new Set<string>()
  const signedCents = (value: unknown) => signed(cents(value, currency, others), credit)
  const days = list(document?.IssueDateTime).flatMap((one) => many(one.DateTimeString).map(word))
  return {
    merchant: word(seller?.Name),
    days: days.map((day) => dayIn(day?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3') ?? null)),
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
    others,
  }
}

/** What an invoice says; an amount that is written and is none is NaN. */
interface Known {
  merchant: string | null
  /** More than one where it contradicts itself. */
  days: (string | null)[]
  totalCents: number | null
  currency: string | null
  vat: VatLine[]
  registrationNumber: string | null
  vatNumber: string | null
  documentNumber: string | null
  kind: PaperKind
  /** Currencies of single amounts that are not the invoice's own. */
  others: ReadonlySet<string>
}

const isUnread = ({ netCents, vatCents }: VatLine) => Number.isNaN(netCents) || Number.isNaN(vatCents)

const contradicts = ({ days }: Known) => new Set(days).size > 1

function facts(known: Known, fits: boolean): Facts {
  const told = <T>(value: T | null, sure = true) =>
    value === null ? unknown<T>() : { ...field(value, 1), sure: sure && fits }
  const vat = known.vat.filter((part) => !isUnread(part))
  const inOwn = known.others.size === 0
  return {
    merchant: told(known.merchant),
    date: told(known.days[0] ?? null, !contradicts(known)),
    time: unknown(),
    totalCents: told(Number.isNaN(known.totalCents) ? null : known.totalCents, inOwn),
    currency: told(known.currency, inOwn),
    vat: told(vat.length > 0 ? vat : null, inOwn && vat.length === known.vat.length),
    registrationNumber: told(known.registrationNumber),
    vatNumber: told(known.vatNumber),
    documentNumber: told(known.documentNumber),
    kind: told(known.kind),
    tipCents: unknown(),
    fuel: unknown(),
    nights: unknown(),
  }
}

function warningsOf(known: Known): Told[] {
  const unread = known.vat.filter(isUnread).map(({ rate }) => `${rate ?? '?'} %`)
  const told = (says: string, when: boolean, params: Told['params'] = {}) =>
    when ? [{ says: `expenses.reader.${says}`, params }] : []
  return [
    ...told('leftOut.totalCents', Number.isNaN(known.totalCents)),
    ...told('leftOut.vat', unread.length > 0, { value: unread.join(', ') }),
    ...told('severalDays', contradicts(known), { days: known.days.join(', ') }),
    ...told('otherCurrency', known.others.size > 0, {
      others: [...known.others].join(', '),
      currency: known.currency ?? '?',
    }),
  ]
}

function vatLine(rate: string | null, netCents: number | null, vat: number | null): VatLine {
  const vatCents = vat ?? 0
  return {
    rate: rate === null ? null : percentIn(rate),
    netCents,
    vatCents,
    grossCents: netCents === null ? null : netCents + vatCents,
  }
}

/** `21.00` and `21%` are 21; what is no decimal text stays as it is written. */
function percentIn(text: string): string {
  const percent = text.replace(/\s*%$/, '')
  return /^\d{1,40}(\.\d{1,40})?$/.test(percent) ? String(Number(percent)) : percent
}

/** A credit note's amounts are positive in its data; here money that comes back is negative. */
function signed(amount: number | null, credit: boolean): number | null {
  return amount === null ? null : credit ? -Math.abs(amount) : amount
}

/** Decimal text to minor units of the invoice's currency; NaN where it is none. Another currency beside it goes into `others`. */
function cents(value: unknown, currency: string | null, others: Set<string>): number | null {
  const text = word(first(value))
  if (text === null) return null
  const own = codeOn(value)
  if (own && currency && own !== currency) others.add(own)
  return minorUnits(text, currency ?? noCurrency) ?? Number.NaN
}

/** Codes are the same in small letters. */
function codeIn(value: unknown): string | null {
  return word(first(value))?.toUpperCase() ?? null
}

/** The currency that stands on an amount itself. */
function codeOn(amount: unknown): string | null {
  return attribute(first(amount), 'currencyID')?.toUpperCase() ?? null
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
