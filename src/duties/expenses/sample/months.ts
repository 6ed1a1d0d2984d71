import { pointed } from '#core/money.ts'
import { type SampleTeam, sampleTeams } from '#office/sample/company.ts'
import { sampleMembers } from '#office/sample/members.ts'
import { type Random, seeded } from '#office/sample/random.ts'
import { type MonthDays, sampleCalendar } from './calendar.ts'
import { inventReport, inventShops, type Shops, sampleReceipt } from './invent-report.ts'
import type { SampleMonth, SampleMonths, SampleRate, SampleTeamMonth } from './months-shapes.ts'
import { tellApproved, tellInReview } from './months-story.ts'
import { inventReceipt } from './receipt-facts.ts'

/** Who prepares each team's expenses, as the sample office's duty chart has it. */
export const preparers: Record<SampleTeam, string> = {
  north: 'rasa.kazlauskiene',
  south: 'ieva.zukaite',
  west: 'aiste.petrauskiene',
  export: 'liga.ozolina',
}

/** Six months of the sample office's expenses around `today` (an ISO day): the same seed and day tell the same story. */
export function sampleMonths(today: string, seed: number | string = 'gervainis'): SampleMonths {
  const random = seeded(seed)
  const shops = inventShops(random.fork('shops'))
  const calendar = sampleCalendar(today)
  const rates = calendar.flatMap((days) => ratesOf(random.fork(`rates ${days.month}`), days))
  const months = calendar.map((days, index) => tellMonth(random.fork(days.month), days, index, shops, rates))
  return { rates, months }
}

/** Rates of every seventh day of the month, a little around what they were in 2026. */
function ratesOf(random: Random, { month, last }: MonthDays): SampleRate[] {
  const around = (millionths: number, most: number) => pointed(millionths + random.int(-most, most), 6)
  return [0, 7, 14, 21, 28]
    .flatMap((days) => {
      const day = Temporal.PlainDate.from(month).add({ days }).toString()
      return [
        { currency: 'PLN', day, rate: around(234_900, 2000) },
        { currency: 'GBP', day, rate: around(1_157_100, 10_000) },
      ]
    })
    .filter(({ day }) => day <= last)
}

function tellMonth(random: Random, days: MonthDays, index: number, shops: Shops, rates: SampleRate[]): SampleMonth {
  const rateOf = (currency: string, day: string) =>
    rates.findLast((rate) => rate.currency === currency && rate.day <= day)
  const teams = sampleTeams.map(({ key: team }): SampleTeamMonth => {
    const people = sampleMembers.filter((member) => member.team === team)
    const reports = people.map((person) => inventReport(random.fork(person.key), { person, team, days, shops, rateOf }))
    const collecting = days.stage === 'collecting'
    const late = team === 'west' && days.stage === 'inReview'
    return {
      team,
      assistant: preparers[team],
      openedOn: days.openedOn,
      dueOn: days.dueOn,
      ...(!collecting && { handedOverOn: late ? days.lateOn : days.handedOverOn }),
      late,
      reports,
      tray: collecting ? strays(random.fork(`tray ${team}`), team, days, shops) : [],
    }
  })
  const month: SampleMonth = { month: days.month, stage: days.stage, teams }
  if (days.stage === 'approved') tellApproved(random.fork('story'), month, days, index)
  if (days.stage === 'inReview') tellInReview(month, days)
  return month
}

/** Receipts that came by mail without a word on whose they are. */
function strays(random: Random, team: SampleTeam, days: MonthDays, shops: Shops): SampleTeamMonth['tray'] {
  return Array.from({ length: team === 'north' ? 2 : 1 }, (_, i) => {
    const country = team === 'export' ? 'PL' : 'LT'
    const merchant = shops(random, country, 'parking')
    const facts = inventReceipt(random, { country, kind: 'parking', day: days.last, merchant })
    return {
      ...sampleReceipt(random, `receipt ${days.month.slice(0, 7)} tray ${team} ${i}`, facts, days.last),
      cameBy: 'mail' as const,
    }
  })
}
