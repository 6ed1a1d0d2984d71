import * as z from 'zod'
import { type ChartDuty, chartDuties } from '#core/actor.ts'
import type { Db } from '#core/database.ts'
import { addDays, monthOf, monthPeriod, type Period } from '#core/days.ts'
import { read } from '#core/operation.ts'
import { invalid } from '#core/refusal.ts'
import { Day, RecordId } from '#core/shapes.ts'
import { officeToday } from '../public.ts'
import { linesUntil, placesOfChart } from '../queries/chart.ts'
import { profileOf } from '../queries/office.ts'
import { gapsIn, gapWindow, overlapsIn, placeOfDuty } from '../rules/chart.ts'
import { byName } from '../rules/order.ts'
import { ChartDay, Version } from '../shapes.ts'

/** Two years of columns are more than one looks at. */
const mostDays = 800

const PeriodShape = z.object({ from: Day, to: Day })

export const ChartLine = z.object({
  id: RecordId,
  memberId: RecordId,
  memberName: z.string(),
  fromDay: Day,
  toDay: Day.nullable(),
  coversId: RecordId.nullable(),
  version: Version,
})

const ChartRow = z.object({
  duty: z.enum(chartDuties),
  place: z.object({
    kind: z.enum(['team', 'department']),
    id: RecordId,
    name: z.string(),
    departmentName: z.string(),
  }),
  /** Somebody must do it: a gap is an obstacle. */
  needed: z.boolean(),
  lines: z.array(ChartLine),
  gaps: z.array(PeriodShape),
  overlaps: z.array(PeriodShape.extend({ ids: z.array(z.string()), names: z.array(z.string()) })),
})

export const chart = read({
  right: 'member',
  summary: 'The duty chart, six months from this one unless said: who does which duty where, with gaps and overlaps.',
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
    const rows = (await rowsOfChart(db, (await profileOf(db)).language)).map((row) =>
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

type Row = Pick<z.infer<typeof ChartRow>, 'duty' | 'place' | 'needed'>
type LineOfChart = Awaited<ReturnType<typeof linesUntil>>[number]

/** One row for each team's expenses and for each other duty of a department, teams before their department. */
async function rowsOfChart(db: Db, language: string): Promise<Row[]> {
  const places = await placesOfChart(db)
  const teams = places.flatMap((at): Row[] => {
    if (!at.teamId || !at.teamName) return []
    const needed = at.sales && !at.departmentClosedAt && !at.teamClosedAt
    return [row('expenses', { id: at.teamId, name: at.teamName, departmentName: at.departmentName }, needed)]
  })
  const departments = [...new Map(places.map((at) => [at.departmentId, at])).values()]
  const others = departments.flatMap((at) =>
    chartDuties
      .filter((duty) => placeOfDuty(duty) === 'department')
      .map((duty) => {
        const place = { id: at.departmentId, name: at.departmentName, departmentName: at.departmentName }
        return row(duty, place, at.sales && !at.departmentClosedAt)
      }),
  )
  const compare = byName(language)
  return [...teams.sort((a, b) => compare(a.place, b.place)), ...others]
}

function row(duty: ChartDuty, place: Omit<Row['place'], 'kind'>, needed: boolean): Row {
  return { duty, needed, place: { kind: placeOfDuty(duty), ...place } }
}

function isAt(line: LineOfChart, { duty, place }: Row): boolean {
  return line.duty === duty && (line.teamId ?? line.departmentId) === place.id
}

function filled(row: Row, lines: LineOfChart[], window: Period, today: string): z.infer<typeof ChartRow> {
  const missing = gapWindow(lines, window, today)
  const nameOf = new Map(lines.map((line) => [line.id, line.memberName]))
  return {
    ...row,
    lines: lines
      .filter((line) => line.toDay === null || line.toDay >= window.from)
      .map(({ duty, teamId, departmentId, ...line }) => line),
    gaps: row.needed && missing ? gapsIn(lines, missing) : [],
    overlaps: overlapsIn(lines, window).map((overlap) => ({
      ...overlap,
      names: overlap.ids.map((id) => nameOf.get(id) ?? ''),
    })),
  }
}
