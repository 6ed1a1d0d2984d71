import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { forbiddenSo } from '#core/refusal.ts'
import { accessOf } from '../queries/members.ts'
import type { Member } from '../queries/people.ts'

/**
 * Refuses a program what would let it in as somebody who has a password or administers: a link that sets the password, or
 * another e-mail, to which anybody may have such a link sent.
 */
export async function mustBeInPerson(db: Db, actor: Actor, member: Pick<Member, 'id' | 'roles'>): Promise<void> {
  if (!actor.key) return
  if (member.roles.includes('administrator') || (await accessOf(db, member.id)).hasPassword)
    forbiddenSo({ says: 'core.notByKey' })
}

/** Refuses a program to make an administrator: who may invite that one would come in himself. */
export function mustMakeInPerson(actor: Actor, roles: Member['roles']): void {
  if (actor.key && roles.includes('administrator')) forbiddenSo({ says: 'core.notByKey' })
}
