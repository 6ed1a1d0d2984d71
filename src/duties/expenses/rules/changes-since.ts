import type { PresentedLine } from './presented-line.ts'

export interface LineChange {
  lineId: string
  memberId: string
  categoryId: string
  kind: 'added' | 'removed' | 'changed'
  /** Before and after, for the fields that differ. */
  fields: Record<string, [unknown, unknown]>
}

const compared = [
  'spentOn',
  'merchant',
  'categoryId',
  'amountCents',
  'currency',
  'claimedCents',
  'ownShareCents',
  'purpose',
  'customer',
  'guests',
  'explanation',
  'missingReason',
] as const

/** What differs between the version one last looked at and the one before one's eyes. */
export function changesSince(before: readonly PresentedLine[], now: readonly PresentedLine[]): LineChange[] {
  const old = new Map(before.map((line) => [line.lineId, line]))
  const changes: LineChange[] = []
  for (const line of now) {
    const was = old.get(line.lineId)
    old.delete(line.lineId)
    const { lineId, memberId, categoryId } = line
    if (!was) {
      changes.push({ lineId, memberId, categoryId, kind: 'added', fields: {} })
      continue
    }
    const fields = Object.fromEntries(
      compared
        .filter((field) => was[field] !== line[field])
        .map((field) => [field, [was[field], line[field]] as [unknown, unknown]]),
    )
    if (shaOf(was) !== shaOf(line)) fields.receipts = [was.receipts.length, line.receipts.length]
    if (Object.keys(fields).length > 0) changes.push({ lineId, memberId, categoryId, kind: 'changed', fields })
  }
  for (const { lineId, memberId, categoryId } of old.values()) {
    changes.push({ lineId, memberId, categoryId, kind: 'removed', fields: {} })
  }
  return changes
}

function shaOf(line: PresentedLine): string {
  return line.receipts
    .map((receipt) => receipt.sha256)
    .sort()
    .join()
}
