import type { Db } from '#core/database.ts'
import { readLocked } from '#core/locked.ts'
import type { SampleIds } from '#office/sample/fill-office.ts'
import type { PastFact } from './fill-history.ts'
import type { Moment } from './fill-moments.ts'
import type { SampleNumbers } from './fill-numbers.ts'
import type { KeptPicture } from './fill-pictures.ts'
import type { SampleDepartmentMonth, SampleMonth, SampleReport, SampleTeamMonth } from './months-shapes.ts'

/** What a month is written with. */
export type MonthAt = {
  db: Db
  month: SampleMonth
  ids: SampleIds
  categories: Map<string, string>
  numbers: SampleNumbers
  pictures: Map<string, KeptPicture>
  moment: Moment
  language: 'en' | 'lt'
  frame: MonthFrame
  /** Receipts' and lines' ids by their keys in the story. */
  receipts: Map<string, string>
  lines: Map<string, string>
  tell(fact: PastFact): void
}

/** What the review of a month's department report is told with. */
export type ReviewAt = MonthAt & {
  department: SampleDepartmentMonth
  report: { id: string; number: string; departmentId: string }
}

/** The month's empty rounds and reports: ids by team and by salesperson. */
type MonthFrame = {
  rounds: Map<string, string>
  teamReports: Map<string, string>
  reports: Map<string, string>
  departmentReport: { id: string; number: string; departmentId: string } | undefined
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

/** The department report, held as everybody holds it who writes a version. */
export function heldReport({ db, report }: MonthAt & { report: { id: string } }) {
  return readLocked(db, 'expenseDepartmentReport', report.id, async () => report)
}
