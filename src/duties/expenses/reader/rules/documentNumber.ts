import { worded } from './fold.ts'
import { type Parties, partiesOf } from './parties.ts'
import type { Row } from './rows.ts'

export interface FoundText {
  value: string
  row: number
  start: number
  end: number
  /** Called the number of an invoice in so many words, not guessed from where it stands. */
  isNamed: boolean
}

/** Words for papers, the most binding first: an invoice's number is asked for before a till's, a till's before an order's. */
const WORDS = [
  String.raw`(?:tax\s?|cash\s?)?inv(?:oice)?|t-inv|s[aąą]sk(?:aita)?(?:[\s-]*fakt[uū]ra)?|rechnungs?|re|rg|rchg|faktura(?:\svat)?(?:\skoryg\p{L}*)?|facture|fattura|factura|fra\.?|factuur|lasku|arve|r[eē][kķ]ins|folio|credit\s?note|c\/n|cn|kreditin[eė]\s\p{L}+`,
  String.raw`(?:official\s|tax\s)?receipt|rcpt|re[cç]u|kvit(?:as|o)?|kv\.?|[cč]ek(?:is|io|s)|kviitung|paragon|(?:kassen)?beleg|(?:kassen)?bon(?:nr)?|quittung|kvitto|\p{L}*kvittering|[uú][cč]tenka|kuitti|tosite|bill|cash\s(?:sales?|bill)|or`,
  String.raw`doc(?:ument\p{L}*)?|slip|txn|trn|trans(?:action)?|check|chk|ticket|biliet\p{L}*|bilet\p{L}*|pilet\p{L}*|biļete|order|job\s?sheet|wydr\.?|ref`,
]
const BETWEEN = String.raw`(?:[\s-]*(?:fiskaln\p{L}*|simplif\.?|numeris|numer|number|nummer|num|nr|no|n[°º]?|č|id)(?![\p{L}]))?[\s.:#°º-]{0,5}`
const NAMED = /(no|nr|n[°º]|#|num|nummer|number)[\s.:#°º-]*$/iu
/** In capitals, while the words before it stand in any letters: so it is looked for by itself, right behind them. */
const NUMBER =
  /(?:\p{Lu}{1,4}\d{0,2}[-/ ])?\d[\dA-Z]*(?:[-/.][\dA-Z]+)*(?:\s\d{4}(?![-./\d])){0,3}(?![.,:]\d|\p{Ll})|\p{Lu}[\p{Lu}\d]{0,5}(?:[-/][\dA-Z]+)+(?![.,:]\d|\p{Ll})|\p{Lu}{1,6}\d[\dA-Z/-]*(?![.,:]\d|\p{Ll})/uy
const NUMBERED = WORDS.map((words) =>
  worded(new RegExp(String.raw`\b(?:${words})(?:-?(?:nummer|numeris))?\b${BETWEEN}(?=[\p{L}\d])`, 'giu')),
)
/** Lithuanian and Latvian papers part series and number: "Serija POP Nr. 10442". */
const SERIES = worded(
  /\bs[eē]rija\s*:?\s*(?<series>\p{L}[\p{L}\d]{0,5})\s*(?:nr|numeris)?[\s.:]*(?<digits>\d[\d-]{1,14})/giu,
)
/** The word for a number alone: "Nr. 037", "#0331". */
const PLAIN = worded(/(?:^|\s)(?:nr\.?|no\.?|n°|#)[\s.:]*(?=\d)/giu)
/** Before a number of another paper that this one answers to. */
const OF_ANOTHER =
  /(ref|original|pagal|pirk\.?|do|against|zu|till|store|table|tabl?|kunden|stalas|kassa|#|ref\. tax|reg\.?|gst|vat|tel\.?|id)\.?\s*$/iu

/** The number of the paper, after a word for it; one that has digits and is neither a day, a time nor an amount. */
export function documentNumberOf(rows: Row[], { isBuyer }: Parties = partiesOf(rows)): FoundText | null {
  for (const [index, row] of rows.entries())
    for (const m of row.text.matchAll(SERIES))
      return {
        value: `${m.groups!.series} ${m.groups!.digits}`,
        row: index,
        start: m.index,
        end: m.index + m[0].length,
        isNamed: true,
      }
  for (const source of [...NUMBERED, PLAIN])
    for (const [index, row] of rows.entries())
      for (const m of row.text.matchAll(source)) {
        const start = m.index + m[0].length
        const value = numberAt(row.text, start)
        if (isNumber(value) && !OF_ANOTHER.test(row.text.slice(0, m.index)) && !(source === PLAIN && isBuyer(index)))
          return {
            value,
            row: index,
            start,
            end: start + value.length,
            isNamed: source === NUMBERED[0] && NAMED.test(m[0]),
          }
      }
  return null
}

function numberAt(text: string, start: number): string {
  NUMBER.lastIndex = start
  return NUMBER.exec(text)?.[0].replace(/[.\s-]+$/, '') ?? ''
}

function isNumber(value: string): boolean {
  const digits = value.replace(/\D/g, '').length
  return (
    digits >= 2 &&
    digits <= 20 &&
    !/^\d{1,4}[./-]\d{1,2}[./-]\d{2,4}$/.test(value) &&
    !/^\d+[.,]\d{2}$/.test(value) &&
    !/^20[0-4]\d$/.test(value)
  )
}
