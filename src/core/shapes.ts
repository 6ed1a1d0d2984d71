import * as z from 'zod'
import { isCurrency } from './money.ts'
import type { Says } from './refusal.ts'
import { visibleLine, visibleLines } from './visible-text.ts'
import { keyNow, translate } from './words.ts'

/** A calendar day that exists, `YYYY-MM-DD`, of 1900 to 2200. */
export const Day = z.iso
  .date()
  .refine((day) => day >= '1900-01-01' && day <= '2200-12-31', { error: 'core.field.dayBounds' })
  .describe('A day, YYYY-MM-DD.')
/** A month as its first day, `YYYY-MM-01`, of 1901 to 2199: the months beside it are days too. */
export const Month = Day.regex(/-01$/, { error: 'core.field.month' })
  .refine((day) => day >= '1901' && day < '2200', { error: 'core.field.monthBounds' })
  .meta({ title: 'Month', format: 'date', description: 'A month as its first day, YYYY-MM-01.' })
/** Minor units of a currency; whole, within ± 10 billion. */
export const Cents = z.int().min(-1_000_000_000_000).max(1_000_000_000_000).describe('In minor units of its currency.')
/** ISO 4217, as it may have been kept; `Currency` for what one says. */
export const CurrencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: 'core.field.currency', abort: true })
  .describe('ISO 4217, such as EUR.')
/** ISO 4217, without the codes of metals, tests and nothing. */
export const Currency = CurrencyCode.refine(isCurrency, { error: 'core.field.currency' })
/** A line of text of so many letters, as people see it. */
export const textOf = (most: number) => z.string().overwrite(visibleLine).max(most)
/** A line of text; `LongText` for several. */
export const Text = textOf(200)
export const LongText = z.string().overwrite(visibleLines).max(4000)
/** A list in which nothing stands twice, by what tells one item from another; describe it afterwards. */
export function eachOnce<Item extends z.ZodType>(
  list: z.ZodArray<Item>,
  keyOf: (item: z.output<Item>) => unknown = (item) => item,
) {
  return list
    .refine((items) => new Set(items.map(keyOf)).size === items.length, { error: 'core.field.eachOnce' })
    .meta({ uniqueItems: true })
}
/** Instant in ISO 8601 with Z. */
export const Instant = z.string().meta({ format: 'date-time' })
/** An instant as the database holds it, to the millionth of a second: a place in a list by time. */
export const ExactInstant = z.iso.datetime().refine((instant) => instant >= '0001', { error: 'core.field.instant' })
/** An instant of 1900 to 2200 that an answer gave and that is sent back as it was. */
export const GivenInstant = ExactInstant.refine((instant) => instant >= '1900' && instant < '2201', {
  error: 'core.field.instantBounds',
})
/** The id of a record as answers have it, a UUID; `z.uuid()` for what one sends. */
export const RecordId = z.string().meta({ format: 'uuid' })
export const Ref = z.object({ id: RecordId, name: z.string() }).meta({ title: 'Ref' })
export const Done = z.object({ id: RecordId }).meta({ title: 'Done' })
/** The version of a record about which somebody decides: what has changed since is not decided on unseen. */
export const VersionSeen = z
  .int()
  .positive()
  .optional()
  .describe('The version that was looked at; refused where it is another by now. Left out, it is about what there is.')

/** A sentence in the caller's language, with what it was made of for programs. */
export const Sentence = z
  .object({
    says: z.string(),
    text: z.string(),
    params: z.record(z.string(), z.unknown()),
  })
  .meta({ title: 'Sentence' })

/** Writes a rule's words as a sentence. */
export function sentence(language: string, { says, ...params }: Says): z.infer<typeof Sentence> {
  return { says: keyNow(says), text: translate(language, says, params), params }
}

const Next = z
  .string()
  .nullable()
  .meta({ title: 'Next', description: 'The `after` of the next page; null where the list ends.' })

/** The answer of every list: its rows, or a page of them, and where the next page begins. */
export const listOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    items: z.array(row),
    next: Next,
  })

/** A list that is answered whole. */
export const whole = <Row>(items: Row[]): { items: Row[]; next: null } => ({ items, next: null })

/** How many rows a page of a list has. */
export const Limit = z.int().min(1).max(500).default(100)

type Place = readonly (string | number | null)[]

/**
 * Keyset paging of one list, told by its operation's name: `after` takes the `next` of a page before of that list, which
 * holds the sort values of its last row in these shapes. Anything else is refused, another list's `next` too.
 */
export function inPages<const Values extends readonly [z.ZodType, ...z.ZodType[]]>(list: string, ...values: Values) {
  const place = z.tuple([...values])
  const after = z
    .string()
    .max(400)
    .transform((text, at) => {
      const [name, ...row] = cursorIn(text)
      const found = place.safeParse(row)
      if (name === list && found.success && cursorOf(list, ...(row as Place)) === text) return found.data
      at.issues.push({ code: 'custom', input: text, message: 'core.field.cursor' })
      return z.NEVER
    })
    .optional()
    .describe('The `next` of the page before.')
  /** One page of rows of which one more than `limit` was asked for. */
  const page = <Row>(rows: readonly Row[], limit: number, placeOf: (row: Row) => Place) => {
    const items = rows.slice(0, limit)
    return { items, next: rows.length > limit ? cursorOf(list, ...placeOf(items.at(-1)!)) : null }
  }
  return { after, page }
}

/** Packs a list's name and the sort values of a row. */
export function cursorOf(...values: Place): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** What is packed in a cursor; empty where it is none. */
export function cursorIn(text: string): unknown[] {
  try {
    const found = JSON.parse(Buffer.from(text, 'base64url').toString())
    return Array.isArray(found) ? found : []
  } catch {
    return []
  }
}
