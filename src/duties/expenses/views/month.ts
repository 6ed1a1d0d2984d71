import * as z from 'zod'
import type { Db } from '#core/database.ts'
import { Instant, RecordId, Ref } from '#core/shapes.ts'
import { byName } from '#office/public.ts'
import { type DepartmentReportRow, signedAround, versionsOf } from '../queries/combined.ts'
import { totalsOfReports } from '../queries/figures.ts'
import { missingIn, teamsOfMonth } from '../queries/missing.ts'

const MissingShape = z
  .object({
    teams: z.array(Ref),
    people: z.array(Ref.extend({ teamName: z.string() })),
  })
  .meta({ title: 'MissingWork' })

/** What a department report shows of the month around it. */
export const MonthShape = {
  teams: z.array(
    z.object({
      id: RecordId,
      name: z.string(),
      teamReportId: RecordId.nullable(),
      handedOverAt: Instant.nullable(),
      preparedBy: z.string().nullable(),
      elsewhere: z.string().nullable().describe('The other report of the month that has this team’s, by number.'),
      onlyBefore: z
        .boolean()
        .describe('It is not in the month: only what it had accepted in the previous period stands beside it.'),
    }),
  ),
  /** Who is not in yet, when it is presented now and when what was presented is approved; ids go into `evenWithout`. */
  missing: z.object({
    toPresent: MissingShape.describe('Who is not in when it is presented now.'),
    toApprove: MissingShape.describe('Who was not in when it was presented last.'),
  }),
  /** The month's report and its supplements with what each comes to. */
  reportsOfMonth: z.array(
    z.object({
      id: RecordId,
      number: z.string(),
      supplement: z.int(),
      acceptedCents: z.number(),
      lines: z.int(),
      linesNotCounted: z.int(),
      approvedAt: Instant.nullable(),
    }),
  ),
  monthCents: z.number(),
  monthLines: z.int(),
  monthLinesNotCounted: z
    .int()
    .describe('Lines that the month’s sum does not count, since they have no amount or no exchange rate.'),
  /** Set while the last presentation is withdrawn and no further one has come. */
  withdrawn: z
    .object({
      version: z.number().describe('Its number.'),
      presentedBy: z.string(),
      by: z.string().describe('Who took it back, by name.'),
      at: Instant.describe('When it was taken back.'),
      why: z.string(),
    })
    .nullable(),
}

const nobody = { teams: [], people: [] }

type Found = Pick<DepartmentReportRow, 'id' | 'departmentId' | 'month' | 'approvedAt'>

/**
 * The month around a department report: its teams, who is missing, its other reports, a withdrawn presentation. Those who
 * pay out see only what is signed of it.
 */
export async function monthAround(db: Db, found: Found, seesUnsigned: boolean) {
  const signed = await signedAround(db, found.id)
  const reports = (await reportsOfMonth(db, found)).filter((one) => seesUnsigned || one.approvedAt)
  return {
    teams: await teamStates(db, found, {
      teams: signed?.teams ?? (await teamsOfMonth(db, found.departmentId, found.month)),
      numbers: new Map(reports.map((one) => [one.id, one.number])),
    }),
    signed,
    missing: seesUnsigned ? await missingIn(db, found, signed?.teams) : { toPresent: nobody, toApprove: nobody },
    reportsOfMonth: reports,
    monthCents: reports.reduce((sum, one) => sum + one.acceptedCents, 0),
    monthLines: reports.reduce((sum, one) => sum + one.lines, 0),
    monthLinesNotCounted: reports.reduce((sum, one) => sum + one.linesNotCounted, 0),
    withdrawn: await withdrawnNow(db, found.id),
  }
}

async function reportsOfMonth(db: Db, { departmentId, month }: Found) {
  const rows = await db
    .selectFrom('expenseDepartmentReport')
    .leftJoin('expenseApproval', 'expenseApproval.departmentReportId', 'expenseDepartmentReport.id')
    .select(['expenseDepartmentReport.id', 'number', 'supplement', 'expenseApproval.at as approvedAt'])
    .where('departmentId', '=', departmentId)
    .where('month', '=', month)
    .orderBy('supplement')
    .execute()
  const totals = await totalsOfReports(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => {
    const { acceptedCents, lines, linesNotCounted } = totals.get(row.id)!
    return { ...row, acceptedCents, lines, linesNotCounted }
  })
}

async function teamStates(
  db: Db,
  { id, month, approvedAt }: Found,
  { teams, numbers }: { teams: readonly { id: string; name: string }[]; numbers: ReadonlyMap<string, string> },
) {
  const rows = await db
    .selectFrom('expenseTeamReport')
    .leftJoin('member', 'member.id', 'expenseTeamReport.preparedBy')
    .select([
      'expenseTeamReport.id',
      'expenseTeamReport.teamId',
      'departmentReportId',
      'handedOverAt',
      'member.name as preparedBy',
    ])
    .where('month', '=', month)
    .orderBy('supplement', 'desc')
    .execute()
  return teams.map((team) => {
    const own = rows.filter((row) => row.teamId === team.id)
    // What is prepared after the signature goes on to a supplement.
    const here =
      own.find((one) => one.departmentReportId === id) ?? own.find((one) => !one.departmentReportId && !approvedAt)
    const [other] = here ? [] : own
    return {
      ...team,
      teamReportId: (here ?? other)?.id ?? null,
      handedOverAt: here?.handedOverAt ?? null,
      preparedBy: here?.preparedBy ?? null,
      elsewhere: other?.handedOverAt ? (numbers.get(other.departmentReportId ?? '') ?? null) : null,
      onlyBefore: false,
    }
  })
}

/** The teams of a month with those that only stand beside it, by name as the office’s language orders them. */
export function withTeamsBefore(
  language: string,
  teams: Awaited<ReturnType<typeof teamStates>>,
  shown: readonly { teamId: string; teamName: string }[],
) {
  const isNew = ({ teamId }: { teamId: string }) => !teams.some((team) => team.id === teamId)
  const before = new Map(shown.filter(isNew).map(({ teamId, teamName }) => [teamId, teamName]))
  const gone = { teamReportId: null, handedOverAt: null, preparedBy: null, elsewhere: null, onlyBefore: true }
  return [...teams, ...[...before].map(([id, name]) => ({ id, name, ...gone }))].sort(byName(language))
}

async function withdrawnNow(db: Db, departmentReportId: string) {
  const [last] = await versionsOf(db, departmentReportId)
  if (!last?.withdrawnAt) return null
  const { number, presentedByName, withdrawnAt, withdrawnByName, withdrawnWhy } = last
  return { version: number, presentedBy: presentedByName, by: withdrawnByName ?? '', at: withdrawnAt, why: withdrawnWhy ?? '' } // biome-ignore format: one answer
}
