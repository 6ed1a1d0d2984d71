import * as z from 'zod'
import type { Db } from '#core/database.ts'
import { addDays, monthOf, monthPeriod, type Period } from '#core/days.ts'
import { chartRoles, placeKinds, termsOf } from '#core/duty.ts'
import { read } from '#core/operation.ts'
import { invalid } from '#core/refusal.ts'
import { Day, RecordId } from '#core/shapes.ts'
import { officeToday } from '../public.ts'
import { linesUntil, placesOfChart } from '../queries/chart.ts'
import { gapsIn, gapWindow, overlapsIn } from '../rules/chart.ts'
import { ChartDay, RoleOfChart } from '../shapes.ts'
import { ChartLine } from '../views/chart-line.ts'

/** Two years of columns are more than one looks at. */
const mostDays = 800

const PeriodShape = z.object({ from: Day, to: Day }).meta({ title: 'Period' })

const ChartRow = z
  .object({
    role: RoleOfChart,
    place: z.object({
      kind: z.enum(placeKinds),
      id: RecordId,
      name: z.string(),
      departmentName: z.string(),
      closed: z.boolean().describe('Its duties can only be ended or shortened.'),
    }),
    needed: z.boolean().describe('Somebody must do it: a gap is an obstacle.'),
    lines: z.array(ChartLine),
    gaps: z.array(PeriodShape),
    overlaps: z.array(PeriodShape.extend({ ids: z.array(z.string()), names: z.array(z.string()) })),
  })
  .meta({ title: 'ChartRow' })

export const chart = read({
  right: 'member',
  summary: 'The duty chart, six months from this one unless said: who has which role where, with gaps and overlaps.',
  rest: 'GET /office/chart',
  input: z.object({ from: ChartDay.optional(), to: ChartDay.optional() }),
  output: z.object({ from: Day, to: Day, today: Day, rows: z.array(ChartRow) }),
  async do({ db, input }) {
    const today = await officeToday(db)
    const from = input.from ?? monthPeriod(monthOf(today)).from
    const window: Period = { from, to: input.to ?? monthPeriod(monthOf(addDays(from, 165))).to }
    if (window.to < window.from) invalid('to', { says: 'office.endsBeforeBegins', from: window.from, to: window.to })
    if (addDays(window.from, mostDays) < window.to) invalid('to', { says: 'office.chartTooLong' })
    const lines = await linesUntil(db, window.to)
    const rows = (await rowsOfChart(db)).map((row) =>
      filled(
        row,
        lines.filter((line) => isAt(line, row)),
        window,
        today,
      ),
    )
    return { ...window, today, rows: rows.filter((row) => row.needed || row.lines.length > 0) }
  },
})

type Row = Pick<z.infer<typeof ChartRow>, 'role' | 'place' | 'needed'>

type LineOfChart = Awaited<ReturnType<typeof linesUntil>>[number]

/** A row for each role and place: those for teams first, team by team, then what is for wider places, place by place. */
async function rowsOfChart(db: Db): Promise<Row[]> {
  const places = await placesOfChart(db)
  return placeKinds.flatMap((kind) => {
    const roles = chartRoles().filter((role) => termsOf(role).place === kind)
    const own = places.filter((place) => place.kind === kind)
    return own.flatMap(({ sells, ...place }) =>
      roles.map((role) => ({ role, place, needed: sells && termsOf(role).needed })),
    )
  })
}

function isAt(line: LineOfChart, { role, place }: Row): boolean {
  return line.role === role && line.placeId === place.id
}

function filled(row: Row, lines: LineOfChart[], window: Period, today: string): z.infer<typeof ChartRow> {
  const missing = gapWindow(lines, window, today)
  const nameOf = new Map(lines.map((line) => [line.id, line.memberName]))
  return {
    ...row,
    lines: lines
      .filter((line) => line.toDay === null || line.toDay >= window.from)
      .map(({ role, teamId, departmentId, branchId, placeId, ...line }) => line),
    gaps: row.needed && missing ? gapsIn(lines, missing) : [],
    overlaps: overlapsIn(lines, window).map((overlap) => ({
      ...overlap,
      names: overlap.ids.map((id) => nameOf.get(id) ?? ''),
    })),
  }
}
