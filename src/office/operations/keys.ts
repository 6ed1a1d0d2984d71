import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { now } from '#core/clock.ts'
import { newId } from '#core/ids.ts'
import { keepAsIs, readLocked, save } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent } from '#core/refusal.ts'
import { Done } from '#core/shapes.ts'
import { Id, Name } from '../shapes.ts'
import { hashOf } from '../sign-in.ts'

const Key = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
})

export const apiKeys = read({
  right: 'member',
  summary: 'One’s own API keys that work; the keys themselves are not kept.',
  rest: 'GET /office/api-keys',
  input: z.object({}),
  output: z.array(Key),
  do: ({ db, actor }) =>
    db
      .selectFrom('apiKey')
      .select(['id', 'name', 'hint', 'createdAt', 'lastUsedAt'])
      .where('memberId', '=', actor.id)
      .where('revokedAt', 'is', null)
      .orderBy('createdAt', 'desc')
      .orderBy('id')
      .execute(),
})

export const makeApiKey = change({
  right: 'member',
  summary: 'Make an API key with one’s own rights; it is shown this once.',
  rest: 'POST /office/api-keys',
  input: z.object({ name: Name.max(100) }),
  output: Key.extend({ key: z.string() }),
  isSecret: true,
  async do({ input, db, actor, tell }) {
    await keepAsIs(db, { member: [actor.id] })
    const key = `talka_${randomBytes(30).toString('base64url')}`
    const row = await db
      .insertInto('apiKey')
      .values({
        id: newId(),
        memberId: actor.id,
        name: input.name,
        hint: key.slice(-4),
        keyHash: hashOf(key),
        lastUsedAt: null,
        revokedAt: null,
      })
      .returning(['id', 'name', 'hint', 'createdAt', 'lastUsedAt'])
      .executeTakeFirstOrThrow()
    tell({
      record: ['member', actor.id],
      also: [row.id],
      says: 'office.event.keyMade',
      params: { key: input.name },
      memberId: actor.id,
    })
    return { ...row, key }
  },
})

export const revokeApiKey = change({
  right: 'member',
  summary: 'Revoke one of one’s own API keys; it stops working at once.',
  rest: 'POST /office/api-keys/{keyId}/revoke',
  input: z.object({ keyId: Id }),
  output: Done,
  async do({ input, db, actor, tell }) {
    const row = await readLocked(db, 'apiKey', input.keyId, () =>
      db
        .selectFrom('apiKey')
        .select(['id', 'name'])
        .where('id', '=', input.keyId)
        .where('memberId', '=', actor.id)
        .where('revokedAt', 'is', null)
        .executeTakeFirst(),
    )
    if (!row) absent({ says: 'office.noSuchKey' })
    await save(db, 'apiKey', row, { revokedAt: now().toString() })
    tell({
      record: ['member', actor.id],
      also: [row.id],
      says: 'office.event.keyRevoked',
      params: { key: row.name },
      memberId: actor.id,
    })
    return { id: row.id }
  },
})
