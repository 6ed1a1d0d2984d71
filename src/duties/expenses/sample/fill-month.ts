import type { Db } from '#core/database.ts'
import type { SampleIds } from '#office/sample/fill-office.ts'
import { fillCollection } from './fill-collection.ts'
import { fillLines } from './fill-lines.ts'
import type { MonthAt } from './fill-parts.ts'
import { fillReview } from './fill-review.ts'
import type { SampleMonth } from './months-shapes.ts'

/** Writes one month of the story: what was collected, the reports, and what the department and its manager did. */
export async function fillMonth(at: Omit<MonthAt, 'receipts' | 'lines' | 'frame'>): Promise<void> {
  const month: MonthAt = { ...at, frame: await frameOf(at), receipts: new Map(), lines: new Map() }
  await fillCollection(month)
  await fillLines(month)
  await fillReview(month)
}

async function frameOf({ db, month: { month, teams }, ids }: { db: Db; month: SampleMonth; ids: SampleIds }) {
  const [rounds, teamReports, reports, departmentReport] = await Promise.all([
    db.selectFrom('expenseRound').select(['id', 'teamId']).where('month', '=', month).execute(),
    db.selectFrom('expenseTeamReport').select(['id', 'teamId']).where('month', '=', month).execute(),
    db.selectFrom('expenseReport').select(['id', 'memberId']).where('month', '=', month).execute(),
    db
      .selectFrom('expenseDepartmentReport')
      .select(['id', 'number', 'departmentId'])
      .where('month', '=', month)
      .executeTakeFirst(),
  ])
  const byTeam = (rows: { id: string; teamId: string }[]) => {
    const found = new Map(rows.map((row) => [row.teamId, row.id]))
    return new Map(
      teams.flatMap(({ team }) => {
        const id = found.get(ids.team(team).id)
        return id ? [[team as string, id] as const] : []
      }),
    )
  }
  const byMember = new Map(reports.map((row) => [row.memberId, row.id]))
  const ofPeople = teams.flatMap((team) =>
    team.reports.map(({ salesperson }) => [salesperson, byMember.get(ids.person(salesperson).id)!] as const),
  )
  return { rounds: byTeam(rounds), teamReports: byTeam(teamReports), reports: new Map(ofPeople), departmentReport }
}

/** Whether the month has been written: its transaction left receipts. */
export async function isFilled(db: Db, month: string): Promise<boolean> {
  const row = await db
    .selectFrom('expenseReceipt')
    .innerJoin('expenseRound', 'expenseRound.id', 'expenseReceipt.roundId')
    .select('expenseReceipt.id')
    .where('expenseRound.month', '=', month)
    .where('expenseReceipt.reading', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
