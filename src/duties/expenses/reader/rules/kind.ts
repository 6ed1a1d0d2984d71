import type { PaperKind } from '../reading.ts'
import { folded, pattern } from './fold.ts'
import { type Parties, partiesOf } from './parties.ts'
import { cellsOf, type Row } from './rows.ts'
import type { TotalCandidate } from './total-candidate.ts'

const CREDIT = pattern(
  '(CREDIT NOTE|KREDITINE|KREDITRECHNUNG|GUTSCHRIFT|STORNO|REFUND RECEIPT|GRAZINIMO|GRAZINIMAS|FAKTURA KORYG|KREDITNOTA|KREEDITARVE|AVOIR\\b|NOTA DE CREDITO|NOTA CREDITO|NOTA DI CREDITO|CREDITNOTA|HYVITYSLASKU|DOBROPIS|RUCKGABE|RETOURE)',
)
/** Words of giving back that also stand in conditions of sale; they count where the total itself is negative. */
const BACK = pattern(
  '(REFUND|RETURN|GRAZINT|GRAZIN|RETOUR|ZWROT|TAGASTUS|ATGRIEZ|PALAUTUS|HYVITYS|CREDIT|KORREKT|RESO\\b|RETUR)',
)
/** A row that says nothing else. */
const TITLE_OF_CREDIT = pattern(
  '^(REFUND|RETURN|RUCKGABE|RETOURE|GRAZINIMAS|ZWROT|TAGASTUS|ATGRIESANA|HYVITYS|RETUR|REMBOURSEMENT|RESO|DEVOLUCION)( (RECEIPT|SLIP|KVITAS|BON))?$',
)
const PRO_FORMA = pattern('^(PRO FORMA|PROFORMA|ISANKSTINE SASKAITA|ANGEBOT$|QUOTATION$|AVANSINIS|OFERTA$)')
const INVOICE = pattern(
  '(INVOICE|SASKAITA|RECHNUNGS(NR|NUMMER|NO)|RECHNUNG\\b|FAKTURA|FACTURE|FATTURA|FACTURA|FACTUUR|REKINS|^ARVE\\b|HOTEL BILL|\\bFOLIO\\b|LASKU\\b)',
)
/** Words of card terminals. */
const SLIP = pattern(
  '(MERCHANT COPY|CARDHOLDER|CUSTOMER COPY|KUNDENBELEG|HANDLERBELEG|TERMINAL|\\bTID\\b|APPR(OVAL)? CODE|AUTH(ORI[SZ]ATION)? ?(CODE|NO)|\\bAID\\b|\\bBATCH\\b|\\bTRACE\\b|\\bRRN\\b|\\bARQC\\b|KORTELES KVITAS|POTWIERDZENIE|COPIA CLIENTE|TICKET CLIENT)',
)
const NOT_REFUNDABLE = pattern('(NO|NOT|NON|NICHT|STRICTLY)[A-Z ]{0,14}(REFUND|RETURN)|RETURN POLICY')
const TERMS = pattern(
  '(DUE DATE|PAYMENT TERM|\\bTERMS\\b|BILL TO|APMOKETI IKI|PIRKEJAS|ZAHLBAR|FALLIG|RECHNUNGSEMPF|RECHNUNG AN|BILLED TO|\\bGUEST\\b|\\bGAST\\b|PIRCE|SVECIAS|GOSC|KUNDENNR|NABYWCA|TERMIN|IBAN|SWIFT|BIC\\b|ECHEANCE|\\bVTO\\b|VERVALDATUM|ERAPAIVA|MAKSETAHT|FORFALL|DATOS DEL CLIENTE|SPETT|ARRIVEE|ANREISE|ARRIVAL|DEPARTURE|CHECK OUT|SEHR GEEHRT|MAKSATAJS|AUFENTHALT|CHAMBRE|ZIMMER)',
)

/** What paper it is. Tills print "tax invoice" on plain receipts, so an invoice needs a customer or terms of payment too. */
export function kindOf(
  rows: Row[],
  total?: TotalCandidate,
  parties: Parties = partiesOf(rows),
): { kind: PaperKind; row: number | null } {
  const words = rows.map((row) => folded(row.text))
  const first = (is: (text: string, row: number) => boolean) => words.findIndex(is)
  const credit = first((text, row) => CREDIT.test(text) && !NOT_REFUNDABLE.test(text) && row < rows.length * 0.6)
  if (credit >= 0) return { kind: 'creditNote', row: credit }
  const title = first((text) => TITLE_OF_CREDIT.test(text))
  if (title >= 0) return { kind: 'creditNote', row: title }
  const back = first((text) => BACK.test(text) && !NOT_REFUNDABLE.test(text))
  if (back >= 0 && total !== undefined && total.cents < 0) return { kind: 'creditNote', row: back }
  const proForma = rows.findIndex((row) => cellsOf(row).some((cell) => PRO_FORMA.test(folded(cell.text))))
  if (proForma >= 0 && proForma < rows.length / 2) return { kind: 'proForma', row: proForma }
  const invoice = first((text) => INVOICE.test(text))
  if (invoice >= 0 && (words.some((text) => TERMS.test(text)) || namesBuyer(rows, parties)))
    return { kind: 'invoice', row: invoice }
  const slip = words.flatMap((text, row) => (SLIP.test(text) ? [row] : []))
  const sums = rows.filter((row) => /\d[.,]\d{2}(?!\d)/.test(row.text)).length
  if (slip.length >= 3 && sums <= 3 && !words.some((text) => VAT_WORD.test(text)))
    return { kind: 'cardSlip', row: slip[0]! }
  return { kind: 'receipt', row: null }
}

const VAT_WORD = pattern('\\b(VAT|GST|SST|MWST|UST|PVM|PVN|PTU|TVA|IVA|BTW|MOMS|NIP)\\b')

/** A buyer with a name or an address of several rows, not the till's "customer: cash". */
function namesBuyer(rows: Row[], { isBuyer }: Parties): boolean {
  const own = rows.filter((row, index) => cellsOf(row).some((cell) => isBuyer(index, cell.start)))
  return own.length >= 3 && !own.some((row) => /\bcash\b/i.test(row.text))
}
