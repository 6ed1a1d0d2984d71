import type { Says } from '#core/refusal.ts'
import type { Right } from '#core/rights.ts'

/** Any one of these lets one change reports and receipts that are one's own or of a team whose expenses one prepares; seeing them does not. */
export const rightsToEdit = ['expenses.claim', 'expenses.prepare'] as const satisfies readonly Right[]

/** How far a report has got, and what the senior manager has asked about. */
export interface Standing {
  presentedAt: string | null
  approvedAt: string | null
  /** Queries about the person that wait for their answer. */
  asked: readonly Asked[]
  /** Ids of the lines as they lie before the senior manager. */
  shown: ReadonlySet<string>
}

/** What a query is about: one line, a person's category, or the whole person. */
export interface Asked {
  lineId: string | null
  categoryId: string | null
}

/** Why a line may not be changed now; null when it may. A query opens just the lines it is about. */
export function whyLineIsFrozen(standing: Standing, line: { id: string; categoryId: string | null }): Says | null {
  if (standing.approvedAt) return { says: 'expenses.frozen.approved' }
  if (!standing.presentedAt) return null
  return standing.asked.some((query) => opens(query, line, standing.shown))
    ? null
    : { says: 'expenses.frozen.presented' }
}

/** Whether nothing at all is known of a line. */
export function isBlank(line: {
  spentOn: string | null
  categoryId: string | null
  amountCents: number
  merchant: string
  purpose: string
  customer: string
  guests: string
  explanation: string
}): boolean {
  const texts = [line.merchant, line.purpose, line.customer, line.guests, line.explanation]
  return !line.spentOn && !line.categoryId && line.amountCents === 0 && texts.every((text) => text === '')
}

/** Why lines may not be added or taken away; a query about the whole person or about a cell opens that too. */
export function whyLinesAreFrozen(standing: Omit<Standing, 'shown'>): Says | null {
  if (standing.approvedAt) return { says: 'expenses.frozen.approved' }
  if (!standing.presentedAt) return null
  return standing.asked.some((query) => query.lineId === null) ? null : { says: 'expenses.frozen.presented' }
}

/** Whether a query opens a line of its person: it is about it, or the line was added or split off since the presentation. */
export function opens(
  query: Asked,
  line: { id: string; categoryId: string | null },
  shown: ReadonlySet<string>,
): boolean {
  return !shown.has(line.id) || isAbout(query, line)
}

/** A query is about one line, about a person's category, or about the whole person. */
export function isAbout(query: Asked, line: { id: string; categoryId: string | null }): boolean {
  if (query.lineId) return query.lineId === line.id
  return query.categoryId === null || query.categoryId === line.categoryId
}
