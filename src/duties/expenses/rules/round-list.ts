import type * as z from 'zod'
import { declareList } from '#core/list.ts'
import type { ListedRound } from '../views/round.ts'
import { roundStandings } from './rounds.ts'

/** Rounds. How complete one is is told person by person: by that they are not ordered. */
export const roundList = declareList<z.output<typeof ListedRound>>()({
  name: 'expenses.rounds',
  order: '-month',
  columns: {
    month: { kind: 'month', value: (row) => row.month, width: 150, card: 'title' },
    team: { kind: 'choice', value: (row) => row.teamName, width: 130, card: 'line' },
    complete: {
      kind: 'number',
      value: (row) => row.tally.complete,
      sort: false,
      filter: false,
      width: 170,
      card: 'line',
    },
    people: {
      kind: 'number',
      value: (row) => row.tally.people,
      sort: false,
      filter: false,
      width: 120,
      card: 'none',
      hidden: true,
    },
    waiting: {
      kind: 'number',
      value: (row) => row.tally.expected.waiting,
      sort: false,
      filter: false,
      width: 120,
      card: 'none',
    },
    receipts: {
      kind: 'number',
      value: (row) => row.tally.receipts,
      sort: false,
      filter: false,
      width: 100,
      card: 'none',
    },
    due: { kind: 'day', value: (row) => row.dueDay, width: 120, card: 'line' },
    state: {
      kind: 'choice',
      value: (row) => row.standing,
      of: roundStandings,
      words: 'expenses.standing',
      sort: false,
      filter: false,
      width: 120,
      card: 'end',
    },
    number: { kind: 'code', value: (row) => row.number, width: 130, card: 'none', hidden: true },
  },
})
