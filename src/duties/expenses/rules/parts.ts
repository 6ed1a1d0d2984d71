import type { Says } from '#core/refusal.ts'
import type { Box, Facts, Field, Reading } from '../reader/reading.ts'

/** A receipt with what decides whether it can be taken apart. */
interface Whole {
  number: string
  reading: Reading | null
  setAsideAt: string | null
  oneReceiptAt: string | null
}

/** Receipts seen on one picture that are offered to be taken apart; 0 when there is one, or somebody said so. */
export function partsOffered(receipt: Omit<Whole, 'number'>): number {
  const count = receipt.reading?.parts?.length ?? 0
  return count < 2 || receipt.setAsideAt || receipt.oneReceiptAt ? 0 : count
}

/** Why a receipt cannot be taken apart; null when it can. `apart` are the numbers of parts that are in use already. */
export function whyNotApart(receipt: Whole, apart: readonly string[]): Says | null {
  const { number } = receipt
  if (receipt.setAsideAt && apart.length > 0) return { says: 'expenses.apartAlready', number, parts: apart }
  if (receipt.setAsideAt) return { says: 'expenses.receiptSetAside', number }
  if (receipt.oneReceiptAt) return { says: 'expenses.saidToBeOne', number }
  return partsOffered(receipt) > 0 ? null : { says: 'expenses.noParts', number }
}

/** Paper reaches further than its print, and faint print lies outside the box: so much of the part's sides is left around it. */
const margin = 0.15

/**
 * Where to cut a part out of the upright picture, in fractions of it: its print with a margin, within the picture and at
 * most half of the way to another part.
 */
export function cutAround(box: Box, others: readonly Box[]): Box {
  const [across, along] = [margin * box.width, margin * box.height]
  let [left, top] = [box.x - across, box.y - along]
  let [right, bottom] = [box.x + box.width + across, box.y + box.height + along]
  for (const other of others) {
    if (other.x >= box.x + box.width) right = Math.min(right, (box.x + box.width + other.x) / 2)
    else if (other.x + other.width <= box.x) left = Math.max(left, (other.x + other.width + box.x) / 2)
    else if (other.y >= box.y + box.height) bottom = Math.min(bottom, (box.y + box.height + other.y) / 2)
    else if (other.y + other.height <= box.y) top = Math.max(top, (other.y + other.height + box.y) / 2)
  }
  const [x, y] = [Math.max(0, left), Math.max(0, top)]
  return { page: 0, x, y, width: Math.min(1, right) - x, height: Math.min(1, bottom) - y }
}

/** What was read of one part, with its places on the part's own picture, which stands upright. */
export function readingOfPart(reading: Reading, at: number, cut: Box): Reading {
  const { box: _, ...facts } = reading.parts[at]!
  const moved = Object.entries(facts).map(([name, field]) => [name, moveInto(field as Field<unknown>, cut)])
  return {
    ...(Object.fromEntries(moved) as Facts),
    source: reading.source,
    pages: 1,
    pagesRead: 1,
    quarters: 0,
    warnings: reading.warnings.filter((one) => one.says !== 'expenses.reader.twoReceipts'),
    parts: [],
    engines: reading.engines,
    ms: 0,
    cpuMs: 0,
  }
}

function moveInto<T>(field: Field<T>, cut: Box): Field<T> {
  const { box } = field
  if (!box) return field
  const [x, y] = [(box.x - cut.x) / cut.width, (box.y - cut.y) / cut.height]
  return { ...field, box: { page: 0, x, y, width: box.width / cut.width, height: box.height / cut.height } }
}

/**
 * A place that was read on the upright picture, on the picture as it is shown: the reader turned it by so many quarters
 * clockwise, the preview did not.
 */
export function asShown(box: Box, quarters: number): Box {
  const { page, x, y, width, height } = box
  const turns = page === 0 ? ((quarters % 4) + 4) % 4 : 0
  if (turns === 1) return { page, x: y, y: 1 - x - width, width: height, height: width }
  if (turns === 2) return { page, x: 1 - x - width, y: 1 - y - height, width, height }
  if (turns === 3) return { page, x: 1 - y - height, y: x, width: height, height: width }
  return box
}
