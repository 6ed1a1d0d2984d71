import { folded, pattern } from './fold.ts'
import { type Cell, cellsOf, type Row } from './rows.ts'

/** Who sold and who bought, as far as the paper names them by a word: invoices set the two beside or below each other. */
export interface Parties {
  /** Whether what begins at this place of a row tells of the buyer. */
  isBuyer(row: number, start?: number): boolean
  /** Whether it stands where a word says that the seller follows. */
  isSeller(row: number, start?: number): boolean
}

/** A paper on which nobody is told apart. */
export const UNTOLD: Parties = { isBuyer: () => false, isSeller: () => false }

const AFTER = '(\\b(?! ?(COPY|SERVICE|CARE|HOTLINE|RECEIPT|CODE)))'
const BUYER = pattern(
  `^(BILL(ED)? TO|SOLD TO|INVOICE TO|DELIVER TO|SHIP TO|\\bTO$|ATTN|ATTENTION|MESSRS|BUYER|CUSTOMER|CLIENT|GUEST|PATIENT|RECHNUNG AN|AN$|GAST|KUNDE|EMPFANGER|RECHNUNGSEMPFANGER|HERRN?$|FRAU$|PIRKEJAS|PIRK |UZSAKOVAS|MOKETOJAS|SVECIAS|PINIGUS SUMOKEJO|PIRCEJS|MAKSATAJS|PIRCE|SANEMEJS|SANEMTS NO|VIESIS|NABYWCA|NABYWCY|NIP NABYWCY|GOSC|KLIENT|OSTJA|KULALINE|CLIENTE|DATOS DEL CLIENTE|ACHETEUR|SPETT LE|SPETT|OSPITE|KOPARE|KUND|ODBERATEL|HOST GUEST|IHRE UST|YOUR VAT)${AFTER}`,
)
const SELLER = pattern(
  '^(PARDAVEJAS|VEZEJAS|PARD\\b(?! (KODAS|PVM|ADR))|TIEKEJAS|PINIGUS PRIEME|PARDEVEJS|PIEGADATAJS|IZSNIEDZEJS|MUUJA|SPRZEDAWCA|WYSTAWCA|VERKAUFER|RECHNUNGSSTELLER|SELLER|VENDOR|SUPPLIER|FROM|OPERATED BY|VENDEUR|EMISOR|VENDEDOR|CEDENTE|SALJARE|DODAVATEL|MYYJA|SAELGER)\\b',
)
/** A name and address block has no more rows below its word. */
const BLOCK = 5

interface Block {
  party: 'buyer' | 'seller'
  from: number
  to: number
  left: number
  right: number
  /** On the row of the word itself, what begins here belongs to the party. */
  start: number
}

export function partiesOf(rows: Row[]): Parties {
  const blocks = blocksOf(rows)
  const standsIn = (party: Block['party']) => (row: number, start?: number) => {
    const from = start ?? 0
    const x = rows[row]!.words.findLast((w) => w.start <= from)?.box.x ?? 0
    return blocks.some(
      (b) =>
        b.party === party &&
        row >= b.from &&
        row <= b.to &&
        (row === b.from ? from >= b.start : x >= b.left && x < b.right),
    )
  }
  return { isBuyer: standsIn('buyer'), isSeller: standsIn('seller') }
}

function blocksOf(rows: Row[]): Block[] {
  const blocks: Block[] = []
  for (const [from, row] of rows.entries()) {
    const cells = cellsOf(row)
    for (const [at, cell] of cells.entries()) {
      const party = partyOf(cell, from)
      if (!party) continue
      // "Buyer:   Name" is one column, however wide the gap; "Buyer      Seller" are two.
      const next = isValueOf(cell, cells[at + 1], from) ? cells[at + 2] : cells[at + 1]
      const left = at === 0 ? 0 : cell.left - 0.03
      const right = next ? next.left - 0.01 : 1
      blocks.push({ party, from, to: from + BLOCK, left, right, start: cell.start })
    }
  }
  // German letters repeat the sender in one small line above the window for the address.
  const sender = rows.findIndex((row) => /\p{L}.*·.*·.*\b\d{5}\b/u.test(row.text))
  if (sender > 0) blocks.push({ party: 'buyer', from: sender + 1, to: sender + BLOCK, left: 0, right: 1, start: 0 })
  for (const [i, block] of blocks.entries()) {
    const after = blocks.find((b, j) => j > i && b.from > block.from && b.left < block.right && b.right > block.left)
    if (after && after.from <= block.to) block.to = after.from - 1
  }
  return blocks
}

function isValueOf(word: Cell, next: Cell | undefined, row: number): boolean {
  if (!next || partyOf(next, row)) return false
  const letter = (word.right - word.left) / word.text.length
  return next.left - word.right < 8 * letter
}

/** Whether the text is no more than the word for a party. */
export function isPartyWord(text: string): boolean {
  const words = folded(text)
  return [BUYER, SELLER].some((party) => words.replace(party, '').trim() === '' && words !== '')
}

/** A word for a party names it only at the head of a cell; the very first row is the seller's own. */
function partyOf(cell: Cell, row: number): Block['party'] | undefined {
  const words = folded(cell.text)
  if (SELLER.test(words)) return 'seller'
  return (row > 0 || cell.text.includes(':')) && (BUYER.test(words) || /^(to|for)\s?:/i.test(cell.text))
    ? 'buyer'
    : undefined
}
