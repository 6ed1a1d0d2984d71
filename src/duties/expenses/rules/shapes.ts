import * as z from 'zod'

/** Record ids are UUIDs. */
export const id = z.uuid()
/** `YYYY-MM-DD` */
export const day = z.iso.date()
/** `YYYY-MM` */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
/** Minor units; a hundred thousand million is more than any office claims. */
export const cents = z.int().min(-10_000_000_000_000).max(10_000_000_000_000)
export const currency = z.string().regex(/^[A-Z]{3}$/)
/** Short text a person types on one line. */
export const line = z.string().trim().min(1).max(200)
/** Some sentences; may be empty. */
export const words = z.string().trim().max(2000)
/** The number of the version a person edited; an older one is refused field by field. */
export const version = z.int().positive()
/** A list's page: `after` is the `next` of the page before. */
export const paging = { after: id.optional(), limit: z.coerce.number<number>().int().min(1).max(200).default(50) }
export const instant = z.string()

/** The first day of a month, as the tables keep it. */
export function firstOf(month: string): string {
  return `${month}-01`
}

/** One page of rows of which one more than `limit` was asked for. */
export function pageOf<Row extends { id: string }>(
  rows: readonly Row[],
  limit: number,
): { items: Row[]; next: string | null } {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
