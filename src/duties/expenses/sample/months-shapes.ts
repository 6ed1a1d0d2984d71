import type { SampleTeam } from '#office/sample/company.ts'
import type { VatPart } from '../tables.ts'
import type { ReceiptFacts } from './receipt-facts.ts'
import type { PictureFormat, Wear } from './render-receipt.ts'

/** What happened in the sample office's months, oldest first. Days are ISO days, people their keys, amounts minor units. */
export type SampleMonths = { rates: SampleRate[]; months: SampleMonth[] }

/** Units of EUR for one of the currency, decimal text; invented near the true ones. */
export type SampleRate = { currency: string; day: string; rate: string }

export type SampleMonth = {
  /** First day. */
  month: string
  stage: 'approved' | 'inReview' | 'collecting'
  teams: SampleTeamMonth[]
  /** Not yet there while the month is collected. */
  department?: SampleDepartmentMonth
}

export type SampleTeamMonth = {
  team: SampleTeam
  assistant: string
  openedOn: string
  dueOn: string
  /** Absent while collecting. */
  handedOverOn?: string
  /** The part came after the department's report had been presented, and joined a second version. */
  late: boolean
  reports: SampleReport[]
  /** Receipts nobody could be found for. */
  tray: SampleReceipt[]
}

export type SampleReport = {
  salesperson: string
  receipts: SampleReceipt[]
  expected: SampleExpected[]
  lines: SampleLine[]
  reminders: { day: string; missing: number; way: 'mail' | 'phone' | 'copied' }[]
  confirmed?: { day: string; way: 'self' | 'phone' | 'inPerson' }
}

export type SampleReceipt = {
  key: string
  facts: ReceiptFacts
  picture: { seed: string; wear: Wear; format: PictureFormat }
  fileName: string
  cameBy: 'browser' | 'link' | 'mail'
  receivedOn: string
  /** The very same picture, sent a second time: set aside when the assistant saw the two side by side. */
  sameAs?: string
  /** What the reader took for the total before the assistant put it right. */
  misreadTotal?: number
  /** Still in the pile: nobody has looked at the fields yet. */
  unchecked?: boolean
}

export type SampleExpected = {
  what: string
  category: string
  recurring: boolean
  source: 'recurring' | 'assistant' | 'salesperson'
  state: 'waiting' | 'received' | 'missing' | 'notNeeded'
  expectedOn?: string
  receipt?: string
  reason?: string
}

export type SampleLine = {
  key: string
  receipts: string[]
  day: string
  merchant: string
  category: string
  amount: number
  currency: string
  rate: string
  rateDay: string | null
  vat: VatPart[]
  ownShare: number
  /** In EUR. */
  claimed: number
  accepted: number
  purpose: string
  customer: string
  guests: string
  explanation: string
  missing?: { reason: string; day: string }
  refused?: { why: string; by: string; day: string }
}

export type SampleDepartmentMonth = {
  preparedBy: string
  presented: { day: string; by: string; teams: SampleTeam[] }[]
  /** Keys of salespeople the senior manager has ticked as a whole. */
  ticked: string[]
  queries: SampleQuery[]
  approved?: { day: string; by: string }
  paidOn?: string
  corrections: {
    line: string
    now: number
    reason: string
    proposedBy: string
    day: string
    decidedBy: string
    decidedOn: string
  }[]
}

export type SampleQuery = {
  line: string
  salesperson: string
  askedBy: string
  state: 'asked' | 'answered' | 'settled'
  messages: { by: string; day: string; body: string }[]
}
