import { folded, pattern, worded } from './fold.ts'
import { ENDED, FORM_ALONE, hasBalticForm, hasCompanyForm } from './forms.ts'
import { ADDRESS, looksLikeName, nameOn, textOfName } from './names.ts'
import { isPartyWord, type Parties, partiesOf } from './parties.ts'
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

const GOES_ON = worded(
  /^[\s.,()]*(\(M\)|atbild[iī]bu|\(MALAYSIA\)|SDN\.?\s?[BE83]HD|BHD|S\/B|CO\.|ENTERPRISE|TRADING|COMPANY|CORPORATION|SERVICES?\b|UAB$|GMBH|MBH\b|LTD|LIMITED\b|SP\.?\s?Z|S\.R\.O|AG$|& CO|\(haftungsb|HANDELS|RESTAURANT$|\([\p{L} ]+\)\s)/iu,
)
/** In small letters at the start of a row: the name goes on. */
const LINK = /^(of|and|w|we|im|am|ir|un|ja|und|et|y)\s\p{Lu}[^\d]*$/u
/** Kinds of shops that names are made of. */
const TRADE = pattern(
  '(RESTAURANT|RESTORAN|RISTORANTE|CAFE|BISTRO|KAFE|KEPYKL|HOTEL|HOSTEL|VIESBUTIS|STATION|STORE|SHOP|MART|MARKET|MINIMART|HARDWARE|PHARMA|VAISTIN|APOTHEKE|APTEKA|BAKER|BACKEREI|METZGEREI|PIEKARNIA|BOOK|HOUSE|CENTRE|CENTER|PASARAYA|KEDAI|PERNIAGAAN|SYARIKAT|SALON|MOTOR|PETROL|DEGALIN|PARDUOTUV|TANKSTELLE|MARKT|HOLDING|INDUSTR|ENGINEERING|SUPPL|SERVICE|BROTHERS|FOOD|SEAFOOD|GALLERY|STATIONERY|PARKHAUS|PARKING|TAXI|PENSION|GASTHAUS)',
)
/** What kind of place it is, alone on its row: the name itself stands on the next. */
const TRADE_ALONE = worded(
  /^(restoran(as|s)?|restaurante?|kavin[eė]|vie[sš]butis|gasthaus|gasthof|h[oô]tel|pension|caf[eé]|kepykla|vaistin[eė]|apotheke|pizzeria|trattoria|bar|pub|taxi|sve[cč]i[uų] namai|kõrts|kohvik|krog|ristorante|piekarnia(-cukiernia)?|cukiernia|sklep|b[aä]ckerei|metzgerei|konditorei|boulangerie|pasticceria|boulangerie[\s–-]+p[aâ]tisserie|panader[ií]a|bageri|taxi \d{2,5})$/iu,
)
/** Words of telephones, titles of papers, dates and tills: no names, unless a company's form stands with them. */
const OTHER = worded(
  /(\bTEL\b|TEL[.:]|\bFAX\b|PHONE|MOBILE|@|WWW|HTTP|\.com\b|\.lt\b|\.example\b|GST|\bVAT\b|\bPVM\b|\bPVN\b|\bKMKR\b|\bNIP\b|UST-?ID|\bREG\b|ROC\b|TAX\s?INV|INVOICE|S[ĄA]SKAITA|RECEIPT|KVITAS|KV[IĪ]TS|[CČ]EKIS|\bBILL\b|RECHNUNG|BELEG|QUITTUNG|PARAGON|FAKT[UŪ]RA|FACTUR[AE]|FATTURA|CASH SALES?|CASHIER|WELCOME|THANK|CUSTOMER|\bDATE|DATUM|\bDATA\b|TIME\b|TABLE|COUNTER|\bCOPY\b|DUPLICATE|ORDER|REFUND|[IĮ]mon[eė]s kodas|kodas\b|\bkood\b|Member|OFFNUNGS|OPENING|HOURS|LICEN[CS]E|FEEDBACK|SURVEY|\bQTY\b|DESCRIPTION|AMOUNT|TERMINAL|MERCHANT|\bPOS\b|GROUND|BASEMENT|\bBLOCK\b|OWNED BY|\bEUR$|CREDIT NOTE|CASH BILL|SIMPLIFIED|^(SERIJA|NUMERIS|S[EĒ]RIJA|NR\.?|NO\.?)\b|SUBJECT:|BOOKING REF|SERVED BY|\bKASA\b|\bKASSE\b|FILIALE?\b|^St\.?-?Nr|www\.|^INH\b|IBAN|^(HELLO|DEAR|HI)\b|^\d+\s?x\s|\/kg|\bau capital\b)/iu,
)
/** Numbers of registers and of taxes stand by who sells. */
const REGISTERED = worded(
  /\b(VAT|GST|SST|PVM|PVN|KMKR|NIF|CIF|P\.?\s?IVA|NIP|UID|UST|CVR|ABN|Reg\.?|ROC|[IĮ]m\.|kodas|Y-tunnus|Org\.?\s?nr|SIRET|TVA|MWST|KvK)/iu,
)
const AMOUNT_AT_END = /\s\d{1,5}[.,]\d{2}\s?\p{L}{0,2}$/u

interface MerchantSwitches {
  forms: boolean
  joins: boolean
}

/**
 * Names of who sold, likeliest first. The name stands near the top, often larger, often with the company's form, or after
 * a word for the seller; addresses, numbers, titles of papers and the buyer's block are no names. A name may run over
 * three rows.
 */
export function merchantCandidates(
  rows: Row[],
  switches: MerchantSwitches = { forms: true, joins: true },
  parties: Parties = partiesOf(rows),
): MerchantCandidate[] {
  const paper: Paper = { rows, end: headEnd(rows), usual: median(rows.map((r) => r.height)), parties }
  const candidates: MerchantCandidate[] = []
  for (const [index, row] of rows.entries()) {
    const cells = cellsOf(row)
    for (const cell of cells) {
      const text = textOfName(cell.text)
      if (isPartyWord(text)) continue
      const isHead = index <= paper.end || paper.parties.isSeller(index, cell.start)
      if (!isHead && !(switches.forms && hasCompanyForm(text))) continue
      const name = nameOn(cell.text)
      const place = { row: index, start: cell.start, end: cell.end, name }
      if (!looksLikeName(name)) continue
      const score = scoreOf(paper, index, { ...cell, text }, name, isHead, switches)
      candidates.push({ value: name, score, places: [place] })
      if (switches.joins && (cells.length === 1 || cell === cells[0])) candidates.push(...joined(paper, place, score))
    }
  }
  return candidates.toSorted((a, b) => b.score - a.score)
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
  const isLegal = isRegistered && hasBalticForm(name)
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
  return index >= 3 && !hasBalticForm(text) && rows.slice(0, index).some((row) => ADDRESS.test(row.text))
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
    const more = cell ? nameOn(cell.text) : ''
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
