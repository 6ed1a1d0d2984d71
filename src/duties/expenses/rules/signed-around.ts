import type { Budget } from './figures.ts'
import type { Unusual, UnusualKind } from './unusual.ts'

/** What a person had accepted in a category, with the department and the team whose reports it was in; minor units. */
export interface BesideFigure {
  departmentId: string
  memberId: string
  teamId: string
  teamName: string
  categoryId: string | null
  cents: number
  /** That it is over; absent, as the next then is, where it was signed before this was kept. */
  lines?: number
  /** Of the lines those that `cents` misses. */
  linesNotCounted?: number
}

/** What stands beside the lines of a report: the previous period, and the month's earlier reports. */
export interface Beside {
  previous: BesideFigure[]
  earlier: BesideFigure[]
}

/** A category as a signed report keeps it, in both languages; they stand in their order. */
export interface SignedCategory {
  id: string
  code: string
  nameEn: string
  nameLt: string
  account: string | null
  /** Minor units of the office's currency. */
  limitCents: number | null
}

/** What a signed report keeps of what lay around its lines, for settings and the chart of teams go on to change. */
export interface SignedAround {
  /** What the department was called; absent where it was signed before this was kept. */
  department?: string
  teams: { id: string; name: string }[]
  budgets: Budget[]
  /** From what difference a figure was unusual; absent where it was signed before this was kept. */
  policy?: { unusualPercent: number; unusualCents: number }
  /** Of the kinds below. */
  marks: Unusual[]
  /** Null where it was signed before this was kept. */
  beside: Beside | null
}

/** Rows with their teams called as in the list; of others they keep the name they have. */
export function calledAs<Row extends { teamId: string; teamName: string }>(
  rows: readonly Row[],
  teams: readonly { id: string; name: string }[],
): Row[] {
  const names = new Map(teams.map(({ id, name }) => [id, name]))
  return rows.map((row) => ({ ...row, teamName: names.get(row.teamId) ?? row.teamName }))
}

const keptKinds: readonly UnusualKind[] = ['overLimit', 'farFromLast', 'overBudget']

/** The marks that hang on settings; the others follow from the lines, or tell what became known since. */
export function marksToKeep(unusual: readonly Unusual[]): Unusual[] {
  return unusual.filter(({ kind }) => keptKinds.includes(kind))
}

/**
 * The marks of a signed report: those that were kept, with those that hang on nothing kept. `called` are the names beside them
 * on the page: of categories in the reader's language, of people the present ones.
 */
export function markedAsSigned(
  now: readonly Unusual[],
  { marks }: Pick<SignedAround, 'marks'>,
  called: { categories: ReadonlyMap<string, string>; people: ReadonlyMap<string, string> },
): Unusual[] {
  const kept = marks.map((mark) => {
    const category = called.categories.get(mark.categoryId ?? '')
    const name = called.people.get(mark.memberId ?? '')
    return {
      ...mark,
      says: { ...mark.says, ...(category === undefined ? {} : { category }), ...(name === undefined ? {} : { name }) },
    }
  })
  return [...kept, ...now.filter(({ kind }) => !keptKinds.includes(kind))].sort((a, b) => b.weightCents - a.weightCents)
}
