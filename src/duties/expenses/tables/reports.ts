import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Instant, Json } from '#core/tables.ts'
import type { FieldToFill } from '../rules/from-reading.ts'
import type { PresentedLine } from '../rules/presented-line.ts'
import type { Beside, SignedAround, SignedCategory } from '../rules/signed-around.ts'
import type { confirmationWays, queryStates, VatPart } from '../tables.ts'

declare module '#core/database.ts' {
  interface Tables {
    expenseDepartmentReport: {
      id: string
      number: string
      departmentId: string
      month: string
      /** 0: the month's report; 1, 2, …: what came after that was signed. */
      supplement: Generated<number>
      preparedBy: string | null
      madeAt: Generated<Instant>
      version: Generated<number>
    }
    expenseTeamReport: {
      id: string
      number: string
      teamId: string
      month: string
      supplement: Generated<number>
      departmentReportId: string | null
      preparedBy: string | null
      madeAt: Generated<Instant>
      handedOverBy: string | null
      handedOverAt: Instant | null
      note: Generated<string>
      version: Generated<number>
    }
    expenseReport: {
      id: string
      number: string
      memberId: string
      teamId: string
      roundId: string | null
      month: string
      teamReportId: string | null
      preparedBy: string | null
      madeAt: Generated<Instant>
      presentedAt: Instant | null
      approvedAt: Instant | null
      /** When its person last looked at what was not accepted. */
      decisionsSeenAt: Generated<Instant | null>
      version: Generated<number>
    }
    expenseLine: {
      id: string
      reportId: string
      position: Generated<number>
      spentOn: string | null
      merchant: Generated<string>
      categoryId: string | null
      amountCents: number
      currency: string
      /** Null while a foreign amount has none; so are then the amounts that follow from it. */
      rate: ColumnType<string | null, string | null | undefined, string | null>
      rateDay: string | null
      rateSource: string | null
      vat: ColumnType<VatPart[], string | undefined, string>
      vatCents: Generated<number>
      ownShareCents: Generated<number>
      claimedCents: number | null
      /** Shown or signed with more than was spent, before there was a rule. */
      wasBeyond: Generated<boolean>
      acceptedCents: number | null
      purpose: Generated<string>
      customer: Generated<string>
      guests: Generated<string>
      explanation: Generated<string>
      missingReason: string | null
      missingDeclaredBy: string | null
      missingDeclaredAt: Instant | null
      refusedWhy: string | null
      refusedBy: string | null
      refusedAt: Instant | null
      removedAt: Instant | null
      removedBy: string | null
      /** The line that was split into this and others, itself among them. */
      splitOf: ColumnType<string | null, string | null | undefined, string | null>
      /** What is left to the first reading of its receipts: empty when the line was made, and not edited since. */
      toFill: Generated<FieldToFill[]>
      /** Whether it is not removed. */
      isStanding: GeneratedAlways<boolean>
      version: Generated<number>
    }
    expenseLineReceipt: {
      lineId: string
      receiptId: string
      /** The line's own; the database holds the three together, and each receipt to one report. */
      reportId: string
      isStanding: Generated<boolean>
      /** Claimed in another report before there was a rule: in the way until a person lets it go. */
      wasDouble: Generated<boolean>
    }
    expenseReportConfirmation: {
      id: string
      reportId: string
      way: (typeof confirmationWays)[number]
      confirmedOn: string
      totalCents: number
      contentHash: string
      recordedBy: string
      note: Generated<string>
      at: Generated<Instant>
    }
    expensePresentedVersion: {
      id: string
      departmentReportId: string
      number: number
      presentedBy: string
      presentedAt: Generated<Instant>
      /** Of the version that an approval made: the presented one that it approves. */
      approves: Generated<string | null>
      withdrawnAt: Generated<Instant | null>
      withdrawnBy: Generated<string | null>
      withdrawnWhy: Generated<string | null>
      snapshot: Json<PresentedLine[]>
      totalCents: number
      hash: string
    }
    expensePresentedLine: {
      versionId: string
      lineId: string
      reportId: string
      memberId: string
      teamId: string
      categoryId: string
      claimedCents: number
      /** Signed with its version; a line only once. */
      isApproved: Generated<boolean>
    }
    expenseReviewLook: { memberId: string; departmentReportId: string; versionNumber: number; at: Generated<Instant> }
    expenseReviewTick: {
      departmentReportId: string
      target: string
      contentHash: string
      /** False where it was set when ticks did not vouch for all that lines say. */
      isOfAll: Generated<boolean>
      tickedBy: string
      at: Generated<Instant>
    }
    expenseQuery: {
      id: string
      departmentReportId: string
      memberId: string
      teamId: string
      lineId: string | null
      categoryId: string | null
      askedBy: string
      askedAt: Generated<Instant>
      state: Generated<(typeof queryStates)[number]>
      answeredAt: Instant | null
      settledBy: string | null
      settledAt: Instant | null
      version: Generated<number>
    }
    expenseQueryMessage: { id: string; queryId: string; byId: string; at: Generated<Instant>; body: string }
    expenseApproval: {
      id: string
      departmentReportId: string
      versionId: string
      approvedBy: string
      approverName: string
      totalCents: number
      hash: string
      signedWithout: Generated<string[]>
      /** Null where it was signed before this was kept. */
      around: ColumnType<Omit<SignedAround, 'beside'> | null, string | null | undefined, never>
      /** The same. */
      beside: ColumnType<Beside | null, string | null | undefined, never>
      /** The same. */
      categories: ColumnType<SignedCategory[] | null, string | null | undefined, never>
      smallOfficeSince: Generated<Instant | null>
      smallOfficeBy: Generated<string | null>
      at: Generated<Instant>
    }
    expenseCorrection: {
      id: string
      departmentReportId: string
      lineId: string
      wasCents: number
      nowCents: number
      reason: string
      smallOfficeSince: Generated<Instant | null>
      smallOfficeBy: Generated<string | null>
      proposedBy: string
      proposedAt: Generated<Instant>
      decidedBy: string | null
      decidedAt: Instant | null
      agreed: boolean | null
      /** Why it was turned down; null also where that was before it was asked for. */
      why: Generated<string | null>
      /** When its proposer had seen what became of it. */
      decisionSeenAt: Generated<Instant | null>
    }
    expensePayout: {
      id: string
      departmentReportId: string
      correctionId: string | null
      memberId: string
      teamId: string
      cents: number
      smallOfficeSince: Generated<Instant | null>
      smallOfficeBy: Generated<string | null>
      paidOn: string | null
      paidBy: string | null
      paidAt: Instant | null
      reference: Generated<string>
    }
    expensePaper: {
      id: string
      departmentReportId: string | null
      reportId: string | null
      kind: 'pdf' | 'xlsx' | 'csv'
      language: 'en' | 'lt'
      jobId: string | null
      sha256: string | null
      fileName: string
      askedBy: string | null
      /** Made of the work under what was shown: not for who is only shown that. */
      ofWork: Generated<boolean>
      at: Generated<Instant>
    }
  }
}
