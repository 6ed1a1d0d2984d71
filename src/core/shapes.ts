import * as z from 'zod'
import type { Says } from './refusal.ts'
import { translate } from './words.ts'

/** A calendar day that exists, `YYYY-MM-DD`. */
export const Day = z.iso.date().refine((day) => day >= '1900', 'a year from 1900 on')
/** A month as its first day, `YYYY-MM-01`. */
export const Month = Day.regex(/-01$/, 'first day of a month')
/** Minor units of a currency; whole, within ± 10 billion. */
export const Cents = z.int().min(-1_000_000_000_000).max(1_000_000_000_000)
/** ISO 4217. */
export const Currency = z.string().regex(/^[A-Z]{3}$/)
/** A line of text; `long` for several. NUL cannot be kept by the database. */
export const Text = z.string().trim().max(200).regex(noNul())
export const LongText = z.string().trim().max(4000).regex(noNul())
/** Instant in ISO 8601 with Z. */
export const Instant = z.string()
export const Ref = z.object({ id: z.string(), name: z.string() })
export const Done = z.object({ id: z.string() })

/** A sentence in the caller's language, with what it was made of for programs. */
export const Sentence = z.object({
  says: z.string(),
  text: z.string(),
  params: z.record(z.string(), z.unknown()),
})

/** Writes a rule's words as a sentence. */
export function sentence(language: string, { says, ...params }: Says): z.infer<typeof Sentence> {
  return { says, text: translate(language, says, params), params }
}

function noNul(): RegExp {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what must not be there
  return /^[^\u0000]*$/
}

/** Keyset paging: `after` is the `next` of the page before; null when there is none. */
export const Paging = { limit: z.int().min(1).max(500).default(100), after: z.string().max(400).optional() }

/** Packs the sort values of the last row for the next page. */
export function cursorOf(...values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** The sort values that `cursorOf` packed; an unreadable cursor starts anew. */
export function fromCursor(after: string | undefined): (string | number | null)[] | null {
  if (!after) return null
  try {
    const values = JSON.parse(Buffer.from(after, 'base64url').toString()) as unknown
    return Array.isArray(values) ? values : null
  } catch {
    return null
  }
}
