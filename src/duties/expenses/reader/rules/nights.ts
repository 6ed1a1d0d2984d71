import { type DateHints, dateCandidates } from './date.ts'
import type { Row } from './rows.ts'

const COUNTED =
  /(?<![\d.,])(?<n>\d{1,2})\s?(?:x\s?)?(?:nights?\b|nakt(?:ys|is|ų|u|ies)\b|N[äa]chte?\b|Übernachtung|Ubernachtung|nuits?\b|noc(?:e|y|leg)|[oö]{2}d\b|y[oö]t[aä])/iu
const LABELLED = /(?:nights?|nakt(?:ys|ų|u)|N[äa]chte|Anzahl N|noce|nuits)\s?[:.]?\s?(?<n>\d{1,2})\b(?![.,]\d)/iu
const ARRIVAL = /(arrival|check.?in|anreise|atvyk|ierašan|ierasan|przyjazd|arriv[ée]e|from)/i
const DEPARTURE = /(departure|check.?out|abreise|i[sš]vyk|izbrauk|wyjazd|d[ée]part|\bto\b)/i

/** Nights of a stay: as counted on the paper, or from the days of arrival and departure. */
export function nightsOf(rows: Row[], hints: DateHints): { nights: number; row: number } | null {
  for (const [row, { text }] of rows.entries()) {
    const n = Number((text.match(COUNTED) ?? text.match(LABELLED))?.groups?.n)
    if (n >= 1 && n <= 60) return { nights: n, row }
  }
  const day = (label: RegExp) => {
    const row = rows.findIndex((r) => label.test(r.text) && dateCandidates([r], hints).length > 0)
    return row < 0 ? null : { row, iso: dateCandidates([rows[row]!], hints)[0]!.value }
  }
  const [from, to] = [day(ARRIVAL), day(DEPARTURE)]
  if (!from || !to) return null
  const nights = Math.round((Date.parse(to.iso) - Date.parse(from.iso)) / 86_400_000)
  return nights >= 1 && nights <= 60 ? { nights, row: to.row } : null
}
