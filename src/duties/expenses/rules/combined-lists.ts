import type * as z from 'zod'
import { declareList } from '#core/list.ts'
import type { DepartmentReportSummary, TeamReportSummary } from '../views/combined-shapes.ts'
import { sumShown } from './figures.ts'
import { departmentStates } from './states.ts'

export const handedOverStates = ['inWork', 'handedOver'] as const

/** Team reports. */
export const teamReportList = declareList<z.output<typeof TeamReportSummary>>()({
  name: 'expenses.teamReports',
  order: '-month',
  columns: {
    month: { kind: 'month', value: (row) => row.month, width: 300, card: 'title' },
    team: { kind: 'text', value: (row) => row.team.name, width: 160, card: 'title' },
    number: { kind: 'code', value: (row) => row.number, width: 150 },
    preparedBy: { kind: 'text', value: (row) => row.preparedBy, width: 180 },
    state: {
      kind: 'choice',
      value: (row) => (row.handedOverAt ? 'handedOver' : 'inWork'),
      of: handedOverStates,
      words: 'expenses.review',
      width: 240,
      card: 'end',
    },
  },
})

/** Department reports. What one comes to is told by its versions and what was decided since: by that they are not ordered. */
export const departmentReportList = declareList<z.output<typeof DepartmentReportSummary>>()({
  name: 'expenses.departmentReports',
  order: '-month',
  columns: {
    month: { kind: 'month', value: (row) => row.month, width: 240, card: 'title' },
    department: { kind: 'text', value: (row) => row.department.name, width: 120 },
    number: { kind: 'code', value: (row) => row.number, width: 130 },
    total: {
      kind: 'money',
      value: (row) => sumShown(row.totalCents, row),
      currency: (row) => row.currency,
      sort: false,
      filter: false,
      width: 110,
      card: 'end',
    },
    state: {
      kind: 'choice',
      value: (row) => row.state,
      of: departmentStates,
      words: 'expenses.review.states',
      width: 170,
    },
    queries: { kind: 'number', value: (row) => row.openQueries, width: 150 },
    preparedBy: { kind: 'text', value: (row) => row.preparedBy, width: 120 },
    approved: { kind: 'text', value: (row) => row.approverName, width: 308 },
  },
})
