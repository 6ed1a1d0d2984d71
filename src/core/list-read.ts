import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import * as z from 'zod'
import type { Actor } from './actor.ts'
import type { Call } from './call.ts'
import type { Db } from './database.ts'
import { filtersOf, type List, type ListColumn, sortsOf } from './list.ts'
import { type Asked, type Fits, filterInput, fitting, hasPart } from './list-filters.ts'
import { byId, isAfter, type Order, type Ordered } from './list-order.ts'
import { sheetFile } from './list-sheet.ts'
import { invalid, refuse } from './refusal.ts'
import { cursorIn, cursorOf, Limit, listOf, Text } from './shapes.ts'

type Columns<Row> = Record<string, ListColumn<Row>>
type Sorted<C> = { [Id in keyof C & string]: C[Id] extends { sort: false } ? never : Id }[keyof C & string]
type InputName<C, Id extends keyof C & string> = C[Id] extends { filter: infer Name }
  ? Name extends string
    ? Name
    : never
  : C[Id] extends { kind: 'text' | 'code' | 'choice' }
    ? Id
    : `${Id}Span`
type Filters<C> = { [Id in keyof C & string as InputName<C, Id>]: z.ZodOptional<z.ZodType<Asked, string>> }

/** What an operation of a list is called with. */
interface At<Input> {
  db: Db
  actor: Actor
  input: Input
  call: Call
}

// biome-ignore lint/suspicious/noExplicitAny: a list is read from whatever tables it likes
type Rows<Found> = SelectQueryBuilder<any, any, Found>

interface Reading<Row extends z.ZodType, C, More extends z.ZodRawShape, Found, First> {
  row: Row
  /** What else it takes to choose its rows: read by `query`. */
  more?: More
  /** The ids of its rows, by which those stand that are alike in all else. */
  id: string
  /** What its columns are to the database; those that are neither ordered nor asked for need none. */
  by: Record<Sorted<C>, Order> & Partial<Record<keyof C & string, Order>>
  /** Which rows fit what is asked of a column, where it is not told from what it is ordered by. */
  fits?: Partial<Record<keyof C & string, Fits>>
  /** Which rows hold a word that is searched for; a part of any text that one may ask for unless said. */
  search?: (word: string) => RawBuilder<boolean>
  /** How rows stand that are alike in what they are ordered by: columns, or what is none. */
  ties?: readonly (Sorted<C> | Order)[]
  /** What must be known of the caller beforehand. */
  first?: (at: At<z.output<z.ZodObject<More>>>) => Promise<First>
  /** The rows in the caller's scope. */
  query: (at: At<z.output<z.ZodObject<More>>>, first: First) => Rows<Found>
  /** The rows as they are answered. With `first`, the rows and their number no more than three statements where it can be. */
  show: (at: At<z.output<z.ZodObject<More>>>, found: Found[], first: First) => Promise<z.input<Row>[]> | z.input<Row>[]
}

const formats = ['csv', 'xlsx'] as const
const sheetFormat = z.enum(formats).meta({ title: 'SheetFormat', description: 'As text, or as a workbook of Excel.' })
/** A sheet is made in memory and read as long as somebody waits. */
const mostInSheet = 100_000
const together = 2000

/** What reads a list page by page, and what writes all of it as a sheet, from its declaration: inputs, outputs and handlers. */
export function readsList<
  Row extends z.ZodType,
  C extends Columns<z.output<Row>>,
  More extends z.ZodRawShape,
  Found,
  First = undefined,
>(list: List<z.output<Row>, C>, reading: Reading<Row, C, More, Found, First>) {
  const choosing = { ...(reading.more ?? ({} as More)), ...filterInputs(list), ...orderInputs(list) }
  const pageInput = z.object({
    ...choosing,
    after: afterInput(list.name, reading),
    limit: Limit.describe('How many at most.'),
  })
  const sheetInput = z.object({
    ...choosing,
    format: sheetFormat.default('csv'),
    columns: someColumns(list),
  })
  const total = z.int().nullable().describe('How many rows there are in all; null on the pages after the first.')
  const any = reading as AnyReading<Found, z.input<Row>>
  return {
    page: {
      input: pageInput,
      output: listOf(reading.row).extend({ total }),
      do: (at: At<z.output<typeof pageInput>>) => readPage(list, any, at as unknown as At<Paging>),
    },
    sheet: {
      input: sheetInput,
      output: z.file(),
      do: (at: At<z.output<typeof sheetInput>>) => writeSheet(list, any, at as unknown as At<Writing>),
    },
  }
}

interface Paging {
  sort: string
  limit: number
  after?: { sort: string; place: Place }
}

async function readPage<Found, Item>(list: List<never>, reading: AnyReading<Found, Item>, at: At<Paging>) {
  const { after, limit, sort } = at.input
  if (after && after.sort !== sort) invalid('after', { says: 'core.field.cursor' })
  const first = await reading.first?.(at as never)
  const rows = chosen(list, reading, at, first)
  const [page, total] = await Promise.all([
    pageOf(rows, ordersOf(reading, sort), { limit, after: after?.place }),
    after ? null : countOf(rows),
  ])
  const next = page.next && cursorOf(list.name, sort, ...page.next)
  return { items: await reading.show(at as never, page.found, first as never), next, total }
}

interface Writing {
  sort: string
  format: (typeof formats)[number]
  columns: string[]
}

async function writeSheet<Found, Item>(list: List<never>, reading: AnyReading<Found, Item>, at: At<Writing>) {
  const { format, columns, sort } = at.input
  const first = await reading.first?.(at as never)
  const rows = chosen(list, reading, at, first)
  const count = await countOf(rows)
  if (count > mostInSheet) refuse({ says: 'core.listTooLong', count, most: mostInSheet })
  const items: Item[] = []
  let place: Place | undefined
  do {
    const page = await pageOf(rows, ordersOf(reading, sort), { limit: together, after: place })
    items.push(...(await reading.show(at as never, page.found, first as never)))
    place = page.next ?? undefined
  } while (place && items.length < mostInSheet)
  return sheetFile(list, items as never[], { format, columns, call: at.call, timeZone: at.actor.timeZone })
}

type Place = readonly (string | null)[]

function filterInputs<C extends Columns<never>>(list: { columns: C }): Filters<C> {
  const inputs = filtersOf(list).map(([id, input]) => [input, filterInput(list.columns[id]!).optional()])
  return Object.fromEntries(inputs) as Filters<C>
}

const words = Text.meta({
  title: 'SearchWords',
  description: 'Only rows in which each of these words is a part of some text.',
})

const orderInputs = (list: List<never>) => ({
  text: words.optional(),
  sort: z
    .enum(sortsOf(list))
    .default(list.order)
    .describe('The column by which the rows stand, `-` before it for the last first. What is empty stands last.'),
})

const afterInput = (list: string, reading: Pick<AnyReading<never>, 'by' | 'ties' | 'id'>) =>
  z
    .string()
    .max(2000)
    .transform((text, at) => {
      const place = placeIn(list, reading, text)
      if (place) return place
      at.issues.push({ code: 'custom', input: text, message: 'core.field.cursor' })
      return z.NEVER
    })
    .optional()
    .describe('The `next` of the page before.')

function someColumns({ columns }: { columns: Columns<never> }) {
  const all = Object.keys(columns)
  return filterInput({ kind: 'choice', of: all })
    .transform((ids) => ids as string[])
    .default(all)
    .describe(`The columns to write, in their order, by comma: ${all.join(', ')}.`)
}

/** The rows in the caller's scope that fit what was asked of the columns. */
function chosen<Found>(
  list: List<never>,
  { query, by, fits = {}, search }: AnyReading<Found>,
  at: At<object>,
  first: unknown,
): Rows<Found> {
  const input = at.input as Record<string, unknown>
  const asked = filtersOf(list).flatMap(([id, name]) => {
    const value = input[name] as Asked | undefined
    if (value === undefined) return []
    return [fits[id]?.(value as never) ?? fitting(list.columns[id]!, by[id]!.value, value, at.actor.timeZone)]
  })
  const texts = filtersOf(list).filter(([id]) => /^(text|code)$/.test(list.columns[id]!.kind))
  const anywhere = (word: string) =>
    sql<boolean>`(${sql.join(
      texts.map(([id]) => fits[id]?.(word as never) ?? hasPart(by[id]!.value, word)),
      sql` or `,
    )})`
  const words = ((input.text as string | undefined) ?? '').split(/\s+/).filter(Boolean)
  return [...asked, ...words.map(search ?? anywhere)].reduce(
    (rows, fits) => rows.where(fits),
    query(at as never, first as never),
  )
}

interface AnyReading<Found, Item = unknown> {
  id: string
  by: Record<string, Order | undefined>
  fits?: Record<string, Fits | undefined>
  search?: (word: string) => RawBuilder<boolean>
  ties?: readonly (string | Order)[]
  first?: (at: never) => Promise<unknown>
  query: (at: never, first: never) => Rows<Found>
  show: (at: never, found: Found[], first: never) => Promise<Item[]> | Item[]
}

function ordersOf({ by, ties = [], id }: Pick<AnyReading<never>, 'by' | 'ties' | 'id'>, sort: string): Ordered[] {
  const isLastFirst = sort.startsWith('-')
  const way = isLastFirst ? 'desc' : 'asc'
  const column = isLastFirst ? sort.slice(1) : sort
  const tied = ties.filter((one) => one !== column).map((one) => (typeof one === 'string' ? by[one]! : one))
  return [[by[column]!, way], ...tied.map((one): Ordered => [one, 'asc']), [byId(id), way]]
}

/** So many rows after a place, and the place of the last one if there are more. */
async function pageOf<Found>(
  rows: Rows<Found>,
  orders: readonly Ordered[],
  { limit, after }: { limit: number; after: Place | undefined },
): Promise<{ found: Found[]; next: Place | null }> {
  const place = sql<Place>`array[${sql.join(orders.map(([{ text }]) => text))}]::text[]`
  const found = await orders
    .flatMap(([order, way]) => order.by(way))
    .reduce((query, by) => query.orderBy(by), after ? rows.where(isAfter(orders, after)) : rows)
    .select(place.as('place'))
    .limit(limit + 1)
    .execute()
  const page = found.slice(0, limit)
  return { found: page as Found[], next: found.length > limit ? (page.at(-1) as { place: Place }).place : null }
}

async function countOf(rows: Rows<unknown>): Promise<number> {
  const { n } = await rows.clearSelect().select(sql<number>`count(*)::integer`.as('n')).executeTakeFirstOrThrow()
  return n
}

/** The order and the place in it that a cursor of this list names, if it is one. */
function placeIn(
  list: string,
  reading: Pick<AnyReading<never>, 'by' | 'ties' | 'id'>,
  text: string,
): { sort: string; place: Place } | undefined {
  const [name, sort, ...place] = cursorIn(text)
  if (name !== list || typeof sort !== 'string' || !reading.by[sort.replace(/^-/, '')]) return undefined
  const shapes = ordersOf(reading, sort).map(([{ shape }]) => shape) as [z.ZodType<string | null>]
  const found = z.tuple(shapes).safeParse(place)
  return found.success && cursorOf(name, sort, ...found.data) === text ? { sort, place: found.data } : undefined
}
