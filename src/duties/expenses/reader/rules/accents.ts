import type { Facts } from '../reading.ts'
import { SURE } from './confidence.ts'
import { countryOf, LANGUAGE_OF, type Language } from './country.ts'
import type { Hints } from './facts.ts'
import { withWrittenForm } from './forms.ts'
import { withAccents } from './letters.ts'
import { merchantCandidates, type NamePlace } from './merchant.ts'
import { nameOn } from './names.ts'
import type { Row } from './rows.ts'

/** The second engine's word on a piece of a row; null where there is no picture. */
type ReadAgain = (
  row: Row,
  place: NamePlace,
  language: Language,
) => Promise<{ text: string; confidence: number } | null>

/** The merchant's name with the letters of its country, from a second reading of where it stands. */
export async function accented(facts: Facts, rows: Row[], hints: Hints, readAgain: ReadAgain): Promise<Facts> {
  const country = countryOf(rows, hints.country)
  const language = LANGUAGE_OF[country ?? '']
  const [merchant] = merchantCandidates(rows)
  if (!language || !merchant || facts.merchant.value === null) return facts
  const parts: string[] = []
  let confidence = facts.merchant.confidence
  for (const place of merchant.places) {
    const second = await readAgain(rows[place.row]!, place, language)
    parts.push(second ? withAccents(place.name, nameOn(second.text)) : place.name)
    // An accent read at 0.8 is a guess; the name is only as good as its worst line.
    if (second) confidence = Math.min(confidence, 0.4 + 0.65 * second.confidence)
  }
  const value = withWrittenForm(parts.join(' '), country)
  return { ...facts, merchant: { ...facts.merchant, value, confidence, sure: confidence >= SURE } }
}
