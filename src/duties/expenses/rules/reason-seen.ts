/** A reason that stands on a record, and who gave it; null where none does. */
interface Reason {
  why: string | null
  by: string | null
}

/**
 * Whether somebody who gives a reason, or takes one back with null, knows the one that stands there: he gave it himself,
 * or says with `was` what he saw. Without `was` one may take back what stands, but not put one's own in its place.
 */
export function isReasonSeen(
  stands: Reason,
  { why, was }: { why: string | null; was?: string | null | undefined },
  { id }: { id: string },
): boolean {
  if (was !== undefined) return (was || null) === stands.why
  return why === null || stands.why === null || stands.why === why || stands.by === id
}
