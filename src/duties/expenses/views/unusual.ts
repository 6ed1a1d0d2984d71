import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { saidTwins, twinsAmong } from '../queries/duplicates.ts'
import { receiptsOnLines } from '../queries/lines.ts'
import { tableRates } from '../queries/rates.ts'
import { policyOf } from '../queries/settings.ts'
import { seenBy } from '../queries/whose.ts'
import { receiptDifferences } from '../rules/contradictions.ts'
import type { Matrix } from '../rules/matrix.ts'
import type { PresentedLine } from '../rules/presented-line.ts'
import { markedAsSigned, type SignedAround } from '../rules/signed-around.ts'
import { type Unusual, unusualIn } from '../rules/unusual.ts'
import type { categoriesIn } from './matrix.ts'

interface Shown {
  month: string
  supplement: number
  currency: string
  categories: Awaited<ReturnType<typeof categoriesIn>>
  lines: readonly PresentedLine[]
  matrix: Matrix
  /** As it was when the report was signed, where that is kept; else it is as it is now. */
  policy?: SignedAround['policy']
}

/**
 * What is unusual in what is shown of a month, held against the office's settings, its rates and its receipts; where it is
 * signed, against the settings as they were.
 */
export async function unusualOf(
  db: Db,
  actor: Actor,
  shown: Shown,
  signed: SignedAround | null = null,
): Promise<Unusual[]> {
  const { month, supplement, currency, categories, lines, matrix } = shown
  const foreign = lines.filter((line) => line.currency !== currency)
  const [policy, rates, twins, unlike] = await Promise.all([
    shown.policy ?? policyOf(db),
    tableRates(db, foreign),
    toldTwins(db, actor, lines),
    unlikeReceipts(db, lines),
  ])
  const categoryNames = new Map(categories.map((one) => [one.id, one.name]))
  const now = unusualIn(lines, matrix, {
    ...policy,
    currency,
    limits: new Map(categories.flatMap((one) => (one.limitCents ? [[one.id, one.limitCents] as const] : []))),
    categoryNames,
    month,
    supplement,
    rates,
    twins,
    unlike,
  })
  const people = new Map(matrix.rows.map((row) => [row.memberId, row.memberName]))
  return signed ? markedAsSigned(now, signed, { categories: categoryNames, people }) : now
}

/** What receipts of the lines are the same as, or were told apart from though of one picture or of two people. */
async function toldTwins(db: Db, actor: Actor, lines: readonly PresentedLine[]) {
  const ids = lines.flatMap(({ receipts }) => receipts.map(({ id }) => id))
  const told = (await twinsAmong(db, ids)).filter(({ likeness, apart }) => !apart || likeness !== 'samePurchase')
  return saidTwins(seenBy(actor), told)
}

/** What is other on the receipts than on their lines, by line; a receipt is of one report. */
async function unlikeReceipts(db: Db, lines: readonly PresentedLine[]) {
  const receipts = await receiptsOnLines(
    db,
    lines.flatMap((line) => line.receipts.map(({ id }) => id)),
  )
  const claims = lines.map((line) => ({
    ...line,
    id: line.lineId,
    receipts: line.receipts.flatMap(({ id }) => receipts.get(id) ?? []),
  }))
  const differences = [...Map.groupBy(claims, (line) => line.reportId).values()].flatMap((own) =>
    receiptDifferences(own),
  )
  return Map.groupBy(differences, ({ lineId }) => lineId)
}
