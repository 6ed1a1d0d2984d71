import { isCurrency, noCurrency } from '#core/money.ts'
import type { Says } from '#core/refusal.ts'
import { whyNoOwnShare, whyNoVat } from './amounts.ts'
import { type ReceiptSays, receiptContradictions } from './contradictions.ts'
import { isBeingRead } from './picture-warnings.ts'
import { isFarOff, isOldRate, type TableRate } from './rates.ts'
import { receiptsSharedUncounted } from './shared-receipts.ts'

/** The parts of a line that decide whether it may be presented. Amounts in minor units. */
export interface JudgedLine {
  id: string
  spentOn: string | null
  merchant: string
  categoryId: string | null
  amountCents: number
  ownShareCents: number
  currency: string
  /** As on the receipt. */
  vat: readonly { netCents: number; vatCents: number }[]
  /** Null while the amount or the exchange rate is not known. */
  claimedCents: number | null
  rate: string | null
  rateDay: string | null
  rateSource: string | null
  purpose: string
  customer: string
  explanation: string
  missingReason: string | null
  /** What all parts of one split share. */
  splitOf: string | null
  receipts: readonly JudgedReceipt[]
}

export interface JudgedReceipt extends ReceiptSays {
  number: string
  readingState: 'waiting' | 'reading' | 'read' | 'failed'
}

export interface JudgedCategory {
  id: string
  name: string
  limitCents: number | null
  needsCustomer: boolean
}

/** A receipt and its likely twin; `hidden` is a colleague's whom one may not see, `more` are `n` that are not named. */
export interface SaidTwin {
  receipt: string
  whose: 'own' | 'named' | 'hidden' | 'more'
  other: string
  name: string
  n: number
}

export interface Judgement {
  lines: readonly JudgedLine[]
  /** What each line is called: its seller, else what tells it from the others. */
  names: ReadonlyMap<string, string>
  categories: ReadonlyMap<string, JudgedCategory>
  receiptFreeCents: number
  officeCurrency: string
  /** The report's month, `YYYY-MM-01`. */
  month: string
  /** The latest day that has begun somewhere in the office. */
  latestDay: string
  /** Receipts of the person and round that no line uses. */
  unusedReceipts: number
  /** Expected receipts that are still waited for, by name. */
  expectedStillWaiting: readonly string[]
  /** By receipt, what is likely of one purchase with it and nobody has told apart. */
  twins: ReadonlyMap<string, readonly SaidTwin[]>
  /** Such pairs among the receipts that no line uses. */
  duplicatesInPile: number
  /** What the office's table says of foreign lines, by `CURRENCY DAY`. */
  rates: ReadonlyMap<string, TableRate>
  /** Receipts that a line of another report claims too, with its number. */
  claimedElsewhere: ReadonlyMap<string, { number: string; report: string }>
  /** False until the salesperson was informed of the current claim procedure. */
  informed: boolean
  confirmation: 'none' | 'outdated' | 'valid'
}

/** What stands in the way, in words, with the line and field to jump to. */
export type Obstacle = Says & { lineId?: string; field?: string }

/** What keeps a report from being presented besides its lines. The office's claim procedure is the source. */
export function obstaclesBeside(judgement: Judgement): Obstacle[] {
  return [...obstaclesAround(judgement), ...obstaclesWithPerson(judgement)]
}

/**
 * What is wrong with the lines themselves; the rest of a report may still be under way. Where it is presented, only these
 * lines are asked about: what was shown stands as it was shown.
 */
export function obstaclesInLines(judgement: Judgement, only?: ReadonlySet<string>): Obstacle[] {
  const { lines } = judgement
  if (lines.length === 0) return only ? [] : [{ says: 'expenses.obstacle.noLines' }]
  const isAsked = ({ id }: { id: string }) => !only || only.has(id)
  const named = lines.map((line) => ({ ...line, merchant: nameOf(line, judgement) }))
  return [
    ...lines.filter(isAsked).flatMap((line) => obstaclesOfLine(line, judgement)),
    ...receiptContradictions(named, isAsked),
    ...receiptsSharedUncounted(named, isAsked),
  ]
}

function obstaclesOfLine(line: JudgedLine, judgement: Judgement): Obstacle[] {
  const { latestDay, month, officeCurrency, receiptFreeCents } = judgement
  const category = line.categoryId ? judgement.categories.get(line.categoryId) : undefined
  const name = nameOf(line, judgement)
  const found: Obstacle[] = []
  const stop = (says: string, field: string, params: Says | object = {}) =>
    found.push({ says: `expenses.obstacle.${says}`, line: name, ...params, lineId: line.id, field })

  if (!line.spentOn) stop('noDate', 'spentOn')
  else if (line.spentOn > latestDay) stop('futureDate', 'spentOn', { day: line.spentOn })
  else if (line.spentOn < yearBefore(month) && !line.explanation.trim())
    stop('longBefore', 'spentOn', { day: line.spentOn })
  if (!line.merchant.trim()) stop('noMerchant', 'merchant')
  if (!category) stop('noCategory', 'categoryId')
  if (!line.purpose.trim()) stop('noPurpose', 'purpose')
  if (line.amountCents === 0) stop('noAmount', 'amountCents')
  if (whyNoOwnShare(line)) stop('ownShareOutside', 'ownShareCents')
  const noVat = whyNoVat(line)
  if (noVat) found.push({ ...noVat, line: name, lineId: line.id, field: 'vat' })
  if (line.currency === noCurrency) stop('currencyUnknown', 'currency')
  else if (!isCurrency(line.currency)) stop('noCurrency', 'currency', { currency: line.currency })
  if (line.rate === null && line.currency !== noCurrency) stop('noRate', 'rate', { currency: line.currency })
  else if (line.currency !== officeCurrency && isOldRate(line))
    stop('oldRate', 'rate', { currency: line.currency, day: line.rateDay ?? '' })
  const known = judgement.rates.get(`${line.currency} ${line.spentOn}`)
  const near = known?.ofDay ?? known?.last
  if (line.rate && near && isFarOff(line.rate, near.rate))
    stop('rateFarOff', 'rate', { currency: line.currency, rate: line.rate, tableRate: near.rate, day: near.day })
  if (category?.needsCustomer && !line.customer.trim()) stop('noCustomer', 'customer', { category: category.name })
  const claimedCents = line.claimedCents ?? 0
  if (category?.limitCents && claimedCents > category.limitCents && !line.explanation.trim()) {
    const limit = { cents: category.limitCents, currency: officeCurrency }
    stop('overLimit', 'explanation', { category: category.name, limit })
  }
  const needsReceipt = Math.abs(claimedCents) > receiptFreeCents
  if (needsReceipt && line.receipts.length === 0 && !line.missingReason) stop('noReceipt', 'receipts')
  for (const { number } of line.receipts.filter(isUnread)) stop('beingRead', 'receipts', { receipt: number })
  for (const { id } of line.receipts) {
    const claimed = judgement.claimedElsewhere.get(id)
    if (claimed) stop('receiptElsewhere', 'receipts', { receipt: claimed.number, report: claimed.report })
    for (const { receipt, whose, other, name, n } of judgement.twins.get(id) ?? [])
      stop('samePurchase', 'duplicates', { receipt, whose, other, name, n })
  }
  return found
}

/** Nobody knows yet what it says: the reader will tell, or a person who checks it. What could not be read stays so. */
function isUnread(receipt: JudgedReceipt): boolean {
  return isBeingRead(receipt) && receipt.checkedAt === null
}

function nameOf({ id }: { id: string }, { names }: Judgement): string {
  return names.get(id) ?? '–'
}

/** Claims that come later than this are slips of the year far oftener than late receipts. */
function yearBefore(month: string): string {
  return `${String(Number(month.slice(0, 4)) - 1).padStart(4, '0')}${month.slice(4)}`
}

function obstaclesAround({ unusedReceipts, expectedStillWaiting, duplicatesInPile }: Judgement): Obstacle[] {
  const found: Obstacle[] = []
  if (unusedReceipts > 0) found.push({ says: 'expenses.obstacle.unusedReceipts', n: unusedReceipts, field: 'pile' })
  for (const what of expectedStillWaiting) {
    found.push({ says: 'expenses.obstacle.stillWaiting', what, field: 'expected' })
  }
  if (duplicatesInPile > 0) {
    found.push({ says: 'expenses.obstacle.duplicates', n: duplicatesInPile, field: 'duplicates' })
  }
  return found
}

function obstaclesWithPerson({ informed, confirmation }: Judgement): Obstacle[] {
  const found: Obstacle[] = []
  if (!informed) found.push({ says: 'expenses.obstacle.notInformed', field: 'procedure' })
  if (confirmation === 'none') found.push({ says: 'expenses.obstacle.notConfirmed', field: 'confirmation' })
  if (confirmation === 'outdated') {
    found.push({ says: 'expenses.obstacle.confirmationOutdated', field: 'confirmation' })
  }
  return found
}
