import { createHash } from 'node:crypto'
import type { Db } from './database.ts'
import type { WrittenEvent } from './events.ts'
import type { Call } from './operation.ts'
import { refuse } from './refusal.ts'

interface Done<Answer> {
  answer: Answer
  events: WrittenEvent[]
}

/**
 * Does the work once per member and `Idempotency-Key` (IETF draft-ietf-httpapi-idempotency-key-header): the same key
 * with the same input gets the first answer again; with another input it is refused. Without a key the work is just done.
 */
export async function remembered<Answer>(
  db: Db,
  { call, operation, input }: { call: Call; operation: string; input: unknown },
  work: () => Promise<Done<Answer>>,
): Promise<Done<Answer>> {
  const key = call.headers.get('idempotency-key')
  if (!key || !call.actor) return work()

  const actorId = call.actor.id
  const inputHash = createHash('sha256')
    .update(JSON.stringify(input) ?? '')
    .digest('hex')
  const mine = await db
    .insertInto('rememberedAnswer')
    .values({ actorId, key: key.slice(0, 200), operation, inputHash, output: null })
    .onConflict((oc) => oc.columns(['actorId', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst()

  if (!mine) {
    const before = await db
      .selectFrom('rememberedAnswer')
      .select(['operation', 'inputHash', 'output'])
      .where('actorId', '=', actorId)
      .where('key', '=', key.slice(0, 200))
      .executeTakeFirstOrThrow()
    if (before.operation !== operation || before.inputHash !== inputHash) refuse({ says: 'core.keyUsedForOther' })
    return { answer: before.output as Answer, events: [] }
  }

  const done = await work()
  await db
    .updateTable('rememberedAnswer')
    .set({ output: JSON.stringify(done.answer) })
    .where('actorId', '=', actorId)
    .where('key', '=', key.slice(0, 200))
    .execute()
  return done
}
