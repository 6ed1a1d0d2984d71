import { type RawBuilder, sql } from 'kysely'
import * as z from 'zod'
import { Day, ExactInstant } from './shapes.ts'

/** By what rows stand one after another, and which stand after a given value; what is empty stands last either way. */
export interface Order {
  value: RawBuilder<unknown>
  /** The value as a cursor keeps it, and what it may be there. */
  text: RawBuilder<string | null>
  shape: z.ZodType<string | null, string | null>
  by: (way: Way) => RawBuilder<unknown>
  isPast: (value: string, way: Way) => RawBuilder<boolean>
  isSame: (value: string) => RawBuilder<boolean>
  /** Whether it may be empty. */
  orNull: boolean
}

export type Way = 'asc' | 'desc'

export interface Empties {
  /** The column may be empty. */
  orNull?: true
}

/** A column's name, such as `expenseReport.month`, or an expression. */
export type Column = string | RawBuilder<unknown>
export const columnOf = (column: Column): RawBuilder<unknown> => (typeof column === 'string' ? sql.ref(column) : column)
const kept = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => text.isWellFormed() && !text.includes('\0'))

export const byDay = (column: Column, empties?: Empties) => plainly(column, 'date', Day, empties)
export const byNumber = (column: Column, empties?: Empties) =>
  plainly(column, 'bigint', z.string().regex(/^-?(0|[1-9]\d{0,14})$/), empties)
export const byId = (column: Column) => plainly(column, 'uuid', z.uuid())
/** Bytewise: running numbers, addresses. */
export const byCode = (column: Column, empties?: Empties) =>
  plainly(sql`${columnOf(column)} collate "C"`, 'text', kept(400), empties)
/** To the millionth of a second. */
export function byInstant(column: Column, empties?: Empties): Order {
  const text = sql<string>`to_char(${columnOf(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
  return { ...plainly(column, 'timestamptz', ExactInstant, empties), text }
}
/** In the order in which the values are given. */
export function byChoice(of: readonly string[], column: Column, empties?: Empties): Order {
  const place = sql`array_position(${of}::text[], ${columnOf(column)})`
  return { ...plainly(place, 'integer', z.string().regex(/^\d{1,3}$/), empties), value: columnOf(column) }
}

/** By what is compared with one another as it is, of a type of the database. */
function plainly(column: Column, type: string, shape: z.ZodType<string, string>, { orNull }: Empties = {}): Order {
  const value = columnOf(column)
  const other = (text: string) => sql`${text}::${sql.raw(type)}`
  return {
    value,
    text: sql<string | null>`(${value})::text`,
    shape: orNull ? shape.nullable() : shape,
    by: (way) => sql`${value} ${sql.raw(orNull ? `${way} nulls last` : way)}`,
    isPast: (text, way) => sql<boolean>`${value} ${sql.raw(way === 'asc' ? '>' : '<')} ${other(text)}`,
    isSame: (text) => sql<boolean>`${value} = ${other(text)}`,
    orNull: orNull ?? false,
  }
}

export type Ordered = readonly [order: Order, way: Way]

/** Rows after a place: the values, in these orders, of the last row that was given. */
export function isAfter(orders: readonly Ordered[], place: readonly (string | null)[]): RawBuilder<boolean> {
  const [first] = orders
  const after = orders.reduceRight<RawBuilder<boolean>>(
    (rest, [order, way], at) =>
      sql<boolean>`(${past(order, way, place[at]!)} or (${same(order, place[at]!)} and ${rest}))`,
    sql<boolean>`false`,
  )
  // Said once more of the first order alone, so that an index on it is entered there.
  return sql<boolean>`(${past(first![0], first![1], place[0]!)} or ${same(first![0], place[0]!)}) and ${after}`
}

function past(order: Order, way: Way, value: string | null): RawBuilder<boolean> {
  if (value === null) return sql<boolean>`false`
  const past = order.isPast(value, way)
  return order.orNull ? sql<boolean>`(${past} or ${order.value} is null)` : past
}

function same(order: Order, value: string | null): RawBuilder<boolean> {
  return value === null ? sql<boolean>`${order.value} is null` : order.isSame(value)
}
