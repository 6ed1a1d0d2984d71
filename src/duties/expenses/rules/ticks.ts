import { noCategory } from './matrix.ts'
import { type PresentedLine, type StandingLine, saidBy } from './presented-line.ts'

type Placed = Pick<StandingLine, 'lineId' | 'memberId' | 'categoryId'>

/** The lines a target covers. */
export function linesUnder<Line extends Placed>(target: string, lines: readonly Line[]): Line[] {
  const [kind, first, second] = target.split(':')
  if (kind === 'line') return lines.filter((line) => line.lineId === first)
  if (kind === 'cell') return lines.filter((line) => line.memberId === first && categoryOf(line) === second)
  if (kind === 'person') return lines.filter((line) => line.memberId === first)
  if (kind === 'column') return lines.filter((line) => categoryOf(line) === first)
  return []
}

function categoryOf(line: Placed): string {
  return line.categoryId ?? noCategory
}

/** What of the lines a tick vouches for: all that they say. A later difference in any of it takes the tick away. */
export function tickedContent(lines: readonly StandingLine[]): unknown {
  return inOrder(lines).map((line) => [line.lineId, saidBy(line)])
}

/** What ticks vouched for that were set before they vouched for all. */
export function tickedContentBefore(lines: readonly PresentedLine[]): unknown {
  return inOrder(lines).map((line) => [
    line.lineId,
    line.claimedCents,
    line.spentOn,
    line.merchant,
    line.categoryId,
    line.missingReason,
    line.receipts.map((r) => r.sha256),
  ])
}

function inOrder<Line extends StandingLine>(lines: readonly Line[]): Line[] {
  return lines.toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1))
}

/** Whether a line is ticked, itself or through its figure, its person or its category. */
export function isTicked(line: Placed, valid: ReadonlySet<string>): boolean {
  return (
    valid.has(`line:${line.lineId}`) ||
    valid.has(`cell:${line.memberId}:${categoryOf(line)}`) ||
    valid.has(`person:${line.memberId}`) ||
    valid.has(`column:${categoryOf(line)}`)
  )
}
