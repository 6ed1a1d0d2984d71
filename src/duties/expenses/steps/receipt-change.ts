import type { Actor } from '#core/actor.ts'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import type { Locked } from '#core/locked.ts'
import { refuse, type Says } from '#core/refusal.ts'
import { nextNumber } from '#core/running-numbers.ts'
import { officeToday } from '#office/public.ts'
import { twinsAmong } from '../queries/duplicates.ts'
import { linesUsing, type ReceiptRow, receiptById } from '../queries/receipts.ts'

import { shownOf } from '../queries/snapshot.ts'
import { refuseNaming } from '../queries/whose.ts'
import { type Reader, shownReceipt } from '../views/receipt.ts'

/** The next number of a receipt, in the year that it is at headquarters. */
export async function nextReceiptNumber(db: Db): Promise<string> {
  return nextNumber(db, 'RCT', Number((await officeToday(db)).slice(0, 4)))
}

/** What a receipt is set aside with: who, when, and a sentence of Talka's own as the reason. */
export function asideBy(byId: string, { says, ...params }: Says) {
  return {
    setAsideAt: now().toString(),
    setAsideBy: byId,
    setAsideWhy: null,
    setAsideSays: JSON.stringify({ says, params }),
  }
}

/** What a receipt has when it is not set aside. */
export const notAside = { setAsideAt: null, setAsideBy: null, setAsideWhy: null, setAsideSays: null, replacedBy: null }

/** Refuses what would change a receipt that a report's line uses. */
export async function refuseIfUsed(
  db: Db,
  actor: Actor,
  receipt: Locked<'expenseReceipt', Pick<ReceiptRow, 'id' | 'number'>>,
): Promise<void> {
  const [used] = await linesUsing(db, receipt.id)
  if (used) refuseNaming(actor, used, { says: 'expenses.receiptInUse', number: receipt.number })
}

/** A report that is signed, or shown to the senior manager with the receipt. To a line one may have been put since. */
export async function reportShowing(db: Db, receipt: Locked<'expenseReceipt'>) {
  for (const line of await linesUsing(db, receipt.id)) {
    const { presentedAt, approvedAt, reportId, departmentReportId } = line
    const shown = presentedAt && !approvedAt ? await shownOf(db, { id: reportId, departmentReportId }) : []
    const isShown = shown.some(({ receipts }) => receipts.some(({ id }) => id === receipt.id))
    if (approvedAt || isShown) return line
  }
  return undefined
}

/** Refuses to change what a receipt says once a line that rests on it is signed. */
export async function refuseIfSigned(
  db: Db,
  actor: Actor,
  receipt: Locked<'expenseReceipt', Pick<ReceiptRow, 'id' | 'number'>>,
) {
  const signed = (await linesUsing(db, receipt.id)).find((line) => line.approvedAt)
  if (signed) refuseNaming(actor, signed, { says: 'expenses.receiptSigned', number: receipt.number })
}

/** Refuses what `change` does where a line before the senior manager rests on the receipt and a likely twin would go by it. */
export async function keepingTwins(
  db: Db,
  receipt: Locked<'expenseReceipt', Pick<ReceiptRow, 'id' | 'number'>>,
  change: () => Promise<void>,
): Promise<void> {
  const isShown = (await linesUsing(db, receipt.id)).some((line) => line.presentedAt)
  const undecided = async () => (await twinsAmong(db, [receipt.id])).filter((pair) => !pair.apart)
  const before = isShown ? await undecided() : []
  await change()
  const after = new Set((before.length > 0 ? await undecided() : []).map((pair) => pair.other.id))
  if (before.some((pair) => !after.has(pair.other.id)))
    refuse({ says: 'expenses.decideTwinsFirst', number: receipt.number })
}

/** A receipt as it goes out after a change. */
export async function shownNow(db: Db, receiptId: string, reader: Reader) {
  return shownReceipt((await receiptById(db, receiptId))!, reader)
}

/** Whose history a change of a receipt belongs into. */
export function about(row: {
  id: string
  number: string
  roundId: string | null
  memberId: string | null
  teamId: string
}) {
  return {
    record: ['receipt', row.id] as const,
    also: [row.roundId],
    params: { number: row.number },
    memberId: row.memberId,
    teamId: row.teamId,
  }
}
