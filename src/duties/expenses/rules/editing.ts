import type { Says } from '#core/refusal.ts'
import type { PresentedLine } from './presented-line.ts'

/** How far a report has got, and what the senior manager has asked about. */
export interface Standing {
  presentedAt: string | null
  approvedAt: string | null
  /** Queries that wait for their answer. */
  asked: readonly { lineId: string | null; categoryId: string | null }[]
}

/** Why a line may not be changed now; null when it may. A query opens just the lines it is about. */
export function whyLineIsFrozen(standing: Standing, line: { id: string; categoryId: string | null }): Says | null {
  if (standing.approvedAt) return { says: 'expenses.frozen.approved' }
  if (!standing.presentedAt) return null
  return standing.asked.some((query) => isAbout(query, line)) ? null : { says: 'expenses.frozen.presented' }
}

/** Why lines may not be added or taken away; a query about the whole person or about a cell opens that too. */
export function whyLinesAreFrozen(standing: Standing): Says | null {
  if (standing.approvedAt) return { says: 'expenses.frozen.approved' }
  if (!standing.presentedAt) return null
  return standing.asked.some((query) => query.lineId === null) ? null : { says: 'expenses.frozen.presented' }
}

/** A query is about one line, about a person's category, or about the whole person. */
export function isAbout(
  query: { lineId: string | null; categoryId: string | null },
  line: { id: string; categoryId: string | null },
): boolean {
  if (query.lineId) return query.lineId === line.id
  return query.categoryId === null || query.categoryId === line.categoryId
}

/**
 * What is shown once a query is answered: the lines it is about as they stand now, all others as they were shown. `standing`
 * holds the lines of the person asked about.
 */
export function linesWithAnswer(
  query: { memberId: string; lineId: string | null; categoryId: string | null },
  shown: readonly PresentedLine[],
  standing: readonly PresentedLine[],
): PresentedLine[] {
  const asked = (line: PresentedLine) =>
    line.memberId === query.memberId && isAbout(query, { id: line.lineId, categoryId: line.categoryId })
  const open = new Set([...shown, ...standing].filter(asked).map((line) => line.lineId))
  const now = new Map(standing.filter((line) => open.has(line.lineId)).map((line) => [line.lineId, line]))
  const kept = shown.flatMap((line) => (open.has(line.lineId) ? (now.get(line.lineId) ?? []) : line))
  const known = new Set(shown.map((line) => line.lineId))
  return [...kept, ...[...now.values()].filter((line) => !known.has(line.lineId))]
}
