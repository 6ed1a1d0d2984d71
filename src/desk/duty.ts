import type { Duty } from '#core/duty.ts'
import * as operations from './operations.ts'
import { failedJobsOf, searchPeople } from './queries.ts'

/** What waits, what was found, what is under way and what happened, over all duties. */
export const desk = {
  name: 'desk',
  operations,
  rights: [],
  roles: {},
  waiting: failedJobsOf,
  search: searchPeople,
} satisfies Duty<'desk'>
