import type { Box } from '../reading.ts'
import { type Label, labelOf } from './labels.ts'
import { boxOf, type Cell, cellsOf, type Row, surenessOf } from './rows.ts'

/** A sum of money as printed, where it stands, what stands before it. */
export interface Amount {
  /** Hundredths, as tills print them; what the currency's minor unit is, is known when all has been read. */
  cents: number
  row: number
  start: number
  end: number
  box: Box
  confidence: number
  label: Label
  /** The words that gave the label. */
  words: string
  /** The label stands on the row above, or below, not beside it. */
  borrowed: boolean
  /** The decimal sign was seen; otherwise it was put in by a guess. */
  exact: boolean
  /** In brackets, as accountants write what is taken off. */
  bracketed: boolean
  /** A unit price, a weight, a rate: written with ×, per, kg or %. */
  measure: boolean
}

const SIGN = String.raw`(?:RM|R[HMNY](?=\s?\d)|MYR|EUR|EURO|USD|GBP|PLN|SEK|DKK|NOK|CHF|CZK|€|\$|£|zł|(?<!\p{L})kr|(?<!\p{L})e(?=\s?\d))`
const DIGITS = String.raw`(?:\d{1,3}(?:[ ,.'’]\d{3})+|\d+)`
const MONEY = new RegExp(
  String.raw`(?<![\d.,:/]|\d[-])(?<minus>[-–−(]\s?)?(?:${SIGN}\s?[:.]?\s?)?(?<minus2>[-–−]\s?)?(?<whole>${DIGITS})\s?[.,]\s?(?<cents>\d{2})(?![\d%]|[.,:/]\d|\s?%)(?<back>-(?!\d))?`,
  'giu',
)
/** Whole units: "78,-", or a number right beside the sign of its currency. */
const WHOLE = new RegExp(
  String.raw`(?<![\d.,:/-]|\p{L})(?<minus>[-–−]\s?)?(?<whole>${DIGITS})(?:[.,][-–—]{1,2}(?!\d)|\s?(?:K[čc]?(?!\p{L})|CZK|kr\b|€|EUR\b|zł|PLN\b|CHF\b|RM\b)(?![\p{L}/]))|(?<![\p{L}\d])(?:RM|CHF|CZK|kr|€|£|\$)\s?(?<signed>${DIGITS})(?![\d.,%/])`,
  'gu',
)
/** Misread decimal sign: a colon or a blank, or none at all. */
const LOOSE = /(?<![\d.,:/-])(?<whole>\d{1,4})(?<sign>[: ])(?<cents>\d{2})(?![\d:.,/%]|\s?%)(?=\D*$)/gu
const BARE = /(?<![\d.,:/-])(?<whole>\d{1,6})(?<cents>\d{2})(?![\d:.,/%-]|\s?%)(?=\D{0,3}$)/gu

/** Digits that were taken for letters beside digits, and the other way round. */
function digitsMended(text: string): string {
  return text
    .replace(/(?<=\d[.,]?\s?)[oOQD](?=[\d.,oO]|\b)/g, '0')
    .replace(/(?<=[\d.,]\s?|RM\s?|EUR\s)[oOQ](?=[.,]\s?[\doO]{2})/g, '0')
    .replace(/(?<=\d)[lI|](?=[\d.,])/g, '1')
    .replace(/(?<=[.,]\d?)[lI|](?=\d|\b)/g, '1')
    .replace(/(?<=\d[.,]\d?)S(?=\d|\b)/g, '5')
    .replace(/(?<=[.,]\d)E(?=\s|$)/g, '6')
}

/** Days, times, percentages, numbers of telephones: the same length in blanks, so that offsets stay. */
function withoutOthers(text: string): string {
  const blank = (part: string) => ' '.repeat(part.length)
  return text
    .replace(/\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}/g, (part) =>
      /^\d{1,3}[.,]\d{3}[.,]\d{2}$/.test(part) ? part : blank(part),
    )
    .replace(/\d{1,2}:\d{2}(?::\d{2})?\s?(?:[AP]M\b)?/gi, (part, at: number) =>
      /\d:\d{2}$/.test(text.slice(0, at + part.length)) &&
      /^\d+:\d{2}$/.test(part) &&
      at + part.length >= text.length - 1 &&
      !/time|uhr|zeit|laik|\d[./-]\d/i.test(text)
        ? part
        : blank(part),
    )
    .replace(/\(?@?\s?\d{1,2}(?:[.,]\d{1,2})?\s?%/g, blank)
}

/** Every sum of money on the rows, top to bottom, with the label beside it or on the row above. */
export function amountsIn(rows: Row[]): Amount[] {
  const amounts: Amount[] = []
  for (const [index, row] of rows.entries()) {
    const found = amountsOn(row, index)
    const wordless = found.length > 0 && !/\p{L}{3}/u.test(found[0]!.words)
    const above = rows[index - 1]
    if (wordless && found[0]!.label === 'other' && above && !/\d[.,]\s?\d{2}\b/.test(above.text))
      for (const amount of found) {
        const words = wordsAbove(above, amount)
        Object.assign(amount, { label: labelOf(words), words, borrowed: true })
      }
    amounts.push(...found)
  }
  return amounts
}

/** What is said of an amount: the words since the amount before it, of these the column next to it; else what begins the row. */
function wordsBefore(row: Row, start: number, found: Amount[]): string {
  const before = found.findLast((a) => a.end <= start)
  const between = row.text.slice(before?.end ?? 0, start)
  if (before && !/\p{L}{3}/u.test(between)) return before.words
  const next = cellsOf(row).findLast(
    (cell) => cell.start >= (before?.end ?? 0) && cell.start < start && /\p{L}{3}/u.test(cell.text),
  )
  const near = next ? row.text.slice(next.start, start) : ''
  return labelOf(near) === 'other' ? between : near
}

/** The words of the row above that stand over this amount: its column's, if the row has several. */
function wordsAbove(above: Row, { box }: Amount): string {
  const cells = cellsOf(above)
  const overlap = (cell: Cell) => Math.min(cell.right, box.x + box.width) - Math.max(cell.left, box.x)
  const over = cells.length > 1 ? cells.toSorted((a, b) => overlap(b) - overlap(a))[0] : undefined
  return over && overlap(over) > 0 ? over.text : above.text
}

function amountsOn(row: Row, index: number): Amount[] {
  const text = withoutOthers(digitsMended(row.text))
  const found: Amount[] = []
  const take = (match: RegExpMatchArray, exact: boolean) => {
    const { whole = match.groups?.signed ?? '', cents = '00', minus, minus2, back } = match.groups ?? {}
    const start = match.index!
    const end = start + match[0].length
    if (found.some((a) => start < a.end && end > a.start)) return
    const value = Number(whole.replace(/\D/g, '') + cents)
    if (value > 99_999_999) return
    const words = wordsBefore(row, start, found)
    const after = text.slice(end, end + 6)
    const negative =
      back !== undefined ||
      minus2 !== undefined ||
      (minus !== undefined &&
        !minus.startsWith('(') &&
        !/[\p{L}\d]\s?$/u.test(text.slice(Math.max(0, start - 1), start)))
    found.push({
      cents: negative ? -value : value,
      row: index,
      start,
      end,
      box: boxOf(row, start, end),
      confidence: surenessOf(row, start, end),
      label: labelOf(words),
      words,
      borrowed: false,
      exact,
      bracketed: minus?.startsWith('(') === true && text[end] === ')',
      measure:
        /^\s?(?:x\s?\d|[x×*]\s?\d|kg|ltr|\/\s?(?:kg|g|l|ltr|lit|pcs?|unit|vnt|hr?|day|st|szt|km|m)\b|l\b)/i.test(
          after,
        ) || /(?:(?<!\p{L})[x×@]|\/)\s?$/iu.test(text.slice(0, start)),
    })
  }
  for (const match of text.matchAll(MONEY)) take(match, true)
  if (found.length === 0) for (const match of text.matchAll(WHOLE)) take(match, true)
  const label = labelOf(row.text)
  // Digits beside the name of a card are the card's.
  if (found.length === 0 && label !== 'other' && label !== 'paidCard') {
    for (const match of text.matchAll(LOOSE)) take(match, false)
    for (const match of text.matchAll(BARE)) take(match, false)
  }
  return found.toSorted((a, b) => a.start - b.start)
}
