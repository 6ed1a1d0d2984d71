import * as z from 'zod'
import { Cents, CurrencyCode, Day, Instant, Month, RecordId, Ref, Sentence } from '#core/shapes.ts'
import { vat } from '../rules/shapes.ts'
import { reportStates } from '../rules/states.ts'
import { confirmationWays, procedureWays, queryStates } from '../tables.ts'
import { Categories } from './matrix.ts'
import { ReadingShape } from './reading.ts'

const LineReceiptShape = z
  .object({
    id: RecordId,
    number: z.string(),
    sha256: z.string().describe('Of the original, hexadecimal.'),
    fileName: z.string(),
    merchant: z.string().nullable().describe('The seller’s name.'),
    spentOn: Day.nullable(),
    totalCents: Cents.nullable(),
    currency: CurrencyCode.nullable(),
  })
  .meta({ title: 'LineReceipt' })

/** What a line claims and says, as it stands in its report and as it was presented. */
export const lineContent = {
  ownShareCents: z.number(),
  claimedCents: z
    .number()
    .nullable()
    .describe('In the office’s currency; null while there is no amount or no exchange rate.'),
  acceptedCents: z.number().nullable(),
  purpose: z.string(),
  customer: z.string(),
  guests: z.string(),
  explanation: z.string(),
  missingReason: z.string().nullable(),
  refusedWhy: z.string().nullable(),
}

const LineShape = z
  .object({
    id: RecordId,
    reportId: RecordId,
    position: z.number(),
    spentOn: Day.nullable(),
    merchant: z.string(),
    categoryId: RecordId.nullable(),
    amountCents: Cents,
    currency: CurrencyCode,
    rate: z
      .string()
      .nullable()
      .describe('Units of the office’s currency for one of the line’s; null while a foreign amount has none.'),
    rateDay: Day.nullable(),
    rateSource: z.string().nullable(),
    vat,
    vatCents: z.number().describe('The VAT in what is claimed: the own share takes its part.'),
    ...lineContent,
    version: z.number(),
    receipts: z.array(LineReceiptShape),
    frozen: Sentence.nullable().describe('Why it may not be changed now.'),
  })
  .meta({ title: 'Line' })

const ObstacleShape = Sentence.extend({ lineId: RecordId.nullable(), field: z.string().nullable() }).meta({
  title: 'Obstacle',
})

const ConfirmationShape = z
  .object({
    id: RecordId,
    way: z.enum(confirmationWays),
    confirmedOn: Day,
    totalCents: z.number(),
    recordedByName: z.string(),
    note: z.string(),
    at: Instant,
    valid: z.boolean(),
  })
  .meta({ title: 'Confirmation' })

export const QueryShape = z
  .object({
    id: RecordId,
    departmentReportId: RecordId.nullable().describe('Of which department report, for who may open it.'),
    member: Ref,
    teamId: RecordId,
    lineId: RecordId.nullable(),
    categoryId: RecordId.nullable(),
    askedBy: Ref,
    askedAt: Instant,
    state: z.enum(queryStates),
    answeredAt: Instant.nullable(),
    version: z.number(),
    messages: z.array(z.object({ id: RecordId, by: Ref, at: Instant, body: z.string() })),
  })
  .meta({ title: 'Query' })

export const PileReceipt = LineReceiptShape.extend({
  vat: vat.describe('Rate by rate.'),
  readingState: z.enum(['waiting', 'reading', 'read', 'failed']),
  reading: ReadingShape,
  trouble: z
    .object({ says: z.string(), params: z.record(z.string(), z.unknown()) })
    .nullable()
    .describe('Why it could not be read or shown.'),
  warnings: z.array(Sentence).describe('What to know of the picture.'),
  partsOffered: z.int().describe('Receipts seen on the picture that can be taken apart; 0 when there is one.'),
  version: z.number(),
}).meta({ title: 'PileReceipt' })

/** Receipts that came after the signature, and the report in which they are claimed. */
export const LateShape = z
  .object({
    receipts: z.int(),
    month: Month.describe('Of the report that claims them: the first that is not signed.'),
    reportId: RecordId.nullable().describe('Null while that report is not open.'),
    mayOpen: z.boolean(),
  })
  .meta({ title: 'Late' })

export const ReportSummary = z
  .object({
    id: RecordId,
    number: z.string(),
    month: Day,
    member: Ref,
    team: Ref,
    roundId: RecordId.nullable(),
    teamReportId: RecordId.nullable(),
    departmentReportId: RecordId.nullable(),
    currency: CurrencyCode,
    lines: z.number(),
    claimedCents: z.number(),
    acceptedCents: z.number(),
    linesNotCounted: z
      .int()
      .describe('Lines that these sums do not count, since they have no amount or no exchange rate.'),
    presentedAt: Instant.nullable(),
    approvedAt: Instant.nullable(),
    paidOn: Day.nullable().describe('When something was last paid out for it; null while nothing was.'),
    unpaidCents: z.number().describe('What is signed and not paid out yet; negative when it is still to be taken off.'),
    state: z.enum(reportStates),
    version: z.number(),
  })
  .meta({ title: 'ReportSummary' })

const DecidedLine = z
  .object({
    lineId: RecordId,
    merchant: z.string(),
    claimedCents: Cents,
    acceptedCents: Cents,
    why: z.string(),
    at: Instant.describe('Since when it stands, to be told.'),
  })
  .meta({ title: 'DecidedLine' })

export const ReportShape = ReportSummary.omit({ lines: true })
  .extend({
    lines: z.array(LineShape),
    categories: Categories.describe('Once signed, as they were then.'),
    removedLines: z.array(
      z.object({ id: RecordId, merchant: z.string(), amountCents: z.number(), currency: z.string(), version: z.int() }),
    ),
    pile: z.array(PileReceipt),
    late: LateShape.nullable(),
    lessAccepted: z.array(DecidedLine).describe('Once signed: of which lines less than claimed is accepted.'),
    moreAccepted: z.array(DecidedLine).describe('Once signed: of which lines more than claimed is accepted.'),
    unseen: z.boolean().describe('Whether its person, who asks, has not looked at these yet.'),
    obstacles: z.array(ObstacleShape),
    hash: z.string().describe('SHA-256 of what its lines claim: one confirms what one has seen.'),
    confirmation: z.enum(['none', 'outdated', 'valid']),
    confirmations: z.array(ConfirmationShape),
    procedure: z.object({
      number: z.number().nullable(),
      proof: z
        .object({ way: z.enum(procedureWays), informedOn: Day, recordedByName: z.string(), at: Instant })
        .nullable(),
    }),
    queries: z.array(QueryShape),
    correctedBy: z.array(Ref).describe('Once signed: who may propose corrections, by the duty chart.'),
    correctionsWaiting: z
      .array(z.object({ lineId: RecordId, nowCents: z.number(), proposedBy: z.string() }))
      .describe('What is to be decided before another correction of the line; for those who may propose one.'),
    may: z.object({ prepare: z.boolean(), confirm: z.boolean(), addLines: z.boolean(), correct: z.boolean() }),
  })
  .meta({ title: 'Report' })
