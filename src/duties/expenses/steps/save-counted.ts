import type { Db } from '#core/database.ts'
import { profileOf } from '#office/public.ts'
import { type LineRow, partsOfSplit } from '../queries/lines.ts'
import type { ReportRow } from '../queries/reports.ts'
import { claimedOf, isCountedAlike } from '../rules/amounts.ts'
import { type Standing, whyLineIsFrozen } from '../rules/editing.ts'
import { claimedByParts } from '../rules/split.ts'
import { type LockedLine, saveLine, standingOf } from './line-edits.ts'

interface Edit {
  before: LockedLine
  next: LineRow
}

interface Counting {
  officeCurrency: string
  /** Of the report that the lines are in. */
  standing: Standing
}

/** Saves one line that a person edits, as its report stands. */
export async function saveEdit(db: Db, report: ReportRow, edit: Edit): Promise<string[]> {
  const { currency: officeCurrency } = await profileOf(db)
  return saveCounted(db, [edit], { officeCurrency, standing: await standingOf(db, report) })
}

/** Where nothing lies before the senior manager. */
export const inWork: Standing = { presentedAt: null, approvedAt: null, asked: [], shown: new Set() }

/**
 * Writes back lines of a report that may count otherwise now, or were taken out or put back. What they claim is counted here,
 * where anything changed that it is counted from: shared out anew among all parts of a split, but for those that are frozen.
 * A removed part counts by itself, until it is put back.
 * Gives the ids of further parts that claim otherwise now.
 */
export async function saveCounted(db: Db, edits: readonly Edit[], counting: Counting): Promise<string[]> {
  const further: string[] = []
  for (const [splitOf, own] of Map.groupBy(edits, ({ next }) => next.splitOf)) {
    const isShared = splitOf !== null && own.some(isCountedAnew)
    const parts = isShared ? await partsOfSplit(db, splitOf) : []
    const claimed = isShared ? shares(parts, own, counting) : claims(own, counting)
    for (const { before, next } of own) await saveLine(db, before, withClaim(next, claimed))
    const edited = new Set(own.map(({ next }) => next.id))
    for (const part of parts.filter(({ id }) => !edited.has(id))) {
      const next = withClaim(part, claimed)
      if (next.claimedCents === part.claimedCents) continue
      await saveLine(db, part, next)
      further.push(part.id)
    }
  }
  return further
}

function claims(edits: readonly Edit[], { officeCurrency }: Counting): Map<string, number | null> {
  const claim = ({ before, next }: Edit) =>
    isCountedAlike(before, next) ? before.claimedCents : claimedOf(next, officeCurrency)
  return new Map(edits.map((edit) => [edit.next.id, claim(edit)]))
}

function shares(parts: readonly LineRow[], edits: readonly Edit[], counting: Counting): Map<string, number | null> {
  const { officeCurrency, standing } = counting
  const edited = new Map(edits.map(({ next }) => [next.id, next]))
  const whole = [...parts.filter(({ id }) => !edited.has(id)), ...edited.values()]
    .filter((part) => part.removedAt === null)
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
  const isHeld = (part: LineRow) => !edited.has(part.id) && whyLineIsFrozen(standing, part) !== null
  return new Map([...claims(edits, counting), ...claimedByParts(whole, officeCurrency, isHeld)])
}

function withClaim(line: LineRow, claimed: ReadonlyMap<string, number | null>): LineRow {
  const claimedCents = claimed.get(line.id)
  return claimedCents === undefined ? line : { ...line, claimedCents }
}

function isCountedAnew({ before, next }: Edit): boolean {
  return !isCountedAlike(before, next) || before.removedAt !== next.removedAt || before.splitOf !== next.splitOf
}
