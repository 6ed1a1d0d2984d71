import { refuse } from '#core/refusal.ts'

/** A field that both changed: what is there now and what the person typed. */
export interface Clash {
  field: string
  now: unknown
  yours: unknown
}

/** The fields in which a person's edit differs from what is there now. Undefined means the person left a field alone. */
export function clashesOf(now: object, yours: object): Clash[] {
  return Object.entries(yours)
    .filter(([field, value]) => {
      const there = now[field as keyof typeof now] as unknown
      return value !== undefined && JSON.stringify(there ?? null) !== JSON.stringify(value)
    })
    .map(([field, value]) => ({ field, now: now[field as keyof typeof now] ?? null, yours: value }))
}

/** Refuses an edit of an older version, with the clashing fields in `details` as `{ version, fields }`. */
export function refuseStale<Row extends { version: number }>(
  now: Row,
  version: number | undefined,
  yours: object,
): void {
  if (version === undefined || version === now.version) return
  refuse({ says: 'core.stale' }, { version: now.version, fields: clashesOf(now, yours) })
}
