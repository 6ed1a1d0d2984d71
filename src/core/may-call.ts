import type { Actor } from './actor.ts'
import { isInOwnName } from './duty.ts'
import type { Says } from './refusal.ts'
import type { OperationMeta, Right } from './rights.ts'

/** Whether a right, or any one of several, opens an operation to the caller. */
export function mayCall(actor: Pick<Actor, 'rights'>, right: Right | readonly Right[]): boolean {
  return [right].flat().some((one) => one === 'anyone' || one === 'member' || actor.rights.has(one))
}

/** Whether rights, key and name let the caller do it; what it is done to is the operation's own affair. */
export function isOpenTo(actor: Pick<Actor, 'rights' | 'key' | 'behalf'>, meta: OperationMeta): boolean {
  return mayCall(actor, meta.right ?? 'member') && keyReason(actor, meta) === null && behalfReason(actor, meta) === null
}

/** Why this may not be done in another's name; null when it may, or when the caller works in his own. */
export function behalfReason(actor: Pick<Actor, 'behalf'> | null, meta: OperationMeta): Says | null {
  return actor?.behalf && meta.changes && isInOwnName(meta) ? { says: 'core.ownName', name: actor.behalf.name } : null
}

/** Why the API key that a program calls with may not do this; null when it may, or when a person is signed in. */
export function keyReason(actor: Pick<Actor, 'key'> | null, meta: OperationMeta): Says | null {
  const { changes, inPerson, onlyChosen } = meta
  if (!actor?.key) return null
  if (inPerson) return { says: 'core.notByKey' }
  if (changes && actor.key.readOnly) return { says: 'core.keyReadOnly' }
  return onlyChosen && !actor.key.isChosen ? { says: 'core.keyNotChosen' } : null
}
