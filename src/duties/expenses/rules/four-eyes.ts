import type { Says } from '#core/refusal.ts'

/** What takes four eyes: whoever had a hand in a report does none of it. */
export type FourEyes = 'approve' | 'agree' | 'pay'

/** Why somebody with a hand in a report may not do it, naming who may; `others` have the duty and had no hand in it. */
export function fourEyesReason(verb: FourEyes, others: readonly { name: string }[]): Says {
  const who = others.map(({ name }) => name).join(', ')
  return { says: `expenses.fourEyes.${verb}`, n: others.length, who }
}
