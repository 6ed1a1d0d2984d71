import type { Db } from '#core/database.ts'
import { keepAsIs, lock } from '#core/locked.ts'
import type { OpenOffice } from '#core/offices.ts'
import { absent, refuse } from '#core/refusal.ts'
import { linkById, standingOf } from '../queries/links.ts'
import { anyReceiptToChange, type LockedReceipt } from '../queries/receipts.ts'
import { linkIdOf } from '../queries/upload-token.ts'

export type FullLink = NonNullable<Awaited<ReturnType<typeof linkById>>>

/** The link of a token. A wrong token and one of a link that never was look the same, so that nobody can try them out. */
export async function linkOf(db: Db, office: OpenOffice, text: string): Promise<FullLink> {
  const linkId = linkIdOf(office, text)
  const link = linkId ? await linkById(db, linkId) : undefined
  return link && !link.deactivatedAt ? link : absent({ says: 'expenses.link.unknown' })
}

/**
 * The link whose bearer may be told again what he was told before: also when it has since become full, has run out or its
 * round was closed, but not when it was withdrawn.
 */
export async function bearerOf({ db, office, input }: { db: Db; office: OpenOffice; input: { token: string } }) {
  const link = await linkOf(db, office, input.token)
  return link.revokedAt ? refuseLink(link, 'revoked') : link.id
}

/** The same for what its bearer decides: while it takes files, or was filled; it is not withdrawn meanwhile. */
export async function liveLink(db: Db, office: OpenOffice, text: string, evenFull = false): Promise<FullLink> {
  const { id, roundId } = await linkOf(db, office, text)
  await keepAsIs(db, { expenseRound: [roundId], expenseUploadLink: [id] })
  return mustBeLive(await linkOf(db, office, text), evenFull)
}

/** The same for a further file: files come one after the other, so that the last place is taken once. */
export async function linkToFill(db: Db, office: OpenOffice, text: string): Promise<FullLink> {
  const { id, roundId } = await linkOf(db, office, text)
  await keepAsIs(db, { expenseRound: [roundId] })
  await lock(db, { expenseUploadLink: [id] })
  return mustBeLive(await linkOf(db, office, text))
}

/** Refuses a link that takes no files; a full one still lets its bearer decide on what came when `evenFull`. */
export function mustBeLive(link: FullLink, evenFull = false): FullLink {
  const state = standingOf(link)
  return state === 'live' || (evenFull && isOpen(state)) ? link : refuseLink(link, state)
}

/** Whether the link still shows its round: as long as it takes files, or would if it were not full. */
export function isOpen(state: ReturnType<typeof standingOf>): boolean {
  return state === 'live' || state === 'full'
}

export function refuseLink({ id }: Pick<FullLink, 'id'>, state: string): never {
  refuse({ says: `expenses.link.${state}`, record: id })
}

/** A receipt that came by a link of this person for this round, held until the end of the transaction; absent otherwise. */
export async function receiptOfBearer(db: Db, link: FullLink, receiptId: string): Promise<LockedReceipt> {
  const row = await anyReceiptToChange(db, receiptId)
  const isTheirs = row?.memberId === link.memberId && row.roundId === link.roundId && row.cameBy === 'link'
  return isTheirs ? row : absent({ says: 'expenses.noSuchReceipt' })
}
