import type { Duty } from '#core/duty.ts'
import { jobs } from './jobs.ts'
import * as operations from './operations.ts'
import { waitingFor } from './waiting.ts'

declare module '#core/rights.ts' {
  interface Rights {
    'office.administer': true
  }
}

/** The company itself: people, places, the duty chart, accounts. */
export const office = {
  name: 'office',
  operations,
  rights: ['office.administer'],
  roles: {},
  ofMembers: { administrator: ['office.administer'] },
  jobs,
  waiting: waitingFor,
} satisfies Duty<'office'>
