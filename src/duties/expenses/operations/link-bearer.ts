import type { Db } from '#core/database.ts'
import type { OpenOffice } from '#core/offices.ts'
import { absent, refuse } from '#core/refusal.ts'
import { linkById, standingOf } from '../queries/links.ts'
import { holdReceipt, type ReceiptRow, receiptById } from '../queries/receipts.ts'
import { linkIdOf } from '../queries/upload-token.ts'

export type FullLink = NonNullable<Awaited<ReturnType<typeof linkById>>>

/** The link of a token. A wrong token and one of a link that never was look the same, so that nobody can try them out. */
export async function linkOf(db: Db, office: OpenOffice, text: string): Promise<FullLink> {
  const linkId = linkIdOf(office, text)
  const link = linkId ? await linkById(db, linkId) : undefined
  return link && !link.deactivatedAt ? link : absent({ says: 'expenses.collect.link.unknown' })
}

/** The same while it takes files; a full one still lets its bearer decide on what came when `evenFull`. */
export async function liveLink(db: Db, office: OpenOffice, text: string, evenFull = false): Promise<FullLink> {
  const link = await linkOf(db, office, text)
  const state = standingOf(link)
  return state === 'live' || (evenFull && isOpen(state)) ? link : refuseLink(state)
}

/** Whether the link still shows its round: as long as it takes files, or would if it were not full. */
export function isOpen(state: ReturnType<typeof standingOf>): boolean {
  return state === 'live' || state === 'full'
}

export function refuseLink(state: string): never {
  refuse({ says: `expenses.collect.link.${state}` })
}

/** A receipt that came by a link of this person for this round, held until the end of the transaction; absent otherwise. */
export async function receiptOfBearer(db: Db, link: FullLink, receiptId: string): Promise<ReceiptRow> {
  await holdReceipt(db, receiptId)
  const row = await receiptById(db, receiptId)
  const isTheirs = row?.memberId === link.memberId && row.roundId === link.roundId && row.cameBy === 'link'
  return isTheirs ? row : absent({ says: 'expenses.collect.noSuchReceipt' })
}
