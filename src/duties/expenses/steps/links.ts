import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { type Locked, save } from '#core/locked.ts'
import type { Changing } from '#core/operation.ts'
import type { Right } from '#core/rights.ts'
import { dropStagedBy } from '#core/staging.ts'
import type { Told } from '#core/told.ts'
import { type Link, linkById, liveLinksOf, ownerKeyOfLink } from '../queries/links.ts'
import type { LockedRound, Round } from '../queries/rounds.ts'
import { policyOf } from '../queries/settings.ts'

/** Largest files a link may bring, on average: telephones make pictures of 3 to 8 MB. */
const bytesPerFile = 10 * 1024 * 1024

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
export async function newLink(
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

function aboutLink(link: Link, says: Told['says']): Told {
  return {
    record: ['uploadLink', link.id],
    also: [link.roundId],
    says,
    params: { name: link.memberName },
    memberId: link.memberId,
    teamId: link.teamId,
  }
}
