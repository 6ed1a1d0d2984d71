import type { Tidying } from '#core/housekeeping.ts'
import type { JobTask } from '#core/jobs.ts'
import * as desk from '#desk/operations.ts'
import { jobs as officeJobs } from '#office/jobs.ts'
import * as office from '#office/operations.ts'
import { endLeftReadings } from './expenses/jobs/left-readings.ts'
import { proveSettled } from './expenses/jobs/prove-settled.ts'
import { jobs as expensesJobs } from './expenses/jobs.ts'
import * as expenses from './expenses/operations.ts'
import { fillSample } from './expenses/sample/fill-job.ts'

/** Whose uploads a bearer of a link may make, without sign-in. */
export { mayUpload } from './expenses/public.ts'

/** What this program does, one line a duty; the office and the desk are under all of them. */
export const duties = { office, desk, expenses }
export type Duties = typeof duties

/** What the duties set right from time to time. */
export const tidyings: readonly Tidying[] = [endLeftReadings, proveSettled]

/** The later work of all duties. */
export const jobs: readonly JobTask[] = [...officeJobs, ...expensesJobs, fillSample]
