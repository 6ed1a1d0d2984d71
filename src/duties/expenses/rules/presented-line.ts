import type { VatPart } from '../tables.ts'

/** One line as the senior manager was shown it. */
export interface PresentedLine {
  lineId: string
  reportId: string
  reportNumber: string
  memberId: string
  memberName: string
  teamId: string
  teamName: string
  categoryId: string
  spentOn: string
  merchant: string
  amountCents: number
  currency: string
  rate: string
  /** `hand`, or where the office's table has it from; missing in versions from before this was kept. */
  rateSource?: string | null | undefined
  vatCents: number
  /** As on the receipt, rate by rate; missing in versions from before this was kept. */
  vat?: VatPart[] | undefined
  ownShareCents: number
  claimedCents: number
  acceptedCents: number
  purpose: string
  customer: string
  guests: string
  explanation: string
  missingReason: string | null
  refusedWhy: string | null
  /** Fields that differ from what the reader found on the receipt. */
  changedAfterReading: string[]
  receipts: { id: string; number: string; sha256: string }[]
}

/** Whether a field is what its line says, so that another value makes it another line before the senior manager. */
const isSaid: Record<keyof PresentedLine, boolean> = {
  // Whose line it is does not change, and people and teams go by their present names.
  ...{ lineId: false, reportId: false, reportNumber: false, memberId: false, memberName: false },
  ...{ teamId: false, teamName: false },
  // Decisions lie over the line.
  ...{ acceptedCents: false, refusedWhy: false },
  // It follows from the line and from what is read on its receipt, at any time.
  changedAfterReading: false,
  ...{ categoryId: true, spentOn: true, merchant: true, amountCents: true, currency: true, rate: true },
  ...{ rateSource: true, vatCents: true, vat: true, ownShareCents: true, claimedCents: true, purpose: true },
  ...{ customer: true, guests: true, explanation: true, missingReason: true, receipts: true },
}

/** What a line says, field by field, in a form that can be compared; undefined where its version did not keep it yet. */
export function saidBy(line: StandingLine): Record<string, string | number | null | undefined> {
  const comparable = {
    ...line,
    vat: line.vat?.map(({ rate, netCents, vatCents }) => `${rate} ${netCents} ${vatCents}`).join(),
    receipts: line.receipts.map(({ id, sha256 }) => `${id} ${sha256}`).sort().join(), // biome-ignore format: one row
  }
  return Object.fromEntries(saidFields.map((field) => [field, comparable[field]]))
}

type SaidField = Exclude<keyof PresentedLine, 'changedAfterReading'>
const saidFields = (Object.keys(isSaid) as SaidField[]).filter((field) => isSaid[field])

/** A line as it stands before anybody presents it: day, category and exchange rate may be missing, with what follows from it. */
export type StandingLine = Omit<PresentedLine, 'spentOn' | 'categoryId' | 'rate' | 'claimedCents' | 'acceptedCents'> & {
  spentOn: string | null
  categoryId: string | null
  rate: string | null
  claimedCents: number | null
  acceptedCents: number | null
}

/** Whether a line has what one presented must have. */
export function isPresentable(line: StandingLine): line is PresentedLine {
  return line.spentOn !== null && line.categoryId !== null && line.claimedCents !== null
}
