import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '#core/database.ts'
import { Day, Instant, RecordId, Ref } from '#core/shapes.ts'
import { inNameOrder } from '#office/public.ts'
import { teamNameIn } from '../queries/signed-names.ts'
import { SmallOffice, shownSmallOffice } from './four-eyes.ts'

export const Payout = z
  .object({
    id: RecordId,
    member: Ref,
    team: Ref,
    cents: z.number(),
    correction: z.boolean(),
    paidOn: Day.nullable(),
    paidBy: z.string().nullable(),
    paidAt: Instant.nullable(),
    smallOffice: SmallOffice,
    reference: z.string(),
  })
  .meta({ title: 'Payout' })

/** The payouts of a department report by name, with who paid them. */
export async function listPayouts(db: Db, departmentReportId: string): Promise<z.input<typeof Payout>[]> {
  const rows = await db
    .selectFrom('expensePayout')
    .innerJoin('member', 'member.id', 'expensePayout.memberId')
    .innerJoin('team', 'team.id', 'expensePayout.teamId')
    .leftJoin('member as payer', 'payer.id', 'expensePayout.paidBy')
    .selectAll('expensePayout')
    .select(['member.name as memberName', 'payer.name as payerName'])
    .select(teamNameIn(sql.ref('expensePayout.departmentReportId')).as('teamName'))
    .where('departmentReportId', '=', departmentReportId)
    .orderBy(inNameOrder('member.name'))
    .orderBy('expensePayout.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    member: { id: row.memberId, name: row.memberName },
    team: { id: row.teamId, name: row.teamName },
    cents: row.cents,
    correction: row.correctionId !== null,
    paidOn: row.paidOn,
    paidBy: row.payerName,
    paidAt: row.paidAt,
    smallOffice: shownSmallOffice(row),
    reference: row.reference,
  }))
}
