import type { Db } from '#core/database.ts'
import type { SampleIds } from '#office/sample/fill-office.ts'
import { fillCollection } from './fill-collection.ts'
import type { PastFact } from './fill-history.ts'
import { fillLines } from './fill-lines.ts'
import type { Moment } from './fill-moments.ts'
import type { SampleNumbers } from './fill-numbers.ts'
import type { KeptPicture } from './fill-pictures.ts'
import { fillReview } from './fill-review.ts'
import type { SampleMonth, SampleReport, SampleTeamMonth } from './months-shapes.ts'

/** What a month is written with. */
export type MonthAt = {
  db: Db
  month: SampleMonth
  ids: SampleIds
  categories: Map<string, string>
  numbers: SampleNumbers
  pictures: Map<string, KeptPicture>
  moment: Moment
  frame: MonthFrame
  /** Receipts' and lines' ids by their keys in the story. */
  receipts: Map<string, string>
  lines: Map<string, string>
  tell(fact: PastFact): void
}

/** The month's empty rounds and reports: ids by team and by salesperson. */
export type MonthFrame = {
  rounds: Map<string, string>
  teamReports: Map<string, string>
  reports: Map<string, string>
  departmentReport: { id: string; number: string } | undefined
}

/** One salesperson's part of the month, with the rows it belongs to. */
export type Part = {
  team: SampleTeamMonth
  report: SampleReport
  person: ReturnType<SampleIds['person']>
  assistant: ReturnType<SampleIds['person']>
  teamId: string
  roundId: string
  reportId: string
}

/** Writes one month of the story: what was collected, the reports, and what the department and its manager did. */
export async function fillMonth(at: Omit<MonthAt, 'receipts' | 'lines' | 'frame'>): Promise<void> {
  const month: MonthAt = { ...at, frame: await frameOf(at), receipts: new Map(), lines: new Map() }
  await fillCollection(month)
  await fillLines(month)
  await fillReview(month)
}

/** The parts of a month, team by team. */
export function partsOf({ month, ids, frame }: MonthAt): Part[] {
  return month.teams.flatMap((team) =>
    team.reports.map((report) => ({
      team,
      report,
      person: ids.person(report.salesperson),
      assistant: ids.person(team.assistant),
      teamId: ids.team(team.team).id,
      roundId: frame.rounds.get(team.team)!,
      reportId: frame.reports.get(report.salesperson)!,
    })),
  )
}

async function frameOf({ db, month: { month, teams }, ids }: { db: Db; month: SampleMonth; ids: SampleIds }) {
  const [rounds, teamReports, reports, departmentReport] = await Promise.all([
    db.selectFrom('expenseRound').select(['id', 'teamId']).where('month', '=', month).execute(),
    db.selectFrom('teamReport').select(['id', 'teamId']).where('month', '=', month).execute(),
    db.selectFrom('expenseReport').select(['id', 'memberId']).where('month', '=', month).execute(),
    db.selectFrom('departmentReport').select(['id', 'number']).where('month', '=', month).executeTakeFirst(),
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
    .selectFrom('receipt')
    .innerJoin('expenseRound', 'expenseRound.id', 'receipt.roundId')
    .select('receipt.id')
    .where('expenseRound.month', '=', month)
    .where('receipt.reading', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
