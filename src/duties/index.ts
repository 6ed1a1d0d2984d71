import { declareDuties } from '#core/duty.ts'
import { desk } from '#desk/duty.ts'
import { office } from '#office/duty.ts'
import { expenses } from './expenses/duty.ts'

/** Whose uploads a bearer of a link may make, without sign-in. */
export { mayUpload } from './expenses/public.ts'

/** What this program does, one name a duty; the office and the desk are under all of them. */
const all = declareDuties([office, desk, expenses] as const)

/** The operations by duty. */
export type Duties = { [One in (typeof all)[number] as One['name']]: One['operations'] }
export const duties = Object.fromEntries(all.map(({ name, operations }) => [name, operations])) as unknown as Duties

/** What the duties set right from time to time. */
export const tidyings = all.flatMap((duty) => ('tidyings' in duty ? duty.tidyings : []))

/** The later work of all duties. */
export const jobs = all.flatMap((duty) => ('jobs' in duty ? duty.jobs : []))
