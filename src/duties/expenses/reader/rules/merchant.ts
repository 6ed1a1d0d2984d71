import { buyerRows } from './buyer.ts'
import { folded, pattern } from './fold.ts'
import type { Row } from './rows.ts'

export interface MerchantCandidate {
  value: string
  score: number
  /** Rows it was put together from. */
  rows: number[]
}

/** Forms of companies, as words of their own or glued to the end of a name. */
const FORM =
  /(\bSDN\.?\s?[BE83]HD\b|\bBHD\b|SDN\.?\s?BHD|\bS\/B\b|\bPLT\b|\bENTERPRISE\b|\bTRADING\b|\bUAB\b|\bMB\b|\bAB\b|\bI[ĮI]\b|\bV[šŠS][ĮI]\b|\bTŪB\b|\bSIA\b|\bO[ÜU]\b|\bAS\b|\bA\/S\b|\bOYJ?\b|\bG?GMBH\b|\bMBH\b|\bAG\b|\bKG\b|\bOHG\b|\bE\.?\s?K\.?\b|\bSP\.?\s?Z\s?O\.?\s?O|\bSP\.\s?[JK]\b|\bS\.A\.|\bS\.\s?C\.|\bSARL\b|\bSAS\b|\bS\.?R\.?L\b|\bS\.?P\.?A\b|\bB\.?V\b|\bN\.?V\b|\bLTD\b|\bLIMITED\b|\bLLC\b|\bLLP\b|\bPLC\b|\bINC\b|\bCORP\b|\bCO\.|\bCOMPANY\b|\bS\.?L\.?U?\b$)/iu
const _FORM_ALONE =
  /^[\s.,()]*(SDN\.?\s?BHD\.?|BHD\.?|S\/B|CO\.?\s?(\([A-Z]\))?\s?SDN\.?\s?BHD\.?|\(M\)\s?SDN\.?\s?BHD\.?|UAB|GMBH|LTD\.?)[\s.,]*(\(.*\))?$/i
const GOES_ON =
  /^[\s.,()]*(\(M\)|SDN\.?\s?[BE83]HD|BHD|S\/B|CO\.|ENTERPRISE|TRADING|COMPANY|SERVICES?\b|UAB$|GMBH|MBH\b|LTD|SP\.?\s?Z|AG$|& CO|HANDELS|RESTAURANT$|\([\p{L} ]+\)\s)/iu
/** Nothing follows these. */
const ENDED = /(BHD\.?|S\/B|GMBH|LTD\.?|PLC|UAB|SIA|O\.O\.)[\s.)]*$/iu
const TRADE = pattern(
  '(RESTAURANT|RESTORAN|CAFE|BISTRO|KAFE|KEPYKL|RESTORAN|HOTEL|VIESBUTIS|STATION|STORE|SHOP|MART|MARKET|MINIMART|HARDWARE|PHARMA|VAISTIN|APOTHEKE|BAKER|BOOK|HOUSE|CENTRE|CENTER|PASARAYA|KEDAI|PERNIAGAAN|SYARIKAT|SALON|MOTOR|PETROL|DEGALIN|PARDUOTUV|TANKSTELLE|MARKT|HOLDING|INDUSTR|ENGINEERING|SUPPL|SERVICE|BROTHERS|FOOD|SEAFOOD|GALLERY|STATIONERY)',
)
const ADDRESS =
  /(\bJALAN\b|\bJLN\b|\bJIN\b|\bLOT\b|\bNO\.?\s?\d|\bTAMAN\b|\bPERSIARAN\b|\bLORONG\b|\bBANDAR\b|\bSEKSYEN\b|\bKAWASAN\b|\bKAMPUNG\b|\bSELANGOR\b|\bJOHOR\b|\bKUALA\b|\bFLOOR\b|\bTINGKAT\b|\bSTREET\b|\bROAD\b|\bAVE(NUE)?\b|\bgatv|\b\p{L}+\s+g\.\s?\d|\bpl\.\s?\d|\bpr\.\s?\d|\bal\.\s?\d|\biela\b|\bul\.\s|\bulica\b|stra[sßB]e\b|str\.\s?\d|\bplatz\b|weg\s?\d|\brue\b|\bvia\b|\bcalle\b|\b\d{5}\b|\bLT-\d{5}|\bLV-\d{4}|\b\d{2}-\d{3}\b)/iu
const OTHER =
  /(\bTEL\b|TEL[.:]|\bFAX\b|PHONE|MOBILE|@|WWW|HTTP|\.com\b|\.lt\b|GST|\bVAT\b|\bPVM\b|\bPVN\b|\bNIP\b|UST-?ID|\bREG\b|ROC\b|TAX\s?INV|INVOICE|S[ĄA]SKAITA|RECEIPT|KVITAS|[CČ]EKIS|\bBILL\b|RECHNUNG|BELEG|QUITTUNG|PARAGON|FAKTURA|CASH SALES?|CASHIER|WELCOME|THANK|CUSTOMER|DATE|DATUM|\bDATA\b|TIME|TABLE|COUNTER|\bCOPY\b|DUPLICATE|ORDER|[IĮ]mon[eė]s kodas|kodas\b|Member|OFFNUNGS|OPENING|HOURS|LICEN[CS]E|FEEDBACK|SURVEY|\bQTY\b|DESCRIPTION|AMOUNT|TERMINAL|MERCHANT|\bPOS\b|GROUND|BASEMENT|\bBLOCK\b|OWNED BY|\bEUR$|CREDIT NOTE|CASH BILL|SIMPLIFIED)/iu
const REGISTRATION =
  /[\s,]*[([<{]?\s?(?:CO\.?\s?(?:REG\.?)?\s?(?:NO\.?)?\s?:?\s?)?\b\d{4,12}\s?-{1,2}\s?[A-Z0-9]?\b\s?[)\]>}]?.*$|[\s,]*[([<]\s?[A-Z]{0,3}\d{5,}[- ]?[A-Z]?\s?[)\]>].*$|[\s,]*\((?:CO|ROC|BR|KJ)?\.?\s?(?:NO)?\.?:?\s?[\dA-Z-]*\d[\dA-Z-]*\s?\)?$/iu

export interface MerchantSwitches {
  forms: boolean
  joins: boolean
}

/**
 * Names of who sold, likeliest first. The name stands near the top, often larger, often with the company's form;
 * addresses, numbers and titles of papers are no names. A name may run over two rows.
 */
export function merchantCandidates(
  rows: Row[],
  switches: MerchantSwitches = { forms: true, joins: true },
): MerchantCandidate[] {
  const end = headEnd(rows)
  const usual = median(rows.map((r) => r.height))
  const candidates: MerchantCandidate[] = []
  const isBuyer = buyerRows(rows)
  for (const [index, row] of rows.entries()) {
    const head = index <= end
    if (!head && !(switches.forms && FORM.test(row.text))) continue
    const name = nameIn(row.text)
    if (!looksLikeName(name)) continue
    let score = head ? 3 - Math.min(index, 12) * 0.28 : -1.2 - index / rows.length
    if (switches.forms && FORM.test(name)) score += head ? 3 : 1.5
    else if (TRADE.test(folded(name))) score += 0.7
    if (isBuyer(index)) score -= 4
    if (ADDRESS.test(row.text)) score -= 3.5
    if (OTHER.test(row.text) && !FORM.test(name)) score -= 3
    if (index === 0 && /^\p{Lu}/u.test(name)) score += 0.5
    if (row.height > usual * 1.35) score += 0.8
    score += Math.min(0, meanConfidence(row) - 0.85) * 6
    if (name === name.toLowerCase()) score -= 1.8
    if (name.length < 4) score -= 1
    candidates.push({ value: name, score, rows: [index] })
    if (switches.joins) candidates.push(...joined(rows, index, name, score))
  }
  return candidates.toSorted((a, b) => b.score - a.score)
}

/** A form that stands at the start of the next row, or a bracket, goes on with the name; so may a third row. */
function joined(rows: Row[], index: number, name: string, score: number): MerchantCandidate[] {
  let whole = name
  const used = [index]
  for (let next = index + 1; next <= index + 2 && index <= 8; next++) {
    const row = rows[next]
    if (!row || ENDED.test(whole) || Math.abs(row.height - rows[index]!.height) > 0.5 * rows[index]!.height) break
    if (!GOES_ON.test(row.text) && !/[(&]\s?$|\([^)]*$/.test(whole)) break
    const more = nameIn(row.text)
    if (!more) break
    whole = `${whole} ${more}`
    used.push(next)
  }
  return used.length > 1 ? [{ value: whole, score: score + (FORM.test(name) ? 1 : 4), rows: used }] : []
}

/** The part of a row before a registration number and the like. */
export function nameIn(text: string): string {
  return text
    .replace(/\s*[([<]\s?\p{L}{1,6}\.?\s?(?:Reg\.?)?\s?N[o0][.:\s].*$/iu, '')
    .replace(/\s*\bCompany\s?(?:Reg|No)\b.*$/iu, '')
    .replace(REGISTRATION, '')
    .replace(/(?<=\bSDN\.?\s?)[E38]H[DO0]\b/iu, 'BHD')
    .replace(/\s*\(?(Co\.?\s?(Reg\.?)?\s?No|Reg\.?\s?No|\bROC\b|\bGST\b|\bTEL\b).*$/i, '')
    .replace(/^[^\p{L}\p{N}„"“]+|[\s\-_,:;*=<>[\]{}|~]+$/gu, '')
    .trim()
}

function looksLikeName(name: string): boolean {
  const letters = name.replace(/[^\p{L}]/gu, '').length
  return letters >= 2 && letters >= name.replace(/\s/g, '').length * 0.55 && name.length <= 70
}

/** The head ends where dates, numbers of papers, items or amounts begin. */
function headEnd(rows: Row[]): number {
  const stop = rows.findIndex(
    (row, i) =>
      i > 0 &&
      (/(TAX\s?INV|CASHIER|INVOICE\s?(NO|#)|RECEIPT\s?(NO|#)|\bQTY\b|\bEUR$|KVITAS|[CČ]EKIS|PARAGON|Kunde|DESCRIPTION)/i.test(
        row.text,
      ) ||
        /\d[.,]\d{2}\s?\p{L}{0,2}$/u.test(row.text)),
  )
  return stop < 0 ? Math.min(rows.length, 10) : Math.min(stop, 12)
}

function meanConfidence(row: Row): number {
  return row.words.reduce((sum, w) => sum + w.confidence, 0) / Math.max(1, row.words.length)
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
