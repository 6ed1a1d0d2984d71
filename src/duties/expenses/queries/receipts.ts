import { sql } from 'kysely'
import { type Actor, inScope, type Scope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { keepAsIs, type Locked, readAllLocked, readLocked } from '#core/locked.ts'
import { absent } from '#core/refusal.ts'
import type { Resting } from './figures.ts'
import { isToClaim } from './late.ts'

const receiptFields = [
  'receipt.id',
  'receipt.number',
  'receipt.teamId',
  'team.name as teamName',
  'receipt.memberId',
  'owner.name as memberName',
  'receipt.roundId',
  'receipt.sha256',
  'receipt.fileName',
  'receipt.mime',
  'receipt.size',
  'receipt.cameBy',
  'receipt.linkId',
  'receipt.receivedFrom',
  'bringer.name as receivedFromName',
  'receipt.receivedAt',
  'receipt.previewState',
  'receipt.readingState',
  'receipt.readingJob',
  'receipt.reading',
  'receipt.trouble',
  'receipt.merchant',
  'receipt.spentOn',
  'receipt.totalCents',
  'receipt.currency',
  'receipt.vat',
  'receipt.checkedBy',
  'receipt.checkedAt',
  'receipt.setAsideAt',
  'receipt.setAsideWhy',
  'receipt.setAsideSays',
  'receipt.pictureWarnings',
  'receipt.pictureKeptAt',
  'receipt.partOf',
  'receipt.oneReceiptAt',
  'receipt.version',
] as const

/** Once for each standing line that rests on it: of reports that the reader was shown those that he was shown. */
function linesOn({ reportIds, receiptIds }: Resting) {
  return sql<number>`(
    (select count(*) from line_receipt where line_receipt.receipt_id = receipt.id and is_standing
      and report_id <> all(${reportIds}::uuid[]))
    + (select count(*) from unnest(${receiptIds}::uuid[]) as shown (id) where shown.id = receipt.id)
  )`
}

const allAsItStands: Resting = { reportIds: [], receiptIds: [] }

function receiptsWithPeople(db: Db, resting = allAsItStands) {
  return db
    .selectFrom('receipt')
    .innerJoin('team', 'team.id', 'receipt.teamId')
    .leftJoin('member as owner', 'owner.id', 'receipt.memberId')
    .leftJoin('member as bringer', 'bringer.id', 'receipt.receivedFrom')
    .select(receiptFields)
    .select((eb) => [
      eb
        .selectFrom('receiptPage')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('receiptPage.receiptId', '=', 'receipt.id')
        .as('pages'),
      linesOn(resting).as('lines'),
    ])
}

export type ReceiptRow = NonNullable<Awaited<ReturnType<typeof receiptById>>>

/** A receipt whoever asks: for jobs and links. */
export function receiptById(db: Db, id: string, resting?: Resting) {
  return receiptsWithPeople(db, resting).where('receipt.id', '=', id).executeTakeFirst()
}

/** A receipt of the scope; absent otherwise. One in the tray belongs to its team. */
export async function receiptIn(db: Db, scope: Scope, id: string, resting?: Resting): Promise<ReceiptRow> {
  const row = await receiptById(db, id, resting)
  return row && (await reaches(db, scope, row)) ? row : absent({ says: 'expenses.collect.noSuchReceipt' })
}

/** Whether the scope opens a receipt: its person's or team's, and that of a team to which he moved and whose report claims it. */
export async function reaches(
  db: Db,
  scope: Scope,
  receipt: Pick<ReceiptRow, 'id' | 'memberId' | 'teamId'>,
): Promise<boolean> {
  if (inScope(scope, receipt)) return true
  const { memberId } = receipt
  return memberId !== null && (scope.only ?? memberId) === memberId && isClaimedIn(db, scope.teamIds, receipt.id)
}

/** Whether a receipt is claimed in a report of these teams, or is to be. */
async function isClaimedIn(db: Db, teamIds: readonly string[], receiptId: string): Promise<boolean> {
  if (teamIds.length === 0) return false
  const report = await db
    .selectFrom('receipt')
    .innerJoin('expenseReport', 'expenseReport.memberId', 'receipt.memberId')
    .leftJoin('expenseRound', 'expenseRound.id', 'receipt.roundId')
    .select('expenseReport.id')
    .where('receipt.id', '=', receiptId)
    .where('expenseReport.teamId', 'in', teamIds)
    .where((eb) =>
      eb.or([
        isToClaim,
        eb.exists(
          eb
            .selectFrom('lineReceipt')
            .select('lineReceipt.lineId')
            .whereRef('lineReceipt.receiptId', '=', 'receipt.id')
            .whereRef('lineReceipt.reportId', '=', 'expenseReport.id')
            .where('lineReceipt.isStanding', '=', true),
        ),
      ]),
    )
    .executeTakeFirst()
  return report !== undefined
}

export type LockedReceipt = Locked<'receipt', ReceiptRow>

/** A receipt of the scope for a change; absent otherwise. */
export function receiptToChange(db: Db, scope: Scope, id: string): Promise<LockedReceipt> {
  return readLocked(db, 'receipt', id, () => receiptIn(db, scope, id))
}

/** A receipt of the scope for a change of what it says; the reports whose lines rest on it are neither shown nor signed meanwhile. */
export async function factsToChange(db: Db, scope: Scope, id: string): Promise<LockedReceipt> {
  await keepReportsOn(db, id)
  return receiptToChange(db, scope, id)
}

/** The same, whoever asks: for jobs. */
export async function anyFactsToChange(db: Db, id: string): Promise<LockedReceipt | undefined> {
  await keepReportsOn(db, id)
  return anyReceiptToChange(db, id)
}

async function keepReportsOn(db: Db, receiptId: string): Promise<void> {
  await keepAsIs(db, { expenseReport: (await linesUsing(db, receiptId)).map((line) => line.reportId) })
}

/** A receipt for a change, whoever asks: for jobs and links. */
export function anyReceiptToChange(db: Db, id: string): Promise<LockedReceipt | undefined> {
  return readLocked(db, 'receipt', id, () => receiptById(db, id))
}

interface ReceiptFilter {
  memberId?: string | undefined
  teamId?: string | undefined
  roundId?: string | undefined
  /** In the sorting tray: nobody's yet. */
  tray?: boolean | undefined
  state?: 'unread' | 'failed' | 'unchecked' | 'checked' | 'setAside' | 'unused' | undefined
  from?: string | undefined
  to?: string | undefined
  text?: string | undefined
  after?: [cameAt: string, id: string] | undefined
  limit: number
}

/** Receipts of the scope, newest first; those set aside only when asked for. */
export function receiptsIn(db: Db, scope: Scope, filter: ReceiptFilter, resting = allAsItStands) {
  const { memberId, teamId, roundId, tray, state, from, to, text, after } = filter
  const eb = { teams: scope.teamIds.length > 0 ? scope.teamIds : [scope.memberId] }
  return receiptsWithPeople(db, resting)
    .select(sql<string>`to_char(receipt.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('cameAt'))
    .where((where) =>
      where.or([where('receipt.memberId', '=', scope.memberId), where('receipt.teamId', 'in', eb.teams)]),
    )
    .$if(scope.only !== null, (query) => query.where('receipt.memberId', '=', scope.only))
    .$if(memberId !== undefined, (query) => query.where('receipt.memberId', '=', memberId!))
    .$if(teamId !== undefined, (query) => query.where('receipt.teamId', '=', teamId!))
    .$if(roundId !== undefined, (query) => query.where('receipt.roundId', '=', roundId!))
    .$if(tray === true, (query) => query.where('receipt.memberId', 'is', null))
    .$if(tray === false, (query) => query.where('receipt.memberId', 'is not', null))
    .$if(state === 'setAside', (query) => query.where('receipt.setAsideAt', 'is not', null))
    .$if(state !== 'setAside', (query) => query.where('receipt.setAsideAt', 'is', null))
    .$if(state === 'unread', (query) => query.where('receipt.readingState', 'in', ['waiting', 'reading']))
    .$if(state === 'failed', (query) => query.where('receipt.readingState', '=', 'failed'))
    .$if(state === 'checked', (query) => query.where('receipt.checkedAt', 'is not', null))
    .$if(state === 'unchecked', (query) => query.where('receipt.checkedAt', 'is', null))
    .$if(state === 'unused', (query) => query.where(linesOn(resting), '=', 0))
    .$if(from !== undefined, (query) => query.where('receipt.spentOn', '>=', from!))
    .$if(to !== undefined, (query) => query.where('receipt.spentOn', '<=', to!))
    .$if(Boolean(text), (query) =>
      query.where(
        'receipt.search',
        'like',
        sql<string>`'%' || talka_ext.plain(${text!.replace(/[\\%_]/g, (sign) => `\\${sign}`)}) || '%'`,
      ),
    )
    .$if(after !== undefined, (query) =>
      query.where(({ eb: where, refTuple, tuple }) =>
        where(refTuple('receipt.receivedAt', 'receipt.id'), '<', tuple(...after!)),
      ),
    )
    .orderBy('receipt.receivedAt', 'desc')
    .orderBy('receipt.id', 'desc')
    .limit(filter.limit + 1)
    .execute()
}

export function pagesOf(db: Db, receiptId: string) {
  return db.selectFrom('receiptPage').selectAll().where('receiptId', '=', receiptId).orderBy('page').execute()
}

/** The receipts that were cut from this one's picture, in order. */
export function partsOf(db: Db, receiptId: string): Promise<ReceiptRow[]> {
  return receiptsWithPeople(db).where('receipt.partOf', '=', receiptId).orderBy('receipt.partNumber').execute()
}

/** The same for a change. Parts come and go only while their whole is held. */
export async function partsToChange(db: Db, whole: LockedReceipt): Promise<LockedReceipt[]> {
  const ids = (await partsOf(db, whole.id)).map((part) => part.id)
  return readAllLocked(db, 'receipt', ids, () => partsOf(db, whole.id))
}

/** The report lines that a receipt stands under. */
export function linesUsing(db: Db, receiptId: string) {
  return db
    .selectFrom('lineReceipt')
    .innerJoin('expenseLine', 'expenseLine.id', 'lineReceipt.lineId')
    .innerJoin('expenseReport', 'expenseReport.id', 'expenseLine.reportId')
    .leftJoin('teamReport', 'teamReport.id', 'expenseReport.teamReportId')
    .select([
      'expenseLine.id as lineId',
      'expenseLine.merchant',
      'expenseLine.amountCents',
      'expenseLine.currency',
      'expenseReport.id as reportId',
      'expenseReport.number as reportNumber',
      'expenseReport.memberId',
      'expenseReport.teamId',
      'expenseReport.presentedAt',
      'expenseReport.approvedAt',
      'teamReport.departmentReportId',
    ])
    .where('lineReceipt.receiptId', '=', receiptId)
    .where('expenseLine.removedAt', 'is', null)
    .execute()
}

/** Where lines of other reports rest on these receipts: each is claimed in one report. */
export function claimedElsewhere(db: Db, reportId: string, receiptIds: readonly string[]) {
  return db
    .selectFrom('lineReceipt')
    .innerJoin('expenseLine', 'expenseLine.id', 'lineReceipt.lineId')
    .innerJoin('expenseReport', 'expenseReport.id', 'expenseLine.reportId')
    .innerJoin('receipt', 'receipt.id', 'lineReceipt.receiptId')
    .select(['receipt.id', 'receipt.number', 'expenseReport.id as reportId', 'expenseReport.number as reportNumber'])
    .select(['expenseReport.memberId', 'expenseReport.teamId'])
    .where(sql<boolean>`line_receipt.receipt_id = any(${receiptIds}::uuid[])`)
    .where('expenseLine.reportId', '<>', reportId)
    .where('expenseLine.removedAt', 'is', null)
    .orderBy('expenseReport.number')
    .execute()
}

/** The expected receipts that this one is. */
export function expectedBy(db: Db, receiptId: string) {
  return db
    .selectFrom('expectedReceipt')
    .select(['id', 'what', 'roundId', 'version'])
    .where('receiptId', '=', receiptId)
    .execute()
}

/** Receipts of one purchase, perhaps: the same picture, or the same day and total; the rule decides on the merchant. */
export function candidatesFor(
  db: Db,
  receipt: Pick<ReceiptRow, 'id' | 'sha256' | 'spentOn' | 'totalCents'>,
  resting?: Resting,
) {
  return receiptsWithPeople(db, resting)
    .where('receipt.id', '<>', receipt.id)
    .where('receipt.setAsideAt', 'is', null)
    .where((eb) =>
      eb.or([
        eb('receipt.sha256', '=', receipt.sha256),
        ...(receipt.spentOn && receipt.totalCents !== null
          ? [eb.and([eb('receipt.spentOn', '=', receipt.spentOn), eb('receipt.totalCents', '=', receipt.totalCents)])]
          : []),
      ]),
    )
    .limit(50)
    .execute()
}

/** Whether somebody may put a receipt into this team: he claims or prepares there. */
export function mayBringTo(actor: Actor, teamId: string, ownTeamId: string | null): boolean {
  return actor.teams['expenses.prepare'].includes(teamId) || teamId === ownTeamId
}
