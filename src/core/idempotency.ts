import { createHash, createHmac } from 'node:crypto'
import { type Actor, selfOf } from './actor.ts'
import type { Call } from './call.ts'
import type { Db } from './database.ts'
import { chartRoles, formerlyNamed } from './duty.ts'
import { invalid, refuse } from './refusal.ts'
import type { PlacesOfRoles } from './rights.ts'
import type { WrittenEvent } from './told.ts'

const longestKey = 200

interface Done<Answer> {
  answer: Answer
  events: WrittenEvent[]
}

interface Asked {
  call: Call
  operation: string
  input: unknown
  /** The answer holds what is shown once: it is not kept. */
  isSecret: boolean
  /** Whose link is called with, where a link takes the place of a sign-in. */
  bearer?: ((db: Db) => Promise<string>) | undefined
}

/**
 * Does the work once per member, person in whose name, and `Idempotency-Key` (IETF draft-ietf-httpapi-idempotency-key-header),
 * or per link and key where a link takes the place of a sign-in, whoever is signed in besides: the same key with the same input gets the first answer again, or is told that it was done when that answer held a secret;
 * with another input it is refused. Without a key the work is just done.
 *
 * The answer is given again only to a caller with the very rights, teams, departments and API key that the first call had,
 * as the duty chart gives them now; to any other it is refused, and never done twice. What has since become of the record
 * is not asked: who repeats in time gets what he was told before, and no more.
 */
export async function remembered<Answer>(
  db: Db,
  { call, operation, input, isSecret, bearer }: Asked,
  work: () => Promise<Done<Answer>>,
): Promise<Done<Answer>> {
  const key = call.headers.get('idempotency-key')
  if (!key || !(call.actor || bearer)) return work()
  if (key.length > longestKey) invalid('Idempotency-Key', { says: 'core.keyTooLong', most: longestKey })

  const linkId = await bearer?.(db)
  const whose = linkId
    ? { actorId: linkId, personId: linkId }
    : { actorId: call.actor!.id, personId: selfOf(call.actor!).id }
  const mine = { ...whose, key }
  const inputHash = await hashOf(call.office, input)
  const rightsHash = linkId ? 'link' : standingOf(call.actor!)
  const isFirst = await db
    .insertInto('rememberedAnswer')
    .values({ ...mine, operation, inputHash, rightsHash, output: null })
    .onConflict((oc) => oc.columns(['actorId', 'personId', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst()

  if (!isFirst) {
    const before = await db
      .selectFrom('rememberedAnswer')
      .select(['operation', 'inputHash', 'rightsHash', 'output'])
      .where((eb) => eb.and(mine))
      .executeTakeFirstOrThrow()
    if (before.operation !== operation || before.inputHash !== inputHash) refuse({ says: 'core.keyUsedForOther' })
    if (![rightsHash, standingBefore(call.actor)].includes(before.rightsHash))
      refuse({ says: 'core.keyUsedWithOtherRights' })
    if (before.output === null) refuse({ says: 'core.doneAndShownOnce' })
    return { answer: before.output as Answer, events: [] }
  }

  const done = await work()
  if (isSecret) return done
  await db
    .updateTable('rememberedAnswer')
    .set({ output: JSON.stringify(done.answer) })
    .where((eb) => eb.and(mine))
    .execute()
  return done
}

/** What the caller may and where, as the call found it, in one order. */
function standingOf({ key, teamId, departmentId, rights, teams, departments, branches }: Actor): string {
  const places = (of: PlacesOfRoles) =>
    chartRoles().flatMap((role) => (of[role].length > 0 ? [[role, [...of[role]].sort()]] : []))
  // By name and only where one has it: a role that comes with a new duty changes nobody's.
  const held = [teams, departments, branches].map((of) => places(of).sort())
  return hashOfStanding([key, teamId, departmentId, [...rights].sort(), held])
}

/** The same as it was written before the roles had their names of today, for what was asked then and is repeated now. */
function standingBefore(actor: Actor | null): string | null {
  if (!actor) return null
  const { key, teamId, departmentId, rights, teams, departments } = actor
  const places = (of: PlacesOfRoles) => formerlyNamed().map((role) => [...of[role]].sort())
  return hashOfStanding([key, teamId, departmentId, [...rights].sort(), places(teams), places(departments)])
}

function hashOfStanding(standing: unknown): string {
  return createHash('sha256').update(JSON.stringify(standing)).digest('hex')
}

/**
 * Of all that was given, files with their content: two photographs under one name are two inputs. Keyed with the office's
 * secret, for an input may hold a password, which a bare hash would let one guess.
 */
async function hashOf({ name, secret }: Call['office'], input: unknown): Promise<string> {
  const files = Object.values(input ?? {}).filter((value) => value instanceof Blob)
  const hash = createHmac('sha256', secret).update(`remembered input\n${name}\n${JSON.stringify(input) ?? ''}`)
  for (const file of files) hash.update(new Uint8Array(await file.arrayBuffer()))
  return hash.digest('hex')
}
