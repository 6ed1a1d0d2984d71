import { sql } from 'kysely'
import { type Actor, inScope, type Scope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { keepAsIs, type Locked, readAllLocked, readLocked } from '#core/locked.ts'
import { absent } from '#core/refusal.ts'
import type { Resting } from './figures.ts'
import { isToClaim } from './late.ts'

const receiptFields = [
  'expenseReceipt.id',
  'expenseReceipt.number',
  'expenseReceipt.teamId',
  'team.name as teamName',
  'expenseReceipt.memberId',
  'owner.name as memberName',
  'expenseReceipt.roundId',
  'expenseRound.teamId as roundTeamId',
  'expenseReceipt.sha256',
  'expenseReceipt.fileName',
  'expenseReceipt.mime',
  'expenseReceipt.size',
  'expenseReceipt.cameBy',
  'expenseReceipt.linkId',
  'expenseReceipt.receivedFrom',
  'bringer.name as receivedFromName',
  'expenseReceipt.receivedAt',
  'expenseReceipt.previewState',
  'expenseReceipt.readingState',
  'expenseReceipt.readingJob',
  'expenseReceipt.reading',
  'expenseReceipt.trouble',
  'expenseReceipt.merchant',
  'expenseReceipt.spentOn',
  'expenseReceipt.totalCents',
  'expenseReceipt.currency',
  'expenseReceipt.vat',
  'expenseReceipt.checkedBy',
  'expenseReceipt.checkedAt',
  'expenseReceipt.setAsideAt',
  'expenseReceipt.setAsideWhy',
  'expenseReceipt.setAsideSays',
  'expenseReceipt.pictureWarnings',
  'expenseReceipt.pictureKeptAt',
  'expenseReceipt.partOf',
  'expenseReceipt.oneReceiptAt',
  'expenseReceipt.version',
] as const

/** Once for each standing line that rests on it: of reports that the reader was shown those that he was shown. */
function linesOn({ reportIds, receiptIds }: Resting) {
  return sql<number>`(
    (select count(*) from expense_line_receipt where expense_line_receipt.receipt_id = expense_receipt.id and is_standing
      and report_id <> all(${reportIds}::uuid[]))
    + (select count(*) from unnest(${receiptIds}::uuid[]) as shown (id) where shown.id = expense_receipt.id)
  )`
}

const allAsItStands: Resting = { reportIds: [], receiptIds: [] }

function receiptsWithPeople(db: Db, resting = allAsItStands) {
  return db
    .selectFrom('expenseReceipt')
    .innerJoin('team', 'team.id', 'expenseReceipt.teamId')
    .leftJoin('expenseRound', 'expenseRound.id', 'expenseReceipt.roundId')
    .leftJoin('member as owner', 'owner.id', 'expenseReceipt.memberId')
    .leftJoin('member as bringer', 'bringer.id', 'expenseReceipt.receivedFrom')
    .select(receiptFields)
    .select((eb) => [
      eb
        .selectFrom('expenseReceiptPage')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('expenseReceiptPage.receiptId', '=', 'expenseReceipt.id')
        .as('pages'),
      linesOn(resting).as('lines'),
    ])
}

export type ReceiptRow = NonNullable<Awaited<ReturnType<typeof receiptById>>>

/** A receipt whoever asks: for jobs and links. */
export function receiptById(db: Db, id: string, resting?: Resting) {
  return receiptsWithPeople(db, resting).where('expenseReceipt.id', '=', id).executeTakeFirst()
}

/** A receipt of the scope; absent otherwise. One in the tray belongs to its team. */
export async function receiptIn(db: Db, scope: Scope, id: string, resting?: Resting): Promise<ReceiptRow> {
  const row = await receiptById(db, id, resting)
  return row && (await reaches(db, scope, row)) ? row : absent({ says: 'expenses.noSuchReceipt' })
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
    .selectFrom('expenseReceipt')
    .innerJoin('expenseReport', 'expenseReport.memberId', 'expenseReceipt.memberId')
    .leftJoin('expenseRound', 'expenseRound.id', 'expenseReceipt.roundId')
    .select('expenseReport.id')
    .where('expenseReceipt.id', '=', receiptId)
    .where('expenseReport.teamId', 'in', teamIds)
    .where((eb) =>
      eb.or([
        isToClaim,
        eb.exists(
          eb
            .selectFrom('expenseLineReceipt')
            .select('expenseLineReceipt.lineId')
            .whereRef('expenseLineReceipt.receiptId', '=', 'expenseReceipt.id')
            .whereRef('expenseLineReceipt.reportId', '=', 'expenseReport.id')
            .where('expenseLineReceipt.isStanding', '=', true),
        ),
      ]),
    )
    .executeTakeFirst()
  return report !== undefined
}

export type LockedReceipt = Locked<'expenseReceipt', ReceiptRow>

/** A receipt of the scope for a change; absent otherwise. */
export function receiptToChange(db: Db, scope: Scope, id: string): Promise<LockedReceipt> {
  return readLocked(db, 'expenseReceipt', id, () => receiptIn(db, scope, id))
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
  return readLocked(db, 'expenseReceipt', id, () => receiptById(db, id))
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
}

/** Receipts of the scope; those set aside only when asked for. */
export function receiptsIn(db: Db, scope: Scope, filter: ReceiptFilter, resting = allAsItStands) {
  const { memberId, teamId, roundId, tray, state, from, to } = filter
  const eb = { teams: scope.teamIds.length > 0 ? scope.teamIds : [scope.memberId] }
  return receiptsWithPeople(db, resting)
    .where((where) =>
      where.or([where('expenseReceipt.memberId', '=', scope.memberId), where('expenseReceipt.teamId', 'in', eb.teams)]),
    )
    .$if(scope.only !== null, (query) => query.where('expenseReceipt.memberId', '=', scope.only))
    .$if(memberId !== undefined, (query) => query.where('expenseReceipt.memberId', '=', memberId!))
    .$if(teamId !== undefined, (query) => query.where('expenseReceipt.teamId', '=', teamId!))
    .$if(roundId !== undefined, (query) => query.where('expenseReceipt.roundId', '=', roundId!))
    .$if(tray === true, (query) => query.where('expenseReceipt.memberId', 'is', null))
    .$if(tray === false, (query) => query.where('expenseReceipt.memberId', 'is not', null))
    .$if(state === 'setAside', (query) => query.where('expenseReceipt.setAsideAt', 'is not', null))
    .$if(state !== 'setAside', (query) => query.where('expenseReceipt.setAsideAt', 'is', null))
    .$if(state === 'unread', (query) => query.where('expenseReceipt.readingState', 'in', ['waiting', 'reading']))
    .$if(state === 'failed', (query) => query.where('expenseReceipt.readingState', '=', 'failed'))
    .$if(state === 'checked', (query) => query.where('expenseReceipt.checkedAt', 'is not', null))
    .$if(state === 'unchecked', (query) => query.where('expenseReceipt.checkedAt', 'is', null))
    .$if(state === 'unused', (query) => query.where(linesOn(resting), '=', 0))
    .$if(from !== undefined, (query) => query.where('expenseReceipt.spentOn', '>=', from!))
    .$if(to !== undefined, (query) => query.where('expenseReceipt.spentOn', '<=', to!))
}

export function pagesOf(db: Db, receiptId: string) {
  return db.selectFrom('expenseReceiptPage').selectAll().where('receiptId', '=', receiptId).orderBy('page').execute()
}

/** The receipts that were cut from this one's picture, in order. */
export function partsOf(db: Db, receiptId: string): Promise<ReceiptRow[]> {
  return receiptsWithPeople(db)
    .where('expenseReceipt.partOf', '=', receiptId)
    .orderBy('expenseReceipt.partNumber')
    .execute()
}

/** The same for a change. Parts come and go only while their whole is held. */
export async function partsToChange(db: Db, whole: LockedReceipt): Promise<LockedReceipt[]> {
  const ids = (await partsOf(db, whole.id)).map((part) => part.id)
  return readAllLocked(db, 'expenseReceipt', ids, () => partsOf(db, whole.id))
}

/** The report lines that a receipt stands under. */
export function linesUsing(db: Db, receiptId: string) {
  return db
    .selectFrom('expenseLineReceipt')
    .innerJoin('expenseLine', 'expenseLine.id', 'expenseLineReceipt.lineId')
    .innerJoin('expenseReport', 'expenseReport.id', 'expenseLine.reportId')
    .leftJoin('expenseTeamReport', 'expenseTeamReport.id', 'expenseReport.teamReportId')
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
      'expenseTeamReport.departmentReportId',
    ])
    .where('expenseLineReceipt.receiptId', '=', receiptId)
    .where('expenseLine.removedAt', 'is', null)
    .execute()
}

/** The expected receipts that this one is. */
export function expectedBy(db: Db, receiptId: string) {
  return db
    .selectFrom('expenseExpectedReceipt')
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
    .where('expenseReceipt.id', '<>', receipt.id)
    .where('expenseReceipt.setAsideAt', 'is', null)
    .where((eb) =>
      eb.or([
        eb('expenseReceipt.sha256', '=', receipt.sha256),
        ...(receipt.spentOn && receipt.totalCents !== null
          ? [
              eb.and([
                eb('expenseReceipt.spentOn', '=', receipt.spentOn),
                eb('expenseReceipt.totalCents', '=', receipt.totalCents),
              ]),
            ]
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
