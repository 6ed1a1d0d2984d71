import { type RawBuilder, sql } from 'kysely'
import * as z from 'zod'
import { addDays, beginOf } from './days.ts'
import type { ListColumn } from './list.ts'
import { Day, textOf } from './shapes.ts'

interface Span {
  from: string | null
  to: string | null
}

/** What was asked of a column: a part of a text, some of the choices, or from and to. */
export type Asked = string | readonly string[] | Span

export type Fits = (asked: never) => RawBuilder<boolean>

/** The input by which one asks for some rows of a list, by the kind of its column, as an address writes it. */
export function filterInput({ kind, of }: Pick<ListColumn<never>, 'kind' | 'of'>): z.ZodType<Asked, string> {
  if (kind === 'text' || kind === 'code') return part
  if (kind === 'choice') return of ? someOf(of) : anyOf()
  return kind === 'number' || kind === 'money' ? numbers : days
}

const part = textOf(200).min(1).meta({
  title: 'TextPart',
  description: 'Only rows in which this is a part of it; case and accents are left aside.',
})

const someOf = (of: readonly string[]) =>
  z
    .string()
    .max(1000)
    .transform((text, at) => {
      const values = text.split(',')
      if (values.every((value) => of.includes(value))) return values
      at.issues.push({ code: 'invalid_value', values: [...of], input: text })
      return z.NEVER
    })
    .describe(`Only rows of these, by comma: ${of.join(', ')}.`)

const anyOf = () =>
  textOf(1000)
    .min(1)
    .transform((text) => text.split(','))
    .describe('Only rows of these, by comma.')

const days = spanOf('core.field.days', (text) => Day.safeParse(text).success).meta({
  title: 'DaySpan',
  description: 'Only rows of this day, or from a day to a day: 2026-03-01..2026-03-31; either may be left out.',
})
const numbers = spanOf('core.field.numbers', (text) => /^-?\d{1,15}$/.test(text)).meta({
  title: 'NumberSpan',
  description:
    'Only rows with this number, in minor units if it is an amount, or from one to another: 1000..5000; either may be left out.',
})

function spanOf(says: string, isRight: (text: string) => boolean): z.ZodType<Span, string> {
  return z
    .string()
    .max(60)
    .transform((text, at) => {
      const [from = '', to = from, ...more] = text.split('..')
      const ends = [from, to].filter(Boolean)
      if (ends.length > 0 && more.length === 0 && ends.every(isRight)) return { from: from || null, to: to || null }
      at.issues.push({ code: 'custom', input: text, message: says })
      return z.NEVER
    })
}

/** Which rows fit what was asked of a column. */
export function fitting(
  { kind }: Pick<ListColumn<never>, 'kind'>,
  value: RawBuilder<unknown>,
  asked: Asked,
  timeZone: string,
): RawBuilder<boolean> {
  if (typeof asked === 'string') return hasPart(value, asked)
  if (!('from' in asked)) return sql<boolean>`${value} = any(${asked}::text[])`
  if (kind === 'instant') return within(value, 'timestamptz', instantsOf(asked, timeZone))
  return within(value, kind === 'number' || kind === 'money' ? 'bigint' : 'date', asked)
}

/** Whether a text holds a part; case and accents are left aside. */
export function hasPart(value: RawBuilder<unknown>, part: string): RawBuilder<boolean> {
  return sql<boolean>`talka_ext.plain(${value}) like ${partPattern(part)}`
}

/** What plain text is compared with; `%` and `_` mean themselves. */
export function partPattern(part: string): RawBuilder<string> {
  return sql<string>`'%' || talka_ext.plain(${part.replace(/[\\%_]/g, (sign) => `\\${sign}`)}) || '%'`
}

function within(value: RawBuilder<unknown>, type: string, { from, to, before }: Span & { before?: string | null }) {
  const end = (sign: string, at: string | null | undefined) =>
    at ? [sql<boolean>`${value} ${sql.raw(sign)} ${at}::${sql.raw(type)}`] : []
  return sql<boolean>`${sql.join([...end('>=', from), ...end('<=', to), ...end('<', before)], sql` and `)}`
}

function instantsOf({ from, to }: Span, timeZone: string) {
  return { from: from && beginOf(from, timeZone), to: null, before: to && beginOf(addDays(to, 1), timeZone) }
}
