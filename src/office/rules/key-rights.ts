import type { Actor } from '#core/actor.ts'
import { dutyOf, seeingRights } from '#core/duty.ts'
import type { GivenRight, Right } from '#core/rights.ts'
import { withOnly } from './rights.ts'

/** What a key says of itself; `rights` null stands for all that its owner has at the time. */
export interface KeyTerms {
  id: string
  rights: readonly Right[] | null
  readOnly: boolean
  /** The last day on which it works, in the office's calendar. */
  expiresOn: string | null
}

/** What one may give to a key: one's rights of today, without those that everybody has. */
export function rightsToGive(own: ReadonlySet<Right>): GivenRight[] {
  return [...own].filter((right) => right !== 'anyone' && right !== 'member').sort()
}

/** The owner as his key makes him: with the chosen rights among his own, and only the roles that those rights are. */
export function narrowedBy(owner: Actor, { id, rights, readOnly }: KeyTerms): Actor {
  const key = { id, readOnly, isChosen: rights !== null }
  if (!rights) return { ...owner, key }
  const chosen = new Set<Right>(['anyone', 'member', ...rights.flatMap((right) => [right, ...seeingFor(right)])])
  const left = new Set([...owner.rights].filter((right) => chosen.has(right)))
  // Where he acts for somebody, the duty of his that lets him has been narrowed before.
  return { ...(owner.behalf ? { ...owner, rights: left } : withOnly(owner, left)), key }
}

/** Whatever one does in a duty, one has to see it. */
function seeingFor(right: Right): Right[] {
  return seeingRights().flatMap(([duty, see]) => (duty === dutyOf(right) ? [see] : []))
}
