import * as z from 'zod'
import { inScope, type Scope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { Instant, Sentence, sentence } from '#core/shapes.ts'
import { toldApartFrom } from '../queries/duplicates.ts'
import type { Resting } from '../queries/figures.ts'
import { candidatesFor, type ReceiptRow, receiptById } from '../queries/receipts.ts'
import type { Reading } from '../reader/reading.ts'
import { likelySame } from '../rules/likely-same.ts'
import { partsOffered } from '../rules/parts.ts'
import { asksForAnother, warningsOn } from '../rules/picture-warnings.ts'
import { cents, currencyCode, day, id, vat } from '../rules/shapes.ts'

export const receiptShape = z.object({
  id,
  number: z.string(),
  teamId: id,
  teamName: z.string(),
  memberId: id.nullable(),
  memberName: z.string().nullable(),
  roundId: id.nullable(),
  fileName: z.string(),
  mime: z.string(),
  size: z.int(),
  cameBy: z.enum(['browser', 'link', 'mail', 'program']),
  receivedFrom: id.nullable(),
  receivedFromName: z.string().nullable(),
  receivedAt: Instant,
  previewState: z.enum(['waiting', 'made', 'failed']),
  readingState: z.enum(['waiting', 'reading', 'read', 'failed']),
  trouble: Sentence.nullable(),
  merchant: z.string().nullable(),
  spentOn: day.nullable(),
  totalCents: cents.nullable(),
  currency: currencyCode.nullable(),
  vat,
  /** Fields the reader found but would have looked at: `merchant`, `date`, `totalCents`, `currency`, `vat`. */
  unsure: z.array(z.string()),
  checkedBy: id.nullable(),
  checkedAt: Instant.nullable(),
  setAsideAt: Instant.nullable(),
  setAsideWhy: z.string().nullable(),
  /** What to know of the picture: blurred, dark, small, two receipts on it, pages left out. */
  warnings: z.array(Sentence),
  /** Whoever brought it should take another picture, if that can still be done. */
  asksForAnother: z.boolean(),
  /** When somebody said to keep a poor picture as it is. */
  pictureKeptAt: Instant.nullable(),
  /** Receipts seen on the picture that can be taken apart; 0 when there is one. */
  partsOffered: z.int(),
  /** The receipt from whose picture this one was cut. */
  partOf: id.nullable(),
  pages: z.int(),
  /** How many report lines use it. */
  lines: z.int(),
  version: z.int(),
})

/** A receipt as it goes out, its trouble and warnings in the reader's language. */
export function shownReceipt(row: ReceiptRow, language: string): z.infer<typeof receiptShape> {
  const {
    reading,
    trouble,
    sha256: _,
    setAsideSays,
    setAsideWhy,
    pictureWarnings: __,
    oneReceiptAt: ___,
    ...rest
  } = row
  const say = ({ says, params }: NonNullable<ReceiptRow['trouble']>) => sentence(language, { ...params, says })
  const lines = Number(row.lines ?? 0)
  return {
    ...rest,
    pages: Number(row.pages ?? 0),
    lines,
    trouble: trouble && say(trouble),
    setAsideWhy: setAsideSays ? say(setAsideSays).text : setAsideWhy,
    warnings: warningsOn(row).map(say),
    asksForAnother: asksForAnother(row, lines > 0),
    partsOffered: partsOffered(row),
    unsure: unsureIn(reading),
  }
}

function unsureIn(reading: Reading | null): string[] {
  if (!reading) return []
  return (['merchant', 'date', 'totalCents', 'currency', 'vat'] as const).filter((name) => !reading[name]?.sure)
}

export const twinShape = z.object({
  receipt: receiptShape,
  likeness: z.enum(['samePicture', 'samePurchase', 'sameOfAnother']),
})

/** The receipts that are likely the same purchase and have not been told apart from it, as far as the scope reaches. */
export async function twinsOf(
  db: Db,
  scope: Scope,
  receipt: ReceiptRow,
  language: string,
  resting?: Resting,
): Promise<z.infer<typeof twinShape>[]> {
  const [candidates, apart] = await Promise.all([candidatesFor(db, receipt, resting), toldApartFrom(db, receipt.id)])
  return candidates.flatMap((other) => {
    const likeness = inScope(scope, other) && !apart.has(other.id) ? likelySame(receipt, other) : null
    return likeness ? [{ receipt: shownReceipt(other, language), likeness }] : []
  })
}

/** The numbers of the same person's receipts that are likely the same purchase, for whoever reads of it; empty when there are none. */
export async function twinNumbers(db: Db, receiptId: string): Promise<string> {
  const receipt = await receiptById(db, receiptId)
  if (!receipt) return ''
  const [candidates, apart] = await Promise.all([candidatesFor(db, receipt), toldApartFrom(db, receiptId)])
  return candidates
    .filter((other) => isSeenWith(other, receipt) && !apart.has(other.id) && likelySame(receipt, other))
    .map((other) => other.number)
    .join(', ')
}

/** Whether whoever reads of a receipt may see another: of the same person and team. */
export function isSeenWith(
  other: Pick<ReceiptRow, 'memberId' | 'teamId'>,
  receipt: Pick<ReceiptRow, 'memberId' | 'teamId'>,
): boolean {
  return other.teamId === receipt.teamId && other.memberId === receipt.memberId
}
