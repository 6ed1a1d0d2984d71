import { folded, pattern, worded } from './fold.ts'
import { isPartyWord, type Parties, partiesOf, UNTOLD } from './parties.ts'
import { type Cell, cellsOf, type Row } from './rows.ts'

export interface MerchantCandidate {
  value: string
  score: number
  /** Where it stands, row by row, and what of it stands there. */
  places: NamePlace[]
}

export interface NamePlace {
  row: number
  start: number
  end: number
  name: string
}

/** Companies' forms, of whatever case; some tills glue them to the name. */
const LONG_FORM =
  /(SDN\.?\s?[BE83]HD|(?<!\p{L})(?:BHD|S\/B|PLT|PTE\.?\s?LTD|PTY|ENTERPRISE|TRADING|UAB|TŪB|akcin[eė] bendrov[eė]|sabiedr[iī]ba ar|akciju sabiedr|aktsiaselts|aktiebolag|osa[uü]hing|sp[oó][lł]ka [zk]|gesellschaft m\.?\s?b\.?\s?h|individuali [iį]mon[eė]|ma[zž]oji bendrija|vie[sš]oji [iį]staiga|APS|G?GMBH|MBH|OHG|GBR|E\.\s?(?:K(?:FR|FM)?|U)\.|SP\.?\s?Z\s?O\.?\s?O|SP\.\s?[JK]|S\.\s?R\.\s?O|S\.A\.|S\.\s?C\.|SARL|S\.?R\.?L|S\.?N\.?C|S\.P\.A|B\.V|N\.V|LTD|LIMITED|LLC|LLP|PLC|INC|CORP(?:ORATION)?|CO\.(?=\s*(?:LTD|SDN|KG|INC|,|\)|$))|COMPANY))(?!\p{L})/iu
/** Short ones only in capitals: in small letters they are words, or kilograms. These may lead the name … */
const LEADING_FORM =
  /(?<![\p{L}\d/.,-]|\d\s)(?:SIA|MB|AB|I[ĮI]|V[ŠS][ĮI]|VšĮ|[SV]Į|ŽŪB|O[ÜU]|AS|SA|[Oo][UuÜü]$)(?![\p{L}/-])/u
/** … and these only follow it. */
const CLOSING_FORM =
  /(?<=\p{L}[“”"'.)]?,?\s)(?:A\/S|O[Yy][Jj]?|Ab|AB|ApS|SA|AG|KG|UG|SAS|S\.\s?A\.\s?S\.?|SPA|BV|NV|HB|OG|S\.?L\.?U?\.?$|[aA]\.\s?[sS]\.|[vV]\.\s?[oO]\.\s?[sS]\.)(?![\p{L}/-])/u

const BALTIC_FORM = /UAB|akcin[eė] bendrov[eė]|individuali [iį]mon|sabiedr[iī]ba|aktsiaselts|osa[uü]hing/iu

function hasCompanyForm(text: string): boolean {
  return LONG_FORM.test(text) || LEADING_FORM.test(text) || CLOSING_FORM.test(text)
}

/** A form that stands alone waits for the name on the next row. */
const FORM_ALONE =
  /^(UAB|MB|AB|SIA|AS|I[ĮI]|V[šŠS][ĮI]|SDN\.?\s?BHD\.?|sabiedr[iī]ba ar ierobe.{0,2}otu(?: atbild[iī]bu)?|(u.{0,2}daroji )?akcin[eė] bendrov[eė]|individuali [iį]mon[eė]|ma[zž]oji bendrija|vie[sš]oji [iį]staiga|stacja paliw)$/iu
const GOES_ON = worded(
  /^[\s.,()]*(\(M\)|atbild[iī]bu|\(MALAYSIA\)|SDN\.?\s?[BE83]HD|BHD|S\/B|CO\.|ENTERPRISE|TRADING|COMPANY|CORPORATION|SERVICES?\b|UAB$|GMBH|MBH\b|LTD|LIMITED\b|SP\.?\s?Z|S\.R\.O|AG$|& CO|\(haftungsb|HANDELS|RESTAURANT$|\([\p{L} ]+\)\s)/iu,
)
/** In small letters at the start of a row: the name goes on. */
const LINK = /^(of|and|w|we|im|am|ir|un|ja|und|et|y)\s\p{Lu}[^\d]*$/u
/** Nothing follows these. */
const ENDED = /(BHD\.?|S\/B|GMBH|LTD\.?|PLC|UAB|SIA|OÜ|O\.O\.|LLC|INC\.?|“|”)[\s.)]*$/iu
const TRADE = pattern(
  '(RESTAURANT|RESTORAN|RISTORANTE|CAFE|BISTRO|KAFE|KEPYKL|HOTEL|HOSTEL|VIESBUTIS|STATION|STORE|SHOP|MART|MARKET|MINIMART|HARDWARE|PHARMA|VAISTIN|APOTHEKE|APTEKA|BAKER|BACKEREI|METZGEREI|PIEKARNIA|BOOK|HOUSE|CENTRE|CENTER|PASARAYA|KEDAI|PERNIAGAAN|SYARIKAT|SALON|MOTOR|PETROL|DEGALIN|PARDUOTUV|TANKSTELLE|MARKT|HOLDING|INDUSTR|ENGINEERING|SUPPL|SERVICE|BROTHERS|FOOD|SEAFOOD|GALLERY|STATIONERY|PARKHAUS|PARKING|TAXI|PENSION|GASTHAUS)',
)
/** What kind of place it is, alone on its row: the name itself stands on the next. */
const TRADE_ALONE = worded(
  /^(restoran(as|s)?|restaurant|kavin[eė]|viešbutis|vie[sš]butis|gasthaus|gasthof|hotel|hôtel|pension|café|caf[eé]|kepykla|vaistin[eė]|apotheke|pizzeria|trattoria|bar|pub|taxi|svečių namai|sve[cč]i[uų] namai|kõrts|kohvik|krog|ristorante|piekarnia(-cukiernia)?|cukiernia|sklep|b[aä]ckerei|metzgerei|konditorei|boulangerie|pasticceria|boulangerie[\s–-]+p[aâ]tisserie|panader[ií]a|bageri|taxi \d{2,5})$/iu,
)
const ADDRESS = worded(
  /(\bJALAN\b|\bJLN\b|\bJIN\b|\bLOT\b|\bNO\.?\s?\d|\bTAMAN\b|\bPERSIARAN\b|\bLORONG\b|\bBANDAR\b|\bSEKSYEN\b|\bKAWASAN\b|\bKAMPUNG\b|\bSELANGOR\b|\bJOHOR\b|\bKUALA\b|\bFLOOR\b|\bTINGKAT\b|\bSTREET\b|\bROAD\b|\bRD,|\bAVE(NUE)?\b|\bLANE\b|\bgatv|\b\p{L}+\s+g\.\s?\d|\bpl\.\s?\d|\bpr\.\s?\d|\bal\.\s?\d|\biela\b|\bmnt\s\d|\bul\.\s|\bulica\b|\bos\.\s|stra[sßB]e\b|gasse\s?\d|str\.\s?\d|platz\b|weg\s?\d|\brue\b|\bquai\b|\bvia\b|\bcalle\b|\br[uú]a\b|\b\d{5}\b|\bLT-\d{5}|\bLV-\d{4}|\b\d{2}-\d{3}\b|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b|\b\p{L}{3,}\s\d{1,3}[a-z]?,\s?\d{4,5}\b)/iu,
)
const OTHER = worded(
  /(\bTEL\b|TEL[.:]|\bFAX\b|PHONE|MOBILE|@|WWW|HTTP|\.com\b|\.lt\b|\.example\b|GST|\bVAT\b|\bPVM\b|\bPVN\b|\bKMKR\b|\bNIP\b|UST-?ID|\bREG\b|ROC\b|TAX\s?INV|INVOICE|S[ĄA]SKAITA|RECEIPT|KVITAS|KV[IĪ]TS|[CČ]EKIS|\bBILL\b|RECHNUNG|BELEG|QUITTUNG|PARAGON|FAKT[UŪ]RA|FACTUR[AE]|FATTURA|CASH SALES?|CASHIER|WELCOME|THANK|CUSTOMER|\bDATE|DATUM|\bDATA\b|TIME\b|TABLE|COUNTER|\bCOPY\b|DUPLICATE|ORDER|REFUND|[IĮ]mon[eė]s kodas|kodas\b|\bkood\b|Member|OFFNUNGS|OPENING|HOURS|LICEN[CS]E|FEEDBACK|SURVEY|\bQTY\b|DESCRIPTION|AMOUNT|TERMINAL|MERCHANT|\bPOS\b|GROUND|BASEMENT|\bBLOCK\b|OWNED BY|\bEUR$|CREDIT NOTE|CASH BILL|SIMPLIFIED|^(SERIJA|NUMERIS|S[EĒ]RIJA|NR\.?|NO\.?)\b|SUBJECT:|BOOKING REF|SERVED BY|\bKASA\b|\bKASSE\b|FILIALE?\b|^St\.?-?Nr|www\.|^INH\b|IBAN|^(HELLO|DEAR|HI)\b|^\d+\s?x\s|\/kg|\bau capital\b)/iu,
)
const REGISTRATION =
  /[\s,]*[([<{]?\s?(?:CO\.?\s?(?:REG\.?)?\s?(?:NO\.?)?\s?:?\s?)?\b\d{4,12}\s?-{1,2}\s?[A-Z0-9]?\b\s?[)\]>}]?.*$|[\s,]*[([<]\s?[A-Z]{0,3}\d{5,}[- ]?[A-Z]?\s?[)\]>].*$|[\s,]*\((?:CO|ROC|BR|KJ)?\.?\s?(?:NO)?\.?:?\s?[\dA-Z-]*\d[\dA-Z-]*\s?\)?$/iu
/** Codes, numbers and what else follows the name on its row. */
const BEHIND = worded(
  /[\s,;(]+(?:[iįIĮ]\s?[./]\s?k\.?|[iį]m(?:on[eė]s)?\.?\s?k(?:odas)?\.?|kodas|juridinio|PVM|PVN|KMKR|reg\.?\s?(?:kood|nr|no|code)|NIP|UID|USt|VAT\s|CHE-|CVR|SIRET|tel[.:\s]|ph[.:])[\s\S]*$/iu,
)
/** Numbers of registers and of taxes stand by who sells. */
const REGISTERED = worded(
  /\b(VAT|GST|SST|PVM|PVN|KMKR|NIF|CIF|P\.?\s?IVA|NIP|UID|UST|CVR|ABN|Reg\.?|ROC|[IĮ]m\.|kodas|Y-tunnus|Org\.?\s?nr|SIRET|TVA|MWST|KvK)/iu,
)
/** What follows a closing form is a town or an address. */
const BEHIND_FORM =
  /(?<name>^.*\p{L}.*\s(?:GMBH|MBH|LTD\.?|LLC|PLC|OÜ|SP\.?\s?Z\s?O\.?\s?O\.?|S\.\s?R\.\s?O\.|S\.?R\.?L\.?))(?!\p{L})\s+(?![(&]|SP\.|CO\.|KG|T\/A)[\p{L}\d].*$/iu
const NUMBERS_BEHIND = worded(/\s*\(?(Co\.?\s?(Reg\.?)?\s?No|Reg\.?\s?No|\bROC\b|\bGST\b|\bTEL\b).*$/iu)
const WORD_BEFORE =
  /^(?:pardav[eė]jas|pinigus pri[eė]m[eė]|p[aā]rdev[eē]js|izsniedz[eē]js|m[uü][uü]ja|sprzedawca|verk[aä]ufer|seller|from|operated by|owned by|welcome to|vendeur|dodavatel|inh\.?|\(?opr\.? by|by|ve[zž][eė]jas)\s*[:.]?\s+/iu

const AMOUNT_AT_END = /\s\d{1,5}[.,]\d{2}\s?\p{L}{0,2}$/u

export interface MerchantSwitches {
  forms: boolean
  joins: boolean
  parties: boolean
}

/**
 * Names of who sold, likeliest first. The name stands near the top, often larger, often with the company's form, or after
 * a word for the seller; addresses, numbers, titles of papers and the buyer's block are no names. A name may run over
 * three rows.
 */
export function merchantCandidates(
  rows: Row[],
  switches: MerchantSwitches = { forms: true, joins: true, parties: true },
): MerchantCandidate[] {
  const parties = switches.parties ? partiesOf(rows) : UNTOLD
  const paper: Paper = { rows, end: headEnd(rows), usual: median(rows.map((r) => r.height)), parties }
  const candidates: MerchantCandidate[] = []
  for (const [index, row] of rows.entries()) {
    const cells = cellsOf(row)
    for (const cell of cells) {
      const text = withoutWordBefore(tidied(cell.text))
      if (isPartyWord(text)) continue
      const isHead = index <= paper.end || paper.parties.isSeller(index, cell.start)
      if (!isHead && !(switches.forms && hasCompanyForm(text))) continue
      const name = nameIn(text)
      const place = { row: index, start: cell.start, end: cell.end, name }
      if (!looksLikeName(name)) continue
      const score = scoreOf(paper, index, { ...cell, text }, name, isHead, switches)
      candidates.push({ value: name, score, places: [place] })
      if (switches.joins && (cells.length === 1 || cell === cells[0])) candidates.push(...joined(paper, place, score))
    }
  }
  return candidates.toSorted((a, b) => b.score - a.score)
}

/** Signs and letters put right that engines misread in names: figures among letters, blanks before full stops. */
function tidied(text: string): string {
  return text
    .replace(/\s+(?=[.,](?:\s|\p{L}|$))/gu, '')
    .replace(/(?<=\p{Lu})0|0(?=\p{Lu}{2})|(?<![\p{L}\d])0(?=\p{Ll}{2})/gu, 'O')
    .replace(/(?<=\p{Ll})0(?=\p{Ll})/gu, 'o')
    .replace(/(?<=\p{Ll})1+(?=\p{Ll})|(?<=\br\.\s?)1(?=\.)/gu, (ones) => 'l'.repeat(ones.length))
    .replace(/\b0(?=[yY]\b)/g, 'O')
    .replace(/\b(GmbH|mbH) [a8] (?=Co\b)/gi, '$1 & ')
}

/** Without "seller:" and other words with a colon before a company's name. */
function withoutWordBefore(text: string): string {
  const [, after] = /^[\p{L} ]{3,20}:\s*(.+)$/u.exec(text) ?? []
  return after && hasCompanyForm(after) ? after : text.replace(WORD_BEFORE, '')
}

interface Paper {
  rows: Row[]
  /** Last row of the head. */
  end: number
  /** Height of most rows. */
  usual: number
  parties: Parties
}

function scoreOf(
  { rows, usual, parties }: Paper,
  index: number,
  cell: Cell,
  name: string,
  isHead: boolean,
  switches: MerchantSwitches,
): number {
  const row = rows[index]!
  const hasForm = switches.forms && hasCompanyForm(name)
  const isRegistered = hasForm && rows.slice(index, index + 3).some((near) => REGISTERED.test(near.text))
  // The legal name of a Baltic seller counts wherever it stands with its codes.
  const isLegal = isRegistered && (LEADING_FORM.test(name) || BALTIC_FORM.test(name))
  let score = isHead ? 3 - Math.min(index, 12) * 0.28 : isLegal ? 1 : -1.2 - index / rows.length
  if (hasForm) score += !isHead && !isLegal ? 1.5 : mayBeBuyers(rows, index, cell.text) ? 1.6 : 3
  else if (TRADE.test(folded(name))) score += 0.7
  if (parties.isSeller(index, cell.start)) score += 3
  if (isRegistered) score += 1
  if (parties.isBuyer(index, cell.start)) score -= 4
  const isWhole = hasForm && (ENDED.test(name) || !ADDRESS.test(name))
  if (ADDRESS.test(cell.text) && !isWhole) score -= index === 0 ? 2 : 3.5
  if (OTHER.test(cell.text) && !hasForm) score -= 3
  if (index === 0 && /^\p{Lu}/u.test(name)) score += 0.5
  if (row.height > usual * 1.35) score += 0.8
  score += Math.min(0, meanConfidence(row) - 0.85) * 6
  if (name === name.toLowerCase()) score -= 1.8
  if (!hasForm && AMOUNT_AT_END.test(row.text)) score -= 3
  if (name.length < 4) score -= 1
  if (FORM_ALONE.test(name) || TRADE_ALONE.test(name)) score -= 4
  return score
}

/** Below an address a company may be who the paper is made out to; in the Baltics the legal name stands there. */
function mayBeBuyers(rows: Row[], index: number, text: string): boolean {
  return (
    index >= 3 &&
    !LEADING_FORM.test(text) &&
    !/UAB/.test(text) &&
    rows.slice(0, index).some((row) => ADDRESS.test(row.text))
  )
}

/**
 * A name that goes on below: its form stands at the start of the next row, a quotation mark or bracket is still open, the
 * row has only a form or a kind of place, or both rows are printed equally large.
 */
function joined({ rows, end, usual }: Paper, first: NamePlace, score: number): MerchantCandidate[] {
  const { row: index, name } = first
  let whole = name
  let bonus = hasCompanyForm(name) ? 1 : 0
  const places = [first]
  for (let next = index + 1; next <= index + 2 && index <= Math.max(8, end); next++) {
    const row = rows[next]
    const waits = FORM_ALONE.test(whole) || TRADE_ALONE.test(whole)
    const isOpen = isUnfinished(whole)
    if (!row || (ENDED.test(whole) && !waits && !isOpen)) break
    const isLike = Math.abs(row.height - rows[index]!.height) <= 0.5 * rows[index]!.height
    const areLarge = next <= index + 1 && rows[index]!.height > usual * 1.35 && row.height > usual * 1.35
    const goesOn = isLike && (GOES_ON.test(row.text) || /[(&]\s?$|\([^)]*$/.test(whole))
    const isLower =
      !/[.!?]$/.test(whole) &&
      next === index + 1 &&
      /^\p{Ll}/u.test(row.text) &&
      !/^by\b/.test(row.text) &&
      (hasCompanyForm(row.text) || LINK.test(row.text))
    const follows = areLarge && !ADDRESS.test(row.text) && !OTHER.test(row.text)
    if (!goesOn && !waits && !isOpen && !follows && !isLower) break
    const [cell] = cellsOf(row)
    const more = cell ? nameIn(tidied(cell.text)) : ''
    if (!cell || !more) break
    bonus = Math.max(bonus, waits ? 4.5 : (goesOn || hasCompanyForm(more)) && !hasCompanyForm(name) ? 4 : 1)
    whole = `${whole} ${more}`
    places.push({ row: next, start: cell.start, end: cell.end, name: more })
  }
  return places.length > 1 ? [{ value: whole, score: score + bonus, places }] : []
}

/** A quotation mark is still open, or an adjective waits for its noun ("zum Goldenen"). */
function isUnfinished(name: string): boolean {
  if (/\bzu[mr]\s\p{Lu}\p{Ll}+en$/u.test(name)) return true
  if (/„/.test(name)) return !/[“”"]/.test(name.slice(name.indexOf('„') + 1))
  return (name.match(/"/g) ?? []).length === 1 && /(^|\s)"\p{L}/u.test(name)
}

/** The name on a piece of a row as an engine read it. */
export function nameOn(text: string): string {
  return nameIn(withoutWordBefore(tidied(text)))
}

/** The part of a row that is a name: before a registration number, an address and the like. */
function nameIn(text: string): string {
  return withoutAddress(
    text
      .replace(/\s*[([<]\s?\p{L}{1,6}\.?\s?(?:Reg\.?)?\s?N[o0][.:\s].*$/iu, '')
      .replace(/\s*\bCompany\s?(?:Reg|No)\b.*$/iu, '')
      .replace(/\s*[[(<]?[\w.]+@.*$/u, '')
      .replace(/\s+t\/a\s.*$/iu, '')
      .replace(BEHIND, '')
      .replace(BEHIND_FORM, '$<name>')
      .replace(/^([^„]*„[^“”"]+[“”"])\s+\p{L}.*$/u, '$1')
      .replace(REGISTRATION, ''),
  )
    .replace(/(?<=\bSDN\.?\s?)[E38]H[DO0]\b/iu, 'BHD')
    .replace(NUMBERS_BEHIND, '')
    .replace(/^[^\p{L}\p{N}„"“]+|[\s\-_,:;*#+=<>[\]{}|~/]+$/gu, '')
    .replace(/\s+#\d{3,6}$/u, '')
    .trim()
}

/** After a comma an address begins, if it has a number and what stands before is a whole name. */
function withoutAddress(text: string): string {
  const comma = text.search(/,\s/)
  if (comma < 0) return text
  const [before, after] = [text.slice(0, comma), text.slice(comma + 1)]
  const isWhole = hasCompanyForm(before) || (/\p{L}{2,}.*\s\p{L}{2,}/u.test(before) && !ADDRESS.test(before))
  return isWhole && (/\d/.test(after) || ENDED.test(before)) ? before : text
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
