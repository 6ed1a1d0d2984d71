import { partiesOf } from './parties.ts'
import { registrationHolds, vatNumberHolds } from './checkDigits.ts'
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
  /(?<![A-Z])(LT|LV|EE|DE|PL|FR|ES|IT|NL|BE|FI|SE|DK|AT|CZ|SK|HU|RO|GB|IE|PT|LU|SI|HR|BG|EL|CY|MT)[\s.:-]?(\d{7}[A-W][A-I]?(?![A-Z\d])|(?:[A-Z]?\d[\d .]{6,13}\d)(?:B\d{2}|[A-Z])?)(?![\d])/g
const VAT_WORD = /(?:PVM|PVN|VAT|UST|UID|GST|SST|KMKR|NIP|TVA|IVA|BTW|MOMS)[\p{L}\s.:#()/-]{0,28}?(\d[\d -]{6,15}\d)/giu
const REGISTRATION_WORD =
  /(?:[iįl]m(?:on[eė]s)?[.,]?\s?k(?:odas|\.)?|kodas|re[gģ]\.?\s?(?:nr|no|kood)?|reg\.? ?code|ROC|co\.?\s?(?:reg\.?)?\s?(?:no)?|company\s?(?:reg)?\.?\s?(?:no)?|BR No|KRS|REGON|SIREN|SIRET)\s?[.,:#(]*\s?(?:Nr|No)?\s?[.,:]?\s?(\d{4,14}(?:-[A-Z])?)/giu
const HRB = /\b(HR[AB]\s?\d{3,6})\b/g
const REGISTRATION_PLAIN = /[([<]\s?(\d{5,12}-{1,2}[A-Z])\s?[)\]>]/g

/** The seller's VAT number: with its country's letters, or after a word for VAT. Numbers with right check digits first. */
export function vatNumberOf(rows: Row[], country: string | null): FoundNumber | null {
  const found: FoundNumber[] = []
  const { isBuyer } = partiesOf(rows)
  for (const [index, row] of rows.entries()) {
    if (isBuyer(index)) continue
    const text = lettersMended(row.text)
    for (const m of [...row.text.matchAll(VAT_PREFIXED), ...text.matchAll(VAT_PREFIXED)]) {
      const value = m[1]! + m[2]!.replace(/[ .]/g, '')
      found.push({ value, holds: vatNumberHolds(value), row: index, start: m.index, end: m.index + m[0].length })
    }
    for (const m of text.matchAll(VAT_WORD)) {
      const digits = m[1]!.replace(/\D/g, '')
      const start = m.index + m[0].lastIndexOf(m[1]!)
      const value = country && ['LT', 'LV', 'EE', 'PL', 'DE'].includes(country) ? country + digits : digits
      found.push({ value, holds: vatNumberHolds(value), row: index, start, end: start + m[1]!.length })
    }
  }
  return best(found)
}

/** The company's number in its register. */
export function registrationNumberOf(rows: Row[], country: string | null, vat: FoundNumber | null): FoundNumber | null {
  const found: FoundNumber[] = []
  const { isBuyer } = partiesOf(rows)
  for (const [index, row] of rows.entries()) {
    if (isBuyer(index)) continue
    const text = lettersMended(row.text)
    for (const source of [REGISTRATION_WORD, REGISTRATION_PLAIN, HRB]) {
      for (const m of text.matchAll(source)) {
        const value = m[1]!.replace('--', '-')
        if (vat && vat.row === index && vat.value.endsWith(value)) continue
        const start = m.index + m[0].lastIndexOf(m[1]!)
        found.push({ value, holds: registrationHolds(value, country), row: index, start, end: start + m[1]!.length })
      }
    }
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
