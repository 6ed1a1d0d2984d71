import type { PresentedLine } from '../tables.ts'

/** What a tick can cover: a line, a person's figure in a category, a person, a category's sum. */
export type TickTarget = `line:${string}` | `cell:${string}:${string}` | `person:${string}` | `column:${string}`

/** The lines a target covers. */
export function linesUnder(target: string, lines: readonly PresentedLine[]): PresentedLine[] {
  const [kind, first, second] = target.split(':')
  if (kind === 'line') return lines.filter((line) => line.lineId === first)
  if (kind === 'cell') return lines.filter((line) => line.memberId === first && line.categoryId === second)
  if (kind === 'person') return lines.filter((line) => line.memberId === first)
  if (kind === 'column') return lines.filter((line) => line.categoryId === first)
  return []
}

/** What of the lines a tick vouches for; a later difference in any of it takes the tick away. */
export function tickedContent(lines: readonly PresentedLine[]): unknown {
  return lines
    .map((line) => [
      line.lineId,
      line.claimedCents,
      line.spentOn,
      line.merchant,
      line.categoryId,
      line.missingReason,
      line.receipts.map((r) => r.sha256),
    ])
    .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
}

/** Whether a line is ticked, itself or through its figure, its person or its category. */
export function isTicked(line: PresentedLine, valid: ReadonlySet<string>): boolean {
  return (
    valid.has(`line:${line.lineId}`) ||
    valid.has(`cell:${line.memberId}:${line.categoryId}`) ||
    valid.has(`person:${line.memberId}`) ||
    valid.has(`column:${line.categoryId}`)
  )
}
