import type { Facts } from '../reading.ts'
import { countryOf } from './country.ts'
import type { Hints } from './facts.ts'
import { withAccents } from './letters.ts'
import { merchantCandidates, nameIn } from './merchant.ts'
import type { Row } from './rows.ts'

export type Language = 'lit' | 'lav' | 'pol' | 'deu'

/** Countries whose letters the first engine's alphabet lacks. */
const LANGUAGE_OF: Record<string, Language> = { LT: 'lit', LV: 'lav', PL: 'pol', DE: 'deu', AT: 'deu', CH: 'deu' }

/** The merchant's name with the letters of its country, from a second reading of its rows. */
export async function accented(
  facts: Facts,
  rows: Row[],
  hints: Hints,
  readAgain: (row: Row, language: Language) => Promise<{ text: string; confidence: number } | null>,
): Promise<Facts> {
  const language = LANGUAGE_OF[countryOf(rows, hints.country) ?? '']
  const [merchant] = merchantCandidates(rows)
  if (!language || !merchant || facts.merchant.value === null) return facts
  const parts: string[] = []
  let confidence = facts.merchant.confidence
  for (const index of merchant.rows) {
    const first = nameIn(rows[index]!.text)
    const second = await readAgain(rows[index]!, language)
    parts.push(second ? withAccents(first, nameIn(second.text)) : first)
    // An accent read at 0.8 is a guess; the name is only as good as its worst line.
    if (second) confidence = Math.min(confidence, 0.4 + 0.6 * second.confidence)
  }
  const value = parts.join(' ')
  return {
    ...facts,
    merchant: { ...facts.merchant, value, confidence, sure: facts.merchant.sure && second99(confidence) },
  }
}

function second99(confidence: number): boolean {
  return confidence >= 0.9
}
