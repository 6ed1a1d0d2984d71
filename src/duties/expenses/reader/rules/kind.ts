import type { PaperKind } from '../reading.ts'
import { folded, pattern } from './fold.ts'
import type { Row } from './rows.ts'

const KINDS: [PaperKind, RegExp][] = [
  [
    'creditNote',
    pattern(
      '(CREDIT NOTE|KREDITINE|KREDITRECHNUNG|GUTSCHRIFT|STORNO|REFUND RECEIPT|GRAZINIMO|GRAZINIMAS|FAKTURA KORYG|KREDITNOTA|AVOIR\\b|NOTA DE CREDITO|NOTA CREDITO)',
    ),
  ],
  ['proForma', pattern('(PRO FORMA|PROFORMA|ISANKSTINE SASKAITA|ANGEBOT\\b|QUOTATION|AVANSINIS)')],
  [
    'invoice',
    pattern(
      '(INVOICE|SASKAITA FAKTURA|SASKAITA|RECHNUNGS(NR|NUMMER|NO)|RECHNUNG\\b|FAKTURA (VAT|NR)|FACTURE|FATTURA|FACTURA|REKINS)',
    ),
  ],
]
const NOT_REFUNDABLE = pattern('(NO|NOT|NON|NICHT|STRICTLY)[A-Z ]{0,14}(REFUND|RETURN)|RETURN POLICY')

/** What paper it is. Tills print "tax invoice" on plain receipts, so an invoice needs a customer or terms of payment too. */
export function kindOf(rows: Row[]): { kind: PaperKind; row: number | null } {
  for (const [kind, words] of KINDS) {
    const row = rows.findIndex(
      (r, i) =>
        words.test(folded(r.text)) &&
        !NOT_REFUNDABLE.test(folded(r.text)) &&
        (kind !== 'creditNote' || i < rows.length * 0.6),
    )
    if (row < 0) continue
    if (kind === 'invoice' && !rows.some((r) => TERMS.test(folded(r.text)))) continue
    return { kind, row }
  }
  return { kind: 'receipt', row: null }
}

const TERMS = pattern(
  '(DUE DATE|PAYMENT TERM|BILL TO|APMOKETI IKI|PIRKEJAS|ZAHLBAR|FALLIG|RECHNUNGSEMPF|RECHNUNG AN|BILLED TO|\\bGUEST\\b|\\bGAST\\b|PIRCE|SVECIAS|GOSC|KUNDENNR|NABYWCA|TERMIN|IBAN|SWIFT|BIC\\b)',
)
