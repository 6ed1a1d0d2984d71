import { registrationHolds, vatNumberHolds } from './checkDigits.ts'
import { worded } from './fold.ts'
import { type Parties, partiesOf } from './parties.ts'
import type { Row } from './rows.ts'

export interface FoundNumber {
  value: string
  /** Its check digits are right, so it was read right. Undefined: this country's are not known here. */
  holds: boolean | undefined
  row: number
  start: number
  end: number
}

const VAT_PREFIXED =
  /(?<![A-Z])(LT|LV|EE|DE|PL|FR|ES|IT|NL|BE|FI|SE|DK|AT|CZ|SK|HU|RO|GB|IE|PT|LU|SI|HR|BG|EL|CY|MT)[\s.:-]?(\d{7}[A-W][A-I]?(?![A-Z\d])|(?:[A-Z]?\d[\d .]{6,13}\d)(?:B\d{2}|[A-Z])?)(?!\s?\d)/g
/** Numbers that their own shape or word tells: Switzerland, Norway, Ireland, Spain, Australia, India, Singapore, Malaysia's SST. */
const VAT_SHAPED = [
  /\b(CHE[-\s]?\d{3}[.\s]?\d{3}[.\s]?\d{3})\b/g,
  /\b((?:NO\s?)?\d{3}\s?\d{3}\s?\d{3}\s?MVA)\b/g,
  /\bVAT(?:\s?(?:No|Reg|Number))*[\s.:]{0,3}(\d{7}[A-W][A-I]?)\b/gi,
  /\b(?:NIF|CIF|N\.I\.F\.?|C\.I\.F\.?)[\s.:]{0,3}([A-Z]-?\d{7}[\dA-J]|\d{8}[A-Z])\b/g,
  /\bABN[\s.:]{0,3}(\d{2}\s?\d{3}\s?\d{3}\s?\d{3})\b/g,
  /\bGSTIN[\s.:]{0,3}(\d{2}[A-Z]{5}\d{4}[A-Z]\d[A-Z][A-Z\d])\b/g,
  /\bGST\s?(?:REG\w*)?\.?\s?(?:N[O0])?[\s.:]{0,3}([A-Z][A-Z\d]-?\d{7}-?[A-Z\d]|\d{9}[A-Z])\b/gi,
  /\b(?:SST|SERVICE TAX)[\w\s.]{0,8}[\s.:]{0,3}([A-Z]\d{2}-\d{4}-\d{8})\b/gi,
]
const VAT_WORD =
  /(?:PVM|PVN|VAT|UST|UID|GST|SST|KMKR|KM nr|NIP|TVA|IVA|BTW|MOMS|TIN)[\p{L}\s.:#()/-]{0,28}?(\d[\d -]{6,15}\d)/giu
const REGISTRATION_WORD = worded(
  /(?:[iįl1]\s?[./]?\s?k(?:odas)?\.?|[iįl]m(?:on[eė]s)?[.,]?\s?k(?:odas|\.)?|asmens kodas|kodas|re[gģ]\.?\s?-?(?:nr|no|k[o0]{2}d)?|registrik[o0]{2}d|rg-?k[o0]{2}d|reg\.? ?code|ROC|co\.?\s?(?:reg\.?)?\s?(?:no)?|company\s?(?:reg(?:istration)?)?\.?\s?(?:no)?|BR No|KRS|REGON|I[ČC]O?|CVR|KvK|UEN|RCS\s?\p{L}*|Org\.?\s?nr|Y-tunnus|Y)[\s.,:#(]{0,4}(?:Nr|No)?[\s.,:]{0,3}(?<number>\d{6}-\d{4}|\d{3}\s\d{3}\s\d{3}|\d{4,14}(?:-[A-Z\d])?)(?![\d%]|[.,]\d)/giu,
)
const SIREN = /\b(?:SIREN|SIRET|RCS)\b[\s.:]*\p{L}*\s?(?<number>\d{3}\s?\d{3}\s?\d{3}(?:\s?\d{5})?)/gu
const HRB = /\b(?<number>HR[AB]\s?\d{3,6}|FN\s?\d{5,6}\s?[a-z])\b/g
const REGISTRATION_PLAIN =
  /(?:[([<]\s?|^\s*)(?<number>[A-Z]{0,2}\d{5,12}-{1,2}[A-Z])(?:\s?[)\]>]|\s*$)|[([]\s?(?<number>20\d{10}|19\d{10})\s?[)\]]/g

/** Codes of Lithuanian and of Latvian companies where no word names them. */
const NINE_DIGITS = /(?<![A-Z\d.,-])[1-3]\d{8}(?![\d.,-])/g
const ELEVEN_DIGITS = /(?<![A-Z\d.,-])[45]0\d{9}(?![\d.,-])/g

/** The seller's VAT number: with its country's letters, or after a word for VAT. Numbers with right check digits first. */
export function vatNumberOf(
  rows: Row[],
  country: string | null,
  { isBuyer }: Parties = partiesOf(rows),
): FoundNumber | null {
  const found: FoundNumber[] = []
  for (const [index, row] of rows.entries()) {
    const text = lettersMended(row.text)
    for (const m of [...row.text.matchAll(VAT_PREFIXED), ...text.matchAll(VAT_PREFIXED)]) {
      if (isBuyer(index, m.index)) continue
      const value = m[1]! + m[2]!.replace(/[ .]/g, '')
      found.push({ value, holds: vatNumberHolds(value), row: index, start: m.index, end: m.index + m[0].length })
    }
    for (const source of VAT_SHAPED)
      for (const m of row.text.matchAll(source)) {
        const start = m.index + m[0].lastIndexOf(m[1]!)
        const value = m[1]!.replace(/[^A-Z\d]/gi, '')
        if (!isBuyer(index, start))
          found.push({ value, holds: vatNumberHolds(value), row: index, start, end: start + m[1]!.length })
      }
    for (const m of text.matchAll(VAT_WORD)) {
      const digits = m[1]!.replace(/\D/g, '')
      const start = m.index + m[0].lastIndexOf(m[1]!)
      if (isBuyer(index, start)) continue
      const value = country && ['LT', 'LV', 'EE', 'PL', 'DE'].includes(country) ? country + digits : digits
      found.push({ value, holds: vatNumberHolds(value), row: index, start, end: start + m[1]!.length })
    }
  }
  return best(found)
}

/** The company's number in its register. */
export function registrationNumberOf(
  rows: Row[],
  country: string | null,
  vat: FoundNumber | null,
  { isBuyer }: Parties = partiesOf(rows),
): FoundNumber | null {
  const found: FoundNumber[] = []
  for (const [index, row] of rows.entries()) {
    const text = lettersMended(row.text)
    const add = (printed: string, start: number, isNamed = true) => {
      const value = printed.replace('--', '-').replace(/(?<=\d)\s(?=\d)/g, '')
      if (isBuyer(index, start) || (vat && vat.row === index && start < vat.end && start + printed.length > vat.start))
        return
      const end = start + printed.length
      const holds = registrationHolds(value, country)
      found.push({ value, holds: holds && !isNamed ? undefined : holds, row: index, start, end })
    }
    for (const source of [REGISTRATION_WORD, SIREN, REGISTRATION_PLAIN, HRB])
      for (const m of text.matchAll(source)) add(m.groups!.number!, m.index + m[0].lastIndexOf(m.groups!.number!))
    // Tills print the code without a word, or the word above it; its check digit makes it likely.
    if (country === 'LT' || country === 'LV')
      for (const m of text.matchAll(country === 'LT' ? NINE_DIGITS : ELEVEN_DIGITS))
        if (registrationHolds(m[0], country)) add(m[0], m.index, false)
  }
  return best(found)
}

function best(found: FoundNumber[]): FoundNumber | null {
  return found.find((f) => f.holds === true) ?? found.find((f) => f.holds === undefined) ?? found[0] ?? null
}

function lettersMended(text: string): string {
  return text
    .replace(/(?<=\d)[OoQ](?=\d|\b)/g, '0')
    .replace(/(?<=\d)[lI|](?=\d|\b)/g, '1')
    .replace(/(?<=\d)S(?=\d)/g, '5')
    .replace(/(?<=\d)B(?=\d)(?!\d{2}\b)/g, '8')
}
