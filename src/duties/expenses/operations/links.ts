import * as z from 'zod'
import { type Actor, inScope } from '#core/actor.ts'
import { keepAsIs, readLocked } from '#core/locked.ts'
import type { OpenOffice } from '#core/offices.ts'
import { change, read } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import { Instant, listOf, whole } from '#core/shapes.ts'
import { type Link, linkById, linksOf, stateOfLink } from '../queries/links.ts'
import { roundIn, roundToAddTo } from '../queries/rounds.ts'
import { changedBy, personToAsk, preparedBy } from '../queries/whose.ts'
import { id } from '../rules/shapes.ts'
import { linkAddressFor } from '../steps/link-address.ts'
import { endLinks, newLink } from '../steps/links.ts'

const linkShape = z
  .object({
    id,
    roundId: id,
    memberId: id,
    memberName: z.string(),
    url: z
      .string()
      .nullable()
      .describe('Only while it takes files, and not for a key that may only read: who has it brings receipts.'),
    state: z.enum(['live', 'expired', 'revoked', 'full']),
    expiresAt: Instant,
    maxFiles: z.int(),
    maxBytes: z.int(),
    files: z.int(),
    bytes: z.int(),
    madeAt: Instant,
    lastUsedAt: Instant.nullable(),
    revokedAt: Instant.nullable(),
  })
  .meta({ title: 'UploadLink' })

export const makeLink = change({
  right: 'expenses.prepare',
  summary: 'Make a link by which one salesperson sends receipts of one round without signing in.',
  rest: 'POST /expenses/rounds/{roundId}/links',
  input: z.object({ roundId: id, memberId: id }),
  output: linkShape,
  isSecret: true,
  async do({ db, actor, office, input, tell }) {
    const scope = preparedBy(actor)
    await keepAsIs(db, { member: [input.memberId] })
    const round = await roundToAddTo(db, scope, input.roundId)
    const person = await personToAsk(db, scope, input.memberId, round.month)
    if (round.closedAt) refuse({ says: 'expenses.roundClosed', number: round.number })
    if (person.teamId !== round.teamId) refuse({ says: 'expenses.notOfTeam', name: person.name, team: round.teamName })
    return shownLink({ office, actor }, await newLink(db, { round, person, madeBy: actor.id, tell }))
  },
})

export const links = read({
  right: 'expenses.prepare',
  summary: 'The upload links of a round, newest first.',
  rest: 'GET /expenses/rounds/{roundId}/links',
  input: z.object({ roundId: id, memberId: id.optional() }),
  output: listOf(linkShape),
  async do({ db, actor, office, input }) {
    await roundIn(db, preparedBy(actor), input.roundId)
    return whole((await linksOf(db, input.roundId, input.memberId)).map((link) => shownLink({ office, actor }, link)))
  },
})

export const revokeLink = change({
  right: 'expenses.prepare',
  summary: 'Stop an upload link at once; what came by it stays.',
  rest: 'POST /expenses/links/{linkId}/revoke',
  destructive: true,
  idempotent: true,
  input: z.object({ linkId: id }),
  output: linkShape,
  async do(at) {
    const { db, actor, office, input } = at
    const before = await readLocked(db, 'expenseUploadLink', input.linkId, () => linkById(db, input.linkId))
    if (!before || !inScope(changedBy(actor), { teamId: before.teamId })) absent({ says: 'expenses.noSuchLink' })
    await endLinks(at, [before])
    return shownLink({ office, actor }, (await linkById(db, before.id))!)
  },
})

function shownLink(by: { office: OpenOffice; actor: Actor }, link: Link): z.infer<typeof linkShape> {
  const state = stateOfLink(link)
  const { id, roundId, memberId, memberName, expiresAt, maxFiles, maxBytes, files, bytes } = link
  const { madeAt, lastUsedAt, revokedAt } = link
  const url = state === 'live' ? linkAddressFor(by, id) : null
  return {
    id,
    roundId,
    memberId,
    memberName,
    url,
    state,
    expiresAt,
    maxFiles,
    maxBytes,
    files,
    bytes,
    madeAt,
    lastUsedAt,
    revokedAt,
  }
}
