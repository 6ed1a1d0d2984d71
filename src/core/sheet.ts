import type { Day } from './days.ts'
import type { Money } from './money.ts'

/** Decimal text, as rates are kept: in a number's column it is a number, not text. */
export const isDecimal = (text: string) => /^-?\d+(\.\d+)?$/.test(text)

/** One column; `currency` is a money column's, `width` counts characters. */
export interface SheetColumn {
  title: string
  kind: 'text' | 'money' | 'date' | 'number'
  currency?: string
  width?: number
}

/** Money is whole cents in the column's currency or carries its own; a date is 'YYYY-MM-DD'; a number may be decimal text, '0.2345'. */
export type SheetCell = string | number | Day | Money | null | undefined

export interface Sheet {
  /** Cut to what Excel allows: 31 characters, none of []:*?/\ . */
  name: string
  columns: SheetColumn[]
  rows: SheetCell[][]
  /** A last row in bold. */
  totals?: SheetCell[]
}

/** A sheet as it was read: dates as 'YYYY-MM-DD' (with 'THH:MM' if there is a time), empty cells null. */
export interface SheetRead {
  name: string
  rows: (string | number | boolean | null)[][]
}
