import type { ChartRole } from '#core/rights.ts'
import type { SampleDepartment, SampleTeam } from './company.ts'

/** One bar of the duty chart. `until` is the last day; without it the duty has no end. */
export type SampleDuty = {
  member: string
  role: ChartRole
  scope: { team: SampleTeam } | { department: SampleDepartment }
  from: string
  until?: string
  /** The colleague who is away and has the same duty and scope in those days; the duty stays theirs. */
  covers?: string
}

const rasa = 'rasa.kazlauskiene'
const ieva = 'ieva.zukaite'
const aiste = 'aiste.petrauskiene'
const liga = 'liga.ozolina'
const dovile = 'dovile.simkute'
const manager = 'vytautas.bagdonas'
const deputy = 'giedre.sabaliauskiene'
const sales = { department: 'sales' } as const

/**
 * Who does what around `today` (an ISO day). Ahead lie a holiday with its cover, a fortnight in which nobody prepares
 * West's expenses, and a week in which two do South's, so that the chart shows a gap and an overlap.
 */
export function sampleDutyChart(today: string): SampleDuty[] {
  const start = Temporal.PlainDate.from(today).with({ day: 1 }).subtract({ months: 7 }).toString()
  const day = (offset: number) => Temporal.PlainDate.from(today).add({ days: offset }).toString()
  const always = (member: string, role: ChartRole, scope: SampleDuty['scope']): SampleDuty => ({
    member,
    role,
    scope,
    from: start,
  })
  return [
    always(rasa, 'expenses.prepare', { team: 'north' }),
    always(ieva, 'expenses.prepare', { team: 'south' }),
    { ...always(aiste, 'expenses.prepare', { team: 'west' }), until: day(44) },
    { member: aiste, role: 'expenses.prepare', scope: { team: 'west' }, from: day(59) },
    always(liga, 'expenses.prepare', { team: 'export' }),
    { member: dovile, role: 'expenses.prepare', scope: { team: 'north' }, from: day(10), until: day(23), covers: rasa },
    {
      member: dovile,
      role: 'expenses.prepare',
      scope: { team: 'north' },
      from: day(-80),
      until: day(-67),
      covers: rasa,
    },
    { member: dovile, role: 'expenses.prepare', scope: { team: 'south' }, from: day(30), until: day(36) },
    always(ieva, 'expenses.combine', sales),
    { member: dovile, role: 'expenses.combine', scope: sales, from: day(-80), until: day(-67), covers: ieva },
    always(manager, 'expenses.review', sales),
    { member: deputy, role: 'expenses.review', scope: sales, from: day(12), until: day(21), covers: manager },
    { member: deputy, role: 'expenses.review', scope: sales, ...threeMonthsAgo(today), covers: manager },
    always('danute.rakauskiene', 'expenses.pay', sales),
  ]
}

/** From the tenth to the twentieth: the manager was away when that month's report came to be signed. */
function threeMonthsAgo(today: string): { from: string; until: string } {
  const month = Temporal.PlainDate.from(today).subtract({ months: 3 })
  return { from: month.with({ day: 10 }).toString(), until: month.with({ day: 20 }).toString() }
}
