import * as z from 'zod'
import { Instant } from '#core/shapes.ts'
import { roundStandings } from '../rules/rounds.ts'
import { day, id, month } from '../rules/shapes.ts'
import { expectedStates } from '../tables.ts'

export const roundShape = z
  .object({
    id,
    number: z.string(),
    teamId: id,
    teamName: z.string(),
    timeZone: z.string().describe('Of the team’s branch: its day decides what is late.'),
    month,
    dueDay: day,
    remindEveryDays: z.int().nullable(),
    nextReminderAt: Instant.nullable(),
    openedBy: id.nullable(),
    openedAt: Instant,
    closedBy: id.nullable(),
    closedAt: Instant.nullable(),
    version: z.int(),
  })
  .meta({ title: 'Round' })

export const countsShape = z.object(
  Object.fromEntries(expectedStates.map((state) => [state, z.int()])) as Record<
    (typeof expectedStates)[number],
    z.ZodInt
  >,
)

export const tallyShape = z
  .object({
    people: z.int(),
    complete: z.int(),
    receipts: z.int(),
    expected: countsShape.describe('How many are in which state.'),
  })
  .meta({ title: 'RoundTally' })

/** A round as lists have it. */
export const ListedRound = roundShape
  .extend({
    tally: tallyShape,
    mayChange: z.boolean(),
    standing: z.enum(roundStandings).describe('Where it stands today.'),
  })
  .meta({ title: 'ListedRound' })
