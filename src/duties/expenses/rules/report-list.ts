import type * as z from 'zod'
import { declareList } from '#core/list.ts'
import type { ReportSummary } from '../views/report-shapes.ts'
import { sumShown } from './figures.ts'
import { reportStates } from './states.ts'

/** Expense reports. What lines come to depends on who reads them: by that they are not ordered. */
export const reportList = declareList<z.output<typeof ReportSummary>>()({
  name: 'expenses.reports',
  order: '-month',
  columns: {
    month: { kind: 'month', value: (row) => row.month, width: 140, card: 'line' },
    member: { kind: 'text', value: (row) => row.member.name, width: 200, card: 'title' },
    team: { kind: 'text', value: (row) => row.team.name, width: 140, card: 'line' },
    number: { kind: 'code', value: (row) => row.number, width: 140, card: 'none' },
    lines: { kind: 'number', value: (row) => row.lines, sort: false, filter: false, width: 80, card: 'none' },
    claimedCents: {
      kind: 'money',
      value: (row) => sumShown(row.claimedCents, row),
      currency: (row) => row.currency,
      sort: false,
      filter: false,
      width: 130,
      card: 'end',
    },
    acceptedCents: {
      kind: 'money',
      value: (row) => sumShown(row.acceptedCents, row),
      currency: (row) => row.currency,
      sort: false,
      filter: false,
      width: 130,
      card: 'none',
    },
    state: {
      kind: 'choice',
      value: (row) => row.state,
      of: reportStates,
      words: 'expenses.reportPage.state',
      filter: 'stands',
      width: 170,
      card: 'line',
    },
  },
})
