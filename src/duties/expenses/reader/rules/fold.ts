/** Letters that engines take for one another become one; accents and case go; everything else is a blank. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łŁ]/g, 'l')
    .replace(/[øØ]/g, 'o')
    .toUpperCase()
    .replace(/[1!|L]/g, 'I')
    .replace(/0/g, 'O')
    .replace(/5/g, 'S')
    .replace(/8/g, 'B')
    .replace(/[^A-Z%]+/g, ' ')
    .replace(SPACED_OUT, (word) => word.replaceAll(' ', ''))
    .trim()
}

/** A word that the till sets wide: "T O T A L". */
const SPACED_OUT = /\b(?:[A-Z] ){3,}[A-Z]\b/g

/** A pattern written in plain capitals, matched against folded text; blanks in it may be missing on the paper. */
export function pattern(source: string): RegExp {
  const spelled = source.replace(/\\b/g, '~').replace(/L/g, 'I').replace(/ /g, ' ?').replace(/~/g, '\\b')
  return new RegExp(spelled, 'u')
}

const EDGE = '(?:(?<=[\\p{L}\\p{N}])(?![\\p{L}\\p{N}])|(?<![\\p{L}\\p{N}])(?=[\\p{L}\\p{N}]))'

/** The expression with its `\\b` meaning the edge of a word in any language: by itself JavaScript ends "hôtel" before its "tel". */
export function worded({ source, flags }: RegExp): RegExp {
  return new RegExp(source.replaceAll('\\b', EDGE), flags.includes('u') ? flags : `${flags}u`)
}

/** Words of labels, so that a misread letter in one of them does not hide it. */
const VOCABULARY = [
  'TOTAL',
  'SUBTOTAL',
  'AMOUNT',
  'PAYABLE',
  'ROUNDING',
  'ROUNDED',
  'CHANGE',
  'CHARGE',
  'CHARGES',
  'BALANCE',
  'DISCOUNT',
  'SALES',
  'INCLUSIVE',
  'EXCLUDING',
  'INCLUDING',
  'TENDERED',
  'PAYMENT',
  'SUMME',
  'GESAMTBETRAG',
  'GESAMT',
  'BETRAG',
  'RUCKGELD',
  'ZAHLEN',
  'BARGELD',
  'ZURUCK',
  'NETTO',
  'BRUTTO',
  'MASTERCARD',
  'MOKETI',
  'MOKETA',
  'MOKETINA',
  'SUMOKETA',
  'GRAZA',
  'NUOLAIDA',
  'KORTELE',
  'GRYNAISIAIS',
  'RAZEM',
  'RESZTA',
  'GOTOWKA',
  'ZAPLATY',
  'SUMMARY',
  'SERVICE',
  'ADJUSTMENT',
  'SAVINGS',
  'QUANTITY',
  'INVOICE',
  'RECEIPT',
].map((word) => folded(word))
const KNOWN = new Set(VOCABULARY)

/** Folded text in which words one letter off a known word are put right. */
export function mended(text: string): string {
  return folded(text)
    .split(' ')
    .map((word) => (word.length < 5 || KNOWN.has(word) ? word : (VOCABULARY.find((v) => oneOff(word, v)) ?? word)))
    .join(' ')
}

/** True if one letter put in, left out or exchanged makes `a` into `b`. */
function oneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  if (a.length === b.length) return a.slice(i + 1) === b.slice(i + 1)
  return a.length > b.length ? a.slice(i + 1) === b.slice(i) : a.slice(i) === b.slice(i + 1)
}
