import type { Row } from './rows.ts'

export interface FoundText {
  value: string
  row: number
  start: number
  end: number
}

const WORDS = String.raw`(?:(?:tax\s?)?invoice|inv|receipt|rcpt|bill|doc(?:ument)?|slip|trn|trans(?:action)?|check|chk|credit\s?note|c\/n|cash\s?inv|kvitas|kvito|[cč]ekis|[cč]eko|dok(?:umento)?|s[ąa]skaita(?:\s?fakt[uū]ra)?|s[ąa]sk|serija|paragon|faktura(?:\s?vat)?|beleg|bon|rechnung|quittung|[cč]eks|kviitung|arve|ticket|facture)`
const NUMBERED = new RegExp(
  String.raw`${WORDS}[\s.-]{0,3}(?:no|nr|num(?:ber|mer)?|#|id)?\s?[.:#°º]{0,3}\s?[.:#]?\s?(?<number>(?!date|time|dt\b|total|amount|data\b|datum)[A-Z]{0,6}[\s/-]?(?=[A-Z\d/._-]*\d)[A-Z\d][A-Z\d/._-]{2,24})`,
  'giu',
)

/** The number of the paper, after a word for it; the first that has digits and is no date. */
export function documentNumberOf(rows: Row[]): FoundText | null {
  for (const [index, row] of rows.entries()) {
    for (const m of row.text.matchAll(NUMBERED)) {
      const value = m.groups!.number!.replace(/[.\s]+$/, '').trim()
      const digits = value.replace(/\D/g, '').length
      if (digits < 2 || /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/.test(value) || /^\d+[.,]\d{2}$/.test(value)) continue
      const start = m.index + m[0].length - m.groups!.number!.length
      return { value, row: index, start, end: m.index + m[0].length }
    }
  }
  for (const [index, row] of rows.entries()) {
    const m = row.text.match(PLAIN)
    if (m)
      return { value: m[1]!, row: index, start: row.text.indexOf(m[1]!), end: row.text.indexOf(m[1]!) + m[1]!.length }
  }
  return null
}

/** A row that begins with "No." and digits; of a house it would be short. */
const PLAIN = /^[\s#*]*(?:nr|no|n°)\s?[.:]{0,2}\s?(\d[\d/-]{4,18}\d)(?![\d.,])/i
