import type { Actor } from '#core/actor.ts'
import { forbidden } from '#core/refusal.ts'

/** The one policy's place in the history. */
export const policyRecord = '00000000-0000-4000-8000-000000000001'

/** Refuses who may not look at the settings. Two rights open them, so the seam's single one does not do. */
export function mustLook(actor: Actor): void {
  if (!actor.rights.has('office.administer') && !actor.rights.has('expenses.see')) forbidden('expenses.see')
}

/** The same of who may not settle them. */
export function mustSettle(actor: Actor): void {
  if (!actor.rights.has('office.administer') && !actor.rights.has('expenses.combine')) forbidden('expenses.combine')
}
