import * as z from 'zod'
import { type Actor, inScope } from '#core/actor.ts'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { keepAsIs, type Locked, readLocked, save } from '#core/locked.ts'
import type { OpenOffice } from '#core/offices.ts'
import { type Changing, change, read } from '#core/operation.ts'
import { absent, refuse } from '#core/refusal.ts'
import type { Right } from '#core/rights.ts'
import { Instant, listOf, whole } from '#core/shapes.ts'
import { dropStagedBy } from '#core/staging.ts'
import type { Told } from '#core/told.ts'
import { type Link, linkById, linksOf, liveLinksOf, ownerKeyOfLink, stateOfLink } from '../queries/links.ts'
import { type LockedRound, type Round, roundIn, roundToAddTo } from '../queries/rounds.ts'
import { policyOf } from '../queries/settings.ts'
import { uploadTokenOf } from '../queries/upload-token.ts'
import { changedBy, personToAsk, preparedBy } from '../queries/whose.ts'
import { id } from '../rules/shapes.ts'

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

/** Largest files a link may bring, on average: telephones make pictures of 3 to 8 MB. */
const bytesPerFile = 10 * 1024 * 1024

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

/** Ends links for good; what came by them stays. */
export async function endLinks(
  { db, office, tell, afterwards }: Pick<Changing<Right, unknown>, 'db' | 'office' | 'tell' | 'afterwards'>,
  links: readonly Locked<'expenseUploadLink', Link>[],
): Promise<void> {
  const live = links.filter((link) => !link.revokedAt)
  await save(db, 'expenseUploadLink', live, { revokedAt: now().toString() })
  for (const link of links) {
    afterwards(() => dropStagedBy(office, ownerKeyOfLink(link.id)))
    tell(aboutLink(link, 'expenses.said.linkRevoked'))
  }
}

/** Makes a link within the policy's limits. */
async function newLink(
  db: Db,
  {
    round,
    person,
    madeBy,
    tell,
  }: { round: Round; person: { id: string }; madeBy: string | null; tell(fact: Told): void },
): Promise<Link> {
  const { linkDays, linkFiles } = await policyOf(db)
  const linkId = newId()
  await db
    .insertInto('expenseUploadLink')
    .values({
      id: linkId,
      roundId: round.id,
      memberId: person.id,
      expiresAt: now()
        .add({ hours: 24 * linkDays })
        .toString(),
      maxFiles: linkFiles,
      maxBytes: linkFiles * bytesPerFile,
      madeBy,
      lastUsedAt: null,
      revokedAt: null,
    })
    .execute()
  const link = (await linkById(db, linkId))!
  tell(aboutLink(link, 'expenses.said.linkMade'))
  return link
}

/** The person's link if it lives for another two days, else a new one. */
export async function lastingLink(
  db: Db,
  asked: Parameters<typeof newLink>[1] & { round: LockedRound },
): Promise<Link> {
  const live = await liveLinksOf(db, asked.round.id, now().add({ hours: 48 }).toString())
  return live.find((link) => link.memberId === asked.person.id) ?? newLink(db, asked)
}

/** The address that a link's bearer opens. */
export function linkAddressOf(office: Pick<OpenOffice, 'url' | 'name' | 'secret'>, linkId: string): string {
  return `${office.url}/u/${uploadTokenOf(office, linkId)}`
}

/** The same as far as the caller may have it; null for a key that may only read. */
export function linkAddressFor({ office, actor }: { office: OpenOffice; actor: Actor }, linkId: string): string | null {
  return actor.key?.readOnly ? null : linkAddressOf(office, linkId)
}

/** A letter as it is kept: without the address, which works for whoever reads it. */
export function withoutAddress(letter: string, address: string): string {
  return letter.replaceAll(address, () => address.replace(/[^/]+$/, '…'))
}

/** A kept letter as it goes out: with the address that `find` gives where one was left out. */
export async function withAddress(letter: string, find: () => Promise<string>): Promise<string> {
  const leftOut = /\S+\/u\/…/g
  if (letter.search(leftOut) < 0) return letter
  const address = await find()
  return letter.replace(leftOut, () => address)
}

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

function aboutLink(link: Link, says: string): Told {
  return {
    record: ['uploadLink', link.id],
    also: [link.roundId],
    says,
    params: { name: link.memberName },
    memberId: link.memberId,
    teamId: link.teamId,
  }
}
