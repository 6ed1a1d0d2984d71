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
