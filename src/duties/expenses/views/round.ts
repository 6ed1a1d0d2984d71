import * as z from 'zod'
import { Instant } from '#core/shapes.ts'
import { day, id, month } from '../rules/shapes.ts'

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
