import { mended, pattern } from './fold.ts'

/** What the words before an amount say it is. */
export type Label =
  | 'grandTotal'
  | 'total'
  | 'subtotal'
  | 'net'
  | 'tax'
  | 'taxTable'
  | 'rounding'
  | 'discount'
  | 'saving'
  | 'tip'
  | 'service'
  | 'quantity'
  | 'paidCash'
  | 'paidCard'
  | 'change'
  | 'deposit'
  | 'prepaid'
  | 'balance'
  | 'other'

/** Each label's words, most telling first; the first that is found decides. Languages: en, ms, lt, lv, et, pl, de, fr, es, it, nl, sv, fi, cs. */
const LABELS: [Label, RegExp][] = [
  [
    'saving',
    anyOf(
      'TOTAL SAV, YOU SAVED, SAVINGS, SUTAUPE, ERSPARNIS, OSZCZEDZ, POINTS, TASKAI, PUNKTE, PUNKTY, UMSATZ VON',
      'LOYALTY, MEMBER, LIMIT, CARD BAL, BAL(ANCE)? (BEFORE|AFTER), RESTGUTHABEN',
    ),
  ],
  [
    'change',
    anyOf(
      String.raw`\bCHANGE, CASH CHANGE, CASH BACK, \bBAKI\b, RUCKGELD, \bZURUCK, WECHSELGELD, \bGRAZA, ATLIKUMS, \bRESZTA, VAIHTORAHA`,
      String.raw`VAXEL, A RENDRE, RENDU, CAMBIO, \bRESTO\b, WISSELGELD, TAGASI, RETUR\b, TILLBAKA, VRATIT, VRACENO`,
    ),
  ],
  [
    'paidCash',
    anyOf(
      'ACCEPTED TOTAL, TOTAL (ACCEPTED|TENDERED|RECEIVED|PAYMENT), (AMOUNT|AMT) (TENDERED|RECEIVED)',
      'CASH RECEIVED',
    ),
  ],
  [
    'quantity',
    anyOf(
      String.raw`TOTAL (NUMBER OF )?(QTY|QUANTITY|ITEM|UNIT|PIECE|PCS), \bQTY, ITEM COUNT, ITEM\(S\), NO OF ITEM, NUMBER OF`,
      'ANZAHL, POSTEN, KIEKIS, PREKIU SK, ILOSC',
    ),
  ],
  [
    'tip',
    anyOf(
      String.raw`\bTIPS?\b, \bDRIKS, \bSPROPITNE, \bTIPP\b, GRATUITY, TRINKGELD, ARBATPINIG, NAPIWEK, DZERAMNAUDA`,
      'POURBOIRE, PROPINA, MANCIA, FOOI, JOOTRAHA, DRICKS',
    ),
  ],
  [
    'prepaid',
    anyOf(
      'GAUTA IS ANKSTO, AVANSAS, AVANSS, ANZAHLUNG, ACOMPTE, ZALICZKA, ETTEMAKS, FORSKOTT, FORUDBETAL, ACCONTO',
      String.raw`PREPAID, \bADVANCE\b, DEPOSIT\b(?! (BOTTLE|CAN|PET)), GIFT (CARD|VCHR|VOUCHER), GUTSCHEIN, DOVAN(U|Y)`,
    ),
  ],
  [
    'grandTotal',
    anyOf(
      'FINAL (PRICE|AMOUNT), GALUTINE',
      'TOTAL (CHARGED|PAID)$, (BETRAG|SUMA|SUMMA).{0,4}ZAHLEN, K UHRADE, AT BETALE, TASUMISELE, KOKKU MAKSTUD',
      'TOTAL DOCUMENT, IMPORTE TOTAL, IMPORTO PAGATO, NETT$, TO PAY$, GRAND TOTAL',
      '(AMOUNT|AMT) (INCL|INC |WITH|PAID$), TOTAL (AMOUNT |AMT |SALES? )?(PAYABLE|DUE|TO PAY)',
      '(AMOUNT|AMT|BALANCE|NETT?|SUM) (PAYABLE|DUE), NETT? TOTAL, FINAL TOTAL, BILL TOTAL, TOTAL BILL',
      '(ROUNDED TOTAL|TOTAL ROUNDED|TOTAL AFTER)',
      String.raw`TOTAL( AMT| AMOUNT| SALES?| PRICE)? \(?(INCL|INC |INC$|WITH|AFTER|INCLUSIVE|INCLUDING), INVOICE TOTAL`,
      String.raw`TOTAL INVOICE, AMOUNT TO PAY, PLEASE PAY, \bDUE\b, JUMLAH (BESAR|PERLU)`,
      'TOTAL (RM|MYR|EUR|USD|GBP|PLN)? ?INCL, ZU ZAHLEN, ZAHLBETRAG, RECHNUNGSBETRAG, GESAMTBETRAG, ENDBETRAG',
      'GESAMTSUMME, ENDSUMME, SUMME EUR, MOKETINA, MOKETI, BENDRA SUMA, SUMA SU PVM, VISO SU PVM, SUMA APMOKETI',
      'SUMA APMOKEJIMUI, APMOKETI, SAMAKSAI, APMAKSAI, KOPA EUR, KOPSUMMA, TASUDA, MAKSTA KOKKU, DO ZAPLATY',
      'SUMA PLN, RAZEM PLN, KWOTA DO ZAPLATY, NET A PAYER, TOTAL TTC, MONTANT TTC, TOTAL A PAYER, TOTAL A PAGAR',
      'IMPORTE TOTAL, TOTALE COMPLESSIVO, TOTALE EURO?, TE BETALEN, TOTAAL INCL, ATT BETALA, MAKSETTAVA, CELKEM K',
    ),
  ],
  ['balance', anyOf('^BALANCE( EUR| RM| GBP)?$')],
  [
    'subtotal',
    anyOf(
      String.raw`SUB ?TOTAL, SUB TTL, SUBTL, \bS[UO]B (T|I), ZWISCHENSUMME, TARPINE, STARPSUMMA, SUMA CZESCIOWA, SOUS TOTAL`,
      'SUBTOTALE, SUBTOTAAL, DELSUMMA, VALISUMMA, MEZISOUCET, ITEMS? TOTAL, TOTAL BEFORE',
    ),
  ],
  [
    'net',
    anyOf(
      String.raw`TOTAL.{0,8}\(?(EXCL?|EXCLUDING|EXC|BEFORE|W O|WITHOUT)\b, EXCLUDING (GST|TAX|VAT), EXCL? (GST|TAX|VAT)`,
      String.raw`\bNETTO, \bBE PVM, BEZ PVN, NET AMT, NET AMOUNT, TOTAL HT, OHNE MWST, APMOKESTINAMA, TAXABLE, VEROTON`,
      String.raw`BASE IMPON, \bIMPONIBILE, ZAKLAD, GRUNDLAG, KM TA, TOTAL . ?% SUPPLIES, TOTAL.*SUPPLIES`,
    ),
  ],
  [
    'rounding',
    anyOf(
      'ROUND, RND ADJ, ADJUST, APVALINIM, RUNDUNG, ZAOKR, NOAPALO, PEMBUNDARAN, BUNDAR, AFRONDING, ARROND, AVRUNDNING',
      'OR?ESRUND, AFRUND, UMARD, PYORIST, REDONDE, ZAOKRU',
    ),
  ],
  [
    'discount',
    anyOf(
      String.raw`DISC(OUNT)?\b, ^LESS$, DISCOUNT, NUOLAID, RABATT, RABAT, ATLAIDE, REMISE, DESCUENTO, SCONTO, KORTING`,
      'VOUCHER, COUPON, KUPON, SOODUSTUS, ALENNUS',
    ),
  ],
  [
    'service',
    anyOf(
      '(SERVICE|SERV|SRV|SVC|SVR?) (CHARGE|CHG), SURCHARGE, SVC CHG, BEDIENUNG, APTARNAVIMO MOK, COPERTO, deposit',
      String.raw`\bPFAND, DEPOZIT, UZSTAT, KAUCJA`,
    ),
  ],
  [
    'tax',
    anyOf(
      'TOTAL (GST|TAX|VAT|SST|MWST|PVM|PTU|VAT AMOUNT)(?! (INC|EXC))',
      String.raw`^(THE )?([CS]?GST|SST|VAT|TAX|MWST|UST|PVM|PVN|PTU|TVA|IVA|BTW|MOMS|DPH|KM|ALV)\b`,
      '(GST|SST|VAT|TAX) (PAYABLE|AMOUNT|AMT|PAID|TOTAL|@|%), INC(L|LUDES?|LUDED)? (OF )?(GST|TAX|VAT|PVM)$',
      String.raw`MEHRWERTST, MWST, ISKAITANT PVM, \bPVM\b, \bPVN\b, \bPTU\b, PODATEK, (GST|TAX|VAT)$, STEUER`,
      'INCLUDED? (GST|VAT|TAX), INC % (GST|VAT|TAX), SR %, ZR[LE]? %',
    ),
  ],
  [
    'total',
    anyOf(
      String.raw`TOTAL, \bTTL\b, \bTL\b, \bTOT\b, \bSUMME, \bSUMA\b, \bSUMA, IS VISO, \bVISO\b, \bKOPA, \bRAZEM, \bGESAMT`,
      String.raw`\bTOTALE, \bTOTAAL, YHTEENSA, \bBETRAG, \bSUMMA, \bKOKKU, CELKEM, \bJUMLAH, \bIMPORTE, \bMONTANT`,
      String.raw`\bIMPORTO, \bNALEZNOSC, KWOTA, ZUSAMMEN, \bI ALT\b, \bSUM$, OPLATA, ENTGELT, PARKGEBUHR, VELOITUS`,
    ),
  ],
  [
    'paidCard',
    anyOf(
      String.raw`\bVISA, MASTER ?CARD, \bMASTER\b, \bAMEX, MAESTRO, DEBIT, CREDIT ?CARD, CREDIT\b, \bCARD\b, KORTELE`,
      String.raw`KREDITKARTE, \bKARTE, KARTA, GIROCARD, ELEC CASH, \bEC CASH, E WALLET, EWALLET, GRAB ?PAY, TOUCH N GO`,
      'PAYPAL, APPLE PAY, GOOGLE PAY, BANKO KORT, BANKAS, CHEQUE, BANK TRANSFER, PAVEDIM, UBERWEISUNG, KREDYTOWA',
      String.raw`PLATNICZA, CARTE BANC, TARJETA, BANCOMAT, PINPAS, (BANK|KONTO|BETAL)KORT\b, ^KORT\b, EFTPOS, DEDUCT`,
      String.raw`ZAPLACEN, SAMAKSATS, KARTI\b, MAKSAJUMS, PANKKI, CONTACTLESS`,
    ),
  ],
  [
    'paidCash',
    anyOf(
      String.raw`\bCASH, \bBAYAR, TENDER, \bPAID, \bPAY\b, PAYMENT, BARGELD, GEGEBEN, ^BAR\b, \bBARZAHL, GRYNA, GRYNIEJI, GOTOWKA`,
      'SKAIDRA, MOKETA, SUMOKETA, TUNAI, ESPECES, EFECTIVO, CONTANT, KONTANT, SULARAHA, KATEINEN, RECEIVED',
      String.raw`ERHALTEN, HOTOV, PINIGAI\b, ^GAUTA\b, BEZAHLT, MODTAGET, KONTANT, ENTREGADO, UHRAZENO, MUNZEN`,
      String.raw`APMOKETA, APMAKSAT, ATSISKAITYTA, BETALD?\b, PAGAMENTO`,
    ),
  ],
]

/** The label that the words give. A line that speaks of tax before it speaks of a total is about tax. */
export function labelOf(words: string): Label {
  const text = mended(words).replace(CURRENCY_AT_END, '')
  if (!text) return 'other'
  const found = LABELS.find(([, words]) => words.test(text))?.[0] ?? 'other'
  const aboutTax = TAX_FIRST.test(text) && !TAX_WITHIN_TOTAL.test(text)
  return aboutTax && (found === 'total' || found === 'grandTotal') ? 'tax' : found
}

const CURRENCY_AT_END = / (RM|MYR|EUR|EURO|USD|GBP|PIN|KC|CZK|KR|RS|CHF|DKK|NOK|SEK)$/
const TAX_FIRST = pattern('^.{0,4}(GST|SST|VAT|TAX|MWST|UST|PVM|PVN|PTU|TVA|IVA|BTW|MOMS)\\b')
const TAX_WITHIN_TOTAL = pattern('TOTAL (PAYABLE|DUE|AMOUNT)')

/** One pattern for words parted by commas, in as many lines as they need. */
function anyOf(...lines: string[]): RegExp {
  return pattern(`(?:${lines.join(', ').replaceAll(', ', '|')})`)
}
