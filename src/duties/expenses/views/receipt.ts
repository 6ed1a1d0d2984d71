import * as z from 'zod'
import { type Actor, inScope, type Scope } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { Instant, Sentence, sentence } from '#core/shapes.ts'
import { toldApartFrom } from '../queries/duplicates.ts'
import type { Resting } from '../queries/figures.ts'
import { candidatesFor, type ReceiptRow, receiptById } from '../queries/receipts.ts'
import { roundSeen } from '../queries/whose.ts'
import type { Reading } from '../reader/reading.ts'
import { likelySame } from '../rules/likely-same.ts'
import { partsOffered } from '../rules/parts.ts'
import { asksForAnother, warningsOn } from '../rules/picture-warnings.ts'
import { cents, currencyCode, day, id, vat } from '../rules/shapes.ts'

export const receiptShape = z
  .object({
    id,
    number: z.string(),
    teamId: id,
    teamName: z.string(),
    memberId: id.nullable().describe('Whose it is; null in the sorting tray.'),
    memberName: z.string().nullable(),
    roundId: id.nullable().describe('The round it came for.'),
    fileName: z.string(),
    mime: z.string().describe('Media type of the original.'),
    size: z.int().describe('Of the original, in bytes.'),
    cameBy: z.enum(['browser', 'link', 'mail', 'program']),
    receivedFrom: id.nullable().describe('Who brought it; null by a link.'),
    receivedFromName: z.string().nullable(),
    receivedAt: Instant,
    previewState: z.enum(['waiting', 'made', 'failed']).describe('Whether its pages can be shown.'),
    readingState: z.enum(['waiting', 'reading', 'read', 'failed']),
    trouble: Sentence.nullable().describe('Why it could not be read or shown.'),
    merchant: z
      .string()
      .nullable()
      .describe('The seller’s name; this and what follows are as read, or as a person put them right.'),
    spentOn: day.nullable(),
    totalCents: cents.nullable(),
    currency: currencyCode.nullable(),
    vat: vat.describe('Rate by rate.'),
    unsure: z
      .array(z.string())
      .describe('Fields of which the reader is not sure: merchant, date, totalCents, currency, vat.'),
    checkedBy: id.nullable().describe('Who looked at its fields; null until somebody has.'),
    checkedAt: Instant.nullable(),
    setAsideAt: Instant.nullable(),
    setAsideWhy: z.string().nullable(),
    warnings: z
      .array(Sentence)
      .describe('What to know of the picture: blurred, dark, small, two receipts on it, pages left out.'),
    asksForAnother: z.boolean().describe('Whoever brought it should take another picture, if that can still be done.'),
    pictureKeptAt: Instant.nullable().describe('When somebody said to keep a poor picture as it is.'),
    partsOffered: z.int().describe('Receipts seen on the picture that can be taken apart; 0 when there is one.'),
    partOf: id.nullable().describe('The receipt from whose picture this one was cut.'),
    pages: z.int().describe('How many can be shown.'),
    lines: z.int().describe('How many report lines use it.'),
    version: z.int().describe('To be sent with a change: an older one is refused.'),
  })
  .meta({ title: 'Receipt' })

/** Who is shown a receipt, and in which language. */
export interface Reader {
  actor: Actor | null
  language: string
}

/** A receipt as it goes out, its trouble and warnings in the reader's language; its round where he may open that. */
export function shownReceipt(row: ReceiptRow, { actor, language }: Reader): z.infer<typeof receiptShape> {
  const {
    reading,
    trouble,
    sha256: _,
    setAsideSays,
    setAsideWhy,
    pictureWarnings: __,
    oneReceiptAt: ___,
    roundTeamId,
    ...rest
  } = row
  const say = ({ says, params }: NonNullable<ReceiptRow['trouble']>) => sentence(language, { ...params, says })
  const lines = Number(row.lines ?? 0)
  return {
    ...rest,
    roundId: actor && roundSeen(actor, { ...row, teamId: roundTeamId ?? row.teamId }),
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

export const twinShape = z
  .object({
    receipt: receiptShape,
    likeness: z
      .enum(['samePicture', 'samePurchase', 'sameOfAnother'])
      .describe('Why it is likely the same: its picture, its purchase, or another person’s same purchase.'),
  })
  .meta({ title: 'Twin' })

/** The receipts that are likely the same purchase and have not been told apart from it, as far as the scope reaches. */
export async function twinsOf(
  db: Db,
  scope: Scope,
  receipt: ReceiptRow,
  reader: Reader,
  resting?: Resting,
): Promise<z.infer<typeof twinShape>[]> {
  const [candidates, apart] = await Promise.all([candidatesFor(db, receipt, resting), toldApartFrom(db, receipt.id)])
  return candidates.flatMap((other) => {
    const likeness = inScope(scope, other) && !apart.has(other.id) ? likelySame(receipt, other) : null
    return likeness ? [{ receipt: shownReceipt(other, reader), likeness }] : []
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
