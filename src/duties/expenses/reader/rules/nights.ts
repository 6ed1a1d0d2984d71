import { type DateHints, dateCandidates } from './date.ts'
import type { Row } from './rows.ts'

const COUNTED =
  /(?<![\d.,])(?<n>\d{1,2})\s?(?:x\s?)?(?:nights?\b|nakt(?:ys|is|ų|u|ies)\b|N[äa]chte?\b|Übernachtung|Ubernachtung|nuits?\b|noc(?:e|y|leg|[ií])|notti\b|noches\b|nætter|netter|n[aä]tter|[oö]{2}d\b|y[oö]t[aä])/iu
const LABELLED =
  /(?:nights?|nakt(?:ys|ų|u)|N[äa]chte|Anzahl N|noc[eí]|nuits|notti|noches|[oö]id)\s?[:.]?\s?(?<n>\d{1,2})\b(?![.,]\d)/iu
const ARRIVAL =
  /(arrival|check.?in|anreise|atvyk|ierašan|ierasan|przyjazd|p[rř][ií]jezd|arriv[ée]e|arrivo|llegada|ankomst|saabu|from)/i
const DEPARTURE =
  /(departure|check.?out|abreise|i[sš]vyk|izbrauk|wyjazd|odjezd|d[ée]part|partenza|salida|avresa|lahku|\bto\b)/i

/** Nights of a stay: as counted on the paper, or from the days of arrival and departure. */
export function nightsOf(rows: Row[], hints: DateHints): { nights: number; row: number } | null {
  for (const [row, { text }] of rows.entries()) {
    const n = Number((text.match(COUNTED) ?? text.match(LABELLED))?.groups?.n)
    if (n >= 1 && n <= 60) return { nights: n, row }
  }
  const day = (label: RegExp) => {
    for (const [row, { text }] of rows.entries()) {
      const at = text.search(label)
      const days = at < 0 ? [] : dateCandidates([rows[row]!], hints).filter((d) => d.start > at)
      const [first] = days.toSorted((a, b) => a.start - b.start)
      if (first) return { row, iso: first.value }
    }
    return null
  }
  const [from, to] = [day(ARRIVAL), day(DEPARTURE)]
  if (!from || !to) return null
  const nights = Math.round((Date.parse(to.iso) - Date.parse(from.iso)) / 86_400_000)
  return nights >= 1 && nights <= 60 ? { nights, row: to.row } : null
}
