import type { Actor } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { newId } from '#core/ids.ts'
import { type Locked, lock, readAllLocked, readLocked, save } from '#core/locked.ts'
import type { Changing } from '#core/operation.ts'
import { nextNumber } from '#core/running-numbers.ts'
import { reportsToChange } from '../queries/reports.ts'
import { aboutDepartmentReport } from './told-of-department.ts'

/** A department's month. */
interface DepartmentMonth {
  departmentId: string
  month: string
}

/** The department's last report of a month, with whether it is approved; held, and the month with it. */
export async function lastOfMonth(db: Db, { departmentId, month }: DepartmentMonth) {
  // Whoever else combines the same month waits here, so that no number is taken for a report that is there.
  await lock(db, { department: [departmentId] })
  const read = () =>
    db
      .selectFrom('expenseDepartmentReport')
      .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'expenseDepartmentReport.id')
      .select(['expenseDepartmentReport.id', 'number', 'supplement', 'expenseApproval.at as approvedAt'])
      .where('departmentId', '=', departmentId)
      .where('month', '=', month)
      .orderBy('supplement', 'desc')
      .limit(1)
      .executeTakeFirst()
  const last = await read()
  return last && readLocked(db, 'expenseDepartmentReport', last.id, read)
}

/** What of a department's month is still open: its report, or once that is approved its next supplement. Made when there is none. */
export async function openOfMonth(db: Db, at: DepartmentMonth, actor: Pick<Actor, 'id'>): Promise<{ id: string }> {
  const last = await lastOfMonth(db, at)
  return last && !last.approvedAt ? last : newDepartmentReport(db, at, actor, last ? last.supplement + 1 : 0)
}

/** A further report of a month the caller holds; a supplement is numbered after the month's report: `DR-2026-0006-1`. */
export async function newDepartmentReport(
  db: Db,
  { departmentId, month }: DepartmentMonth,
  actor: Pick<Actor, 'id'>,
  supplement: number,
) {
  const first = await db
    .selectFrom('expenseDepartmentReport')
    .select('number')
    .where('departmentId', '=', departmentId)
    .where('month', '=', month)
    .where('supplement', '=', 0)
    .executeTakeFirst()
  const number = first ? `${first.number}-${supplement}` : await nextNumber(db, 'DR', Number(month.slice(0, 4)))
  const row = { id: newId(), number, departmentId, month, supplement, preparedBy: actor.id }
  await db.insertInto('expenseDepartmentReport').values(row).execute()
  return row
}

/** A further team report of a month the caller holds, numbered like the department's. */
export async function newTeamReport(
  db: Db,
  { teamId, month, of }: { teamId: string; month: string; of: readonly { number: string; supplement: number }[] },
  preparedBy: string,
) {
  const first = of.find((one) => one.supplement === 0)
  const supplement = of.length
  const number = first ? `${first.number}-${supplement}` : await nextNumber(db, 'TR', Number(month.slice(0, 4)))
  const row = { id: newId(), number, teamId, month, supplement, departmentReportId: null, preparedBy }
  await db
    .insertInto('expenseTeamReport')
    .values({ ...row, handedOverBy: null, handedOverAt: null })
    .execute()
  return row
}

/** The team reports of a department report and all reports in them, held. */
export async function heldBy(db: Db, of: Locked<'expenseDepartmentReport'>) {
  const read = () => db.selectFrom('expenseTeamReport').selectAll().where('departmentReportId', '=', of.id).execute()
  const ids = (await read()).map(({ id }) => id)
  const teamReports = await readAllLocked(db, 'expenseTeamReport', ids, read)
  if (ids.length === 0) return { teamReports, parts: [] }
  const rows = await db.selectFrom('expenseReport').select('id').where('teamReportId', 'in', ids).execute()
  const parts = await reportsToChange(
    db,
    rows.map((row) => row.id),
  )
  return { teamReports, parts }
}

type Signed = DepartmentMonth & { id: string; supplement: number }

/**
 * What is not in the version just signed is not lost with the month: team reports of which nothing was presented go on to the
 * next supplement, single late reports are free for their team's next one.
 */
export async function passLateOn(
  { db, actor, tell }: Pick<Changing<'expenses.review', unknown>, 'db' | 'actor' | 'tell'>,
  signed: Signed,
  { teamReports, parts }: Awaited<ReturnType<typeof heldBy>>,
): Promise<void> {
  const signedIn = new Set(parts.filter((part) => part.presentedAt).map((part) => part.teamReportId))
  const single = parts.filter((part) => !part.presentedAt && signedIn.has(part.teamReportId))
  const late = teamReports.filter((one) => !signedIn.has(one.id))
  const isHandedOver = late.some((one) => one.handedOverAt)
  const next = isHandedOver ? await newDepartmentReport(db, signed, actor, signed.supplement + 1) : null
  await save(db, 'expenseTeamReport', late, { departmentReportId: next?.id ?? null })
  await save(db, 'expenseReport', single, { teamReportId: null })
  if (!next) return
  tell({
    ...aboutDepartmentReport(next),
    also: late.map((one) => one.id),
    says: 'expenses.said.passLateOn',
    params: { number: next.number, n: late.length },
  })
}
