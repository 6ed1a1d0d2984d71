import * as z from 'zod'
import type { Actor } from '#core/actor.ts'
import { now } from '#core/clock.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { save } from '#core/locked.ts'
import type { OpenOffice } from '#core/offices.ts'
import { change } from '#core/operation.ts'
import { makePreviews, type PreviewPage } from '#core/previews.ts'
import { refuse } from '#core/refusal.ts'
import type { Told } from '#core/told.ts'
import {
  anyReceiptToChange,
  type LockedReceipt,
  partsToChange,
  type ReceiptRow,
  receiptToChange,
} from '../queries/receipts.ts'
import { changedBy } from '../queries/whose.ts'
import type { Reading } from '../reader/reading.ts'
import { rightsToEdit } from '../rules/editing.ts'
import { fitted } from '../rules/fitted-reading.ts'
import { factsOf } from '../rules/from-reading.ts'
import { cutAround, partsOffered, readingOfPart, whyNotApart } from '../rules/parts.ts'
import { id } from '../rules/shapes.ts'
import { keepFile, keepPages } from '../steps/keep-file.ts'
import { passAwaited } from '../steps/match-awaited.ts'
import { cutOutOf } from '../steps/pictures.ts'
import { about, asideBy, nextReceiptNumber, notAside, refuseIfUsed, shownNow } from '../steps/receipt-change.ts'
import { receiptShape } from '../views/receipt.ts'

interface At {
  db: Db
  actor: Actor
  office: OpenOffice
  tell(fact: Told): void
}

export const takeApart = change({
  right: rightsToEdit,
  summary: 'Make a receipt of each that was seen on one picture, cut from it; the picture as it came is set aside.',
  rest: 'POST /expenses/receipts/{receiptId}/take-apart',
  idempotent: true,
  input: z.object({ receiptId: id }),
  output: z.object({ receipt: receiptShape, parts: z.array(receiptShape) }),
  async do(at) {
    const { db, actor, input, call, tell } = at
    const whole = await receiptToChange(db, changedBy(actor), input.receiptId)
    const earlier = await partsToChange(db, whole)
    const inUse = earlier.filter((part) => part.setAsideAt === null).map((part) => part.number)
    const why = whyNotApart(whole, inUse)
    if (why) refuse(why)
    await refuseIfUsed(db, actor, whole)
    const parts: readonly LockedReceipt[] =
      earlier.length > 0 ? await takePartsBack(at, whole, earlier) : await cutParts(at, whole)
    const numbers = parts.map((part) => part.number)
    const aside = { says: 'expenses.aside.takenApart', parts: numbers }
    await save(db, 'expenseReceipt', whole, asideBy(actor.id, aside))
    await passAwaited(db, { from: [whole], to: parts }, tell)
    tell({
      ...about(whole),
      says: 'expenses.said.takenApart',
      params: { number: whole.number, parts: numbers },
    })
    return {
      receipt: await shownNow(db, whole.id, call),
      parts: await Promise.all(parts.map((part) => shownNow(db, part.id, call))),
    }
  },
})

export const sayOneReceipt = change({
  right: rightsToEdit,
  summary: 'Say that what looks like several receipts on one picture is one, or take that back.',
  rest: 'POST /expenses/receipts/{receiptId}/one-receipt',
  idempotent: true,
  input: z.object({ receiptId: id, isOne: z.boolean().default(true).describe('False takes it back.') }),
  output: receiptShape,
  async do({ db, actor, input, call, tell }) {
    const before = await receiptToChange(db, changedBy(actor), input.receiptId)
    if (before.setAsideAt) refuse({ says: 'expenses.receiptSetAside', number: before.number })
    if (input.isOne && partsOffered({ ...before, oneReceiptAt: null }) === 0)
      refuse({ says: 'expenses.noParts', number: before.number })
    await save(
      db,
      'expenseReceipt',
      before,
      input.isOne
        ? { oneReceiptBy: actor.id, oneReceiptAt: now().toString() }
        : { oneReceiptBy: null, oneReceiptAt: null },
    )
    tell({ ...about(before), says: `expenses.said.${input.isOne ? 'isOne' : 'isNotOne'}` })
    return shownNow(db, before.id, call)
  },
})

/** It was taken apart before and put together again: the same parts come back, with whatever was typed on them. */
async function takePartsBack({ db, tell }: At, whole: ReceiptRow, earlier: readonly LockedReceipt[]) {
  const together = earlier.filter((part) => part.setAsideSays?.says === 'expenses.aside.putTogether')
  const back = together.length > 0 ? together : earlier
  const { memberId, teamId, roundId } = whole
  for (const part of back) {
    await save(db, 'expenseReceipt', part, { ...notAside, memberId, teamId, roundId })
    const hasMoved = part.memberId !== memberId || part.teamId !== teamId
    tell({ ...about({ ...part, memberId, teamId, roundId }), hasMoved, says: 'expenses.said.receiptTakenBack' })
  }
  return back
}

/** A part on its own picture, shown and read already. */
interface CutPart {
  bytes: Uint8Array
  pages: readonly PreviewPage[]
  reading: Reading
}

async function cutParts(at: At, whole: ReceiptRow): Promise<LockedReceipt[]> {
  const reading = fitted(whole.reading!)
  const boxes = reading.parts.map((part) => part.box)
  const cuts = boxes.map((box, index) => cutAround(box, boxes.toSpliced(index, 1)))
  const pictures = await cutOutOf(await at.office.files.read(whole.sha256), reading.quarters, cuts)
  // All slow work before the first number is taken: until the commit nobody else gets one.
  const previews = await Promise.all(pictures.map((bytes) => makePreviews(bytes, 'jpeg')))
  const parts: LockedReceipt[] = []
  for (const [index, bytes] of pictures.entries()) {
    const cut = { bytes, pages: previews[index]!.pages, reading: readingOfPart(reading, index, cuts[index]!) }
    parts.push(await keepPart(at, whole, cut, index + 1))
  }
  return parts
}

/** A receipt of the part in the place of the whole: whose it is, when and how it came. */
async function keepPart(
  { db, office, tell }: At,
  whole: ReceiptRow,
  { bytes, pages, reading }: CutPart,
  partNumber: number,
): Promise<LockedReceipt> {
  const { files } = office
  const { sha256, size } = await keepFile({ db, files }, bytes, 'image/jpeg')
  const part = { id: newId(), number: await nextReceiptNumber(db) }
  const { vat, ...facts } = factsOf(reading)
  const { teamId, memberId, roundId, cameBy, linkId, receivedFrom, receivedAt } = whole
  await db
    .insertInto('expenseReceipt')
    .values({
      ...{ ...part, ...facts, teamId, memberId, roundId, cameBy, linkId, receivedFrom, receivedAt, sha256, size },
      mime: 'image/jpeg',
      fileName: nameOfPart(whole.fileName, partNumber),
      previewState: 'made',
      readingState: 'read',
      reading: JSON.stringify(reading),
      vat: JSON.stringify(vat),
      pictureWarnings: JSON.stringify(whole.pictureWarnings),
      partOf: whole.id,
      partNumber,
    })
    .execute()
  await keepPages({ db, files }, part.id, pages)
  tell({
    ...about({ ...whole, ...part }),
    also: [roundId, whole.id],
    says: 'expenses.said.cutFrom',
    params: { number: part.number, whole: whole.number },
  })
  return (await anyReceiptToChange(db, part.id))!
}

function nameOfPart(fileName: string, partNumber: number): string {
  return `${fileName.replace(/\.[^.]{1,5}$/, '').slice(0, 190)}-${partNumber}.jpg`
}
