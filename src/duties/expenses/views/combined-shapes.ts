import * as z from 'zod'
import { CurrencyCode, Instant, Month, RecordId, Ref } from '#core/shapes.ts'
import { departmentStates } from '../rules/states.ts'

export const TeamReportSummary = z
  .object({
    id: RecordId,
    number: z.string(),
    supplement: z.int().describe('0: the month’s report; 1, 2, …: what came after that was signed.'),
    team: Ref,
    month: Month,
    preparedBy: z.string().nullable(),
    departmentReportId: RecordId.nullable(),
    handedOverAt: Instant.nullable(),
    approvedAt: Instant.nullable().describe(
      'Signed with its department report: what comes later goes into a supplement.',
    ),
    note: z.string(),
    version: z.number(),
  })
  .meta({ title: 'TeamReportSummary' })

/** What a department report is called by, in a list as by itself. */
export const DepartmentReportHead = {
  id: RecordId,
  number: z.string(),
  supplement: z.int().describe('0: the month’s report; 1, 2, …: what came after that was signed.'),
  department: Ref,
  month: Month,
}

export const DepartmentReportSummary = z
  .object({
    ...DepartmentReportHead,
    preparedBy: z.string().nullable(),
    presentedVersion: z.number().nullable(),
    presentedAt: Instant.nullable(),
    withdrawn: z.boolean().describe('Whether what was presented last is withdrawn.'),
    currency: CurrencyCode,
    totalCents: z.number().describe('As presented and decided since; before the first presentation as handed over.'),
    lines: z.int(),
    linesNotCounted: z
      .int()
      .describe('Lines that the total does not count, since they have no amount or no exchange rate.'),
    openQueries: z.number(),
    approvedAt: Instant.nullable(),
    approverName: z.string().nullable(),
    state: z.enum(departmentStates),
  })
  .meta({ title: 'DepartmentReportSummary' })
