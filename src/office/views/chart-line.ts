import * as z from 'zod'
import { Day, RecordId } from '#core/shapes.ts'
import { Version } from '../shapes.ts'

export const ChartLine = z
  .object({
    id: RecordId,
    memberId: RecordId,
    memberName: z.string(),
    fromDay: Day,
    toDay: Day.nullable(),
    coversId: RecordId.nullable(),
    version: Version,
  })
  .meta({ title: 'ChartLine' })
