import { refuse, type Says } from './refusal.ts'

/** A field that both changed: what is there now and what the person typed. */
export interface Clash {
  field: string
  now: unknown
  yours: unknown
}

/** The fields in which a person's edit differs from what is there now; an undefined field was left alone. */
function clashesOf(now: object, yours: object): Clash[] {
  return Object.entries(yours)
    .map(([field, value]) => ({ field, now: (now as Record<string, unknown>)[field] ?? null, yours: value as unknown }))
    .filter(({ now: there, yours: typed }) => typed !== undefined && JSON.stringify(there) !== JSON.stringify(typed))
}

/**
 * Refuses an edit of an older version, with the clashing fields in `details` as `{ version, fields }`. A decision about an
 * older version is refused in words of its own, `isNow`, that name what it is now; `details` hold that as `now`, to ask anew.
 */
export function refuseStale(
  now: { id?: string; version: number },
  version: number,
  yours: object,
  isNow?: { reason: Says; now: object },
): void {
  if (version === now.version) return
  const about = now.id === undefined ? {} : { record: now.id }
  const details = { version: now.version, fields: clashesOf(now, yours) }
  if (isNow) refuse({ ...about, ...isNow.reason }, { ...details, now: isNow.now })
  refuse({ says: 'core.stale', ...about }, details)
}

/**
 * The same for a decision that may come without the version that was looked at, as programs send it: it is then about the
 * record as it is.
 */
export function refuseUnlessSeen(
  now: { id?: string; version: number },
  seen: number | undefined,
  isNow: { reason: Says; now: object },
): void {
  if (seen !== undefined) refuseStale(now, seen, {}, isNow)
}

/**
 * The same for values that carry no version: `was` is what the person saw when he set `yours`. What stands there already may
 * be set again.
 */
export function refuseUnseen<Value extends string | number | null>(
  edits: readonly { field: string; was: Value; now: Value; yours: Value }[],
  isSame: (one: Value, other: Value) => boolean = Object.is,
): void {
  const fields = unseenIn(edits, isSame)
  if (fields.length > 0) refuse({ says: 'core.stale' }, { fields })
}

/** Those of them that are refused, for words that name what stands there. */
export function unseenIn<Value extends string | number | null>(
  edits: readonly { field: string; was: Value; now: Value; yours: Value }[],
  isSame: (one: Value, other: Value) => boolean = Object.is,
) {
  return edits
    .filter(({ was, now, yours }) => !isSame(now, was) && !isSame(now, yours))
    .map(({ field, now, yours }) => ({ field, now, yours }))
}

/** The fields that a person did send. */
export function given<Fields extends object>(
  fields: Fields,
): { [Field in keyof Fields]?: Exclude<Fields[Field], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}
