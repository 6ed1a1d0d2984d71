import * as z from 'zod'
import { now, today } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { detectKind, FilesRefused } from '#core/files.ts'
import { type JobAt, job } from '#core/jobs.ts'
import { save } from '#core/locked.ts'
import { makePreviews, Unreadable } from '#core/previews.ts'
import type { Says } from '#core/refusal.ts'
import { namesUnder } from '../queries/known-names.ts'
import { anyFactsToChange, type ReceiptRow, receiptById } from '../queries/receipts.ts'
import { hidden } from '../queries/whose.ts'
import { ReaderFailure } from '../reader/failures.ts'
import type { Reading } from '../reader/reading.ts'
import { fitted, shortenedParams } from '../rules/fitted-reading.ts'
import { filledFrom } from '../rules/from-reading.ts'
import { withKnownName } from '../rules/known-name.ts'
import { fillLines } from '../steps/fill-lines.ts'
import { keepPages } from '../steps/keep-file.ts'
import { matchAwaited } from '../steps/match-awaited.ts'
import { about, reportShowing } from '../steps/receipt-change.ts'
import { twinNumbers } from '../views/receipt.ts'
import { closeReader, readerOfProcess } from './reader-of-process.ts'

type Trouble = NonNullable<ReceiptRow['trouble']>
type At = JobAt<{ receiptId: string }>

/** A kept file that is gone or altered is so at the next try too. */
const isLost = new Set<string>(['core.files.missing', 'core.files.altered'])

/**
 * Shows and reads one receipt. What cannot be read stays kept, with the reason where a person sees it. Every step can be
 * done again: a job of a process that died is simply taken up anew.
 */
export const readReceipt = job({
  name: 'expenses.readReceipt',
  slot: 'reading',
  tries: { most: 5, mayPass: (error) => !(error instanceof FilesRefused && isLost.has(error.says)) },
  payload: z.object({ receiptId: z.uuid() }),
  async do(at) {
    const { office, payload, jobId } = at
    const receipt = await receiptById(office.db, payload.receiptId)
    if (!receipt) return
    await office.db
      .updateTable('expenseReceipt')
      .set({ readingState: 'reading', readingJob: jobId })
      .where('id', '=', receipt.id)
      .execute()
    await showAndRead(at, receipt)
  },
  async failed(at, reason) {
    const receipt = await receiptById(at.office.db, at.payload.receiptId)
    if (receipt) await giveUp(at, receipt, reason)
  },
  close: closeReader,
})

async function showAndRead(at: At, receipt: ReceiptRow): Promise<void> {
  const bytes = await at.office.files.read(receipt.sha256)
  await at.progress(0, 2)
  const shownTrouble = receipt.previewState === 'made' ? null : await showPages(at, receipt, bytes)
  await at.progress(1, 2)
  const outcome = await readOne(at, receipt, bytes)
  await keepOutcome(at, receipt, 'trouble' in outcome ? { trouble: shownTrouble ?? outcome.trouble } : outcome)
  // Only now, so that no line is made meanwhile of what was not read yet.
  await at.change((changing) => fillLines(changing, receipt.id))
  await at.progress(2, 2)
}

/** Whatever went wrong, the receipt says so and stands on the desk of its team; there the job need not stand as well. */
async function giveUp(at: At, receipt: ReceiptRow, { says, ...params }: Says): Promise<void> {
  const isBug = says === 'core.jobFailed'
  const bug = { says: 'expenses.readingFailed', params: { reference: at.jobId } }
  await keepOutcome(at, receipt, { trouble: isBug ? bug : { says, params } })
  await at.office.db.updateTable('job').set({ dismissedAt: now().toString() }).where('id', '=', at.jobId).execute()
}

async function showPages(at: At, receipt: ReceiptRow, bytes: Uint8Array): Promise<Trouble | null> {
  const { office } = at
  try {
    const { pages } = await makePreviews(bytes, detectKind(bytes) ?? 'jpeg')
    await keepPages(office, receipt.id, pages)
    await tellShown(at, receipt, 'made')
    return null
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    await tellShown(at, receipt, 'failed')
    // An e-invoice has no picture and needs none.
    return error.says === 'core.previews.noPicture' ? null : { says: error.says, params: error.params }
  }
}

async function tellShown(at: At, receipt: ReceiptRow, previewState: 'made' | 'failed'): Promise<void> {
  await at.change(async ({ db, tell }) => {
    await db.updateTable('expenseReceipt').set({ previewState }).where('id', '=', receipt.id).execute()
    tell({ ...about(receipt), says: `expenses.said.pages.${previewState}` })
  })
}

async function readOne(
  at: At,
  receipt: ReceiptRow,
  bytes: Uint8Array,
): Promise<{ reading: Reading } | { trouble: Trouble }> {
  try {
    const reader = await readerOfProcess()
    const hints = await hintsFor(at.office.db, receipt)
    const reading = fitted(await reader.read({ bytes, name: receipt.fileName }, hints, at.signal))
    const { value } = reading.vatNumber
    if (value === null) return { reading }
    return { reading: withKnownName(reading, await namesUnder(at.office.db, value, receipt)) }
  } catch (error) {
    // Stopped because Talka stops: read at the next start.
    const isFinal = error instanceof ReaderFailure && error.says !== 'expenses.reader.stopped'
    if (isFinal) return { trouble: shortenedParams(error) }
    throw error
  }
}

async function keepOutcome(
  at: At,
  receipt: ReceiptRow,
  outcome: { reading: Reading } | { trouble: Trouble },
): Promise<void> {
  await at.change(async ({ db, tell }) => {
    const row = (await anyFactsToChange(db, receipt.id))!
    // Asked to be read again meanwhile, perhaps with another picture: what counts is what that job says.
    if (row.readingJob !== at.jobId) return
    if ('trouble' in outcome) {
      const trouble = JSON.stringify(outcome.trouble)
      await save(db, 'expenseReceipt', row, { readingState: 'failed', trouble })
      tell({ ...about(row), says: 'expenses.said.notRead' })
      return
    }
    const report = await reportShowing(db, row)
    if (report) {
      await save(db, 'expenseReceipt', row, { readingState: 'read', trouble: null })
      // Who reads of the receipt opens a report of the same team.
      const params = { number: row.number, report: report.teamId === row.teamId ? report.reportNumber : hidden }
      tell({ ...about(row), says: 'expenses.said.readTooLate', params })
      return
    }
    const { vat, ...facts } = filledFrom(row, row.reading && fitted(row.reading), outcome.reading)
    await save(db, 'expenseReceipt', row, {
      ...facts,
      vat: JSON.stringify(vat),
      reading: JSON.stringify(outcome.reading),
      readingState: 'read',
      trouble: null,
    })
    const others = await twinNumbers(db, row.id)
    tell({
      ...about(row),
      says: others ? 'expenses.said.readTwin' : 'expenses.said.read',
      params: { number: row.number, others },
    })
    await matchAwaited(db, row, tell)
  })
}

/** What helps the reader: the branch's country and currency, and that nobody hands in receipts of tomorrow. */
async function hintsFor(db: Db, receipt: ReceiptRow) {
  const branch = await db
    .selectFrom('team')
    .innerJoin('branch as ofTeam', 'ofTeam.id', 'team.branchId')
    .select(['ofTeam.country', 'ofTeam.currency', 'ofTeam.timeZone'])
    .where('team.id', '=', receipt.teamId)
    .executeTakeFirst()
  return { country: branch?.country, currency: branch?.currency, today: today(branch?.timeZone ?? 'UTC') }
}
