import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { now } from '#core/clock.ts'
import { newId } from '#core/ids.ts'
import { keepAsIs, readLocked, save } from '#core/locked.ts'
import { change, read } from '#core/operation.ts'
import { absent, invalid } from '#core/refusal.ts'
import { Day, Done, eachOnce, Instant, listOf, RecordId, whole } from '#core/shapes.ts'
import { officeToday } from '../public.ts'
import { rightsToGive } from '../rules/key-rights.ts'
import { Id, Name, RightGiven } from '../shapes.ts'
import { hashOf } from '../sign-in.ts'

const Key = z
  .object({
    id: RecordId,
    name: z.string(),
    hint: z.string(),
    rights: z
      .array(RightGiven)
      .nullable()
      .describe('What it may do; null: all that its owner may at the time, but approve and pay.'),
    readOnly: z.boolean().describe('It may read all that its rights open, and change nothing.'),
    expiresOn: Day.nullable().describe('The last day on which it works; null: until it is revoked.'),
    ended: z.boolean().describe('That day has passed.'),
    createdAt: Instant,
    lastUsedAt: Instant.nullable(),
  })
  .meta({ title: 'ApiKey' })

const keyFields = ['id', 'name', 'hint', 'rights', 'readOnly', 'expiresOn', 'createdAt', 'lastUsedAt'] as const

export const apiKeys = read({
  right: 'member',
  summary: 'One’s own API keys that work; the keys themselves are not kept.',
  rest: 'GET /office/api-keys',
  input: z.object({}),
  output: listOf(Key),
  async do({ db, actor }) {
    const day = await officeToday(db)
    const rows = await db
      .selectFrom('apiKey')
      .select(keyFields)
      .where('memberId', '=', actor.id)
      .where('revokedAt', 'is', null)
      .orderBy('createdAt', 'desc')
      .orderBy('id')
      .execute()
    return whole(rows.map((row) => ({ ...row, ended: row.expiresOn !== null && row.expiresOn < day })))
  },
})

export const makeApiKey = change({
  right: 'member',
  ownName: true,
  inPerson: true,
  summary: 'Make an API key with all or some of one’s own rights, or to read only; it is shown this once.',
  rest: 'POST /office/api-keys',
  input: z.object({
    name: Name.max(100),
    rights: eachOnce(z.array(RightGiven).min(1).max(100))
      .nullable()
      .default(null)
      .describe('Null: all that its owner has, but neither to approve nor to pay: those are chosen by name.'),
    readOnly: z.boolean().default(false).describe('It may read and change nothing.'),
    expiresOn: Day.nullable().default(null),
  }),
  output: Key.extend({ key: z.string().describe('The key itself; it is shown this once.') }),
  isSecret: true,
  async do({ input, db, actor, tell }) {
    await keepAsIs(db, { member: [actor.id] })
    const { name, readOnly, expiresOn } = input
    const rights = input.rights && [...new Set(input.rights)].sort()
    const missing = rights?.find((right) => !rightsToGive(actor.rights).includes(right))
    if (missing) invalid('rights', { says: 'office.keyRightNotOwn', right: missing })
    if (expiresOn && expiresOn < (await officeToday(db))) invalid('expiresOn', { says: 'office.keyExpired' })
    const key = `talka_${randomBytes(30).toString('base64url')}`
    const row = await db
      .insertInto('apiKey')
      .values({
        id: newId(),
        memberId: actor.id,
        name,
        rights,
        readOnly,
        expiresOn,
        hint: key.slice(-4),
        keyHash: hashOf(key),
        lastUsedAt: null,
        revokedAt: null,
      })
      .returning(keyFields)
      .executeTakeFirstOrThrow()
    tell({
      record: ['member', actor.id],
      also: [row.id],
      says: 'office.said.keyMade',
      params: { key: name },
      memberId: actor.id,
    })
    return { ...row, ended: false, key }
  },
})

export const revokeApiKey = change({
  right: 'member',
  ownName: true,
  inPerson: true,
  summary: 'Revoke one of one’s own API keys; it stops working at once.',
  rest: 'POST /office/api-keys/{keyId}/revoke',
  destructive: true,
  idempotent: true,
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
      says: 'office.said.keyRevoked',
      params: { key: row.name },
      memberId: actor.id,
    })
    return { id: row.id }
  },
})
