import * as z from 'zod'
import { Instant } from '#core/shapes.ts'
import { cents, day, id } from '../rules/shapes.ts'
import { expectedSources, expectedStates } from '../tables.ts'

export const expectedShape = z
  .object({
    id,
    roundId: id,
    memberId: id,
    what: z.string(),
    categoryId: id.nullable(),
    recurring: z.boolean(),
    source: z.enum(expectedSources),
    expectedOn: day.nullable(),
    cents: cents.nullable(),
    state: z.enum(expectedStates),
    receiptId: id.nullable(),
    receiptNumber: z.string().nullable(),
    reason: z.string().nullable(),
    settledBy: id.nullable(),
    settledAt: Instant.nullable(),
    addedBy: id.nullable(),
    addedAt: Instant,
    version: z.int(),
  })
  .meta({ title: 'ExpectedReceipt' })
