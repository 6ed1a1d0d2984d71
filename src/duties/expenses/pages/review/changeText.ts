import type { Params } from '#core/message.ts'
import { changesSince } from '../../rules/changes-since.ts'
import type { PresentedLine as SaidLine } from '../../rules/presented-line.ts'
import type { DepartmentReport, PresentedLine, Target } from './types.ts'

type Change = DepartmentReport['changes'][number]

/** One change as it is shown: a line's, or a whole person's part that came in later. */
interface ShownChange {
  target: Target
  change: Change
  line: PresentedLine | undefined
  /** Lines of a part that is new as a whole. */
  part: number
}

/** The changes since the last look; a person of whom everything is new is one change, not one a line. */
export function shownChanges(report: DepartmentReport): ShownChange[] {
  const lines = new Map(report.lines.map((line) => [line.lineId, line]))
  const linesOf = Map.groupBy(report.lines, (line) => line.memberId)
  const added = Map.groupBy(
    report.changes.filter((change) => change.kind === 'added'),
    (change) => change.memberId,
  )
  const isNew = (memberId: string) => added.get(memberId)?.length === linesOf.get(memberId)?.length
  return report.changes.flatMap((change): ShownChange[] => {
    const line = lines.get(change.lineId)
    if (!isNew(change.memberId)) return [{ target: `line:${change.lineId}`, change, line, part: 0 }]
    const part = added.get(change.memberId) ?? []
    return part[0] === change ? [{ target: `person:${change.memberId}`, change, line, part: part.length }] : []
  })
}

/** What of a line is another than it was. */
export function changesOf(was: PresentedLine, now: PresentedLine): ShownChange[] {
  const said = (line: PresentedLine) => ({ ...line, receipts: line.receipts ?? [] }) as SaidLine
  return changesSince([said(was)], [said(now)]).map((change) => {
    return { target: `line:${now.lineId}`, change, line: now, part: 0 }
  })
}

/** A change in one sentence: a part or line that is new, a line taken out, or which fields differ. */
export function changeText(
  { change, line, part }: ShownChange,
  currency: string,
  t: (key: string, params?: Params) => string,
): string {
  if (part > 0) return t('expenses.review.changed.part', { name: line?.memberName ?? '', n: part })
  const name = line ? `${line.memberName}, ${line.merchant}` : ''
  if (change.kind === 'added') return t('expenses.review.changed.added', { line: name })
  if (change.kind === 'removed') return t('expenses.review.changed.removed')
  const claimed = change.fields.claimedCents as [number | null, number | null] | undefined
  if (claimed) {
    const amount = (cents: number | null) => (cents === null ? t('expenses.review.changed.none') : { cents, currency })
    return t('expenses.review.changed.amount', { line: name, was: amount(claimed[0]), now: amount(claimed[1]) })
  }
  const fields = Object.keys(change.fields).map((field) => t(`expenses.review.fields.${field}`))
  return t('expenses.review.changed.fields', { line: name, fields })
}
