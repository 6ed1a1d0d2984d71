import type { Scope } from '#core/actor.ts'
import { contentHash } from '#core/content-hash.ts'
import type { Db } from '#core/database.ts'
import { translate } from '#core/words.ts'
import { latestDay, profileOf } from '#office/public.ts'
import { whyLineIsFrozen } from '../rules/editing.ts'
import { changedLines } from '../rules/next-version.ts'
import { type JudgedCategory, type Judgement, obstaclesBeside, obstaclesInLines } from '../rules/obstacles.ts'
import { reportStateOf } from '../rules/states.ts'
import { claimedElsewhere } from './claimed.ts'
import { saidTwins, type Twins, twinsAmong } from './duplicates.ts'
import { type LineWithReceipts, linesOf, pileOf } from './lines.ts'
import { tableRates } from './rates.ts'
import { confirmationsOf, currentProofs, openQueriesOf, type ReportRow } from './reports.ts'
import { allCategories, policyOf } from './settings.ts'
import { shownOf, standingLines } from './snapshot.ts'
import { numberFor } from './whose.ts'

/** Everything a report's page, its obstacles and its state are told from; of colleagues and their reports by name only those `seen`. */
export async function judge(db: Db, report: ReportRow, language: 'en' | 'lt', seen?: Scope) {
  const [profile, policy, categories, lines, pile, confirmations, { current, proofs }, queries, expected] =
    await Promise.all([
      profileOf(db),
      policyOf(db),
      judgedCategories(db, language),
      linesOf(db, [report.id]),
      pileOf(db, report),
      confirmationsOf(db, [report.id]),
      currentProofs(db, [report.memberId]),
      openQueriesOf(db, report),
      expectedStillWaiting(db, report),
    ])
  const receiptIds = lines.flatMap(({ receipts }) => receipts.map(({ id }) => id))
  const claimed = await claimedElsewhere(db, report.id, receiptIds)
  const twins = await twinsAmong(db, [...receiptIds, ...pile.map(({ id }) => id)])
  const rates = await tableRates(
    db,
    lines.filter((line) => line.currency !== profile.currency),
  )
  const undecided = twins.filter((pair) => !pair.apart)
  const hash = confirmedContent(lines)
  const confirmation = confirmationOf(confirmations, hash)
  const proof = proofs.get(report.memberId) ?? null
  const judgement: Judgement = {
    lines,
    names: namesOf(lines, categories, language),
    categories,
    receiptFreeCents: policy.receiptFreeCents,
    officeCurrency: profile.currency,
    month: report.month,
    latestDay: await latestDay(db),
    unusedReceipts: pile.length,
    expectedStillWaiting: expected.map((item) => item.what),
    twins: saidTwins(seen, undecided),
    duplicatesInPile: pairsWithout(undecided, receiptIds),
    rates,
    claimedElsewhere: new Map(claimed.map((one) => [one.id, { ...one, report: numberFor(seen, one) }])),
    informed: current === undefined || proof !== null,
    confirmation,
  }
  const asked = queries.filter((query) => query.state === 'asked')
  const shown = report.presentedAt && !report.approvedAt ? await shownOf(db, report) : []
  const standing = { ...report, asked, shown: new Set(shown.map((line) => line.lineId)) }
  const frozen = new Map(lines.map((line) => [line.id, whyLineIsFrozen(standing, line)]))
  const open = lines.filter((line) => frozen.get(line.id) === null).map((line) => line.id)
  const changed = shown.length > 0 ? changedLines(shown, await standingLines(db, [report.id])) : []
  // What lies before the senior manager stands, but for what was opened or changed since.
  const inWork = report.presentedAt ? new Set([...open, ...changed]) : undefined
  const inLines = obstaclesInLines(judgement, inWork)
  return {
    profile,
    lines,
    pile,
    queries,
    confirmations,
    confirmation,
    contentHash: hash,
    procedure: { number: current?.number ?? null, proof },
    // Nothing stands in the way of what is signed.
    obstacles: report.approvedAt ? [] : [...inLines, ...obstaclesBeside(judgement)],
    obstaclesInLines: inLines,
    /** Of these lines alone. */
    obstaclesOf: (lineIds: ReadonlySet<string>) => obstaclesInLines(judgement, lineIds),
    state: reportStateOf({ ...report, confirmation, openQueries: queries.length }),
    frozen,
    asked,
  } as const
}

/** Whether the latest confirmation is of this content. */
export function confirmationOf([last]: readonly { contentHash: string }[], hash: string) {
  return !last ? 'none' : last.contentHash === hash ? 'valid' : 'outdated'
}

/** What each line is called: its seller, category, receipt or, with nothing of these, its place. */
function namesOf(
  lines: readonly LineWithReceipts[],
  categories: ReadonlyMap<string, JudgedCategory>,
  language: 'en' | 'lt',
): Map<string, string> {
  return new Map(
    lines.map(({ id, merchant, categoryId, receipts }, at) => {
      const category = categoryId ? categories.get(categoryId)?.name : undefined
      const place = () => translate(language, 'expenses.obstacle.lineAt', { n: at + 1 })
      return [id, merchant.trim() || category || receipts[0]?.number || place()]
    }),
  )
}

/** How many pairs there are in which none of these receipts is. */
function pairsWithout(pairs: readonly Twins[], receiptIds: readonly string[]): number {
  const others = pairs.map(({ one, other }) => [one.id, other.id].sort())
  return new Set(others.filter((ids) => !ids.some((id) => receiptIds.includes(id))).map(String)).size
}

/** The hash a confirmation vouches for: what is claimed, line by line. */
export function confirmedContent(lines: readonly LineWithReceipts[]): string {
  return contentHash(
    lines
      .map((line) => [
        line.id,
        line.spentOn,
        line.merchant,
        line.categoryId,
        line.amountCents,
        line.currency,
        line.claimedCents,
      ])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  )
}

/** Categories by id with their name in the language; closed ones too, since old lines keep them. */
async function judgedCategories(db: Db, language: 'en' | 'lt'): Promise<Map<string, JudgedCategory>> {
  const rows = await allCategories(db)
  return new Map(rows.map((row) => [row.id, { ...row, name: language === 'lt' ? row.nameLt : row.nameEn }]))
}

function expectedStillWaiting(db: Db, report: ReportRow) {
  if (!report.roundId) return Promise.resolve([])
  return db
    .selectFrom('expenseExpectedReceipt')
    .select('what')
    .where('roundId', '=', report.roundId)
    .where('memberId', '=', report.memberId)
    .where('state', '=', 'waiting')
    .execute()
}
