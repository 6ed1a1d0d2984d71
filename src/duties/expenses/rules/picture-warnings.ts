import type { Reading, Told } from '../reader/reading.ts'
import { partsOffered } from './parts.ts'

/** What makes a picture hard to read, and another one worth taking. */
const poorPictures = ['expenses.reader.blurred', 'expenses.reader.dark', 'expenses.reader.tooSmall']

interface Pictured {
  pictureWarnings: Told[]
  reading: Reading | null
  checkedAt: string | null
  setAsideAt: string | null
  oneReceiptAt: string | null
}

/**
 * What a person should know of a receipt's picture: what was seen when it came and what the reader adds. A poor picture
 * is no longer worth a word once its day and total were read surely, or somebody has checked the fields.
 */
export function warningsOn(receipt: Pictured): Told[] {
  const { reading, pictureWarnings } = receipt
  const told = reading?.warnings ?? []
  const poor = isReadWell(receipt) ? [] : [...pictureWarnings, ...told.filter(isPoorPicture)]
  const others = told.filter((one) => !isPoorPicture(one) && one.says !== 'expenses.reader.twoReceipts')
  const two = partsOffered(receipt) > 0 ? told.filter((one) => one.says === 'expenses.reader.twoReceipts') : []
  return [...new Map([...poor, ...two, ...others].map((one) => [one.says, one])).values()]
}

/** Whether the words are of the picture's quality: blurred, dark, too small. */
export function isPoorPicture({ says }: { says: string }): boolean {
  return poorPictures.includes(says)
}

/**
 * Whether to ask whoever brought it for another picture: this one is poor or could not be read, is in no line yet, and
 * nobody has said to keep it as it is.
 */
export function asksForAnother(
  receipt: Pictured & { mime: string; readingState: string; pictureKeptAt: string | null; partOf: string | null },
  isUsed: boolean,
): boolean {
  if (receipt.setAsideAt || receipt.pictureKeptAt || receipt.partOf || isUsed || !receipt.mime.startsWith('image/'))
    return false
  const isUnread = receipt.readingState === 'failed' && receipt.checkedAt === null
  return isUnread || warningsOn(receipt).some(isPoorPicture)
}

function isReadWell({ reading, checkedAt }: Pictured): boolean {
  return checkedAt !== null || Boolean(reading?.date?.sure && reading.totalCents?.sure)
}

/** Whether a receipt is still to be read, or being read: its pictures are made then. */
export function isBeingRead({ readingState }: { readingState?: string }): boolean {
  return readingState === 'waiting' || readingState === 'reading'
}
