import type { Says } from '#core/refusal.ts'

/** What takes four eyes: whoever had a hand in a report does none of it. Who has money in it does not settle either. */
export type FourEyes = 'approve' | 'agree' | 'pay' | 'settle'

/** What keeps somebody from it: money of his own, or a hand in the report. */
export type Bond = 'own' | 'hand'

/** Why somebody may not do it, naming who may; `others` have the duty and neither a hand in it nor money. */
export function fourEyesReason(bond: Bond, verb: FourEyes, others: readonly { name: string }[]): Says {
  const who = others.map(({ name }) => name)
  return { says: bond === 'own' ? 'expenses.fourEyes.own' : `expenses.fourEyes.${verb}`, n: others.length, who }
}
