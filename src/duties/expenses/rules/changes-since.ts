import { type PresentedLine, saidBy } from './presented-line.ts'

export interface LineChange {
  lineId: string
  memberId: string
  categoryId: string
  kind: 'added' | 'removed' | 'changed'
  /** Before and after, for the fields that differ. */
  fields: Record<string, [unknown, unknown]>
}

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
    const fields = differences(was, line)
    if (Object.keys(fields).length > 0) changes.push({ lineId, memberId, categoryId, kind: 'changed', fields })
  }
  for (const { lineId, memberId, categoryId } of old.values()) {
    changes.push({ lineId, memberId, categoryId, kind: 'removed', fields: {} })
  }
  return changes
}

function differences(was: PresentedLine, is: PresentedLine): LineChange['fields'] {
  const [before, now] = [saidBy(was), saidBy(is)]
  const differing = Object.keys(now).filter((field) => before[field] !== undefined && before[field] !== now[field])
  return Object.fromEntries(differing.map((field) => [field, [shown(was, field), shown(is, field)]]))
}

/** Of receipts how many they are. */
function shown(line: PresentedLine, field: string): unknown {
  return field === 'receipts' ? line.receipts.length : line[field as keyof PresentedLine]
}
