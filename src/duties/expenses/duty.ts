import type { Duty } from '#core/duty.ts'
import { endLeftReadings } from './jobs/left-readings.ts'
import { proveSettled } from './jobs/prove-settled.ts'
import { jobs } from './jobs.ts'
import * as operations from './operations.ts'
import { holdsPlace } from './queries/holds-place.ts'
import { search } from './queries/search.ts'
import { fillSample } from './sample/fill-job.ts'
import { waitingFor } from './waiting.ts'

interface Roles {
  'expenses.prepare': true
  'expenses.combine': true
  'expenses.review': true
  'expenses.pay': true
}

declare module '#core/rights.ts' {
  interface ChartRoles extends Roles {}
  interface Rights extends Roles {
    'expenses.see': true
    'expenses.claim': true
    'expenses.publish': true
  }
}

/** Expense reports from the receipt to the senior manager's signature and the payout. */
export const expenses = {
  name: 'expenses',
  operations,
  sees: 'expenses.see',
  rights: ['expenses.see', 'expenses.claim', 'expenses.publish'],
  roles: {
    'expenses.prepare': {
      place: 'team',
      gives: ['expenses.see'],
      needed: true,
      reads: true,
      works: true,
      actsFor: { member: 'salesperson', lends: ['expenses.claim', 'expenses.see'] },
    },
    'expenses.combine': {
      place: 'department',
      gives: ['expenses.publish', 'expenses.see'],
      needed: true,
      reads: true,
      works: true,
    },
    'expenses.review': { place: 'department', gives: ['expenses.see'], needed: true, reads: true, works: false },
    'expenses.pay': { place: 'department', gives: ['expenses.see'], needed: true, reads: false, works: false },
  },
  ofMembers: { salesperson: ['expenses.claim', 'expenses.see'], administrator: ['expenses.publish'] },
  formerRoles: {
    expenses: 'expenses.prepare',
    combine: 'expenses.combine',
    review: 'expenses.review',
    payout: 'expenses.pay',
  },
  jobs: [...jobs, fillSample],
  tidyings: [endLeftReadings, proveSettled],
  waiting: waitingFor,
  search,
  holdsPlace,
} satisfies Duty<'expenses'>
