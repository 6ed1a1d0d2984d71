import * as z from 'zod'
import { Cents, Currency, Day, LongText, Month, Text } from '#core/shapes.ts'

/** Record ids are UUIDs. */
export const id = z.uuid()
export const day = Day
export const month = Month
export const cents = Cents
export const currency = Currency
/** Short text a person types on one line. */
export const line = Text.min(1)
/** Some sentences; may be empty. */
export const words = LongText
/** The number of the version a person edited; an older one is refused field by field. */
export const version = z.int().positive()
/** A list's page: `after` is the `next` of the page before. */
export const paging = { after: id.optional(), limit: z.int().min(1).max(200).default(50) }
/** One page of rows of which one more than `limit` was asked for. */
export function pageOf<Row extends { id: string }>(
  rows: readonly Row[],
  limit: number,
): { items: Row[]; next: string | null } {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
