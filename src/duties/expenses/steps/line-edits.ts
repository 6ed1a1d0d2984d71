import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { type Locked, save } from '#core/locked.ts'
import { absent, refuse, type Says } from '#core/refusal.ts'
import { refuseUnlessSeen } from '#core/stale.ts'
import { type LineRow, partsOfSplit } from '../queries/lines.ts'
import { rateFor } from '../queries/rates.ts'
import { type LockedReport, lineToChange, openQueriesOf, type ReportRow, reportToChange } from '../queries/reports.ts'
import { openCategory } from '../queries/settings.ts'
import { readsLine, shownOf } from '../queries/snapshot.ts'
import { seenBy } from '../queries/whose.ts'
import { acceptedOf, claimedOf, isCountable, isCountedAlike, vatClaimedOf, whyNoOwnShare } from '../rules/amounts.ts'
import { type Standing, whyLineIsFrozen, whyLinesAreFrozen } from '../rules/editing.ts'
import { keepsTypedRate } from '../rules/rates.ts'
import { mayPrepare } from '../views/report.ts'
import { keepTeamOf, mustBeOpenTeam } from './open-teams.ts'
import { heldUnder } from './presenting.ts'

export type LockedLine = Locked<'expenseLine', LineRow>

export type Line = Pick<
  LineRow,
  | 'spentOn'
  | 'merchant'
  | 'categoryId'
  | 'amountCents'
  | 'currency'
  | 'rate'
  | 'rateDay'
  | 'rateSource'
  | 'vat'
  | 'vatCents'
  | 'ownShareCents'
  | 'claimedCents'
  | 'purpose'
  | 'customer'
  | 'guests'
  | 'explanation'
>

/** What a new line has not yet been through. */
export const untouched = {
  missingReason: null,
  missingDeclaredBy: null,
  missingDeclaredAt: null,
  refusedWhy: null,
  refusedBy: null,
  refusedAt: null,
  removedAt: null,
  removedBy: null,
}

/** A line before anything is known of it. */
export function emptyLine(currency: string): Line {
  return {
    spentOn: null,
    merchant: '',
    categoryId: null,
    amountCents: 0,
    currency,
    rate: '1',
    rateDay: null,
    rateSource: null,
    vat: [],
    vatCents: 0,
    ownShareCents: 0,
    claimedCents: 0,
    purpose: '',
    customer: '',
    guests: '',
    explanation: '',
  }
}

/**
 * Fills in the rate, the VAT and what is claimed; refuses an own share beyond the amount and another category that is not
 * in use. A rate given by hand wins over the office's table until currency or day change; null asks the table again.
 */
export async function priced<L extends Line>(
  db: Db,
  officeCurrency: string,
  line: L,
  { before, rate }: Pricing = {},
): Promise<L> {
  refuseIf(whyNoOwnShare(line))
  if (line.categoryId && line.categoryId !== before?.categoryId) await openCategory(db, line.categoryId)
  return (await counted(db, officeCurrency, line, { before, rate })) ?? refuse({ says: 'core.numberTooLarge' })
}

interface Pricing {
  before?: Line | undefined
  rate?: string | null | undefined
}

/** The same for what nobody asked for; null where it comes to more than can be counted. */
export async function counted<L extends Line>(
  db: Db,
  officeCurrency: string,
  line: L,
  { before, rate }: Pricing,
): Promise<L | null> {
  const next = { ...line, ...(await rateOf()) }
  if (!isCountable(next, officeCurrency)) return null
  // A part of a split claims its share of the whole: what was not touched stays so, and `saveCounted` shares out the rest.
  const { claimedCents, vatCents } =
    before && isCountedAlike(before, next)
      ? before
      : { claimedCents: claimedOf(next, officeCurrency), vatCents: vatClaimedOf(next) }
  return { ...next, claimedCents, vatCents }

  async function rateOf(): Promise<Pick<Line, 'rate' | 'rateDay' | 'rateSource'>> {
    if (line.currency === officeCurrency) return { rate: '1', rateDay: null, rateSource: null }
    if (rate) return { rate, rateDay: line.spentOn, rateSource: 'hand' }
    if (rate === undefined && before && keepsTypedRate(before, line)) {
      const { rateDay, rateSource } = before
      return { rate: before.rate, rateDay, rateSource }
    }
    return rateFor(db, line.currency, line.spentOn)
  }
}

/** Writes a line back; what is accepted follows what is claimed unless it was refused. */
export function saveLine(db: Db, before: LockedLine, next: LineRow): Promise<void> {
  const { id: _, reportId: __, version: ___, isStanding: ____, ...set } = next
  return save(db, 'expenseLine', before, { ...set, vat: JSON.stringify(next.vat), acceptedCents: acceptedOf(next) })
}

/** A report in scope to which the caller may add lines now, locked, as its team is kept. */
export async function reportToAddTo(db: Db, actor: Actor, reportId: string): Promise<LockedReport> {
  await keepTeamOf(db, 'expenseReport', reportId)
  const report = await reportToChange(db, seenBy(actor), reportId)
  if (!mayPrepare(actor, report)) refuse({ says: 'expenses.report.notYours', name: report.memberName })
  await mustBeOpenTeam(db, report.teamId)
  await mayAddLines(db, report)
  return report
}

/** A line the caller may change now, with its report locked; refuses with the reason when it is frozen. */
export async function editableLine(db: Db, actor: Actor, lineId: string, which: 'standing' | 'removed' = 'standing') {
  const { report, line } = await lineToChange(db, seenBy(actor), lineId)
  if (!mayPrepare(actor, report) && !(await readsLine(db, actor, line))) absent({ says: 'expenses.report.noLine' })
  if (!mayPrepare(actor, report)) refuse({ says: 'expenses.report.notYours', name: report.memberName })
  if ((line.removedAt !== null) !== (which === 'removed')) absent({ says: 'expenses.report.noLine' })
  refuseIf(whyLineIsFrozen(await standingOf(db, report), line))
  if (line.splitOf) await partsOfSplit(db, line.splitOf)
  return { report, line }
}

/** Refuses to take out or put back a line that another has changed since it was looked at. */
export function mustBeAsSeen(line: LineRow, seen: number | undefined): void {
  const { id, merchant, amountCents, currency } = line
  const reason = { says: 'expenses.report.lineIsNow' }
  refuseUnlessSeen(line, seen, { reason, now: { id, merchant, amountCents, currency } })
}

/** Refuses where lines may not be added; splitting asks about the one line. */
export async function mayAddLines(db: Db, report: ReportRow, splitting?: LineRow): Promise<void> {
  const standing = await standingOf(db, report)
  refuseIf(splitting ? whyLineIsFrozen(standing, splitting) : whyLinesAreFrozen(standing))
}

export async function standingOf(db: Db, report: ReportRow): Promise<Standing> {
  const asked = (await openQueriesOf(db, report)).filter((query) => query.state === 'asked')
  const shown = asked.length > 0 ? await shownOf(db, report) : []
  return { ...report, asked, shown: new Set(shown.map((line) => line.lineId)) }
}

function refuseIf(why: Says | null): void {
  if (why) refuse(why)
}

/** The place after the last line. */
export async function nextPosition(db: Db, report: Locked<'expenseReport'>): Promise<number> {
  const { last } = await db
    .selectFrom('expenseLine')
    .select((eb) => eb.fn.max('position').as('last'))
    .where('reportId', '=', report.id)
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

/** Whose history a change to a line belongs into; under what the senior manager was shown he reads it once he is shown it. */
export function aboutLine(report: ReportRow, lineId: string, others: readonly string[] = []) {
  return {
    record: ['expenseLine', lineId] as const,
    memberId: report.memberId,
    teamId: report.teamId,
    held: heldUnder(report, [lineId, ...others]),
  }
}

/** The history line of a change to a line, and of others that changed with it. */
export function saidOfLine(what: string, report: ReportRow, line: LineRow, others: readonly string[] = []) {
  return {
    ...aboutLine(report, line.id, others),
    also: [report.id, ...others],
    says: `expenses.said.${what}` as const,
    params: { number: report.number, merchant: line.merchant },
  }
}
